// SPDX-License-Identifier: MIT
#include "renderer/drawing.hpp"

#include "core/calendar.hpp"
#include "core/seconds.hpp"
#include "core/sooner.hpp"
#include "renderer/when.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

namespace panggil::screen {

Drawing::Drawing(Context context)
    : context_(context), unit_(unit_of(*context.layout, context.inner)) {
    scope_.board = context.board;
    scope_.strings = &context.layout->strings;
    scope_.utc = context.time.utc;
    clip_ = {0, 0, context.scene->size.width, context.scene->size.height};
}

int Drawing::px(double units) const {
    // No place is that large; what a file says beyond it must not overflow.
    constexpr double most = 1'000'000;
    return static_cast<int>(std::lround(std::clamp(units * unit_, -most, most)));
}

Color Drawing::color(std::string_view name) const {
    constexpr Color loud{255, 0, 255};
    return layout().theme.color(name).value_or(loud);
}

Color Drawing::color(const Tree& properties, std::string_view field,
                     std::string_view otherwise) const {
    // A name that the theme lacks must not make a number vanish in its background.
    const auto wanted = layout().theme.color(properties.text_or(field, otherwise));
    return wanted ? *wanted : color(otherwise);
}

TextStyle Drawing::text_style(const Tree& properties, std::string_view font_field) const {
    const FontRole& role = layout().theme.font(properties.text_or(font_field, "meta"));
    const Font font{role.face, std::max(px(role.size), 1), px(role.tracking)};
    return {font, px(role.line), color(properties, "color", "ink")};
}

std::string Drawing::fill(std::string_view text) {
    if (text.find('{') == std::string_view::npos) {
        return std::string(text);
    }
    // What is said of a card comes with the card.
    const bool may_be_any = text.find("{said") != std::string_view::npos ||
                            text.find("{strings.") != std::string_view::npos;
    static_cast<void>(board(may_be_any ? board_part::hall | board_part::said : board_part::hall));
    if (scope_.card != nullptr && scope_.card->called_at > 0 &&
        (text.find("{age") != std::string_view::npos || may_be_any)) {
        const UtcTime called{Millis(scope_.card->called_at)};
        wake_at(called + std::chrono::floor<Minutes>(time().utc - called) + Minutes(1));
    }
    return fill_placeholders(text, scope_);
}

std::array<int, 4> Drawing::edges(const Tree& value) const {
    if (const double* all = value.number(); all != nullptr) {
        return {px(*all), px(*all), px(*all), px(*all)};
    }
    const Tree::List* list = value.list();
    const auto at = [&](std::size_t index) {
        const double* number =
            list != nullptr && index < list->size() ? (*list)[index].number() : nullptr;
        return number != nullptr ? px(*number) : 0;
    };
    if (list != nullptr && list->size() == 2) {
        return {at(0), at(1), at(0), at(1)};
    }
    return {at(0), at(1), at(2), at(3)};
}

void Drawing::open_node(std::string key) {
    context_.scene->nodes.push_back({std::move(key), {}});
}

void Drawing::add_mark(decltype(Mark::what) what) {
    const auto opacity = static_cast<std::uint8_t>(std::lround(opacity_ * 255));
    context_.scene->nodes.back().marks.push_back({std::move(what), clip_, opacity});
}

void Drawing::hear(SceneSound sound) {
    if (sound.volume > 0 && board(board_part::none).alerts.empty()) { // with an alert all is asked
        context_.scene->sounds.push_back(std::move(sound));
        stay_restless();
    }
}

void Drawing::stay_restless() {
    if (context_.memory != nullptr) {
        context_.memory->stay_restless();
    }
}

int Drawing::add_text(const TextStyle& style, const std::string& text, Point pen) {
    if (const auto clock = clock_parts(text)) { // in the next second only its tail is another
        const int advance = metrics().measure(style.font, text).advance;
        add_piece(style, std::string(clock->head), pen);
        add_seconds(style, *clock, advance, {pen.x + advance, pen.y});
        return advance;
    }
    if (style.counts) {
        wake_at(next_second(time().utc)); // it was cut to its place
    }
    return add_piece(style, text, pen);
}

/// What ends at `end`; of a date in digits it is a piece as any.
void Drawing::add_seconds(const TextStyle& style, const ClockText& clock, int advance, Point end) {
    const std::string digits(clock.tail);
    const Point pen{end.x - metrics().measure(style.font, digits).advance, end.y};
    add_piece(style, digits, pen);
    std::vector<Mark>& marks = context_.scene->nodes.back().marks;
    auto* const line = marks.empty() ? nullptr : std::get_if<TextMark>(&marks.back().what);
    if (style.counts && line != nullptr && line->text == digits) {
        marks.back().what =
            SecondsMark{TextMark(std::move(*line)), std::string(clock.head), advance, end.x};
        context_.scene->next_second = next_second(time().utc);
    }
}

int Drawing::add_piece(const TextStyle& style, const std::string& text, Point pen) {
    const TextExtent extent = metrics().measure(style.font, text);
    if (!extent.ink.empty()) {
        const Rect ink{pen.x + extent.ink.x, pen.y + extent.ink.y, extent.ink.width,
                       extent.ink.height};
        add_mark(TextMark{style.font, text, pen, style.color, ink});
        note_text();
    }
    return extent.advance;
}

void Drawing::add_running(const TextStyle& style, const std::string& line, const Rect& place,
                          int baseline, int step) {
    const TextExtent extent = metrics().measure(style.font, line);
    if (extent.ink.empty()) {
        return;
    }
    const Rect ink{place.x + extent.ink.x, baseline + extent.ink.y, extent.ink.width,
                   extent.ink.height};
    RunMark run{{style.font, line, {place.x, baseline}, style.color, ink},
                place,
                std::max(1, extent.advance),
                std::max(1, step),
                time().rate};
    static_cast<void>(move_to(run, time().mono));
    add_mark(std::move(run));
    note_text();
    bring_forward(context_.scene->next_step,
                  start_of_frame(frame_at(time().mono, time().rate) + 1, time().rate));
}

/// For the checker: the mark that was added last is text.
void Drawing::note_text() {
    if (context_.survey != nullptr) {
        const auto& nodes = context_.scene->nodes;
        context_.survey->texts.push_back(
            {place_, nodes.size() - 1, nodes.back().marks.size() - 1, is_ticket_ && !aside_});
    }
}

void Drawing::draw_style(const Tree& style, const Rect& place) {
    if (style.object() == nullptr) {
        return;
    }
    BoxMark box{place, {0, 0, 0, 0}, edges(style.at("radius")), 0, {}, {}, Gradient::None};
    if (style.at("fill").text() != nullptr) {
        box.fill = color(*style.at("fill").text());
    }
    if (const std::string gradient = style.text_or("gradient");
        style.at("fill2").text() != nullptr && gradient != "none") {
        box.fill2 = color(*style.at("fill2").text());
        box.gradient = gradient == "right" ? Gradient::Right : Gradient::Down;
    }
    if (const Tree::List* border = style.at("border").list();
        border != nullptr && border->size() == 2) {
        const double* width = border->at(0).number();
        box.border = width != nullptr ? px(*width) : 0;
        box.border_color = color(border->at(1).text() != nullptr ? *border->at(1).text() : "line");
    }
    const int most = std::min(place.width, place.height) / 2;
    for (int& radius : box.radii) {
        radius = std::min(radius, most);
    }
    if (box.fill.alpha > 0 || box.border > 0) {
        add(box);
    }
}

void Drawing::draw_badge(const Tree& badge, const Rect& place) {
    if (badge.object() == nullptr) {
        return;
    }
    const TextStyle style = text_style(badge);
    const std::string text = fill(badge.text_or("text"));
    const TextExtent extent = metrics().measure(style.font, text);
    const int cap = metrics().extent(style.font).cap_height;
    const int padding = px(16);
    // A pill that rides on the upper edge, near the right corner, half above it: so it fills the
    // gap between two cards, and touches neither the words at the foot of the upper one nor those
    // at the head of its own.
    const Rect pill{place.right() - px(20) - extent.advance - 2 * padding, place.y - style.line / 2,
                    extent.advance + 2 * padding, style.line};
    const int radius = pill.height / 2;
    add(BoxMark{pill, color(badge, "fill", "ink"), {radius, radius, radius, radius}, 0, {}});
    add_text(style, text, {pill.x + padding, pill.y + (pill.height + cap) / 2});
}

void Drawing::part(std::string_view name) {
    open_node(key_ + '.' + std::string(name));
}

void Drawing::note(Survey::Fault fault, const std::string& text, double measure, double limit) {
    if (context_.survey != nullptr) {
        context_.survey->notes.push_back({fault, place_, text, measure, limit});
    }
}

void Drawing::child(const Tree& widget, const Rect& place, std::string_view name) {
    if (widget.object() == nullptr || widget.is_true("hidden") || !is_time_for(widget)) {
        return;
    }
    if (place.empty()) {
        note_no_place(widget);
        return;
    }
    const WidgetType* type = find_widget(widget.text_or("widget"));
    if (type == nullptr) {
        return; // said once by the checker at load
    }
    const SceneMemory::Place seat{&widget,     place,        clip_, opacity_,
                                  scope_.page, scope_.pages, card_};
    const std::string key = key_ + '/' + std::string(name);
    SceneMemory* const memory = context_.memory;
    if (memory != nullptr && memory->keep(key, seat, *context_.scene)) {
        return;
    }
    const std::string outer = std::exchange(key_, key);
    const std::size_t part = memory != nullptr ? memory->open(seat, *context_.scene) : 0;
    draw_child(widget, *type, place);
    if (memory != nullptr) {
        memory->close(part, *context_.scene);
    }
    key_ = outer;
}

void Drawing::draw_child(const Tree& widget, const WidgetType& type, const Rect& place) {
    open_node(key_);
    const Within within(*this, widget, type);
    const Faded faded(*this, std::clamp(widget.at("style").number_or("opacity", 1), 0.0, 1.0));
    const Tree& style = widget.at("style");
    draw_style(style, place);
    const std::array<int, 4> inner = edges(style.at("padding"));
    draw_guarded(type, widget,
                 {place.x + inner[3], place.y + inner[0], place.width - inner[1] - inner[3],
                  place.height - inner[0] - inner[2]});
    if (!widget.at("badge").is_nothing()) {
        open_node(key_ + "#badge");
        draw_badge(widget.at("badge"), place);
    }
}

/// Stands for a widget that cannot be drawn: a thin frame, no words that nobody could act on.
void Drawing::draw_placeholder(const Rect& place) {
    const Color thin = layout().theme.color("line").value_or(Color{128, 128, 128, 96});
    const int corner = px(8);
    add(BoxMark{place, {0, 0, 0, 0}, {corner, corner, corner, corner}, std::max(px(2), 1), thin});
}

/// A widget that fails does not take the picture with it: its place is quiet, and the numbers
/// elsewhere stay.
void Drawing::draw_guarded(const WidgetType& type, const Tree& widget, const Rect& content) {
    if (context_.quarantine == nullptr) {
        type.draw(*this, widget, content);
        return;
    }
    if (context_.quarantine->holds(key_)) {
        draw_placeholder(content);
        return;
    }
    const std::string key = key_;
    const std::size_t nodes = context_.scene->nodes.size();
    const std::size_t marks = context_.scene->nodes.back().marks.size();
    const std::size_t parts = context_.memory != nullptr ? context_.memory->parts() : 0;
    const Quarantine::Watch watch(*context_.quarantine, key, type.name);
    try {
        type.draw(*this, widget, content);
    } catch (const std::exception& failure) {
        context_.quarantine->failed(key, type.name, failure.what());
        context_.scene->nodes.resize(nodes);
        context_.scene->nodes.back().marks.resize(marks);
        if (context_.memory != nullptr) {
            context_.memory->go_back(parts);
        }
        key_ = key;
        draw_placeholder(content);
    }
}

bool Drawing::is_time_for(const Tree& widget) {
    const Tree& when = widget.at("when");
    if (when.is_nothing()) {
        return true;
    }
    wake_at(next_change_of("HH.mm", time().utc));
    return holds(when, board(), time().utc);
}

void Drawing::note_no_place(const Tree& widget) {
    const std::string name = widget.text_or("widget");
    if (context_.survey != nullptr && name != "spacer" && name != "layers") {
        context_.survey->notes.push_back({Survey::Fault::NoPlace, widget.place(), "", 0, 0});
    }
}

Size Drawing::natural(const Tree& widget) {
    if (widget.object() == nullptr || widget.is_true("hidden") || !is_time_for(widget)) {
        return {};
    }
    const WidgetType* type = find_widget(widget.text_or("widget"));
    if (type == nullptr || type->natural == nullptr) {
        return {};
    }
    const Size wish = guarded_wish(*type, widget);
    const std::array<int, 4> around = edges(widget.at("style").at("padding"));
    return {wish.width + around[1] + around[3], wish.height + around[0] + around[2]};
}

/// One that fails when it is asked how large it would be fails again when it is drawn, and is told
/// then; whoever asks goes on.
Size Drawing::guarded_wish(const WidgetType& type, const Tree& widget) {
    if (context_.quarantine == nullptr) {
        return type.natural(*this, widget);
    }
    try {
        return type.natural(*this, widget);
    } catch (const std::exception&) {
        return {};
    }
}

const Tree& Drawing::patched(const Tree& card_tree, const Card& card) {
    const Tree& states = card_tree.at("states");
    if (states.object() == nullptr || card.states.empty()) {
        return card_tree;
    }
    std::string names;
    for (const CardState state : card.states) {
        names += std::string(name_of(state)) + ' ';
    }
    const auto [found, is_new] = context_.patched->try_emplace({&card_tree, names});
    if (is_new) {
        Tree merged = card_tree;
        // The most powerful state is merged last, so that its word holds.
        std::for_each(card.states.rbegin(), card.states.rend(), [&](CardState state) {
            if (const Tree& patch = states.at(name_of(state)); !patch.is_nothing()) {
                merged = merge_patch(std::move(merged), patch);
            }
        });
        found->second = std::move(merged);
    }
    return found->second;
}

Drawing::Bound::Bound(Drawing& drawing, const Card& card)
    : drawing_(&drawing), scope_card_(std::exchange(drawing.scope_.card, &card)),
      card_(std::exchange(drawing.card_, drawing.context_.memory != nullptr
                                             ? drawing.context_.memory->card(card)
                                             : nullptr)) {}

void Drawing::card(const Tree& card_tree, const Card& card, const Rect& place,
                   std::string_view name) {
    const Bound bound(*this, card);
    child(patched(card_tree, card), place, name);
}

void Drawing::set_page(int page, int pages) {
    scope_.page = page;
    scope_.pages = pages;
}

double Drawing::entrance(const Tree& properties, Moment since) {
    const MotionRole motion = layout().theme.motion(properties.text_or("enter"));
    if (motion.kind != MotionRole::Kind::Fade || motion.time <= Millis{0} ||
        since == Moment::min()) {
        return 1.0;
    }
    if (const auto step = next_step(since, motion.time, time().mono); step) {
        wake_at(*step);
    }
    return eased(since, motion.time, time().mono);
}

void Drawing::wake_at(UtcTime time) {
    bring_forward(context_.scene->next_wall_change, time);
}

void Drawing::wake_at(Moment time) {
    bring_forward(context_.scene->next_change, time);
}

} // namespace panggil::screen

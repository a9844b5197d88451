// SPDX-License-Identifier: MIT
#include "renderer/programme.hpp"

#include "core/call_stage.hpp"
#include "core/hall_day.hpp"
#include "renderer/call_view.hpp"
#include "renderer/card_selection.hpp"
#include "renderer/when.hpp"

#include <algorithm>
#include <iterator>

namespace panggil::screen {

namespace {

/// An overlay waits so long for the end of a call, and calls for the end of an overlay.
constexpr std::chrono::seconds longest_wait{60};
constexpr Micros longest_hold = std::chrono::minutes(5);

/// A screen that says nothing else shows the zones that it belongs to.
Tree shown_by(const Tree& settings) {
    if (const Tree& only = settings.at("only"); only.object() != nullptr) {
        return only;
    }
    return settings.at("zones").is_nothing() ? Tree{}
                                             : Tree(Tree::Object{{"zones", settings.at("zones")}});
}

/// Its counter still calls, or the call keeps the panel.
bool is_on_show(const Board& board, bool calling) {
    return board.call && (calling || std::ranges::any_of(board.cards, [&](const Card& card) {
                              return card.counter == board.call->counter &&
                                     card.ticket == board.call->ticket &&
                                     card.states.contains(CardState::Called);
                          }));
}

/// A counter calls since so short a time that another screen may still be saying it, though this
/// one, which may have come later, knows nothing of it.
bool has_new_call(const Board& board, UtcTime now) {
    return std::ranges::any_of(board.cards, [&](const Card& card) {
        const auto age = now - UtcTime(Millis(card.called_at));
        return card.states.contains(CardState::Called) &&
               std::chrono::abs(age) < CallStage::Rules{}.alone;
    });
}

/// True when an emergency would be seen in this layout, whatever the day.
bool has_alert(const Tree& tree) {
    if (tree.is_true("hidden") || !tree.at("when").is_nothing()) {
        return false;
    }
    if (tree.text_or("widget") == "emergency") {
        return true;
    }
    if (const Tree::List* items = tree.list(); items != nullptr) {
        return std::ranges::any_of(*items, has_alert);
    }
    const Tree::Object* members = tree.object();
    return members != nullptr && std::ranges::any_of(*members, [](const auto& member) {
               return has_alert(member.second);
           });
}

/// An alarm that needs no file.
Layout alarm_layout() {
    Layout layout;
    layout.name = "alarm";
    layout.background = "alarm";
    layout.theme.colors = {{"alarm", {122, 23, 18}},         {"alarm2", {94, 15, 11}},
                           {"alarm-cream", {255, 227, 166}}, {"alarm-ink", {15, 36, 43}},
                           {"amber", {255, 194, 51}},        {"amber-ink", {42, 28, 0}},
                           {"white", {255, 255, 255}},       {"ink", {15, 36, 43}}};
    layout.theme.fonts = {{"alarm-headline", {"Lato Black", 190, 200, -2}},
                          {"alarm-message", {"Lato Heavy", 56, 70, 0}},
                          {"alarm-number", {"Lato Black", 124, 130, 0}},
                          {"alarm-step", {"Lato Heavy", 64, 76, 0}},
                          {"alarm-footer", {"Lato Heavy", 50, 62, 0}}};
    layout.root = Tree::Object{{"widget", "emergency"}};
    return layout;
}

/// The rule of an overlay and the second at which its time came: "lagu 1795111200".
std::string time_of(const OverlayDue& due, const HallTime& now) {
    const int second = (now.hour * 60 + now.minute) * 60 + now.second;
    return due.rule + ' ' +
           std::to_string(std::int64_t{day_number(now)} * 86'400 + second - due.since);
}

} // namespace

Programme::Programme(Options options)
    : options_(std::move(options)), store_(options_.site.root, options_.kept),
      schedules_(options_.site, options_.kept) {}

bool Programme::reload() {
    elsewhere_.clear();
    const bool another = schedules_.reload();
    if (another) {
        overlay_.reset(); // it may have been taken out; if not it is due as before
        store_.keep_only(may_be_due());
    }
    to_read_.reset();
    return store_.reload() || another;
}

std::set<std::string> Programme::may_be_due() const {
    std::set<std::string> named = layouts_for(schedules_.schedule(), options_.screen);
    named.insert({options_.site.default_layout().string(), options_.site.alert_layout().string(),
                  options_.layout});
    return named;
}

void Programme::read_ahead() {
    if (!to_read_) {
        std::set<std::string> named = layouts_for(schedules_.schedule(), options_.screen);
        // A site need not have these of its own.
        for (const auto& own : {options_.site.default_layout(), options_.site.alert_layout()}) {
            if (std::error_code none; std::filesystem::exists(own, none)) {
                named.insert(own.string());
            }
        }
        to_read_.emplace(named.begin(), named.end());
    }
    bool is_new = false;
    while (!is_new && !to_read_->empty()) {
        is_new = store_.read_ahead(to_read_->back(), mode_);
        to_read_->pop_back();
    }
}

std::optional<Problem> Programme::refused() const {
    const auto layout = store_.refused();
    return layout ? layout : schedules_.refused();
}

/// Leaves the calls and counters that this screen is for.
void Programme::keep_ours(Board& board) const {
    const Tree ours = shown_by(settings());
    if (ours.object() == nullptr) {
        return;
    }
    const auto foreign = [&](const Card& card) { return !passes(card, ours); };
    std::erase_if(board.cards, foreign);
    std::erase_if(board.history, foreign);
    if (board.call && foreign(*board.call)) {
        board.call.reset();
        board.call_since.reset();
    }
}

std::vector<std::string> Programme::zones() const {
    const Tree& asked = settings().at("zones");
    std::vector<std::string> zones;
    const auto take = [&](const Tree& name) {
        if (name.text() != nullptr) {
            zones.push_back(*name.text());
        }
    };
    take(asked);
    for (const Tree& each : asked.list() != nullptr ? *asked.list() : Tree::List{}) {
        take(each);
    }
    return std::ranges::find(zones, "all") == zones.end() ? zones : std::vector<std::string>{};
}

CallView Programme::view_of(const std::string& show, const std::string& mode) {
    return call_view(*store_.get(show, mode));
}

/// Takes up the overlay that is due, begins it, ends it. One that waits for a call waits no longer
/// than a minute; one that a screen meets in its middle is shown for the rest.
void Programme::see_overlay(const Question& question, const std::string& mode, bool calling,
                            Now now) {
    if (overlay_ && overlay_->begun && now.mono >= overlay_->until) {
        ended_ = overlay_->time;
        overlay_.reset();
    }
    if (const auto due = overlay_ ? std::nullopt : overlay_due(schedules_.schedule(), question);
        due && ended_ != time_of(*due, question.time)) {
        const Micros since = std::chrono::seconds(due->since);
        const bool hides = view_of(due->show, mode) != CallView::Panel;
        const bool waits = calling && (hides || due->after_call);
        const bool on_time = waits && since < longest_wait;
        overlay_ = Overlay{due->rule,
                           due->show,
                           std::chrono::seconds(due->seconds) - (on_time ? Micros{0} : since),
                           hides,
                           waits ? now.mono + longest_wait : now.mono,
                           std::nullopt,
                           {},
                           {},
                           false,
                           false,
                           time_of(*due, question.time)};
        overlay_->holds_until = overlay_->latest + std::min<Micros>(overlay_->length, longest_hold);
    }
    if (overlay_ && !overlay_->begun && (!calling || now.mono >= overlay_->latest)) {
        overlay_->begun = now.mono;
        overlay_->until = now.mono + overlay_->length;
        overlay_->holds_until = now.mono + std::min<Micros>(overlay_->length, longest_hold);
    }
}

/// Calls wait where all who speak of them let them wait, and each for one hold only, however many
/// overlays follow one another.
void Programme::see_hold(const Question& question, const Calls& calls, Now now) {
    if (!overlay_) {
        return;
    }
    if (calls.held_since) {
        overlay_->holds_until =
            std::min<Moment>(overlay_->holds_until, *calls.held_since + longest_hold);
    }
    overlay_->is_alone = std::ranges::any_of(calls.speakers, [&](const std::string& speaker) {
        return !lets_calls_wait(speaker, question);
    });
    overlay_->holds =
        overlay_->hides_calls && !overlay_->is_alone && now.mono < overlay_->holds_until;
}

/// It has an overlay that hides the numbers, perhaps another layout at the same time, and perhaps
/// it had to wait for a call.
bool Programme::lets_calls_wait(const std::string& screen, Question question) {
    question.screen = screen;
    const auto hides_now = [&] {
        const auto due = overlay_due(schedules_.schedule(), question);
        return due && view_elsewhere(due->show) != CallView::Panel;
    };
    if (hides_now()) {
        return true;
    }
    question.time = earlier(question.time, longest_wait);
    return hides_now();
}

/// Of a layout that this screen may never show: what is wrong with it is no fault of this one.
CallView Programme::view_elsewhere(const std::string& show) {
    const auto [known, is_new] = elsewhere_.try_emplace(show, CallView::None);
    if (is_new) {
        const auto loaded = codec::load_layout(show, options_.site.root, "", read_file);
        known->second = loaded ? call_view(loaded.value().layout) : CallView::None;
    }
    return known->second;
}

/// A call that could not wait any longer is shown until its counter goes on; one that another
/// screen says meanwhile, for as long as it keeps the panel.
std::string Programme::overlay_now(bool calling, bool on_show) const {
    const bool lies = overlay_ && overlay_->begun;
    const bool gives_way = lies && overlay_->hides_calls && !overlay_->holds && on_show &&
                           (calling || !overlay_->is_alone);
    return lies && !gives_way ? overlay_->show : "";
}

std::optional<Moment> Programme::calls_wait_until() const {
    return overlay_ && overlay_->holds ? std::optional(overlay_->holds_until) : std::nullopt;
}

std::shared_ptr<const Layout> Programme::choose(Board& board, Now now, const Calls& calls) {
    const Schedule& schedule = schedules_.schedule();
    Question question{options_.screen, hall_time(now.utc, board.utc_offset), all_who_wait(board)};
    keep_ours(board);
    const bool calling = calls.on_show || (!calls.speakers.empty() && has_new_call(board, now.utc));
    const bool on_show = is_on_show(board, calling);
    if (on_show) {
        question.call_view = [&](const std::string& show, const std::string& mode) {
            return view_of(show, options_.mode.empty() ? mode : options_.mode);
        };
    }
    const Choice choice = panggil::choose(schedule, question);
    tell_day(board, schedule, now.utc);
    night_ = !calls.on_show && panggil::is_night(settings(), question.time);
    const std::string mode = options_.mode.empty() ? choice.mode : options_.mode;
    mode_ = mode;
    see_overlay(question, mode, calling, now);
    see_hold(question, calls, now);
    if (!board.alerts.empty()) {
        night_ = false;
        rule_ = "alert";
        auto layout = store_.get(options_.site.alert_layout().string(), mode);
        if (!has_alert(layout->root) && !alarm_) {
            alarm_ = std::make_shared<const Layout>(alarm_layout());
        }
        return has_alert(layout->root) ? layout : alarm_;
    }
    if (const std::string over = overlay_now(calling, on_show); !over.empty()) {
        rule_ = "overlay " + overlay_->rule;
        return store_.get(over, mode);
    }
    if (!options_.layout.empty()) {
        rule_ = "--layout";
        return store_.get(options_.layout, mode);
    }
    rule_ = choice.rule;
    return store_.get(choice.show.empty() ? options_.site.default_layout().string() : choice.show,
                      mode);
}

std::optional<UtcTime> Programme::next_change(UtcTime utc) const {
    if (schedules_.schedule().file.is_nothing()) {
        return std::nullopt;
    }
    return next_change_of(overlay_ ? "ss" : "mm", utc);
}

std::vector<LayoutStore::News> Programme::take_news() {
    std::vector<LayoutStore::News> news = schedules_.take_news();
    std::ranges::move(store_.take_news(), std::back_inserter(news));
    return news;
}

} // namespace panggil::screen

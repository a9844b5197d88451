// SPDX-License-Identifier: MIT
#include "core/calendar.hpp"
#include "renderer/alert_words.hpp"
#include "renderer/fields.hpp"
#include "renderer/text_block.hpp"

#include <algorithm>
#include <array>

namespace panggil::screen {

namespace {

constexpr FieldSpec kind_members[]{
    {"headline", FieldKind::Text, "What happens."},
    {"message", FieldKind::Text, "One sentence below it.", "none"},
    {"steps", FieldKind::Lines, "What to do, at most four; name your own exits.", "none"},
};

constexpr FieldSpec level_members[]{
    {"waspada", FieldKind::Color, "Of the lowest level.", "alarm"},
    {"siaga", FieldKind::Color, "Of the middle one.", "alarm"},
    {"awas", FieldKind::Color, "Of the highest.", "alarm"},
};

constexpr FieldSpec own_fields[]{
    {"bindAlert", FieldKind::Word, "Shown when no alert is on, for those who edit.", "none",
     "gempa tsunami kebakaran listrik-padam"},
    {"kinds",
     FieldKind::Map,
     "Words by kind (gempa) or by kind and level (tsunami-awas).",
     "the program's own",
     {},
     0,
     0,
     kind_members},
    {"footer", FieldKind::Text, "On the light band below.", "Antrean dihentikan sementara."},
    {"footerStrong", FieldKind::Text, "After it, heavier.", "Nomor Anda tetap berlaku."},
    {"drillText", FieldKind::Text, "On the band that marks a drill.",
     "LATIHAN: bukan keadaan darurat sebenarnya"},
    {"levelColors", FieldKind::Object, "Ground by level.", "alarm", {}, 0, 0, level_members},
    {"fill", FieldKind::Color, "The ground.", "alarm"},
    {"stepFill", FieldKind::Color, "Ground of a step.", "alarm2"},
    {"accent", FieldKind::Color, "Colour of the sign and of the steps' numbers.", "amber"},
    {"messageColor", FieldKind::Color, "Colour of the sentence.", "alarm-cream"},
    {"headlineFont", FieldKind::Font, "Font of the headline.", "alarm-headline"},
    {"messageFont", FieldKind::Font, "Font of the sentence.", "alarm-message"},
    {"numberFont", FieldKind::Font, "Font of the steps' numbers.", "alarm-number"},
    {"stepFont", FieldKind::Font, "Font of the steps.", "alarm-step"},
    {"footerColor", FieldKind::Color, "Colour of the band's letters.", "alarm-ink"},
    {"footerFont", FieldKind::Font, "Font of the band.", "alarm-footer"},
    {"footerStrongFont", FieldKind::Font, "Font of its heavier part.", "alarm-strong"},
};

/// The hand of this widget: a standing glass has fewer units across than the letters were drawn
/// for, so there everything is larger.
struct Hand {
    Drawing& drawing;
    const Tree& properties;
    bool upright;

    [[nodiscard]] double scale() const { return upright ? 1.7 : 1.0; }

    [[nodiscard]] int px(double units) const { return drawing.px(units * scale()); }

    [[nodiscard]] TextStyle style(std::string_view field, std::string_view role, Color color,
                                  double larger = 1.0) const {
        const Tree named(Tree::Object{{"font", properties.text_or(field, role)}});
        TextStyle style = sized(drawing.text_style(named), scale() * larger);
        style.color = color;
        return style;
    }

    static TextStyle sized(TextStyle style, double factor) {
        style.font.pixels = std::max(1, static_cast<int>(style.font.pixels * factor));
        style.line = std::max(1, static_cast<int>(style.line * factor));
        return style;
    }
};

void write(const Hand& hand, TextStyle style, std::string text, const Rect& place, Fit fit,
           const char* valign = "middle", const char* align = "left") {
    draw_block(hand.drawing, {{{std::move(style), std::move(text)}}, align, valign, fit, {}},
               place);
}

/// True when the text, broken at blanks, stays inside a box, and each of its words inside a line.
bool is_inside(const Hand& hand, const TextStyle& style, const std::string& text, Size box) {
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        const std::string word = without_ligatures(rest.substr(0, end));
        if (hand.drawing.metrics().measure(style.font, word).advance > box.width) {
            return false;
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return wrapped_height(hand.drawing, {{{style, text}}, "left", "top", Fit::Wrap, {}},
                          box.width) <= box.height;
}

/// One size for all texts, as large as the longest of them allows.
TextStyle fitting(const Hand& hand, TextStyle style, const std::vector<std::string>& texts,
                  Size box) {
    constexpr double smaller = 0.96;
    const auto too_large = [&](const std::string& text) {
        return !is_inside(hand, style, text, box);
    };
    while (style.font.pixels > hand.drawing.px(30) && std::ranges::any_of(texts, too_large)) {
        style = Hand::sized(std::move(style), smaller);
    }
    return style;
}

/// What to do, in order: boxes side by side with the number above the words, or, on a standing
/// glass, below each other with the number before them.
void draw_steps(const Hand& hand, const std::vector<std::string>& steps, const Rect& place) {
    Drawing& drawing = hand.drawing;
    drawing.part("steps");
    const int count = static_cast<int>(steps.size());
    const int gap = hand.px(hand.upright ? 24 : 32);
    const int margin = hand.px(44);
    const int edge = hand.px(28);
    // Where boxes are high, as on a glass of 4:3, the numbers fill them.
    constexpr double usual_height = 430;
    constexpr double largest_number = 1.8;
    const double higher = hand.upright ? 1.0
                                       : std::clamp(place.height / (usual_height * drawing.unit()),
                                                    1.0, largest_number);
    const TextStyle number = hand.style("numberFont", "alarm-number",
                                        drawing.color(hand.properties, "accent", "amber"), higher);
    const int side = hand.upright ? hand.px(116) : 0;
    const int head = hand.upright ? 0 : number.line;
    const int across =
        (hand.upright ? place.width : (place.width + gap) / std::max(1, count) - gap) - 2 * margin -
        side;
    const int down =
        (hand.upright ? (place.height + gap) / std::max(1, count) - gap : place.height) - 2 * edge -
        head;
    constexpr double largest_step = 1.7;
    const TextStyle words =
        fitting(hand, hand.style("stepFont", "alarm-step", drawing.color("white"), largest_step),
                steps, {across, down});
    for (int at = 0; at < count; ++at) {
        const int length = (hand.upright ? place.height : place.width) + gap;
        const int from = length * at / count;
        const int to = length * (at + 1) / count - gap;
        const Rect box = hand.upright ? Rect{place.x, place.y + from, place.width, to - from}
                                      : Rect{place.x + from, place.y, to - from, place.height};
        const int radius = drawing.px(28);
        drawing.add(BoxMark{box,
                            drawing.color(hand.properties, "stepFill", "alarm2"),
                            {radius, radius, radius, radius},
                            0,
                            {}});
        write(hand, number, std::to_string(at + 1),
              {box.x + margin, box.y + (hand.upright ? 0 : edge), box.width - 2 * margin,
               hand.upright ? box.height : number.line},
              Fit::Shrink);
        write(hand, words, steps[static_cast<std::size_t>(at)],
              {box.x + margin + side, box.y + edge + head, across, box.height - 2 * edge - head},
              Fit::Wrap, hand.upright ? "middle" : "top");
    }
}

void draw_footer(const Hand& hand, const Rect& band, int margin) {
    Drawing& drawing = hand.drawing;
    drawing.part("footer");
    drawing.add(BoxMark{band, drawing.color("white"), {}, 0, {}});
    const Color color = drawing.color(hand.properties, "footerColor", "alarm-ink");
    const TextStyle style = hand.style("footerFont", "alarm-footer", color);
    drawing.wake_at(next_change_of("HH.mm", drawing.time().utc));
    const std::string clock =
        format_time(hall_time(drawing.time().utc, drawing.board().utc_offset), "HH.mm") + ' ' +
        drawing.board().clock_suffix;
    const int way = drawing.metrics().measure(style.font, clock).advance;
    // Who words the band anew says all of it.
    const bool own = hand.properties.at("footer").text() != nullptr;
    const std::string strong =
        hand.properties.text_or("footerStrong", own ? "" : "Nomor Anda tetap berlaku.");
    TextBlock words{
        {{style, drawing.fill(hand.properties.text_or("footer", "Antrean dihentikan sementara."))}},
        "left",
        "middle",
        hand.upright ? Fit::Wrap : Fit::Shrink,
        {}};
    if (!strong.empty()) {
        words.pieces.push_back({hand.style("footerStrongFont", "alarm-strong", color),
                                (hand.upright ? "\n" : " ") + drawing.fill(strong)});
    }
    draw_block(drawing, std::move(words),
               {band.x + margin, band.y, band.width - 2 * margin - way - hand.px(40), band.height});
    write(hand, style, clock, {band.right() - margin - way, band.y, way, band.height}, Fit::Shrink);
}

/// Clearly a drill, on every part of the glass: a band above and the word before the headline.
int draw_drill(const Hand& hand, const Rect& place) {
    Drawing& drawing = hand.drawing;
    const TextStyle style =
        hand.style("footerStrongFont", "alarm-strong", drawing.color("amber-ink"));
    const Rect band{place.x, place.y, place.width, style.line * 4 / 3};
    drawing.add(BoxMark{band, drawing.color(hand.properties, "accent", "amber"), {}, 0, {}});
    write(hand, style,
          hand.properties.text_or("drillText", "LATIHAN: bukan keadaan darurat sebenarnya"),
          {band.x + drawing.px(56), band.y, band.width - drawing.px(112), band.height}, Fit::Shrink,
          "middle", "center");
    return band.height;
}

constexpr std::array<std::string_view, 3> levels{"waspada", "siaga", "awas"};

/// 1 to 3; 0 for an alert without levels.
int level_of(const Alert& alert) {
    const auto* found = std::ranges::find(levels, alert.level);
    return found == levels.end() ? 0 : static_cast<int>(found - levels.begin()) + 1;
}

/// How grave it is, without a word to understand: rising bars, as many filled as the level has, and
/// its number. Ends at the right edge of the place.
void draw_level(const Hand& hand, int level, const Rect& place) {
    Drawing& drawing = hand.drawing;
    const int count = static_cast<int>(levels.size());
    const Color accent = drawing.color(hand.properties, "accent", "amber");
    const TextStyle style = hand.style("messageFont", "alarm-message", accent);
    const std::string text = "Tingkat " + std::to_string(level) + " dari " + std::to_string(count);
    const int words = drawing.metrics().measure(style.font, text).advance;
    const int bar = hand.px(34);
    const int step = hand.px(46);
    int x = place.right() - words - hand.px(28) - (count - 1) * step - bar;
    for (int at = 1; at <= count; ++at, x += step) {
        const int height = place.height * at / count;
        const int radius = hand.px(6);
        const bool on = at <= level;
        drawing.add(BoxMark{{x, place.bottom() - height, bar, height},
                            on ? accent : Color{0, 0, 0, 0},
                            {radius, radius, radius, radius},
                            on ? 0 : std::max(1, hand.px(4)),
                            accent});
    }
    write(hand, style, text, {place.right() - words, place.y, words, place.height}, Fit::Shrink);
}

/// Sign, headline, sentence, and how grave it is; returns where they end.
int draw_head(const Hand& hand, const Alert& alert, const AlertWords& words, const Rect& inner) {
    Drawing& drawing = hand.drawing;
    const std::string told = (alert.drill ? "Latihan: " : "") + words.headline;
    const Color white = drawing.color("white");
    constexpr double largest_headline = 1.12;
    constexpr int most_lines = 2;
    TextStyle headline =
        hand.style("headlineFont", "alarm-headline", white, hand.upright ? largest_headline : 1.0);
    const int sign = drawing.px(hand.upright ? 290 : 180);
    const Color accent = drawing.color(hand.properties, "accent", "amber");
    const int level = level_of(alert);
    const Rect bars{inner.x, inner.y + (hand.upright ? sign / 3 : headline.line + hand.px(16)),
                    inner.width, hand.px(66)};
    Rect line{inner.x + sign + drawing.px(48), inner.y, inner.width - sign - drawing.px(48),
              headline.line};
    if (hand.upright) {
        line = {inner.x, inner.y + sign, inner.width, most_lines * headline.line};
        // One line when that does not make it much smaller, else two.
        constexpr double least = 0.7;
        const int way = drawing.metrics().measure(headline.font, told).advance;
        const bool one_line = way * least <= line.width;
        headline = fitting(hand, std::move(headline), {told},
                           {line.width, one_line ? headline.line : line.height});
        line.height =
            wrapped_height(drawing, {{{headline, told}}, "left", "top", Fit::Wrap, {}}, line.width);
    }
    const int above = hand.upright ? 0 : (headline.line - sign * 8 / 9) / 2;
    drawing.add(ShapeMark{ShapeKind::Warning,
                          {inner.x, inner.y + above, sign, sign * 8 / 9},
                          accent,
                          std::max(1, sign / 10)});
    write(hand, headline, told, line, hand.upright ? Fit::Wrap : Fit::Shrink, "top");
    if (level > 0) {
        draw_level(hand, level, bars);
    }
    const TextStyle message =
        hand.style("messageFont", "alarm-message",
                   drawing.color(hand.properties, "messageColor", "alarm-cream"));
    const int beside = level > 0 && !hand.upright ? hand.px(600) : 0;
    const int top = line.bottom() + hand.px(12);
    write(hand, message, words.message, {inner.x, top, inner.width - beside, message.line},
          Fit::Shrink);
    return top + message.line;
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    Alert alert;
    alert.kind = properties.text_or("bindAlert");
    if (!drawing.board().alerts.empty()) {
        alert = drawing.board().alerts.front();
    }
    if (alert.kind.empty()) {
        return;
    }
    const AlertWords words = alert_words(alert, properties.at("kinds"));
    Color fill = drawing.color(properties, "fill", "alarm");
    if (properties.at("levelColors").at(alert.level).text() != nullptr) {
        fill = drawing.color(properties.at("levelColors"), alert.level, "alarm");
    }
    drawing.add(BoxMark{place, fill, {}, 0, {}});
    const Hand hand{drawing, properties, place.height > place.width};
    const int drill = alert.drill ? draw_drill(hand, place) : 0;
    const int margin = drawing.px(96);
    // What a drill's band takes is taken from the edges, not from the steps.
    const int foot = drawing.px(hand.upright ? 300 : (alert.drill ? 132 : 176));
    const int edge = drawing.px(alert.drill && !hand.upright ? 28 : 52);
    const Rect inner{place.x + margin, place.y + drill + edge, place.width - 2 * margin,
                     place.height - drill - foot - edge};
    const int below = draw_head(hand, alert, words, inner) + drawing.px(36);
    draw_steps(hand, words.steps, {inner.x, below, inner.width, inner.bottom() - below - edge});
    draw_footer(hand, {place.x, place.bottom() - foot, place.width, foot}, margin);
}

} // namespace

extern const WidgetType emergency;
const WidgetType emergency{"emergency", "Takes the screen over: what happens and what to do.",
                           own_fields, R"({"bindAlert": "gempa"})", draw};

} // namespace panggil::screen

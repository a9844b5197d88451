// SPDX-License-Identifier: MIT
#include "core/calendar.hpp"
#include "renderer/alert_words.hpp"
#include "renderer/fields.hpp"
#include "renderer/text_block.hpp"

#include <algorithm>

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
    {"footer", FieldKind::Text, "On the light band below.",
     "Antrean dihentikan sementara. Nomor Anda tetap berlaku."},
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
};

TextStyle style_of(const Drawing& drawing, const Tree& properties, std::string_view field,
                   std::string_view role, Color color) {
    const Tree named(Tree::Object{{"font", properties.text_or(field, role)}});
    TextStyle style = drawing.text_style(named);
    style.color = color;
    return style;
}

void write(Drawing& drawing, TextStyle style, std::string text, const Rect& place, Fit fit,
           const char* valign = "middle", const char* align = "left") {
    draw_block(drawing, {{{std::move(style), std::move(text)}}, align, valign, fit, {}}, place);
}

/// A standing glass has fewer units across than the letters were drawn for.
constexpr double upright_scale = 1.7;
/// Its boxes are wide: the steps may be larger still, as far as they fit.
constexpr double upright_steps = 2.6;

TextStyle scaled(TextStyle style, double factor) {
    style.font.pixels = std::max(1, static_cast<int>(style.font.pixels * factor));
    style.line = std::max(1, static_cast<int>(style.line * factor));
    return style;
}

/// One size for all steps, so that the longest is inside its box.
TextStyle fitting(Drawing& drawing, TextStyle style, const std::vector<std::string>& texts,
                  Size box) {
    constexpr double smaller = 0.94;
    const auto too_high = [&](const std::string& text) {
        return wrapped_height(drawing, {{{style, text}}, "left", "top", Fit::Wrap, {}}, box.width) >
               box.height;
    };
    while (style.font.pixels > drawing.px(30) && std::ranges::any_of(texts, too_high)) {
        style = scaled(std::move(style), smaller);
    }
    return style;
}

void draw_steps(Drawing& drawing, const Tree& properties, const std::vector<std::string>& steps,
                const Rect& place, bool upright) {
    const int count = static_cast<int>(steps.size());
    const int gap = drawing.px(32);
    const int margin = drawing.px(44);
    const Color white = drawing.color("white");
    const double scale = upright ? upright_scale : 1.0;
    const TextStyle number = scaled(style_of(drawing, properties, "numberFont", "alarm-number",
                                             drawing.color(properties, "accent", "amber")),
                                    scale);
    const int across = (upright ? place.width : (place.width + gap) / std::max(1, count) - gap) -
                       2 * margin - (upright ? number.font.pixels : 0);
    const int down = (upright ? (place.height + gap) / std::max(1, count) - gap : place.height) -
                     margin * 3 / 2 - (upright ? 0 : number.line);
    const TextStyle words =
        fitting(drawing,
                scaled(style_of(drawing, properties, "stepFont", "alarm-step", white),
                       upright ? upright_steps : 1.0),
                steps, {across, down});
    for (int at = 0; at < count; ++at) {
        const int length = (upright ? place.height : place.width) + gap;
        const int from = length * at / count;
        const int to = length * (at + 1) / count - gap;
        const Rect box = upright ? Rect{place.x, place.y + from, place.width, to - from}
                                 : Rect{place.x + from, place.y, to - from, place.height};
        const int radius = drawing.px(28);
        drawing.add(BoxMark{box,
                            drawing.color(properties, "stepFill", "alarm2"),
                            {radius, radius, radius, radius},
                            0,
                            {}});
        const int head = upright ? 0 : number.line;
        const int side = upright ? number.font.pixels : 0;
        write(drawing, number, std::to_string(at + 1),
              {box.x + margin, box.y + (upright ? 0 : margin / 2), box.width - 2 * margin,
               upright ? box.height : number.line},
              Fit::Shrink);
        write(drawing, words, steps[static_cast<std::size_t>(at)],
              {box.x + margin + side, box.y + margin / 2 + head + (upright ? 0 : margin / 2),
               box.width - 2 * margin - side, box.height - margin - head},
              Fit::Wrap, upright ? "middle" : "top");
    }
}

void draw_footer(Drawing& drawing, const Tree& properties, const Rect& band, int margin,
                 bool upright) {
    drawing.part("footer");
    drawing.add(BoxMark{band, drawing.color("white"), {}, 0, {}});
    const TextStyle style = scaled(style_of(drawing, properties, "footerFont", "alarm-footer",
                                            drawing.color(properties, "footerColor", "alarm-ink")),
                                   upright ? upright_scale : 1.0);
    drawing.wake_at(next_change_of("HH.mm", drawing.time().utc));
    const std::string clock =
        format_time(hall_time(drawing.time().utc, drawing.board().utc_offset), "HH.mm") + ' ' +
        drawing.board().clock_suffix;
    const int way = drawing.metrics().measure(style.font, clock).advance;
    write(drawing, style,
          drawing.fill(properties.text_or(
              "footer", "Antrean dihentikan sementara. Nomor Anda tetap berlaku.")),
          {band.x + margin, band.y, band.width - 3 * margin - way, band.height},
          upright ? Fit::Wrap : Fit::Shrink);
    write(drawing, style, clock, {band.right() - margin - way, band.y, way, band.height},
          Fit::Shrink);
}

/// Clearly a drill, on every part of the glass: a band above and the word before the headline.
int draw_drill(Drawing& drawing, const Tree& properties, const Rect& place, bool upright) {
    const TextStyle style = scaled(
        style_of(drawing, properties, "footerFont", "alarm-footer", drawing.color("amber-ink")),
        upright ? upright_scale : 1.0);
    const Rect band{place.x, place.y, place.width, style.line * 3 / 2};
    drawing.add(BoxMark{band, drawing.color(properties, "accent", "amber"), {}, 0, {}});
    write(drawing, style,
          properties.text_or("drillText", "LATIHAN: bukan keadaan darurat sebenarnya"),
          {band.x + drawing.px(56), band.y, band.width - drawing.px(112), band.height}, Fit::Shrink,
          "middle", "center");
    return band.height;
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
    const bool upright = place.height > place.width;
    const int drill = alert.drill ? draw_drill(drawing, properties, place, upright) : 0;
    const int margin = drawing.px(upright ? 56 : 96);
    const int foot = drawing.px(upright ? 300 : 176);
    const Rect inner{place.x + margin, place.y + drill + drawing.px(56), place.width - 2 * margin,
                     place.height - drill - foot - drawing.px(56)};
    const TextStyle headline =
        style_of(drawing, properties, "headlineFont", "alarm-headline", drawing.color("white"));
    const TextStyle message =
        scaled(style_of(drawing, properties, "messageFont", "alarm-message",
                        drawing.color(properties, "messageColor", "alarm-cream")),
               upright ? upright_scale : 1.0);
    const int sign = headline.line * 9 / 10;
    drawing.add(
        ShapeMark{ShapeKind::Warning,
                  {inner.x, inner.y + (headline.line - sign * 8 / 9) / 2, sign, sign * 8 / 9},
                  drawing.color(properties, "accent", "amber"),
                  std::max(1, sign / 10)});
    const int beside = sign + drawing.px(48);
    write(drawing, headline, (alert.drill ? "Latihan: " : "") + words.headline,
          {inner.x + beside, inner.y, inner.width - beside, headline.line}, Fit::Shrink);
    const int told = inner.y + headline.line + drawing.px(12);
    write(drawing, message, words.message, {inner.x, told, inner.width, message.line}, Fit::Shrink);
    const int below = told + message.line + drawing.px(40);
    drawing.part("steps");
    draw_steps(drawing, properties, words.steps,
               {inner.x, below, inner.width, inner.bottom() - below - drawing.px(56)}, upright);
    draw_footer(drawing, properties, {place.x, place.bottom() - foot, place.width, foot}, margin,
                upright);
}

} // namespace

extern const WidgetType emergency;
const WidgetType emergency{"emergency", "Takes the screen over: what happens and what to do.",
                           own_fields, R"({"bindAlert": "gempa"})", draw};

} // namespace panggil::screen

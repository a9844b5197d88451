// SPDX-License-Identifier: MIT
#include "renderer/fields.hpp"
#include "renderer/text_block.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"max", FieldKind::Number, "How many dots.", "3", {}, 1, 9},
    {"text", FieldKind::Text, "Written behind the dots, such as Panggilan {attempt}."},
    fields::color,
    {"on", FieldKind::Color, "Colour of the filled dots.", "amber"},
    fields::font,
    fields::fit,
};

struct Dots {
    int count;
    int size;
    int step;
    int gap; ///< to the text
};

Dots dots(Drawing& drawing, const Tree& properties) {
    return {static_cast<int>(std::clamp(properties.number_or("max", 3), 1.0, 9.0)), drawing.px(22),
            drawing.px(32), drawing.px(18)};
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const Dots row = dots(drawing, properties);
    const auto attempt = drawing.card() != nullptr ? drawing.card()->attempt : 0;
    TextBlock block = text_block(drawing, properties);
    const std::string valign = properties.text_or("valign", "middle");
    const int line = block.pieces.front().style.line;
    const int top = valign == "top"      ? place.y
                    : valign == "bottom" ? place.bottom() - line
                                         : place.y + (place.height - line) / 2;
    for (int at = 0; at < row.count; ++at) {
        const bool on = at < attempt;
        const Rect dot{place.x + at * row.step, top + (line - row.size) / 2, row.size, row.size};
        drawing.add(ShapeMark{on ? ShapeKind::Circle : ShapeKind::Ring, dot,
                              on ? drawing.color(properties, "on", "amber")
                                 : drawing.color(properties, "color", "ink"),
                              std::max(1, drawing.px(3))});
    }
    const int way = row.count * row.step - (row.step - row.size) + row.gap;
    block.valign = "top";
    draw_block(drawing, std::move(block), {place.x + way, top, place.width - way, line});
}

Size natural(Drawing& drawing, const Tree& properties) {
    const Dots row = dots(drawing, properties);
    const Size words = natural_size(drawing, text_block(drawing, properties));
    return {row.count * row.step + row.gap + words.width, words.height};
}

} // namespace

extern const WidgetType attempts;
const WidgetType attempts{
    "attempts",
    "How often this number was called, as dots and in words.",
    own_fields,
    R"({"max": 3, "text": "Panggilan {attempt}", "color": "foam", "on": "amber", "font": "meta"})",
    draw,
    natural};

} // namespace panggil::screen

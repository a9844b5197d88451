// SPDX-License-Identifier: MIT
#include "renderer/fields.hpp"
#include "renderer/text_block.hpp"

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"font", FieldKind::Font, "The font.", "meta"},
    fields::color,
    fields::fit,
    {"fill", FieldKind::Color, "Ground behind the words.", "deep"},
    {"radius", FieldKind::Number, "Of the ground's corners, in units.", "0", {}, 0, 200},
};

/// Nothing at all while nobody speaks: what lies beneath shows.
void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const std::string& said = drawing.board(board_part::said).said;
    if (said.empty()) {
        return;
    }
    const int radius = drawing.px(properties.number_or("radius", 0));
    drawing.add(BoxMark{
        place, drawing.color(properties, "fill", "deep"), {radius, radius, radius, radius}, 0, {}});
    TextBlock block = text_block(drawing, properties);
    block.pieces.front().text = said;
    draw_block(drawing, std::move(block), place);
}

} // namespace

extern const WidgetType caption;
const WidgetType caption{"caption",
                         "The words that the hall hears, while they are said; nothing in between.",
                         own_fields, R"({"font": "meta", "color": "white"})", draw};

} // namespace panggil::screen

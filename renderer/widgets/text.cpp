// SPDX-License-Identifier: MIT
#include "renderer/text_block.hpp"

namespace panggil::screen {

namespace {

constexpr FieldSpec fields[]{
    {"text", FieldKind::Text,
     "What is written; placeholders in braces, a line break begins a new line."},
    {"runs", FieldKind::List, "Pieces in their own font and colour, instead of text."},
    {"font", FieldKind::Font, "Role of the theme."},
    {"color", FieldKind::Color, "Role of the theme or #RRGGBB."},
    {"fit", FieldKind::Word, "What happens when it is too wide: shrink, ellipsis or wrap."},
};

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    draw_block(drawing, text_block(drawing, properties), place);
}

Size natural(Drawing& drawing, const Tree& properties) {
    return natural_size(drawing, text_block(drawing, properties));
}

} // namespace

extern const WidgetType text;
const WidgetType text{"text", "Writes a line of text, or several.",
                      fields, R"({"text": "Loket {desk.number}"})",
                      draw,   natural};

} // namespace panggil::screen

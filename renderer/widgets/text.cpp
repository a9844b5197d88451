// SPDX-License-Identifier: MIT
#include "renderer/fields.hpp"
#include "renderer/text_block.hpp"

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"text", FieldKind::Text,
     "What is written; placeholders in braces, a line break begins a new line, what stands in "
     "square brackets vanishes with its empty placeholders."},
    {"runs",
     FieldKind::Objects,
     "Pieces in their own font and colour, instead of text.",
     "none",
     {},
     0,
     0,
     fields::run_members},
    fields::font,
    fields::color,
    fields::fit,
};

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    draw_block(drawing, text_block(drawing, properties), place);
}

Size natural(Drawing& drawing, const Tree& properties) {
    return natural_size(drawing, text_block(drawing, properties));
}

} // namespace

extern const WidgetType text;
const WidgetType text{"text",     "Writes a line of text, or several.",
                      own_fields, R"({"text": "Loket {desk.number}"})",
                      draw,       natural};

} // namespace panggil::screen

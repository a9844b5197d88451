// SPDX-License-Identifier: MIT
#include "renderer/fields.hpp"
#include "renderer/text_block.hpp"

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"text", FieldKind::Text, "What is written; placeholders in braces."},
    {"font", FieldKind::Font, "The font.", "title"},
    fields::color,
    fields::fit,
};

Tree with_title_font(const Tree& properties) {
    return merge_patch(Tree(Tree::Object{{"font", "title"}}), properties);
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    draw_block(drawing, text_block(drawing, with_title_font(properties)), place);
}

Size natural(Drawing& drawing, const Tree& properties) {
    return natural_size(drawing, text_block(drawing, with_title_font(properties)));
}

} // namespace

extern const WidgetType title;
const WidgetType title{"title",    "A heading, in the title font of the theme.",
                       own_fields, R"({"text": "{hall.name}"})",
                       draw,       natural};

} // namespace panggil::screen

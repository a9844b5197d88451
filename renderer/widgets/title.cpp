// SPDX-License-Identifier: MIT
#include "renderer/text_block.hpp"

namespace panggil::screen {

namespace {

constexpr FieldSpec fields[]{
    {"text", FieldKind::Text, "What is written; placeholders in braces."},
    {"font", FieldKind::Font, "Role of the theme; \"title\" when absent."},
    {"color", FieldKind::Color, "Role of the theme or #RRGGBB."},
    {"fit", FieldKind::Word, "What happens when it is too wide: shrink, ellipsis or wrap."},
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
const WidgetType title{"title", "A heading, in the title font of the theme.",
                       fields,  R"({"text": "{hall.name}"})",
                       draw,    natural};

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#include "renderer/widget.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr FieldSpec style_members[]{
    {"fill", FieldKind::Color, "Colour of the ground.", "none"},
    {"radius", FieldKind::Lengths, "Corners: one number, or four from the top left.", "0"},
    {"border", FieldKind::Stroke, "[width, colour], drawn inside the edge.", "none"},
    {"padding", FieldKind::Lengths,
     "Space between edge and content: one number, [vertical, horizontal], or [top, right, bottom, "
     "left].",
     "0"},
    {"opticalAlign", FieldKind::Flag,
     "The ink, not the letter's own margin, begins at the left edge.", "true from 100 units on"},
};

constexpr FieldSpec badge_members[]{
    {"text", FieldKind::Text, "What is written."},
    {"font", FieldKind::Font, "The font.", "meta"},
    {"color", FieldKind::Color, "Colour of the letters.", "ink"},
    {"fill", FieldKind::Color, "Colour of the pill.", "ink"},
};

constexpr FieldSpec common[]{
    {"style",
     FieldKind::Object,
     "Ground, corners, border and padding.",
     "none",
     {},
     0,
     0,
     style_members},
    {"align", FieldKind::Word, "Where the content stands across.", "left", "left center right"},
    {"valign", FieldKind::Word, "Where it stands down.", "top", "top middle bottom"},
    {"hidden", FieldKind::Flag, "True draws nothing.", "false"},
    {"badge", FieldKind::Object, "A pill on the upper edge.", "none", {}, 0, 0, badge_members},
    {"states", FieldKind::States, "Of a card: what changes while it has a state.", "none"},
    {"note", FieldKind::Note, "For the people who edit; never drawn.", "none"},
};

} // namespace

std::span<const FieldSpec> common_fields() {
    return common;
}

const WidgetType* find_widget(std::string_view name) {
    const auto widgets = all_widgets();
    const auto found =
        std::ranges::find(widgets, name, [](const WidgetType* type) { return type->name; });
    return found == widgets.end() ? nullptr : *found;
}

} // namespace panggil::screen

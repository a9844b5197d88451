// SPDX-License-Identifier: MIT
#include "renderer/widget.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr FieldSpec common[]{
    {"style", FieldKind::Object,
     "fill, radius (1 or 4), border [width, colour], padding (1, 2 or 4)."},
    {"align", FieldKind::Word, "left, center or right."},
    {"valign", FieldKind::Word, "top, middle or bottom."},
    {"hidden", FieldKind::Flag, "True draws nothing."},
    {"badge", FieldKind::Object, "A pill on the upper edge: text, font, color, fill."},
    {"states", FieldKind::Object,
     "Changes by state: called, priority, empty, break, closed, stale, offline ..."},
    {"note", FieldKind::Text, "For the people who edit; never drawn."},
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

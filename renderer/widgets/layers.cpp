// SPDX-License-Identifier: MIT
#include "renderer/drawing.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"items", FieldKind::Widgets, "Widgets, each over the whole place, bottom to top."},
};

const Tree::List& items_of(const Tree& properties) {
    static const Tree::List none;
    const Tree::List* items = properties.at("items").list();
    return items != nullptr ? *items : none;
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    int index = 0;
    for (const Tree& item : items_of(properties)) {
        drawing.child(item, place, std::to_string(index++));
    }
}

Size natural(Drawing& drawing, const Tree& properties) {
    Size most;
    for (const Tree& item : items_of(properties)) {
        const Size wish = drawing.natural(item);
        most = {std::max(most.width, wish.width), std::max(most.height, wish.height)};
    }
    return most;
}

} // namespace

extern const WidgetType layers;
const WidgetType layers{
    "layers",
    "Lays widgets over each other.",
    own_fields,
    R"({"items": [{"widget": "shape", "shape": "rect", "color": "sea"}, {"widget": "text", "text": "Info"}]})",
    draw,
    natural};

} // namespace panggil::screen

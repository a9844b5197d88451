// SPDX-License-Identifier: MIT
#include "renderer/drawing.hpp"
#include "renderer/fields.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"shape", FieldKind::Word, "Which one; a swell is a low wave.", "rect",
     "rect pill circle ring line arrow-right arrow-left arrow-up arrow-down swell warning"},
    fields::color,
    {"width", FieldKind::Number, "Width of the stroke in units.", "4", {}, 0.5, 500},
    {"size", FieldKind::Pair, "[width, height] in units.", "the whole place"},
    {"radius", FieldKind::Lengths,
     "Corners of a box, or of the panel that a swell stands in: one number, or four.", "0"},
};

constexpr std::array<std::pair<std::string_view, ShapeKind>, 9> kinds{{
    {"circle", ShapeKind::Circle},
    {"ring", ShapeKind::Ring},
    {"line", ShapeKind::Line},
    {"arrow-right", ShapeKind::ArrowRight},
    {"arrow-left", ShapeKind::ArrowLeft},
    {"arrow-up", ShapeKind::ArrowUp},
    {"arrow-down", ShapeKind::ArrowDown},
    {"swell", ShapeKind::Swell},
    {"warning", ShapeKind::Warning},
}};

Size wanted(Drawing& drawing, const Tree& properties, Size otherwise) {
    const Tree::List* size = properties.at("size").list();
    if (size == nullptr || size->size() != 2 || size->at(0).number() == nullptr ||
        size->at(1).number() == nullptr) {
        return otherwise;
    }
    return {drawing.px(*size->at(0).number()), drawing.px(*size->at(1).number())};
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const Size size = wanted(drawing, properties, {place.width, place.height});
    const std::string align = properties.text_or("align", "left");
    const std::string valign = properties.text_or("valign", "top");
    Rect box{place.x, place.y, std::min(size.width, place.width),
             std::min(size.height, place.height)};
    box.x += align == "right"    ? place.width - box.width
             : align == "center" ? (place.width - box.width) / 2
                                 : 0;
    box.y += valign == "bottom"   ? place.height - box.height
             : valign == "middle" ? (place.height - box.height) / 2
                                  : 0;
    const Color color = drawing.color(properties, "color", "ink");
    const std::string name = properties.text_or("shape", "rect");
    const auto* kind =
        std::ranges::find(kinds, name, &std::pair<std::string_view, ShapeKind>::first);
    if (kind != kinds.end()) {
        drawing.add(ShapeMark{kind->second, box, color,
                              std::max(1, drawing.px(properties.number_or("width", 4))),
                              drawing.edges(properties.at("radius"))});
        return;
    }
    const int round = std::min(box.width, box.height) / 2;
    const std::array<int, 4> radii = name == "pill" ? std::array{round, round, round, round}
                                                    : drawing.edges(properties.at("radius"));
    drawing.add(BoxMark{box, color, radii, 0, {}});
}

Size natural(Drawing& drawing, const Tree& properties) {
    return wanted(drawing, properties, {});
}

} // namespace

extern const WidgetType shape;
const WidgetType shape{
    "shape",    "A simple sign: arrow, dot, line, box or wave.",
    own_fields, R"({"shape": "arrow-right", "color": "amber", "width": 26, "size": [156, 120]})",
    draw,       natural};

} // namespace panggil::screen

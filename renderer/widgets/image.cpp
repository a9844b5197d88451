// SPDX-License-Identifier: MIT
#include "renderer/drawing.hpp"
#include "renderer/picture_fit.hpp"

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"src", FieldKind::Path, "Picture file (png, jpg, webp, svg) inside the site."},
    {"fit", FieldKind::Word, "The whole picture, the whole place, or stretched.", "contain",
     "contain cover fill"},
    {"tint", FieldKind::Color, "Colour that replaces the picture's own.", "none"},
};

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const std::string path = properties.text_or("src");
    const Size own = drawing.metrics().picture(path);
    if (own.width <= 0 || own.height <= 0) {
        return; // not read yet, or said once by whoever reads pictures
    }
    const Rect box = fitted(own, place, properties.text_or("fit", "contain"),
                            properties.text_or("align", "center"));
    ImageMark mark{
        path, box, {0, 0, 0, 0}, drawing.metrics().picture_version(path, {box.width, box.height})};
    if (properties.at("tint").text() != nullptr) {
        mark.tint = drawing.color(properties, "tint", "ink");
    }
    const Drawing::Clipped clipped(drawing, place);
    drawing.add(std::move(mark));
}

} // namespace

extern const WidgetType image;
const WidgetType image{"image", "A picture, whole or filling its place.", own_fields,
                       R"({"src": "assets/lambang.svg"})", draw};

} // namespace panggil::screen

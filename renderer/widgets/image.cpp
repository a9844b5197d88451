// SPDX-License-Identifier: MIT
#include "renderer/drawing.hpp"

#include <algorithm>
#include <cmath>

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
        return; // said once by whoever reads pictures
    }
    const std::string fit = properties.text_or("fit", "contain");
    Rect box = place;
    if (fit != "fill") {
        const double across = static_cast<double>(place.width) / own.width;
        const double down = static_cast<double>(place.height) / own.height;
        const double scale = fit == "cover" ? std::max(across, down) : std::min(across, down);
        const int width = static_cast<int>(std::lround(own.width * scale));
        const int height = static_cast<int>(std::lround(own.height * scale));
        const std::string align = properties.text_or("align", "center");
        const int spare = place.width - width;
        box = {place.x + (align == "left"    ? 0
                          : align == "right" ? spare
                                             : spare / 2),
               place.y + (place.height - height) / 2, width, height};
    }
    ImageMark mark{path, box, {0, 0, 0, 0}};
    if (properties.at("tint").text() != nullptr) {
        mark.tint = drawing.color(properties, "tint", "ink");
    }
    drawing.add(std::move(mark));
}

} // namespace

extern const WidgetType image;
const WidgetType image{"image", "A picture, whole or filling its place.", own_fields,
                       R"({"src": "assets/lambang.svg"})", draw};

} // namespace panggil::screen

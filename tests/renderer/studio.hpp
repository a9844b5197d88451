// SPDX-License-Identifier: MIT
#pragma once
/// A canvas with everything it needs, for tests that look at pixels.

#include "renderer/sdl/surface_canvas.hpp"

#include <vector>

namespace panggil::testing {

inline FontFaces lato() {
    return {{{"Lato Black", {"Lato-Black.ttf"}},
             {"Lato Heavy", {"Lato-Heavy.ttf"}},
             {"Lato Bold", {"Lato-Bold.ttf"}},
             {"Lato Semibold", {"Lato-Semibold.ttf"}},
             {"Lato Medium", {"Lato-Medium.ttf"}},
             {"Lato Regular", {"Lato-Regular.ttf"}}},
            {},
            {"NotoSans-Regular.ttf"}};
}

struct Studio {
    explicit Studio(Size size)
        : fonts(lato(), "no-such-folder"), text(fonts, media), canvas(size, text, media) {}

    [[nodiscard]] std::vector<std::uint32_t> picture() const {
        std::vector<std::uint32_t> all;
        for (int y = 0; y < canvas.size().height; ++y) {
            for (int x = 0; x < canvas.size().width; ++x) {
                all.push_back(canvas.pixel(x, y));
            }
        }
        return all;
    }

    /// The box of the pixels that are not of this colour.
    [[nodiscard]] Rect touched(std::uint32_t background) const {
        Rect box;
        for (int y = 0; y < canvas.size().height; ++y) {
            for (int x = 0; x < canvas.size().width; ++x) {
                if (canvas.pixel(x, y) != background) {
                    box = unite(box, {x, y, 1, 1});
                }
            }
        }
        return box;
    }

    sdl::FontBook fonts;
    sdl::Media media;
    sdl::TextCache text;
    sdl::SurfaceCanvas canvas;
};

} // namespace panggil::testing

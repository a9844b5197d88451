// SPDX-License-Identifier: MIT
#pragma once
/// A canvas with everything it needs, for tests that look at pixels.

#include "renderer/sdl/surface_canvas.hpp"

#include <optional>
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

/// Where two pictures of one size are not the same; nothing when they are.
inline std::optional<Point> first_difference(const sdl::SurfaceCanvas& one,
                                             const sdl::SurfaceCanvas& other) {
    for (int y = 0; y < one.size().height; ++y) {
        for (int x = 0; x < one.size().width; ++x) {
            if (one.pixel(x, y) != other.pixel(x, y)) {
                return Point{x, y};
            }
        }
    }
    return std::nullopt;
}

} // namespace panggil::testing

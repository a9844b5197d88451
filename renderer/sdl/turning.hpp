// SPDX-License-Identifier: MIT
#pragma once
/// Turning: a television that hangs on its side. The picture is drawn upright and turned clockwise
/// when it is copied to the glass, only where it has changed. Pure.

#include "core/geometry.hpp"

#include <cstddef>
#include <cstdint>

namespace panggil::sdl {

/// Clockwise, in quarters of a turn: 0 to 3.
using Quarters = int;

/// 0, 90, 180 or 270 degrees; any other is none.
[[nodiscard]] constexpr Quarters quarters_of(double degrees) {
    return degrees == 90 ? 1 : degrees == 180 ? 2 : degrees == 270 ? 3 : 0;
}

/// The size of the picture for a glass of this size, and the other way round.
[[nodiscard]] inline Size turned(Size size, Quarters quarters) {
    return quarters % 2 == 0 ? size : Size{size.height, size.width};
}

/// Where a rectangle of the picture stands on the glass.
[[nodiscard]] inline Rect turned(const Rect& rect, Size picture, Quarters quarters) {
    switch (quarters) {
    case 1:
        return {picture.height - rect.bottom(), rect.x, rect.height, rect.width};
    case 2:
        return {picture.width - rect.right(), picture.height - rect.bottom(), rect.width,
                rect.height};
    case 3:
        return {rect.y, picture.width - rect.right(), rect.height, rect.width};
    default:
        return rect;
    }
}

/// Pixels of 32 bits; strides in pixels.
struct PixelRows {
    std::uint32_t* data = nullptr;
    std::ptrdiff_t stride = 0;
};

/// Copies this rectangle of the picture to where it stands on the glass.
inline void copy_turned(PixelRows picture, Size size, PixelRows glass, const Rect& rect,
                        Quarters quarters) {
    for (int y = rect.y; y < rect.bottom(); ++y) {
        const std::uint32_t* in = picture.data + y * picture.stride;
        for (int x = rect.x; x < rect.right(); ++x) {
            const Rect to = turned(Rect{x, y, 1, 1}, size, quarters);
            glass.data[to.y * glass.stride + to.x] = in[x];
        }
    }
}

} // namespace panggil::sdl

// SPDX-License-Identifier: MIT
#pragma once
/// RoundRect: how much of a pixel lies inside a rectangle with four round corners. Pure numbers.

#include "renderer/sdl/pixels.hpp"

#include <array>

namespace panggil::sdl {

/// A rectangle with round corners, in pixels relative to its own top left.
struct RoundRect {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;
    std::array<int, 4> radii{};

    [[nodiscard]] std::uint32_t coverage(int x, int y) const {
        if (x < left || x >= right || y < top || y >= bottom) {
            return 0;
        }
        const bool at_left = 2 * x + 1 < left + right;
        const bool at_top = 2 * y + 1 < top + bottom;
        const int radius = at_top ? radii[at_left ? 0 : 1] : radii[at_left ? 3 : 2];
        // How far the pixel's middle is beyond the middle of the corner's circle, in both axes.
        const double dx = at_left ? left + radius - (x + 0.5) : x + 0.5 - (right - radius);
        const double dy = at_top ? top + radius - (y + 0.5) : y + 0.5 - (bottom - radius);
        if (dx <= 0 || dy <= 0) {
            return 255;
        }
        return coverage_at(radius - std::sqrt(dx * dx + dy * dy));
    }
};

/// Radii that do not fit are cut to half of the shorter side.
[[nodiscard]] inline RoundRect round_rect(const Rect& rect, const std::array<int, 4>& radii) {
    RoundRect outline{0, 0, rect.width, rect.height, radii};
    const int largest = std::min(rect.width, rect.height) / 2;
    for (int& radius : outline.radii) {
        radius = std::clamp(radius, 0, largest);
    }
    return outline;
}

} // namespace panggil::sdl

// SPDX-License-Identifier: MIT
#pragma once
/// Where a picture stands in its place: the whole picture, the whole place, or stretched.

#include "core/geometry.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace panggil::screen {

/// `fit`: "contain", "cover" (may reach beyond the place) or "fill".
[[nodiscard]] inline Rect fitted(Size own, const Rect& place, std::string_view fit,
                                 std::string_view align = "center") {
    if (fit == "fill" || own.width <= 0 || own.height <= 0) {
        return place;
    }
    const double across = static_cast<double>(place.width) / own.width;
    const double down = static_cast<double>(place.height) / own.height;
    const double scale = fit == "cover" ? std::max(across, down) : std::min(across, down);
    const int width = static_cast<int>(std::lround(own.width * scale));
    const int height = static_cast<int>(std::lround(own.height * scale));
    const int spare = place.width - width;
    const int left = align == "left" ? 0 : align == "right" ? spare : spare / 2;
    return {place.x + left, place.y + (place.height - height) / 2, width, height};
}

} // namespace panggil::screen

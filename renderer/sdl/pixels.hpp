// SPDX-License-Identifier: MIT
#pragma once
/// Pixels: a view of 32-bit ARGB memory with a clip, and the arithmetic of blending. All of it is
/// whole numbers, so that the same scene gives the same bytes on every machine. The picture below
/// is always opaque; coverage and alpha are 0 to 255.

#include "core/scene.hpp"
#include "renderer/sdl/rows.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace panggil::sdl {

struct Pixels {
    std::uint32_t* data = nullptr;
    std::ptrdiff_t stride = 0; ///< in pixels
    Rect clip;                 ///< always inside the memory

    [[nodiscard]] std::uint32_t* row(int y) const { return data + y * stride; }
};

/// a * b / 255, rounded.
[[nodiscard]] inline std::uint32_t scaled(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t product = a * b + 128;
    return (product + (product >> 8)) >> 8;
}

[[nodiscard]] inline std::uint32_t packed(Color color) {
    return 0xFF000000U | static_cast<std::uint32_t>(color.red) << 16 |
           static_cast<std::uint32_t>(color.green) << 8 | color.blue;
}

/// A distance to an edge in pixels, inside positive, as the covered part of one pixel.
[[nodiscard]] inline std::uint32_t coverage_at(double inside_by) {
    // (inside_by + 1/2) * 255, rounded.
    return static_cast<std::uint32_t>(std::clamp(inside_by * 255.0 + 128.0, 0.0, 255.0));
}

/// below * (255 - weight) + color * weight.
inline void blend(std::uint32_t& below, std::uint32_t color, std::uint32_t weight) {
    if (weight == 0) {
        return;
    }
    if (weight == 255) {
        below = color | 0xFF000000U;
        return;
    }
    const std::uint32_t rest = 255 - weight;
    const auto mixed = [&](int shift) {
        const std::uint32_t sum =
            ((below >> shift) & 255U) * rest + ((color >> shift) & 255U) * weight + 128;
        return ((sum + (sum >> 8)) >> 8) << shift;
    };
    below = 0xFF000000U | mixed(16) | mixed(8) | mixed(0);
}

/// Two colours that share one pixel side by side; their weights together are at most 255.
inline void blend_two(std::uint32_t& below, std::uint32_t first, std::uint32_t first_weight,
                      std::uint32_t second, std::uint32_t second_weight) {
    const std::uint32_t rest = 255 - first_weight - second_weight;
    const auto mixed = [&](int shift) {
        const std::uint32_t sum = ((below >> shift) & 255U) * rest +
                                  ((first >> shift) & 255U) * first_weight +
                                  ((second >> shift) & 255U) * second_weight + 128;
        return ((sum + (sum >> 8)) >> 8) << shift;
    };
    below = 0xFF000000U | mixed(16) | mixed(8) | mixed(0);
}

/// One colour at one weight over [left, right) of a row.
inline void blend_span(std::uint32_t* row, int left, int right, std::uint32_t color,
                       std::uint32_t weight) {
    if (right <= left || weight == 0) {
        return;
    }
    if (weight == 255) {
        std::fill(row + left, row + right, color | 0xFF000000U);
        return;
    }
    rows().wash(row + left, static_cast<std::size_t>(right - left), color, weight);
}

} // namespace panggil::sdl

// SPDX-License-Identifier: MIT
#include "renderer/sdl/drawing.hpp"

namespace panggil::sdl {
namespace {

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

RoundRect outline_of(const BoxMark& mark) {
    RoundRect outline{0, 0, mark.rect.width, mark.rect.height, mark.radii};
    const int largest = std::min(mark.rect.width, mark.rect.height) / 2;
    for (int& radius : outline.radii) {
        radius = std::clamp(radius, 0, largest);
    }
    return outline;
}

RoundRect inside_of(const RoundRect& outline, int border) {
    RoundRect inside{outline.left + border, outline.top + border, outline.right - border,
                     outline.bottom - border, outline.radii};
    for (int& radius : inside.radii) {
        radius = std::max(0, radius - border);
    }
    return inside;
}

/// The width, from one side, in which a row is not simply the inside of the box.
int edge_zone(int y, int height, int top_radius, int bottom_radius, int border) {
    int zone = border;
    if (y < top_radius) {
        zone = std::max(zone, top_radius);
    }
    if (y >= height - bottom_radius) {
        zone = std::max(zone, bottom_radius);
    }
    return zone;
}

} // namespace

void draw_box(const Pixels& pixels, const BoxMark& mark, std::uint8_t opacity) {
    const Rect area = intersect(mark.rect, pixels.clip);
    if (area.empty()) {
        return;
    }
    const int width = mark.rect.width;
    const int height = mark.rect.height;
    const int border = std::clamp(mark.border, 0, (std::min(width, height) + 1) / 2);
    const RoundRect outline = outline_of(mark);
    const RoundRect inside = inside_of(outline, border);
    const std::uint32_t fill = packed(mark.fill);
    const std::uint32_t fill_alpha = scaled(mark.fill.alpha, opacity);
    const std::uint32_t edge = packed(mark.border_color);
    const std::uint32_t edge_alpha = scaled(mark.border_color.alpha, opacity);

    for (int row_y = area.y; row_y < area.bottom(); ++row_y) {
        const int y = row_y - mark.rect.y;
        std::uint32_t* row = pixels.row(row_y);
        const bool in_border = y < border || y >= height - border;
        const int left_zone = edge_zone(y, height, outline.radii[0], outline.radii[3], border);
        const int right_zone = edge_zone(y, height, outline.radii[1], outline.radii[2], border);
        const int middle_left = std::clamp(mark.rect.x + left_zone, area.x, area.right());
        const int middle_right =
            std::clamp(mark.rect.right() - right_zone, middle_left, area.right());

        const auto edge_pixels = [&](int from, int to) {
            for (int x = from; x < to; ++x) {
                const std::uint32_t whole = outline.coverage(x - mark.rect.x, y);
                const std::uint32_t inner =
                    std::min(whole, border > 0 ? inside.coverage(x - mark.rect.x, y) : whole);
                blend_two(row[x], fill, scaled(inner, fill_alpha), edge,
                          scaled(whole - inner, edge_alpha));
            }
        };
        edge_pixels(area.x, middle_left);
        blend_span(row, middle_left, middle_right, in_border ? edge : fill,
                   in_border ? edge_alpha : fill_alpha);
        edge_pixels(middle_right, area.right());
    }
}

} // namespace panggil::sdl

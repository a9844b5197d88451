// SPDX-License-Identifier: MIT
#include "renderer/sdl/drawing.hpp"
#include "renderer/sdl/round_rect.hpp"

namespace panggil::sdl {
namespace {

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
    const RoundRect outline = round_rect(mark.rect, mark.radii);
    const RoundRect inside = inside_of(outline, border);
    const bool across = mark.gradient == Gradient::Right;
    const std::uint32_t fill_alpha = scaled(mark.fill.alpha, opacity);
    const std::uint32_t edge = packed(mark.border_color);
    const std::uint32_t edge_alpha = scaled(mark.border_color.alpha, opacity);

    for (int row_y = area.y; row_y < area.bottom(); ++row_y) {
        const int y = row_y - mark.rect.y;
        std::uint32_t* row = pixels.row(row_y);
        const std::uint32_t row_fill = packed(fill_at(mark, 0, y));
        const auto fill = [&](int x) {
            return across ? packed(fill_at(mark, x - mark.rect.x, y)) : row_fill;
        };
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
                blend_two(row[x], fill(x), scaled(inner, fill_alpha), edge,
                          scaled(whole - inner, edge_alpha));
            }
        };
        edge_pixels(area.x, middle_left);
        if (across && !in_border) {
            for (int x = middle_left; x < middle_right; ++x) {
                blend(row[x], fill(x), fill_alpha);
            }
        } else {
            blend_span(row, middle_left, middle_right, in_border ? edge : row_fill,
                       in_border ? edge_alpha : fill_alpha);
        }
        edge_pixels(middle_right, area.right());
    }
}

} // namespace panggil::sdl

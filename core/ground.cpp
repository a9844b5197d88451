// SPDX-License-Identifier: MIT
#include "core/ground.hpp"

#include <algorithm>

namespace panggil {

namespace {

bool holds(const Rect& outer, const Rect& inner) {
    return intersect(outer, inner) == inner;
}

/// The whole area is of the box's filling: no border, no corner.
bool fills(const BoxMark& box, const Rect& area) {
    const Rect& rect = box.rect;
    if (!holds(inset(rect, std::max(box.border, 0)), area)) {
        return false;
    }
    const auto& radii = box.radii;
    const std::array<Rect, 4> corners{
        {{rect.x, rect.y, radii[0], radii[0]},
         {rect.right() - radii[1], rect.y, radii[1], radii[1]},
         {rect.right() - radii[2], rect.bottom() - radii[2], radii[2], radii[2]},
         {rect.x, rect.bottom() - radii[3], radii[3], radii[3]}}};
    return std::ranges::all_of(corners,
                               [&](const Rect& corner) { return intersect(corner, area).empty(); });
}

} // namespace

bool covers(const Mark& mark, const Rect& area) {
    const auto* box = std::get_if<BoxMark>(&mark.what);
    return box != nullptr && box->fill.alpha == 255 && mark.opacity == 255 &&
           holds(mark.clip, area) && fills(*box, area);
}

std::optional<Color> plain_ground(const Scene& scene, std::size_t node, std::size_t mark) {
    const Rect area = bounds_of(scene.nodes[node].marks[mark]);
    std::optional<Color> ground = scene.background;
    for (std::size_t n = 0; n < scene.nodes.size(); ++n) {
        const auto& marks = scene.nodes[n].marks;
        for (std::size_t m = 0; m < marks.size(); ++m) {
            const Mark& other = marks[m];
            if (n == node && m == mark) {
                if (!ground) {
                    return std::nullopt;
                }
                continue;
            }
            if (other.opacity == 0 || intersect(bounds_of(other), area).empty()) {
                continue;
            }
            const bool is_below = n < node || (n == node && m < mark);
            if (!is_below) {
                return std::nullopt;
            }
            const auto* box = std::get_if<BoxMark>(&other.what);
            if (covers(other, area) && box->gradient == Gradient::None) {
                ground = box->fill;
            } else if (box == nullptr || !fills(*box, area) || box->fill.alpha > 0) {
                ground.reset(); // unless something opaque covers that again
            }
        }
    }
    return ground;
}

} // namespace panggil

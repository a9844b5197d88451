// SPDX-License-Identifier: MIT
#include "renderer/paint.hpp"

namespace panggil::screen {

void paint(const Scene& scene, std::span<const Rect> damage, Canvas& canvas) {
    const Rect glass{0, 0, scene.size.width, scene.size.height};
    for (const Rect& rect : damage) {
        const Rect area = intersect(rect, glass);
        if (area.empty()) {
            continue;
        }
        canvas.set_clip(area);
        canvas.clear(scene.background);
        for (const Node& node : scene.nodes) {
            for (const Mark& mark : node.marks) {
                const Rect touched = intersect(bounds_of(mark), area);
                if (touched.empty() || mark.opacity == 0) {
                    continue;
                }
                canvas.set_clip(touched);
                std::visit([&](const auto& what) { canvas.draw(what, mark.opacity); }, mark.what);
            }
        }
    }
}

} // namespace panggil::screen

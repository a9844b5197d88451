// SPDX-License-Identifier: MIT
#include "renderer/paint.hpp"

#include "core/ground.hpp"

namespace panggil::screen {

namespace {

/// Where painting may begin: what lies below cannot be seen.
struct Beginning {
    std::size_t node = 0;
    std::size_t mark = 0;
    bool is_covered = false; ///< the background cannot be seen either
};

Beginning beginning_of(const Scene& scene, const Rect& area) {
    for (std::size_t node = scene.nodes.size(); node-- > 0;) {
        const std::vector<Mark>& marks = scene.nodes[node].marks;
        for (std::size_t mark = marks.size(); mark-- > 0;) {
            if (covers(marks[mark], area)) {
                return {node, mark, true};
            }
        }
    }
    return {};
}

/// A canvas paints what is; what goes on by itself is to it as what stands.
const TextMark& as_painted(const SecondsMark& mark) {
    return mark.line;
}

template <class What>
const What& as_painted(const What& mark) {
    return mark;
}

void paint_mark(const Mark& mark, const Rect& area, Canvas& canvas) {
    const Rect touched = intersect(bounds_of(mark), area);
    if (touched.empty() || mark.opacity == 0) {
        return;
    }
    canvas.set_clip(touched);
    std::visit([&](const auto& what) { canvas.draw(as_painted(what), mark.opacity); }, mark.what);
}

} // namespace

void paint(const Scene& scene, std::span<const Rect> damage, Canvas& canvas) {
    const Rect glass{0, 0, scene.size.width, scene.size.height};
    for (const Rect& rect : damage) {
        const Rect area = intersect(rect, glass);
        if (area.empty()) {
            continue;
        }
        const Beginning begin = beginning_of(scene, area);
        if (!begin.is_covered) {
            canvas.set_clip(area);
            canvas.clear(scene.background);
        }
        for (std::size_t node = begin.node; node < scene.nodes.size(); ++node) {
            const std::vector<Mark>& marks = scene.nodes[node].marks;
            for (std::size_t mark = node == begin.node ? begin.mark : 0; mark < marks.size();
                 ++mark) {
                paint_mark(marks[mark], area, canvas);
            }
        }
    }
}

} // namespace panggil::screen

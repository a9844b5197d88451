// SPDX-License-Identifier: MIT
#include "renderer/scene_reading.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr std::string_view zero_width_non_joiner = "\u200C";

void append_bare(std::string& joined, std::string_view text) {
    while (!text.empty()) {
        if (text.starts_with(zero_width_non_joiner)) {
            text.remove_prefix(zero_width_non_joiner.size());
            continue;
        }
        if (text.front() != ' ') {
            joined += text.front();
        }
        text.remove_prefix(1);
    }
}

std::string visible_text(const Node& node, const Rect& glass) {
    std::string joined;
    for (const Mark& mark : node.marks) {
        const TextMark* text = text_of(mark);
        if (text != nullptr && mark.opacity > 0 && !intersect(bounds_of(mark), glass).empty()) {
            append_bare(joined, text->text);
        }
    }
    return joined;
}

} // namespace

bool shows_text(const Scene& scene, std::string_view text) {
    std::string wanted;
    append_bare(wanted, text);
    const Rect glass{0, 0, scene.size.width, scene.size.height};
    return !wanted.empty() && std::ranges::any_of(scene.nodes, [&](const Node& node) {
        return visible_text(node, glass) == wanted;
    });
}

} // namespace panggil::screen

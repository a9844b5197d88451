// SPDX-License-Identifier: MIT
#pragma once
/// The rectangles in which two scenes may differ. Invariant: painting `after` inside them, over a
/// picture of `before`, gives the same pixels as painting all of `after`.

#include "core/scene.hpp"

#include <span>

namespace panggil {

/// Nodes that are known to be the same in both: `count` of them from `before` and from `after` on.
struct KeptNodes {
    std::size_t before = 0;
    std::size_t after = 0;
    std::size_t count = 0;
};

/// Disjoint, non-empty, inside the scene; empty when the pictures are equal; the whole glass when
/// the size or the background differs.
[[nodiscard]] std::vector<Rect> damage_between(const Scene& before, const Scene& after);

/// As above, where `kept`, in the order of both, is not looked at: its nodes may have been moved
/// out of `before`.
[[nodiscard]] std::vector<Rect> damage_between(const Scene& before, const Scene& after,
                                               std::span<const KeptNodes> kept);

} // namespace panggil

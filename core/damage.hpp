// SPDX-License-Identifier: MIT
#pragma once
/// The rectangles in which two scenes may differ. Invariant: painting `after` inside them, over a
/// picture of `before`, gives the same pixels as painting all of `after`.

#include "core/scene.hpp"

namespace panggil {

/// Disjoint, non-empty, inside the scene; empty when the pictures are equal; the whole glass when
/// the size or the background differs.
[[nodiscard]] std::vector<Rect> damage_between(const Scene& before, const Scene& after);

} // namespace panggil

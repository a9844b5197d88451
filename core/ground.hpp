// SPDX-License-Identifier: MIT
#pragma once
/// What a mark stands on: needed to move it without painting what lies below anew.

#include "core/scene.hpp"

#include <optional>

namespace panggil {

/// Nothing of what lies below this mark can be seen in this area: it is a box, and opaque there.
[[nodiscard]] bool covers(const Mark& mark, const Rect& area);

/// The one colour under the whole of this mark, when that is plain and nothing is painted over it;
/// nothing when it is not, or when that is not certain.
[[nodiscard]] std::optional<Color> plain_ground(const Scene& scene, std::size_t node,
                                                std::size_t mark);

} // namespace panggil

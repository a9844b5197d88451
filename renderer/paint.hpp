// SPDX-License-Identifier: MIT
#pragma once
/// Painting: the parts of a scene that lie inside the damage, onto a canvas. Nothing outside the
/// damage changes, and without damage the canvas is not touched.

#include "renderer/canvas.hpp"

#include <span>

namespace panggil::screen {

void paint(const Scene& scene, std::span<const Rect> damage, Canvas& canvas);

} // namespace panggil::screen

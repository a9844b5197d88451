// SPDX-License-Identifier: MIT
#pragma once
/// The strokes of SurfaceCanvas, one file each: boxes, shapes. Each paints only where its own
/// rectangle and the clip of the pixels meet, and allocates nothing.

#include "renderer/sdl/pixels.hpp"

namespace panggil::sdl {

void draw_box(const Pixels& pixels, const BoxMark& mark, std::uint8_t opacity);
void draw_shape(const Pixels& pixels, const ShapeMark& mark, std::uint8_t opacity);

} // namespace panggil::sdl

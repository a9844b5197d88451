// SPDX-License-Identifier: MIT
#pragma once
/// Photo: a PNG of a picture, small enough to travel.

#include "renderer/display.hpp"

#include <SDL_surface.h>

namespace panggil::sdl {

/// Copies the picture now; main thread. What it answers makes the PNG, on any thread.
[[nodiscard]] screen::Photo photo_of(SDL_Surface& picture, int widest, std::size_t most_bytes);

} // namespace panggil::sdl

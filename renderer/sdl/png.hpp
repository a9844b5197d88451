// SPDX-License-Identifier: MIT
#pragma once
/// Saving a picture as PNG: for proofs, previews and the tests. The file appears whole or not at
/// all.

#include "core/result.hpp"

#include <SDL_surface.h>

#include <string>

namespace panggil::sdl {

[[nodiscard]] Result<Done> save_png(SDL_Surface& surface, const std::string& path);

} // namespace panggil::sdl

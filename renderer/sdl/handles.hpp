// SPDX-License-Identifier: MIT
#pragma once
/// Owners of SDL's objects: each is closed once, by the owner's end.

#include <SDL.h>

#include <memory>

namespace panggil::sdl {

struct CloseSurface {
    void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};

using Surface = std::unique_ptr<SDL_Surface, CloseSurface>;

} // namespace panggil::sdl

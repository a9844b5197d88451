// SPDX-License-Identifier: MIT
#pragma once
/// Power: switches the television's light off and on (DPMS), where the window system can.

struct SDL_Window;

namespace panggil::sdl {

/// False when this window system or this machine cannot: then the picture is merely black.
bool set_power(SDL_Window* window, bool on);

} // namespace panggil::sdl

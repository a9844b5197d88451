// SPDX-License-Identifier: MIT
#pragma once
/// The connection to the window system as something to sleep on. The only place that knows which
/// window systems there are.

struct SDL_Window;

namespace panggil::sdl {

/// Readable when events may have arrived; -1 when this window system offers none.
[[nodiscard]] int connection_descriptor(SDL_Window* window);

} // namespace panggil::sdl

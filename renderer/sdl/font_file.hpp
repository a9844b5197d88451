// SPDX-License-Identifier: MIT
#pragma once
/// A font's file as FreeType reads it: thousands of numbers of two bytes, here and there. SDL's own
/// way through the C library asks the system twice for each; this one keeps a page of the file.

#include <SDL_rwops.h>

#include <string>

namespace panggil::sdl {

/// Null, with SDL's error set, for what cannot be opened or is no plain file. For one thread at a
/// time; closed by SDL_RWclose().
[[nodiscard]] SDL_RWops* open_font_file(const std::string& path);

} // namespace panggil::sdl

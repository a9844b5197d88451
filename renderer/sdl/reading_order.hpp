// SPDX-License-Identifier: MIT
#pragma once
/// The order in which the eye meets the letters of a line: scripts that are written from right to
/// left, and the numbers and names among them, by Unicode's rules for both directions. The line's
/// own direction is that of its first letter which has one.

#include "renderer/sdl/font_book.hpp"

#include <vector>

namespace panggil::sdl {

/// Neighbours that run in one direction; the letters stand in the order of writing.
struct Stretch {
    std::vector<FontBook::Letter> letters;
    bool leftward = false;
    const char* script = "Zzzz"; ///< by ISO 15924, of what runs to the left: its letters may join
};

/// From left to right on the glass.
[[nodiscard]] std::vector<Stretch> stretches_of(std::vector<FontBook::Letter> letters);

} // namespace panggil::sdl

// SPDX-License-Identifier: MIT
#pragma once
/// The sounds of a layout that nobody would hear: for who checks, since a sound that is missing is
/// not seen.

#include "core/result.hpp"
#include "core/tree.hpp"

namespace panggil::screen {

/// media.no_sound for each file that is to be heard and cannot be; `where` is the file.
[[nodiscard]] Problems unheard_sounds(const Tree& root);

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#pragma once
/// The sounds of a layout that nobody would hear: for who checks, since a sound that is missing is
/// not seen.

#include "core/layout.hpp"
#include "core/result.hpp"

namespace panggil::screen {

/// media.no_sound for each file that is to be heard and cannot be; `where` is the file. Of the
/// films of a playlist some may be silent, but not all of them.
[[nodiscard]] Problems unheard_sounds(const Layout& layout);

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#pragma once

namespace panggil::sdl {

/// When picture files are read: at once, for a single picture of a layout; or aside by another
/// thread, so that a television never waits for a disk.
enum class Reading { AtOnce, Aside };

} // namespace panggil::sdl

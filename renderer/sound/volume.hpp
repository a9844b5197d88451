// SPDX-License-Identifier: MIT
#pragma once
/// A sound made quieter as a whole: what a zone hears in its quiet hours.

#include "renderer/player.hpp"

namespace panggil::screen {

/// `db` is 0 or below; at 0 it is the very same sound.
[[nodiscard]] std::shared_ptr<const Sound> at_volume(std::shared_ptr<const Sound> sound, int db);

} // namespace panggil::screen

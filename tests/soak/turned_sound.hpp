// SPDX-License-Identifier: MIT
#pragma once
/// The loudspeaker of a soaked hall: takes samples as its clock is turned, at their pace. This
/// program has it in the place of renderer/sdl/mixer_output.cpp; all above it is the screen's own,
/// also the thread that opens and closes it.

#include "core/time.hpp"

namespace panggil::soak {

/// As much as a device takes at once: what is heard begins and ends no finer.
constexpr Micros sound_block{21'333};

[[nodiscard]] bool is_sound_open();

/// So much time has gone by. Nothing when it is closed.
void take_sound(Micros time);

} // namespace panggil::soak

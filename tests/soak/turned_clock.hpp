// SPDX-License-Identifier: MIT
#pragma once
/// The clock of a soaked hall: it stands still until it is turned. This program has it in the place
/// of renderer/clock.cpp, so that all that asks for the time of a screen gets this one. The one
/// thread of the hall turns it; the threads of a device and of files may look.

#include "renderer/clock.hpp"

namespace panggil::soak {

/// Never back.
void turn_clock(screen::Now now);

} // namespace panggil::soak

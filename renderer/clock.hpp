// SPDX-License-Identifier: MIT
#pragma once
/// The one place of the screen that reads a clock, or draws lots. A turn of the loop reads it once,
/// and everything in that turn sees the same time.

#include "core/time.hpp"

#include <string>

namespace panggil::screen {

struct Now {
    UtcTime utc{};
    Moment mono{};
};

/// Wall time, and time since boot that goes on counting while the machine sleeps (CLOCK_BOOTTIME).
[[nodiscard]] Now read_clock();

/// How long this thread has worked; waiting for others does not count.
[[nodiscard]] Moment work_of_this_thread();

/// 8 hex digits, different for each start of a screen.
[[nodiscard]] std::string new_life();

} // namespace panggil::screen

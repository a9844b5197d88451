// SPDX-License-Identifier: MIT
#pragma once
/// The one place of the console that reads a clock.

#include "core/time.hpp"

namespace panggil::console {

struct Now {
    UtcTime utc{};
    Moment mono{};
};

/// Wall time, and time since boot that goes on counting while the machine sleeps.
[[nodiscard]] Now read_clock();

} // namespace panggil::console

// SPDX-License-Identifier: MIT
#pragma once
/// The numbers a hall may choose for its rules; the rules themselves are core/operations.

#include "core/time.hpp"

namespace panggil {

struct HallRules {
    /// How old a call may be when its voice begins. Ten counters that call at once take about 80 s
    /// to speak.
    Millis announcement_ttl{120'000};
    /// Least time between two calls of the same ticket; 0 = as often as the clerk likes.
    Millis recall_spacing{0};

    friend bool operator==(const HallRules&, const HallRules&) = default;
};

} // namespace panggil

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
    /// Least time that one who was called has before the counter can call another: a key that is
    /// pressed twice must not send the first one away; 0 = none.
    Millis call_spacing{0};
    /// How long after it was made a call can be taken back by `withdraw`; 0 = until it is served.
    Millis undo_window{0};
    /// How long a number that did not come can still be called, resumed or put back in the line;
    /// 0 = all day.
    Millis late_comer_limit{0};
    /// How long before the end of the day's hours the hall hears that it closes; 0 = never.
    Minutes closing_text{0};
    /// Whether the hall hears that a break has begun, between two spans of the day's hours.
    bool break_text = false;

    friend bool operator==(const HallRules&, const HallRules&) = default;
};

} // namespace panggil

// SPDX-License-Identifier: MIT
#pragma once
/// The three scales of time, as types that cannot be mixed. None of them can be read here: time
/// arrives as an argument. UtcTime is for people (the clock on the wall, the audit trail) and
/// decides nothing about truth or freshness; Moment is this machine's monotonic scale; HubMoment is
/// the hub's.

#include <chrono>
#include <cstdint>

namespace panggil {

using Millis = std::chrono::milliseconds;
using Micros = std::chrono::microseconds;
using Minutes = std::chrono::minutes;

/// Wall time, milliseconds since 1970-01-01T00:00:00Z.
using UtcTime = std::chrono::sys_time<Millis>;

/// A clock without now(): it only tells time points of different machines apart.
template <class Tag, class Tick>
struct Scale {
    using duration = Tick;
    using rep = typename Tick::rep;
    using period = typename Tick::period;
    using time_point = std::chrono::time_point<Scale>;
    static constexpr bool is_steady = true;
};

/// Local monotonic time, microseconds since an arbitrary start (CLOCK_BOOTTIME where the caller
/// can).
using Moment = Scale<struct LocalTag, Micros>::time_point;

/// The hub's monotonic time, milliseconds, as stated in each envelope.
using HubMoment = Scale<struct HubTag, Millis>::time_point;

} // namespace panggil

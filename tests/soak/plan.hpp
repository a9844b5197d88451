// SPDX-License-Identifier: MIT
#pragma once
/// What a soak is asked to do.

#include "core/geometry.hpp"
#include "core/time.hpp"

#include <string>

namespace panggil::soak {

/// Busy: a call every few minutes from eight to five, each day. Idle: the hub is there and nothing
/// happens. Absent: there is no hub.
enum class Mode { Busy, Idle, Absent };

struct Plan {
    Mode mode = Mode::Idle;
    Micros length{};
    Micros begin{std::chrono::minutes(1)}; ///< how long the machine is up already
    Micros between_calls{std::chrono::minutes(2)};
    std::string tree;
    std::string site; ///< with the schedule of the screen "tv-tunggu-1"
    std::string folder;
    std::string screen_program;
    Size size{640, 360};
};

} // namespace panggil::soak

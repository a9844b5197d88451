// SPDX-License-Identifier: MIT
#pragma once
/// The one place of the hub that asks the machine for something no argument can give: the time,
/// which boot this is, and chance.

#include "core/time.hpp"

#include <string>

namespace panggil::hub {

/// One turn of the loop sees one time.
struct Now {
    UtcTime utc{};
    Moment mono{}; ///< CLOCK_BOOTTIME: goes on counting while the machine sleeps

    /// The same on the scale that envelopes state.
    [[nodiscard]] HubMoment hub() const {
        return HubMoment{std::chrono::duration_cast<Millis>(mono.time_since_epoch())};
    }
};

[[nodiscard]] Now read_clock();

/// 8 hex digits, the same until the machine starts anew: the domain of Now::mono.
[[nodiscard]] std::string boot_id();

/// Lets this program open as many files and connections as the system permits, 8192 at most: each
/// screen and console has two or three. What cannot be had is gone without.
void raise_descriptor_limit();

/// 16 hex digits, different for each start of a hub.
[[nodiscard]] std::string new_hub_id();

/// What a hub states about its life in each message, besides its term.
struct Identity {
    std::string hub;
    std::string boot;
};

[[nodiscard]] inline Identity new_identity() {
    return {new_hub_id(), boot_id()};
}

} // namespace panggil::hub

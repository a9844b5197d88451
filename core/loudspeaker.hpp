// SPDX-License-Identifier: MIT
#pragma once
/// What the hall's records say of its loudspeakers: who speaks in which zone, and how loud it may
/// be at this time of day. Pure.

#include "core/queue_state.hpp"

#include <set>

namespace panggil {

/// The screen that speaks in this zone; "" while there is none.
[[nodiscard]] const std::string& speaker_in(const QueueState& state, std::string_view zone);

/// The first zone in which this screen speaks; null when there is none.
[[nodiscard]] const Record* zone_of_speaker(const QueueState& state, std::string_view screen);

/// How much quieter than full a zone is now: decibels, 0 or below.
[[nodiscard]] int volume_in(const Record& zone, const QueueState& state, UtcTime now);

/// The quietest of these zones (empty = every one).
[[nodiscard]] int quietest_in(const std::set<std::string>& zones, const QueueState& state,
                              UtcTime now);

} // namespace panggil

// SPDX-License-Identifier: MIT
#pragma once
/// OnAir: the one call that the panel of a screen shows now, and since when. Chosen by the call
/// panel (core/call_panel.hpp), read by the board. Local to a screen; never part of the replicated
/// state.

#include "core/time.hpp"

#include <cstdint>
#include <string>

namespace panggil {

struct OnAir {
    std::string call_id;
    std::string ticket;
    std::string counter;
    int attempt = 1;
    std::string priority;
    Moment since{};
    std::int64_t seq = 0; ///< of the call's event: what came after it has yet to be shown

    friend bool operator==(const OnAir&, const OnAir&) = default;
};

/// What a screen knows about its hub (protocol B.5). Stale: older than 1.5 s, a badge says so.
/// Lost: older than 60 s, numbers are hidden. Connecting: never heard anything, numbers must not be
/// shown.
enum class LinkHealth { Connecting, Live, Stale, Lost };

} // namespace panggil

// SPDX-License-Identifier: MIT
#pragma once
/// What the hall's opening hours let people hear: that a break has begun, and that it closes soon.
/// As the hall's rules want it (docs/rules.md), and only while the hall is in use: on a holiday
/// every counter is closed and nobody waits.

#include "core/queue_state.hpp"
#include "core/time.hpp"

#include <optional>
#include <string>

namespace panggil {

struct HourText {
    std::string kind; ///< "text.break", "text.closing_soon", as the voice packs name them
    UtcTime since{};  ///< the moment that it belongs to: each is said once

    friend bool operator==(const HourText&, const HourText&) = default;
};

/// Later than this after its moment a text is not said any more: who comes then knows.
inline constexpr Minutes hour_text_stays{5};

/// The text that belongs to this moment, or nothing.
[[nodiscard]] std::optional<HourText> hour_text(const QueueState& state, UtcTime now);

} // namespace panggil

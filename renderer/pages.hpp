// SPDX-License-Identifier: MIT
#pragma once
/// Pages that turn by time: which one is shown at a moment, since when and until when. A function
/// of time, so that every screen with the same clock shows the same page, and a picture of any
/// moment can be drawn again.

#include "core/time.hpp"

#include <span>

namespace panggil::screen {

struct TurnedPage {
    std::size_t index = 0;
    Moment since{};
    Moment until{};
};

/// `times` are the pages' lengths, each above 0; at least one.
[[nodiscard]] TurnedPage page_at(std::span<const Millis> times, Moment now);

} // namespace panggil::screen

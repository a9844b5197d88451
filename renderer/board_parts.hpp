// SPDX-License-Identifier: MIT
#pragma once
/// Which parts of the board a widget reads, and which of them differ between two boards: what reads
/// none of those is the same on both. Pure.

#include "core/board.hpp"

namespace panggil::screen {

/// A set of parts, one bit each.
using BoardParts = unsigned;

namespace board_part {
inline constexpr BoardParts none = 0;
inline constexpr BoardParts hall = 1;  ///< its names, hours, days, and the time it was last heard
inline constexpr BoardParts cards = 2; ///< of all counters
inline constexpr BoardParts calls = 4; ///< the panel's and the last ones
inline constexpr BoardParts said = 8;  ///< the words that are heard
inline constexpr BoardParts notices = 16;
inline constexpr BoardParts all = ~0U; ///< these, and what is so seldom that nobody reads it alone
} // namespace board_part

[[nodiscard]] BoardParts differing(const Board& one, const Board& other);

} // namespace panggil::screen

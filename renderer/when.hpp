// SPDX-License-Identifier: MIT
#pragma once
/// When something is shown: the `when` of widgets, playlist items and rules. Pure.

#include "core/board.hpp"
#include "core/tree.hpp"

namespace panggil::screen {

/// How many wait in the whole hall: a line that several counters take counts once.
[[nodiscard]] std::int64_t all_who_wait(const Board& board);

/// True when every condition given (days, from, to, after, until, daypart, holiday, waiting) holds.
[[nodiscard]] bool holds(const Tree& when, const Board& board, UtcTime utc);

} // namespace panggil::screen

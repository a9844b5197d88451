// SPDX-License-Identifier: MIT
#pragma once
/// When something is shown: the `when` of widgets, playlist items and rules. Pure.

#include "core/board.hpp"
#include "core/tree.hpp"

namespace panggil::screen {

/// True when every condition given (days, from, to, after, until, daypart, holiday, waiting) holds.
[[nodiscard]] bool holds(const Tree& when, const Board& board, UtcTime utc);

} // namespace panggil::screen

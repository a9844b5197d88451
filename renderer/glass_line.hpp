// SPDX-License-Identifier: MIT
#pragma once
/// What a presented frame says about the hall, as fields of a log line, so that a judge outside of
/// the program can compare it with the hub's journal (docs/reliability.md). Pure.

#include "core/board.hpp"

namespace panggil::screen {

/// health ("live", "stale", "lost", "connecting"); cards, each "COUNTER TICKET STATE+STATE" with
/// "-" for no ticket; panel, "TICKET COUNTER CALLS" of the call on it; history, each "TICKET
/// COUNTER", newest first.
[[nodiscard]] Record glass_line(const Board& board);

} // namespace panggil::screen

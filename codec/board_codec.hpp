// SPDX-License-Identifier: MIT
#pragma once
/// A board written by hand, for previews without a hub: {"hall": {name, place, placeShort, address,
/// notices}, "counters": [card …], "call": card, "history": [card …]}, where a card is {"agency":
/// {id, short, label, tagline}, "service": {label}, "ticket": "F018", "desk": {number, numbers,
/// label}, "waiting": 14, "states": ["called"], "until": "13.00", "reason", "priority", "attempt":
/// 1}. What is absent is empty.

#include "core/board.hpp"
#include "core/result.hpp"

namespace panggil::codec {

[[nodiscard]] Result<Board> decode_board(std::string_view text, const std::string& where);

} // namespace panggil::codec

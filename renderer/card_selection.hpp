// SPDX-License-Identifier: MIT
#pragma once
/// Which cards a repeater shows, and in which order: the properties bind, group and order.

#include "core/board.hpp"
#include "core/tree.hpp"

namespace panggil::screen {

/// True when the card passes every condition of `bind` (agencies, agency, counter, counters, zones,
/// service, tags, except).
[[nodiscard]] bool passes(const Card& card, const Tree& bind);

/// The board's cards that pass, grouped and ordered.
[[nodiscard]] std::vector<Card> selected_cards(const Board& board, const Tree& properties);

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#include "renderer/when.hpp"

#include "core/conditions.hpp"

#include <numeric>

namespace panggil::screen {

bool holds(const Tree& when, const Board& board, UtcTime utc) {
    if (when.is_nothing()) {
        return true;
    }
    Circumstances now{hall_time(utc, board.utc_offset), board.daypart, board.holiday};
    for (const Card& card : grouped(board.cards, "service")) {
        now.waiting += card.waiting();
    }
    return broken_condition(when, now).empty();
}

} // namespace panggil::screen

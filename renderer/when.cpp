// SPDX-License-Identifier: MIT
#include "renderer/when.hpp"

#include "core/conditions.hpp"

#include <set>

namespace panggil::screen {

std::int64_t all_who_wait(const Board& board) {
    std::int64_t sum = 0;
    std::set<std::string_view> counted;
    for (const Card& card : board.cards) {
        for (const Queue& queue : card.queues) {
            sum += counted.insert(queue.service).second ? queue.waiting : 0;
        }
    }
    return sum;
}

bool holds(const Tree& when, const Board& board, UtcTime utc) {
    if (when.is_nothing()) {
        return true;
    }
    Circumstances now{hall_time(utc, board.utc_offset), board.daypart, board.holiday};
    now.waiting = all_who_wait(board);
    return broken_condition(when, now).empty();
}

} // namespace panggil::screen

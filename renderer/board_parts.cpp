// SPDX-License-Identifier: MIT
#include "renderer/board_parts.hpp"

namespace panggil::screen {

namespace {

bool same_hall(const Board& one, const Board& other) {
    return one.hall_name == other.hall_name && one.hall_place == other.hall_place &&
           one.hall_place_short == other.hall_place_short &&
           one.hall_address == other.hall_address && one.clock_suffix == other.clock_suffix &&
           one.utc_offset == other.utc_offset && one.hours == other.hours &&
           one.daypart == other.daypart && one.holiday == other.holiday &&
           one.reopens == other.reopens && one.heard_at == other.heard_at;
}

bool same_rest(const Board& one, const Board& other) {
    return one.health == other.health && one.two_hubs == other.two_hubs &&
           one.refused_key == other.refused_key && one.alerts == other.alerts;
}

} // namespace

BoardParts differing(const Board& one, const Board& other) {
    if (!same_rest(one, other)) {
        return board_part::all;
    }
    const auto unless = [](bool same, BoardParts part) { return same ? board_part::none : part; };
    return unless(same_hall(one, other), board_part::hall) |
           unless(one.cards == other.cards, board_part::cards) |
           unless(one.call == other.call && one.call_since == other.call_since &&
                      one.history == other.history,
                  board_part::calls) |
           unless(one.said == other.said, board_part::said) |
           unless(one.notices == other.notices, board_part::notices);
}

} // namespace panggil::screen

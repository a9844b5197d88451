// SPDX-License-Identifier: MIT
#include "renderer/shown_proof.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

bool stands(const Announcement& call, const Board& board) {
    const auto card = std::ranges::find(board.cards, call.counter, &Card::counter);
    return card != board.cards.end() && card->ticket == call.ticket &&
           card->attempt >= call.attempt;
}

} // namespace

void ShownProof::hold_until(Moment held_until) {
    for (Waiting& each : waiting_) {
        each.until = std::max(each.until, held_until + each.call.ttl);
    }
}

std::vector<Announcement> ShownProof::take_shown(const Board& board, const Glass& glass,
                                                 Moment now) {
    std::vector<Announcement> shown;
    std::erase_if(waiting_, [&](const Waiting& each) {
        const bool is_shown =
            stands(each.call, board) && glass.shows(each.call.ticket) && glass.confirm();
        if (is_shown) {
            shown.push_back(each.call);
        }
        return is_shown || now > each.until;
    });
    return shown;
}

} // namespace panggil::screen

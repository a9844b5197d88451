// SPDX-License-Identifier: MIT
#include "codec/board_codec.hpp"

#include "codec/tree_codec.hpp"

#include <algorithm>
#include <iterator>

namespace panggil::codec {

namespace {

Card card_of(const Tree& tree) {
    Card card;
    const Tree& agency = tree.at("agency");
    card.agency_id = agency.text_or("id");
    card.agency_short = agency.text_or("short");
    card.agency_label = agency.text_or("label");
    card.agency_tagline = agency.text_or("tagline");
    card.number = tree.at("desk").text_or("number");
    card.numbers = tree.at("desk").text_or("numbers", card.number);
    card.place = tree.at("desk").text_or("label", "Loket");
    card.counter = card.number;
    card.ticket = tree.text_or("ticket");
    card.until = tree.text_or("until");
    card.reason = tree.text_or("reason");
    card.priority = tree.text_or("priority");
    card.service_label = tree.at("service").text_or("label");
    card.queues = {{card.counter, card.service_label,
                    static_cast<std::int64_t>(tree.number_or("waiting", 0))}};
    card.attempt = static_cast<std::int64_t>(tree.number_or("attempt", 1));
    if (const Tree::List* states = tree.at("states").list(); states != nullptr) {
        for (const Tree& state : *states) {
            const auto named = [&](CardState each) {
                return state.text() != nullptr && *state.text() == name_of(each);
            };
            if (const auto found = std::ranges::find_if(all_card_states, named);
                found != all_card_states.end()) {
                card.states.insert(*found);
            }
        }
    }
    if (card.ticket.empty()) {
        card.states.insert(CardState::Empty);
    }
    return card;
}

std::vector<Card> cards_of(const Tree& list) {
    std::vector<Card> cards;
    if (list.list() != nullptr) {
        std::ranges::transform(*list.list(), std::back_inserter(cards), card_of);
    }
    return cards;
}

} // namespace

Result<Board> decode_board(std::string_view text, const std::string& where) {
    Places places{""};
    const Result<Tree> tree = decode_tree(text, where, places);
    if (!tree) {
        return tree.problem();
    }
    const Tree& file = tree.value();
    if (file.at("counters").list() == nullptr) {
        return Problem{"board.not_a_board", where + "#/counters",
                       "is missing: this is neither a hub's state nor a board",
                       "save one with: panggil state --json > hall.json", ""};
    }
    Board board;
    const Tree& hall = file.at("hall");
    board.hall_name = hall.text_or("name", "Mal Pelayanan Publik");
    board.hall_place = hall.text_or("place");
    board.hall_place_short = hall.text_or("placeShort", board.hall_place);
    board.cards = cards_of(file.at("counters"));
    board.history = cards_of(file.at("history"));
    if (file.at("call").object() != nullptr) {
        board.call = card_of(file.at("call"));
    }
    return board;
}

} // namespace panggil::codec

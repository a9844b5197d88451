// SPDX-License-Identifier: MIT
#include "renderer/card_selection.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <iterator>

namespace panggil::screen {

namespace {

/// Position of `value` in a word or list of words; -1 when it is not there; 0 when nothing or "all"
/// is asked for.
int position_in(const Tree& wanted, const std::string& value) {
    if (wanted.is_nothing() || (wanted.text() != nullptr && *wanted.text() == "all")) {
        return 0;
    }
    if (const std::string* word = wanted.text(); word != nullptr) {
        return *word == value ? 0 : -1;
    }
    const Tree::List* list = wanted.list();
    for (std::size_t at = 0; list != nullptr && at < list->size(); ++at) {
        if ((*list)[at].text() != nullptr && *(*list)[at].text() == value) {
            return static_cast<int>(at);
        }
    }
    return -1;
}

/// Small letters, so that "PUPR" stands behind "Pendidikan".
std::string name_in_small(const Card& card) {
    std::string name = card.agency_short;
    std::ranges::transform(name, name.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return name;
}

bool takes(const Card& card, const Tree& wanted) {
    return position_in(wanted, card.service) >= 0 ||
           std::ranges::any_of(card.queues, [&](const Queue& queue) {
               return position_in(wanted, queue.service) >= 0;
           });
}

bool is_tagged(const Card& card, const Tree& wanted) {
    return position_in(wanted, "") == 0 ||
           std::ranges::any_of(
               card.tags, [&](const std::string& tag) { return position_in(wanted, tag) >= 0; });
}

bool excepted(const Card& card, const Tree& except) {
    return !except.is_nothing() &&
           (position_in(except, card.agency_id) >= 0 || position_in(except, card.counter) >= 0);
}

/// Mostly they are in their order already, and a card is large.
template <class Order, class Field>
void put_in_order(std::vector<Card>& cards, Order order, Field field) {
    if (!std::ranges::is_sorted(cards, order, field)) {
        std::ranges::stable_sort(cards, order, field);
    }
}

} // namespace

bool passes(const Card& card, const Tree& bind) {
    return position_in(bind.at("agencies"), card.agency_id) >= 0 &&
           position_in(bind.at("agency"), card.agency_id) >= 0 &&
           position_in(bind.at("counter"), card.counter) >= 0 &&
           position_in(bind.at("counters"), card.counter) >= 0 &&
           position_in(bind.at("zones"), card.zone) >= 0 && takes(card, bind.at("service")) &&
           is_tagged(card, bind.at("tags")) && !excepted(card, bind.at("except"));
}

std::vector<Card> selected_cards(const Board& board, const Tree& properties) {
    const Tree& bind = properties.at("bind");
    std::vector<Card> chosen;
    std::ranges::copy_if(board.cards, std::back_inserter(chosen),
                         [&](const Card& card) { return passes(card, bind); });
    chosen = grouped(std::move(chosen), properties.text_or("group", "counter"));
    std::erase_if(chosen, [&](const Card& card) { return !takes(card, bind.at("service")); });
    const std::string order = properties.text_or("order", "listed");
    if (order == "listed") {
        put_in_order(chosen, std::ranges::less{}, [&](const Card& card) {
            return position_in(bind.at("agencies"), card.agency_id);
        });
    } else if (order == "number") {
        put_in_order(chosen, std::ranges::less{},
                     [](const Card& card) { return std::atoi(card.number.c_str()); });
    } else if (order == "prefix") {
        put_in_order(chosen, std::ranges::less{}, &Card::prefix);
    } else if (order == "name") {
        put_in_order(chosen, std::ranges::less{}, name_in_small);
    } else if (order == "last-called") {
        put_in_order(chosen, std::ranges::greater{}, &Card::called_at);
    }
    return chosen;
}

} // namespace panggil::screen

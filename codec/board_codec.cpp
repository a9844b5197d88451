// SPDX-License-Identifier: MIT
#include "codec/board_codec.hpp"

#include "codec/tree_codec.hpp"
#include "core/nearest_name.hpp"
#include "core/whole.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace panggil::codec {

namespace {

/// A number of a counter may be written with or without quotes.
std::string number_in(const Tree& desk) {
    const double* number = desk.at("number").number();
    return number != nullptr ? std::to_string(whole_of(*number)) : desk.text_or("number");
}

class BoardReader {
public:
    explicit BoardReader(const Places& places) : places_(&places) {}

    std::vector<Card> cards(const Tree& list) {
        std::vector<Card> found;
        if (list.list() != nullptr) {
            std::ranges::transform(*list.list(), std::back_inserter(found),
                                   [this](const Tree& tree) { return card(tree); });
        }
        return found;
    }

    Card card(const Tree& tree) {
        Card card;
        const Tree& agency = tree.at("agency");
        card.agency_id = agency.text_or("id");
        card.agency_short = agency.text_or("short");
        card.agency_label = agency.text_or("label");
        card.agency_tagline = agency.text_or("tagline");
        card.service_label = tree.at("service").text_or("label");
        const Tree& desk = tree.at("desk");
        card.number = number_in(desk);
        card.numbers = desk.text_or("numbers", card.number);
        card.place = desk.text_or("label", "Loket");
        card.counter = card.number;
        card.ticket = tree.text_or("ticket");
        card.priority = tree.text_or("priority");
        card.until = tree.text_or("until");
        card.reason = tree.text_or("reason");
        card.queues = {{card.counter, card.service_label, whole(tree, "waiting", 0)}};
        card.attempt = whole(tree, "attempt", 1);
        if (const Tree::List* states = tree.at("states").list(); states != nullptr) {
            for (const Tree& state : *states) {
                add_state(card, state);
            }
        }
        if (card.ticket.empty()) {
            card.states.insert(CardState::Empty);
        }
        return card;
    }

    std::optional<Problem> problem; ///< the first that was met

private:
    static std::int64_t whole(const Tree& tree, std::string_view key, double otherwise) {
        return static_cast<std::int64_t>(std::clamp(tree.number_or(key, otherwise), 0.0, 1e6));
    }

    void add_state(Card& card, const Tree& word) {
        const std::string name = word.text() != nullptr ? *word.text() : std::string();
        const auto found = std::ranges::find(all_card_states, name, name_of);
        if (found != all_card_states.end()) {
            card.states.insert(*found);
            return;
        }
        std::vector<std::string_view> known;
        std::ranges::transform(all_card_states, std::back_inserter(known), name_of);
        const std::string meant(nearest_name(name, known));
        if (!problem) {
            problem = Problem{
                "board.unknown_state", to_text(places_->at(word.place())),
                '"' + name + "\" is no state of a card",
                meant.empty() ? "called, break, closed …" : "did you mean \"" + meant + "\"?", ""};
        }
    }

    const Places* places_;
};

/// How the screen hears its hub: "live", "stale", "connecting" or "lost".
std::optional<Problem> tell_link(Board& board, const Tree& link, const Places& places) {
    constexpr std::array<std::pair<std::string_view, LinkHealth>, 4> known{
        {{"live", LinkHealth::Live},
         {"stale", LinkHealth::Stale},
         {"connecting", LinkHealth::Connecting},
         {"lost", LinkHealth::Lost}}};
    const std::string word = link.text() != nullptr ? *link.text() : "live";
    const auto* found =
        std::ranges::find(known, word, &std::pair<std::string_view, LinkHealth>::first);
    if (found == known.end()) {
        return Problem{"board.unknown_link", to_text(places.at(link.place())),
                       '"' + word + "\" is no state of the link", "live, stale, connecting or lost",
                       ""};
    }
    board.health = found->second;
    if (board.health == LinkHealth::Stale) {
        for (Card& card : board.cards) {
            card.states.insert(CardState::Stale);
        }
    } else if (board.health != LinkHealth::Live) {
        hide_numbers(board);
    }
    return std::nullopt;
}

} // namespace

Result<Board> decode_board(std::string_view text, const std::string& where) {
    Places places{1};
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
    board.hall_name = hall.text_or("name");
    board.hall_place = hall.text_or("place");
    board.hall_place_short = hall.text_or("placeShort", board.hall_place);
    board.hall_address = hall.text_or("address");
    if (const Tree::List* notices = hall.at("notices").list(); notices != nullptr) {
        for (const Tree& notice : *notices) {
            if (notice.text() != nullptr) {
                board.notices.push_back(*notice.text());
            }
        }
    }
    for (std::size_t day = 0; day < board.hours.size(); ++day) {
        constexpr std::array<std::string_view, 7> names{"mon", "tue", "wed", "thu",
                                                        "fri", "sat", "sun"};
        const Tree::List* spans = hall.at("hours").at(names[day]).list();
        for (std::size_t at = 0; spans != nullptr && at < spans->size(); ++at) {
            board.hours[day].push_back((*spans)[at].text() != nullptr ? *(*spans)[at].text()
                                                                      : std::string());
        }
    }
    if (const Tree& alert = file.at("alert"); alert.object() != nullptr) {
        board.alerts.push_back(
            {"1", alert.text_or("kind"), alert.text_or("level"), alert.is_true("drill"), 0, 0});
    }
    BoardReader reader(places);
    board.cards = reader.cards(file.at("counters"));
    board.history = reader.cards(file.at("history"));
    if (file.at("call").object() != nullptr) {
        board.call = reader.card(file.at("call"));
    }
    if (reader.problem) {
        return *reader.problem;
    }
    if (const auto problem = tell_link(board, file.at("link"), places); problem) {
        return *problem;
    }
    return board;
}

} // namespace panggil::codec

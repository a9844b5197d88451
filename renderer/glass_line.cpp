// SPDX-License-Identifier: MIT
#include "renderer/glass_line.hpp"

namespace panggil::screen {

namespace {

std::string name_of_health(LinkHealth health) {
    switch (health) {
    case LinkHealth::Live:
        return "live";
    case LinkHealth::Stale:
        return "stale";
    case LinkHealth::Lost:
        return "lost";
    case LinkHealth::Connecting:
        break;
    }
    return "connecting";
}

std::string text_of(const Card& card) {
    std::string text = card.counter + ' ' + (card.ticket.empty() ? "-" : card.ticket) + ' ';
    bool first = true;
    for (const CardState state : card.states) {
        text += (first ? "" : "+") + std::string(name_of(state));
        first = false;
    }
    return text;
}

} // namespace

Record glass_line(const Board& board) {
    TextList cards;
    for (const Card& card : board.cards) {
        cards.push_back(text_of(card));
    }
    TextList history;
    for (const Card& call : board.history) {
        history.push_back(call.ticket + ' ' + call.counter);
    }
    Record line;
    line.set("health", name_of_health(board.health)).set("cards", std::move(cards));
    line.set("history", std::move(history));
    if (board.call) {
        line.set("panel", board.call->ticket + ' ' + board.call->counter + ' ' +
                              std::to_string(board.call->attempt));
    }
    if (board.call && board.call_since) {
        line.set("on_air", board.call->ticket);
    }
    if (!board.said.empty()) {
        line.set("said", board.said);
    }
    return line;
}

} // namespace panggil::screen

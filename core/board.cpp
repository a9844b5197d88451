// SPDX-License-Identifier: MIT
#include "core/board.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

namespace panggil {

namespace {

constexpr std::array<std::string_view, 9> state_names{
    "offline", "stale", "closed", "break", "called", "last-call", "serving", "priority", "empty"};
constexpr std::int64_t panel_age_ms = 10 * 60 * 1000;
/// From this attempt on, a call is the last one (screen.md B7: ●●●).
constexpr std::int64_t last_attempt = 3;

std::string title_case(const std::string& word) {
    std::string text = word.empty() ? "loket" : word;
    text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text;
}

/// How many tickets wait, for each service.
std::map<std::string, std::int64_t, std::less<>> waiting_by_service(const QueueState& state) {
    std::map<std::string, std::int64_t, std::less<>> waiting;
    for (const auto& [key, ticket] : records_under(state, "ticket/")) {
        if (ticket->text("state") == "waiting") {
            ++waiting[ticket->text("service")];
        }
    }
    return waiting;
}

void name_agency(Card& card, const QueueState& state, const std::string& agency) {
    const Record& record = record_at(state, "agency/" + agency);
    card.agency_id = agency;
    card.agency_short = record.text("short");
    card.agency_label = record.text("label");
    card.agency_tagline = record.text("tagline");
    card.agency_kind = record.text("kind");
}

void name_desk(Card& card, const Record& counter) {
    card.number = std::to_string(counter.number("number"));
    card.numbers = card.number;
    card.place = title_case(counter.text("place"));
    card.zone = counter.text("zone");
}

void set_states(Card& card, const Record& counter) {
    const std::string& status = counter.text("status");
    if (status == "closed" || status.empty()) {
        card.states.insert(CardState::Closed);
    } else if (status == "break") {
        card.states.insert(CardState::Break);
    } else if (status == "calling") {
        card.states.insert(card.attempt >= last_attempt ? CardState::LastCall : CardState::Called);
        card.states.insert(CardState::Called);
    } else if (status == "serving") {
        card.states.insert(CardState::Serving);
    }
    if (!card.priority.empty() && !card.ticket.empty()) {
        card.states.insert(CardState::Priority);
    }
    if (card.ticket.empty()) {
        card.states.insert(CardState::Empty);
    }
}

Card card_of(const QueueState& state, std::string_view id, const Record& counter) {
    Card card;
    card.counter = id;
    name_agency(card, state, counter.text("agency"));
    name_desk(card, counter);
    const std::string& service = counter.text("service");
    card.service_label = record_at(state, "service/" + service).text("label");
    card.ticket = counter.text("ticket");
    card.priority = counter.text("priority");
    card.attempt = counter.number("attempt");
    card.called_at = counter.number("called_at");
    card.reason = counter.text("reason");
    card.until = counter.text("until");
    set_states(card, counter);
    return card;
}

Card called_card(const QueueState& state, const std::string& counter_id, const std::string& ticket,
                 std::int64_t attempt, const std::string& priority, std::int64_t at) {
    Card card;
    card.counter = counter_id;
    const Record& counter = record_at(state, "counter/" + counter_id);
    const std::string& service = record_at(state, "ticket/" + ticket).text("service");
    const std::string& agency = record_at(state, "service/" + service).text("agency");
    name_agency(card, state, agency.empty() ? counter.text("agency") : agency);
    name_desk(card, counter);
    card.ticket = ticket;
    card.attempt = attempt;
    card.priority = priority;
    card.called_at = at;
    card.states.insert(CardState::Called);
    if (!priority.empty()) {
        card.states.insert(CardState::Priority);
    }
    return card;
}

void hide_numbers(Board& board) {
    for (Card& card : board.cards) {
        card.ticket.clear();
        card.waiting = 0;
        card.states = {CardState::Offline};
    }
    board.call.reset();
    board.call_since.reset();
    board.history.clear();
}

} // namespace

std::string_view name_of(CardState state) {
    return state_names.at(static_cast<std::size_t>(state));
}

Board board_of(const QueueState& state, const std::optional<OnAir>& on_air, LinkHealth health,
               UtcTime now) {
    Board board;
    const Record& hall = record_at(state, "hall");
    board.hall_name = hall.text("name");
    board.hall_place = hall.text("place");
    board.hall_place_short = hall.text("place_short");
    board.hall_address = hall.text("address");
    if (hall.has("utc_offset")) {
        board.utc_offset = Minutes(hall.number("utc_offset"));
        board.clock_suffix = hall.text("clock_suffix");
    }
    board.health = health;
    const auto waiting = waiting_by_service(state);
    std::vector<std::pair<std::int64_t, Card>> ordered;
    for (const auto& [key, counter] : records_under(state, "counter/")) {
        Card card = card_of(state, id_of(key), *counter);
        for (const std::string& service : counter->list("services")) {
            const auto found = waiting.find(service);
            card.waiting += found == waiting.end() ? 0 : found->second;
        }
        if (health == LinkHealth::Stale) {
            card.states.insert(CardState::Stale);
        }
        ordered.emplace_back(counter->number("order"), std::move(card));
    }
    std::ranges::stable_sort(ordered, {}, &std::pair<std::int64_t, Card>::first);
    for (auto& [order, card] : ordered) {
        board.cards.push_back(std::move(card));
    }
    const auto calls = records_under(state, "call/");
    for (auto call = calls.rbegin(); call != calls.rend(); ++call) {
        const Record& record = *call->second;
        board.history.push_back(called_card(state, record.text("counter"), record.text("ticket"),
                                            std::max<std::int64_t>(record.number("attempt"), 1),
                                            record.text("priority"), record.number("at")));
    }
    if (on_air) {
        board.call = called_card(state, on_air->counter, on_air->ticket, on_air->attempt,
                                 on_air->priority, 0);
        board.call_since = on_air->since;
    } else if (!board.history.empty() &&
               now.time_since_epoch().count() - board.history.front().called_at < panel_age_ms) {
        board.call = board.history.front();
    }
    for (const auto& [key, notice] : records_under(state, "notice/")) {
        board.notices.push_back(notice->text("text"));
    }
    if (health == LinkHealth::Connecting || health == LinkHealth::Lost) {
        hide_numbers(board);
    }
    return board;
}

std::vector<Card> grouped(const std::vector<Card>& cards, std::string_view by) {
    if (by == "counter") {
        return cards;
    }
    std::vector<Card> groups;
    for (const Card& card : cards) {
        const auto same = [&](const Card& group) {
            return by == "service" ? group.service_label == card.service_label
                                   : group.agency_id == card.agency_id;
        };
        const auto found = std::ranges::find_if(groups, same);
        if (found == groups.end()) {
            groups.push_back(card);
            continue;
        }
        const bool open = !card.states.contains(CardState::Closed);
        const bool group_open = !found->states.contains(CardState::Closed);
        const std::string numbers =
            !open ? found->numbers
                  : (group_open ? found->numbers + " dan " + card.number : card.number);
        const std::int64_t waiting = std::max(found->waiting, card.waiting);
        if (open && (!group_open || card.called_at > found->called_at)) {
            *found = card;
        }
        found->numbers = numbers;
        found->waiting = waiting;
    }
    return groups;
}

} // namespace panggil

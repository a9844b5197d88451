// SPDX-License-Identifier: MIT
#include "core/board.hpp"

#include "core/sooner.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <iterator>
#include <map>

namespace panggil {

namespace {

/// As the hall's record names them (core/hall.cpp).
constexpr std::array<std::string_view, 7> hours_fields{
    "hours_mon", "hours_tue", "hours_wed", "hours_thu", "hours_fri", "hours_sat", "hours_sun"};

constexpr std::array<std::string_view, 9> state_names{
    "offline", "stale", "closed", "break", "called", "last-call", "serving", "priority", "empty"};
/// A call that came while this screen was off is shown for so long.
constexpr Minutes panel_age{10};
/// From this attempt on, a call is the last one.
constexpr std::int64_t last_attempt = 3;

std::string title_case(const std::string& word) {
    std::string text = word.empty() ? "loket" : word;
    text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text;
}

using Waiting = std::map<std::string, std::int64_t, std::less<>>;

/// How many tickets wait, for each service.
Waiting waiting_by_service(const QueueState& state) {
    Waiting waiting;
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
    card.tags = counter.list("tags");
}

void name_service(Card& card, const Record& service) {
    card.service_label = service.text("label");
    card.service_short = service.text("short");
    card.prefix = service.text("prefix");
    card.service_fee = service.text("fee");
    card.service_duration = service.text("duration");
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

Card card_of(const QueueState& state, std::string_view id, const Record& counter,
             const Waiting& waiting) {
    Card card;
    card.counter = id;
    name_agency(card, state, counter.text("agency"));
    name_desk(card, counter);
    card.service = counter.text("service");
    name_service(card, record_at(state, "service/" + card.service));
    for (const std::string& service : counter.list("services")) {
        const auto found = waiting.find(service);
        const Record& record = record_at(state, "service/" + service);
        card.queues.push_back({service, record.text("label"),
                               found == waiting.end() ? 0 : found->second, record.text("prefix")});
    }
    if (card.prefix.empty() && !card.queues.empty()) {
        card.prefix = card.queues.front().prefix;
    }
    card.ticket = counter.text("ticket");
    card.priority = counter.text("priority");
    card.attempt = counter.number("attempt");
    card.called_at = counter.number("called_at");
    card.reason = counter.text("reason");
    card.until = counter.text("until");
    set_states(card, counter);
    return card;
}

/// A call: what the records say of its counter and its service, and what the caller knows of it.
Card called_card(const QueueState& state, const OnAir& call, std::int64_t at) {
    Card card;
    card.counter = call.counter;
    const Record& counter = record_at(state, "counter/" + call.counter);
    card.service = record_at(state, "ticket/" + call.ticket).text("service");
    const Record& service = record_at(state, "service/" + card.service);
    const std::string& agency = service.text("agency");
    name_agency(card, state, agency.empty() ? counter.text("agency") : agency);
    name_desk(card, counter);
    name_service(card, service);
    card.ticket = call.ticket;
    card.attempt = std::max(call.attempt, 1);
    card.priority = call.priority;
    card.called_at = at;
    card.states.insert(CardState::Called);
    if (!call.priority.empty()) {
        card.states.insert(CardState::Priority);
    }
    return card;
}

/// The number of the event that a key of a call states.
std::int64_t number_of_call(std::string_view key) {
    const std::string_view digits = id_of(key);
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

OnAir call_in(const Record& record) {
    return {record.text("call_id"),  record.text("ticket"),
            record.text("counter"),  static_cast<int>(record.number("attempt")),
            record.text("priority"), {}};
}

/// The last calls, newest first. Those of the same zone that came after the panel's call have yet
/// to be shown: they are no history. The panel's own record may be a later one: the ticket was
/// called again while the panel still shows the earlier call.
void add_history(Board& board, const QueueState& state, const std::optional<OnAir>& on_air) {
    const auto calls = records_under(state, "call/");
    board.history.reserve(calls.size());
    const std::string zone =
        on_air ? record_at(state, "counter/" + on_air->counter).text("zone") : std::string();
    for (auto call = calls.end(); call != calls.begin();) {
        --call;
        const Record& record = *call->second;
        const bool to_come = on_air && number_of_call(call->first) > on_air->seq &&
                             record.text("zone") == zone && record.text("ticket") != on_air->ticket;
        if (!to_come) {
            board.history.push_back(called_card(state, call_in(record), record.number("at")));
        }
    }
}

/// The call of the panel: what the stage says, else the newest one that is not too old.
void add_call(Board& board, const QueueState& state, const std::optional<OnAir>& on_air,
              UtcTime now) {
    if (on_air) {
        const auto known = std::ranges::find(board.history, on_air->ticket, &Card::ticket);
        board.call =
            called_card(state, *on_air, known != board.history.end() ? known->called_at : 0);
        board.call_since = on_air->since;
        return;
    }
    if (board.history.empty()) {
        return;
    }
    const UtcTime too_old{Millis(board.history.front().called_at) + panel_age};
    if (now < too_old) {
        board.call = board.history.front();
        board.next_change = too_old;
    }
}

/// When the first of them ends by itself.
std::optional<UtcTime> end_of_alerts(const Board& board) {
    std::optional<UtcTime> first;
    for (const Alert& alert : board.alerts) {
        if (const UtcTime end{Millis(alert.until)}; alert.until > 0) {
            bring_forward(first, end);
        }
    }
    return first;
}

void add_alerts(Board& board, const QueueState& state, UtcTime now) {
    for (const auto& [key, record] : records_under(state, "alert/")) {
        board.alerts.push_back({std::string(id_of(key)), record->text("kind"),
                                record->text("level"), record->number("drill") != 0,
                                record->number("at"), record->number("until")});
    }
    std::ranges::stable_sort(board.alerts, std::ranges::greater{}, &Alert::at);
    board.alerts = standing(board.alerts, now);
    for (const Alert& alert : board.alerts) {
        std::string kind = alert.kind + (alert.level.empty() ? "" : ' ' + alert.level);
        board.notices.push_back((alert.drill ? "LATIHAN peringatan " : "PERINGATAN ") +
                                std::move(kind) + ". Ikuti petunjuk petugas.");
    }
    bring_forward(board.next_change, end_of_alerts(board));
}

/// The cards of the services that a counter takes; its ticket belongs to one of them.
std::vector<Card> split_by_service(const Card& card) {
    std::vector<Card> cards;
    for (const Queue& queue : card.queues) {
        Card part = card;
        part.queues = {queue};
        if (part.service != queue.service) {
            part.ticket.clear();
            part.called_at = 0;
            for (const CardState state : {CardState::Called, CardState::LastCall,
                                          CardState::Serving, CardState::Priority}) {
                part.states.erase(state);
            }
            part.states.insert(CardState::Empty);
        }
        part.service = queue.service;
        part.service_label = queue.label;
        part.prefix = queue.prefix;
        cards.push_back(std::move(part));
    }
    return cards;
}

/// A group while it grows: the card that stands for it, and the numbers of its open counters.
struct Group {
    Card card;
    std::vector<std::string> open;
};

bool is_open(const Card& card) {
    return !card.states.contains(CardState::Closed);
}

void join(Group& group, Card card) {
    std::vector<Queue> queues = std::move(group.card.queues);
    for (const Queue& queue : card.queues) {
        if (std::ranges::find(queues, queue.service, &Queue::service) == queues.end()) {
            queues.push_back(queue);
        }
    }
    if (is_open(card)) {
        group.open.push_back(card.number);
    }
    const bool first_open = is_open(card) && !is_open(group.card);
    const bool newer = is_open(card) && card.called_at > group.card.called_at;
    if (first_open || newer) {
        group.card = std::move(card);
    }
    group.card.queues = std::move(queues);
}

/// "3", "3 dan 4", "3, 4 dan 5".
std::string joined(const std::vector<std::string>& numbers) {
    std::string text;
    for (std::size_t at = 0; at < numbers.size(); ++at) {
        const bool last = at + 1 == numbers.size();
        text += (at == 0 ? "" : last ? " dan " : ", ") + numbers[at];
    }
    return text;
}

} // namespace

std::int64_t Card::waiting() const {
    std::int64_t sum = 0;
    for (const Queue& queue : queues) {
        sum += queue.waiting;
    }
    return sum;
}

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
    for (std::size_t day = 0; day < hours_fields.size(); ++day) {
        board.hours[day] = hall.list(hours_fields[day]);
    }
    board.health = health;
    const Waiting waiting = waiting_by_service(state);
    auto counters = records_under(state, "counter/");
    std::ranges::stable_sort(counters, {},
                             [](const auto& entry) { return entry.second->number("order"); });
    board.cards.reserve(counters.size());
    for (const auto& [key, counter] : counters) {
        Card& card = board.cards.emplace_back(card_of(state, id_of(key), *counter, waiting));
        if (health == LinkHealth::Stale) {
            card.states.insert(CardState::Stale);
        }
    }
    add_history(board, state, on_air);
    add_call(board, state, on_air, now);
    add_alerts(board, state, now);
    for (const auto& [key, notice] : records_under(state, "notice/")) {
        board.notices.push_back(notice->text("text"));
    }
    if (health == LinkHealth::Connecting || health == LinkHealth::Lost) {
        hide_numbers(board);
    }
    return board;
}

void hide_numbers(Board& board) {
    for (Card& card : board.cards) {
        card.ticket.clear();
        card.queues.clear();
        card.states = {CardState::Offline};
    }
    board.call.reset();
    board.call_since.reset();
    board.history.clear();
    board.next_change = end_of_alerts(board); // they end by themselves, hub or no hub
}

std::vector<Alert> standing(const std::vector<Alert>& alerts, UtcTime now) {
    std::vector<Alert> left;
    std::ranges::copy_if(alerts, std::back_inserter(left), [&](const Alert& alert) {
        return alert.until == 0 || now < UtcTime(Millis(alert.until));
    });
    return left;
}

std::vector<Card> grouped(std::vector<Card> cards, std::string_view by) {
    if (by == "counter") {
        return cards;
    }
    if (by == "service") {
        std::vector<Card> parts;
        for (const Card& card : cards) {
            std::ranges::move(split_by_service(card), std::back_inserter(parts));
        }
        cards = std::move(parts);
    }
    const auto id = by == "service" ? &Card::service : &Card::agency_id;
    std::vector<Group> groups;
    groups.reserve(cards.size());
    for (Card& card : cards) {
        const auto found = std::ranges::find_if(
            groups, [&](const Group& group) { return group.card.*id == card.*id; });
        if (found == groups.end()) {
            auto open = is_open(card) ? std::vector{card.number} : std::vector<std::string>{};
            groups.push_back({std::move(card), std::move(open)});
        } else {
            join(*found, std::move(card));
        }
    }
    std::vector<Card> result;
    result.reserve(groups.size());
    for (Group& group : groups) {
        if (group.open.size() > 1) {
            group.card.numbers = joined(group.open);
        }
        result.push_back(std::move(group.card));
    }
    return result;
}

} // namespace panggil

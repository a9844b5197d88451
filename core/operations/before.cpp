// SPDX-License-Identifier: MIT
#include "core/operations/before.hpp"

#include "core/operations/desk.hpp"

#include <algorithm>
#include <charconv>

namespace panggil {

namespace {

// The entries: "owed", "from/STATE/COUNTER/ABSENT_AT/PLACE", "lost/" and an entry of `past`, and
// "sent/TICKET/STATUS/CALL_ID/ATTEMPT/CALLED_AT/LINE/ISSUED/ATTEMPTS". No part can hold a slash.

constexpr std::string_view owed = "owed";
constexpr std::string_view lost = "lost/";

std::string entry_of(const std::vector<Value>& parts) {
    std::string entry;
    for (const Value& part : parts) {
        const auto* text = std::get_if<std::string>(&part);
        const std::int64_t number = text != nullptr ? 0 : std::get<std::int64_t>(part);
        entry += entry.empty() ? "" : "/";
        entry += text != nullptr ? *text : number == 0 ? "" : std::to_string(number);
    }
    return entry;
}

/// The parts of the entry that begins with `kind`; empty when there is none.
class Parts {
public:
    Parts(const TextList& before, std::string_view kind) {
        const auto found = std::ranges::find_if(before, [&](const std::string& entry) {
            return entry.substr(0, entry.find('/')) == kind;
        });
        std::string_view rest;
        if (found != before.end()) {
            rest = *found;
        }
        while (!rest.empty()) {
            const std::size_t slash = std::min(rest.find('/'), rest.size());
            parts_.emplace_back(rest.substr(0, slash));
            rest.remove_prefix(std::min(slash + 1, rest.size()));
        }
    }

    [[nodiscard]] bool empty() const { return parts_.empty(); }

    [[nodiscard]] std::string text(std::size_t index) const {
        return index < parts_.size() ? parts_[index] : "";
    }

    [[nodiscard]] std::int64_t number(std::size_t index) const {
        const std::string digits = text(index);
        std::int64_t value = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return value;
    }

private:
    std::vector<std::string> parts_;
};

/// From 1; 0 when the counter does not remember it.
std::int64_t place_in_past(const Record& counter, const std::string& label) {
    const TextList& past = counter.list("past");
    const auto found = std::ranges::find(past, label, label_of_past);
    return found == past.end() ? 0 : found - past.begin() + 1;
}

void put_into_past(Draft& draft, const std::string& counter_id, const std::string& label,
                   std::int64_t place) {
    TextList past = draft.read(counter_key(counter_id)).list("past");
    const auto found = std::ranges::find(past, label, label_of_past);
    if (found == past.end()) {
        return;
    }
    const std::string entry = *found;
    past.erase(found);
    if (place > 0) {
        past.insert(past.begin() + std::min<std::int64_t>(place - 1, std::ssize(past)), entry);
    }
    draft.edit(counter_key(counter_id)).set("past", std::move(past));
}

/// Which entry of the counter's past a new ticket pushes out; empty when none.
std::string pushed_out(const Record& counter, std::int64_t place) {
    const TextList& past = counter.list("past");
    return place == 0 && past.size() >= remembered_at_counter ? past.back() : "";
}

/// What was pushed out of the past is its last entry again.
void find_again(Draft& draft, const std::string& counter_id, const TextList& before) {
    TextList past = draft.read(counter_key(counter_id)).list("past");
    for (const std::string& entry : before) {
        if (entry.starts_with(lost) && past.size() < remembered_at_counter) {
            past.push_back(entry.substr(lost.size()));
        }
    }
    draft.edit(counter_key(counter_id)).set("past", std::move(past));
}

void put_where_it_was(Draft& draft, const std::string& counter_id, const std::string& label,
                      const Parts& from) {
    const std::string state = from.empty() ? "waiting" : from.text(1);
    put_into_past(draft, counter_id, label, from.number(4));
    if (state == "done") {
        draft.remove(ticket_key(label));
        return;
    }
    draft.edit(ticket_key(label))
        .set("state", state)
        .set("counter", from.text(2))
        .set("absent_at", from.number(3));
}

/// True while whoever was sent away is still where the call has sent them.
bool is_still_away(const Draft& draft, const std::string& counter_id, const Parts& sent) {
    const std::string label = sent.text(1);
    const Record& ticket = draft.read(ticket_key(label));
    return sent.text(2) == "serving"
               ? !ticket.has("state") &&
                     place_in_past(draft.read(counter_key(counter_id)), label) > 0
               : ticket.text("state") == "no_show" && ticket.text("counter") == counter_id;
}

void put_back_on_desk(Draft& draft, const std::string& counter_id, const Parts& sent) {
    const std::string label = sent.text(1);
    const bool served = sent.text(2) == "serving";
    if (served) {
        take_back_finished(draft, counter_id, label);
        draft.edit(ticket_key(label))
            .set("line", sent.number(6))
            .set("issued", sent.number(7))
            .set("attempts", sent.number(8));
    }
    put_on_desk(draft, counter_id, label, served ? DeskState::Serving : DeskState::Calling);
    draft.edit(counter_key(counter_id))
        .set("call_id", sent.text(3))
        .set("attempt", sent.number(4))
        .set("called_at", sent.number(5));
    draft.report("back", label);
}

} // namespace

TextList before_call(const Draft& draft, const std::string& counter_id, const std::string& label) {
    const Record& counter = draft.read(counter_key(counter_id));
    const Record& ticket = draft.read(ticket_key(label));
    TextList before;
    if (counter.number("ordinary_next") != 0) {
        before.emplace_back(owed);
    }
    const std::string state = ticket.has("state") ? ticket.text("state") : "done";
    const std::int64_t place = place_in_past(counter, label);
    if (state != "waiting" || !ticket.text("counter").empty() || place != 0) {
        before.push_back(
            entry_of({"from", state, ticket.text("counter"), ticket.number("absent_at"), place}));
    }
    if (const std::string entry = pushed_out(counter, place); !entry.empty()) {
        before.push_back(std::string(lost) + entry);
    }
    if (is_occupied(counter)) {
        const Record& there = draft.read(ticket_key(counter.text("ticket")));
        before.push_back(entry_of({"sent", counter.text("ticket"), counter.text("status"),
                                   counter.text("call_id"), counter.number("attempt"),
                                   counter.number("called_at"), there.number("line"),
                                   there.number("issued"), there.number("attempts")}));
    }
    return before;
}

void bring_back(Draft& draft, const std::string& counter_id, const std::string& label,
                const TextList& before) {
    put_where_it_was(draft, counter_id, label, Parts(before, "from"));
    find_again(draft, counter_id, before);
    const bool was_owed = std::ranges::find(before, owed) != before.end();
    draft.edit(counter_key(counter_id)).set("ordinary_next", std::int64_t{was_owed ? 1 : 0});
    const Parts sent(before, "sent");
    if (!sent.empty() && is_still_away(draft, counter_id, sent)) {
        put_back_on_desk(draft, counter_id, sent);
    }
}

} // namespace panggil

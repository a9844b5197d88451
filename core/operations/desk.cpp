// SPDX-License-Identifier: MIT
#include "core/operations/desk.hpp"

#include <algorithm>

namespace panggil {

namespace {

std::string number_of(const Record& counter) {
    return std::to_string(counter.number("number"));
}

/// " (rapat) sampai 13.00", as far as it is known.
std::string explanation(const Record& counter, std::string_view until_word) {
    std::string text;
    if (!counter.text("reason").empty()) {
        text += " (" + counter.text("reason") + ")";
    }
    if (!counter.text("until").empty()) {
        text += " " + std::string(until_word) + " " + counter.text("until");
    }
    return text;
}

} // namespace

std::string counter_name(const Record& counter) {
    return "counter " + number_of(counter);
}

std::string nama_loket(const Record& counter) {
    std::string place = counter.text("place").empty() ? "loket" : counter.text("place");
    if (place.front() >= 'a' && place.front() <= 'z') {
        place.front() = static_cast<char>(place.front() - 'a' + 'A');
    }
    return place + " " + number_of(counter);
}

bool is_occupied(const Record& counter) {
    return counter.text("status") == "calling" || counter.text("status") == "serving";
}

bool serves(const Record& counter, std::string_view service) {
    return std::ranges::find(counter.list("services"), service) != counter.list("services").end();
}

void forget_ticket(Record& counter) {
    for (const auto* field :
         {"ticket", "service", "call_id", "attempt", "called_at", "priority", "before"}) {
        counter.erase(field);
    }
}

void put_on_desk(Draft& draft, const std::string& counter_id, const std::string& label,
                 DeskState desk) {
    for (const auto& [key, other] : records_under(draft.state(), "counter/")) {
        if (other->text("ticket") == label && id_of(key) != counter_id) {
            forget_ticket(draft.edit(Key(key)));
        }
    }
    Record& ticket = draft.edit(ticket_key(label));
    ticket.set("state", desk == DeskState::Calling ? "called" : "serving");
    ticket.set("counter", counter_id);
    ticket.erase("absent_at");
    if (desk == DeskState::Serving) {
        ticket.erase("moved_from");
    }
    Record& counter = draft.edit(counter_key(counter_id));
    if (counter.text("ticket") != label) {
        forget_ticket(counter);
    }
    counter.set("status", desk == DeskState::Calling ? "calling" : "serving");
    counter.erase("armed");
    if (desk == DeskState::Serving) {
        counter.erase("before"); // the visitor is here: the call was no mistake
    }
    counter.set("ticket", label);
    counter.set("service", ticket.text("service"));
    counter.set("priority", ticket.text("priority"));
    remember_at_counter(draft, counter_id, label);
    draft.report("ticket", label);
    draft.report("counter", counter_id);
    draft.report("zone", draft.read(counter_key(counter_id)).text("zone"));
}

void clear_desk(Draft& draft, const std::string& counter_id) {
    draft.edit(counter_key(counter_id)).set("status", "open").erase("before");
}

void wipe_desk(Draft& draft, const std::string& counter_id) {
    clear_desk(draft, counter_id);
    forget_ticket(draft.edit(counter_key(counter_id)));
}

void take_off_boards(Draft& draft, const std::string& label) {
    for (const auto& [key, counter] : records_under(draft.state(), "counter/")) {
        if (counter->text("ticket") == label) {
            if (is_occupied(*counter)) {
                clear_desk(draft, std::string(id_of(key)));
            }
            forget_ticket(draft.edit(Key(key)));
        }
    }
    forget_calls_of(draft, label);
}

void forget_calls_of(Draft& draft, const std::string& label) {
    for (const auto& [key, call] : records_under(draft.state(), "call/")) {
        if (call->text("ticket") == label) {
            draft.remove(Key(key));
        }
    }
}

namespace {

/// "F018/dukcapil/lansia/en-US"; none of its parts can hold a slash.
struct Past {
    std::string label;
    std::string service;
    std::string priority;
    std::string lang;

    explicit Past(std::string_view entry) {
        for (std::string* part : {&label, &service, &priority, &lang}) {
            const std::size_t slash = std::min(entry.find('/'), entry.size());
            *part = entry.substr(0, slash);
            entry.remove_prefix(std::min(slash + 1, entry.size()));
        }
    }
};

const std::string* find_past(const Record& counter, const std::string& label) {
    const TextList& past = counter.list("past");
    const auto found = std::ranges::find(past, label, label_of_past);
    return found == past.end() ? nullptr : &*found;
}

} // namespace

std::string label_of_past(std::string_view entry) {
    return Past(entry).label;
}

void remember_at_counter(Draft& draft, const std::string& counter_id, const std::string& label) {
    const Record& ticket = draft.read(ticket_key(label));
    TextList past{label + '/' + ticket.text("service") + '/' + ticket.text("priority") + '/' +
                  ticket.text("lang")};
    for (const std::string& entry : draft.read(counter_key(counter_id)).list("past")) {
        if (label_of_past(entry) != label && past.size() < remembered_at_counter) {
            past.push_back(entry);
        }
    }
    draft.edit(counter_key(counter_id)).set("past", std::move(past));
}

void forget_at_counter(Draft& draft, const std::string& counter_id, const std::string& label) {
    TextList past = draft.read(counter_key(counter_id)).list("past");
    std::erase_if(past, [&](const std::string& entry) { return label_of_past(entry) == label; });
    draft.edit(counter_key(counter_id)).set("past", std::move(past));
}

void forget_at_all_counters(Draft& draft, const std::string& label) {
    for (const auto& [key, counter] : records_under(draft.state(), "counter/")) {
        if (find_past(draft.read(key), label) != nullptr) {
            forget_at_counter(draft, std::string(id_of(key)), label);
        }
    }
}

Result<Done> must_be_past(const Record& counter, const std::string& label) {
    const std::string* entry = find_past(counter, label);
    if (entry == nullptr) {
        return unknown_ticket(label);
    }
    if (!serves(counter, Past(*entry).service)) {
        return Problem{"not_callable", "ticket " + label,
                       "belongs to a service that " + counter_name(counter) + " does not serve",
                       "give out a new number",
                       "Nomor " + label + " bukan untuk layanan di " + nama_loket(counter) + "."};
    }
    return Done{};
}

void take_back_finished(Draft& draft, const std::string& counter_id, const std::string& label) {
    const std::string* entry = find_past(draft.read(counter_key(counter_id)), label);
    if (draft.read(ticket_key(label)).has("state") || entry == nullptr) {
        return;
    }
    const Past past(*entry);
    draft.edit(ticket_key(label))
        .set("service", past.service)
        .set("line", draft.seq())
        .set("issued", draft.now())
        .set("priority", past.priority)
        .set("lang", past.lang);
}

Problem unknown_ticket(const std::string& label) {
    return {"unknown_ticket", "ticket " + label, "is not in the queue",
            "it was never issued today, or is already finished",
            "Nomor " + label + " tidak ada dalam antrean (belum diambil atau sudah selesai)."};
}

void mark_absent(Draft& draft, const std::string& label) {
    draft.edit(ticket_key(label)).set("state", "no_show").set("absent_at", draft.now());
}

void release_desk(Draft& draft, const std::string& counter_id) {
    const Record counter = draft.read(counter_key(counter_id));
    if (!is_occupied(counter)) {
        return;
    }
    const std::string& label = counter.text("ticket");
    const bool served = counter.text("status") == "serving";
    if (served) {
        draft.remove(ticket_key(label));
    } else {
        mark_absent(draft, label);
    }
    draft.report("previous", label);
    draft.report("previous_state", served ? "finished" : "no_show");
    clear_desk(draft, counter_id);
}

Result<Done> must_be_open(const Record& counter) {
    const std::string& status = counter.text("status");
    if (status == "break") {
        return Problem{"closed", counter_name(counter),
                       "is on a break" + explanation(counter, "until"), "open it first",
                       nama_loket(counter) + " sedang istirahat" + explanation(counter, "sampai") +
                           ". Buka loket dahulu."};
    }
    if (status != "open" && status != "calling" && status != "serving") {
        return Problem{"closed", counter_name(counter), "is closed" + explanation(counter, "until"),
                       "open it first",
                       nama_loket(counter) + " masih tutup" + explanation(counter, "sampai") +
                           ". Buka loket dahulu."};
    }
    return Done{};
}

Result<Done> must_have_ticket(const Record& counter) {
    if (auto open = must_be_open(counter); !open) {
        return open;
    }
    if (!is_occupied(counter)) {
        return Problem{"conflict", counter_name(counter), "has no ticket in front of it",
                       "call one first",
                       "Belum ada antrean di " + nama_loket(counter) + ". Panggil dahulu."};
    }
    return Done{};
}

Result<Done> must_not_be_too_late(const Draft& draft, const std::string& label) {
    const Record& ticket = draft.read(ticket_key(label));
    const Millis limit = draft.context().rules.late_comer_limit;
    const Millis late{draft.now() - ticket.number("absent_at")};
    if (!ticket.has("absent_at") || limit == Millis{0} || late <= limit) {
        return Done{};
    }
    const std::string minutes = std::to_string(std::chrono::duration_cast<Minutes>(limit).count());
    return Problem{
        "closed", "ticket " + label, "did not come, and its " + minutes + " minutes are over",
        "give out a new number; the hall's rule late_comer_limit_min sets the time",
        "Nomor " + label + " terlambat lebih dari " + minutes + " menit. Ambilkan nomor baru."};
}

} // namespace panggil

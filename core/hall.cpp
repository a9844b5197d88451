// SPDX-License-Identifier: MIT
#include "core/hall.hpp"

#include "core/calendar.hpp"
#include "core/operations/desk.hpp"

#include <algorithm>
#include <cstdio>

namespace panggil {

namespace {

constexpr std::array<const char*, 7> hours_fields{
    "hours_mon", "hours_tue", "hours_wed", "hours_thu", "hours_fri", "hours_sat", "hours_sun"};

/// Days for which a hall may be closed; holidays take two weeks at most.
constexpr int longest_pause = 60;
/// No hall had a service day before this: whoever begins on an earlier one has no clock yet.
constexpr std::string_view earliest_day = "2026-01-01";

/// What differs between two sets of records, as an event.
std::optional<Event> difference(const QueueState& before, const Records& after, std::string cause,
                                UtcTime now) {
    Event event;
    event.seq = before.seq + 1;
    event.cause = std::move(cause);
    event.actor = "hub";
    event.utc = now;
    for (const auto& [key, record] : before.records) {
        if (!after.contains(key)) {
            event.del.push_back(key);
        }
    }
    for (const auto& [key, record] : after) {
        const auto found = before.records.find(key);
        if (found == before.records.end() || found->second != record) {
            event.set.emplace(key, record);
        }
    }
    if (event.set.empty() && event.del.empty()) {
        return std::nullopt;
    }
    return event;
}

/// Writes the hall's words into records and remembers which keys the hall knows.
class Writer {
public:
    explicit Writer(Records& records) : records_(records) {}

    /// The record to bring up to date; fields the hall does not decide are left as they are.
    Record& at(const std::string& kind, const std::string& id, std::int64_t order) {
        Record& record = records_[kind + id];
        known_.push_back(kind + id);
        record.set("order", order);
        return record;
    }

    /// Removes what the hall does not know any more.
    void prune(std::string_view kind) {
        std::erase_if(records_, [&](const auto& entry) {
            return entry.first.starts_with(kind) &&
                   std::ranges::find(known_, entry.first) == known_.end();
        });
    }

private:
    Records& records_;
    std::vector<Key> known_;
};

/// 0 is as good as absent, and an older reader of the state is not bothered with it.
void set_if_wanted(Record& record, std::string_view field, std::int64_t number) {
    if (number != 0) {
        record.set(std::string(field), number);
    } else {
        record.erase(field);
    }
}

void write_hall(Record& record, const Hall& hall) {
    record.set("site", hall.site);
    record.set("name", hall.name);
    record.set("place", hall.place);
    record.set("place_short", hall.place_short);
    record.set("address", hall.address);
    record.set("timezone", hall.timezone);
    record.set("utc_offset", std::int64_t{hall.utc_offset.count()});
    record.set("clock_suffix", hall.clock_suffix);
    set_if_wanted(record, "closing_text_min", hall.rules.closing_text.count());
    set_if_wanted(record, "break_text", hall.rules.break_text ? 1 : 0);
    for (std::size_t day = 0; day < hours_fields.size(); ++day) {
        record.set(hours_fields[day], hall.hours[day]);
    }
}

void write_counter(Record& record, const Counter& counter, const std::string& day_start) {
    record.set("number", std::int64_t{counter.number});
    record.set("place", counter.place);
    record.set("zone", counter.zone);
    record.set("agency", counter.agency);
    record.set("services", counter.services);
    record.set("tags", counter.tags);
    if (record.text("status").empty()) {
        record.set("status", day_start);
    }
}

/// Tickets whose service or counter is gone, and counters whose ticket is gone.
void mend_queue(Records& records) {
    std::erase_if(records, [&](const auto& entry) {
        return entry.first.starts_with("ticket/") &&
               !records.contains("service/" + entry.second.text("service"));
    });
    for (auto& [key, record] : records) {
        if (key.starts_with("ticket/") && !record.text("counter").empty() &&
            !records.contains("counter/" + record.text("counter"))) {
            if (record.text("state") == "called" || record.text("state") == "serving") {
                record.set("state", "waiting");
            }
            record.erase("counter");
        }
        if (key.starts_with("counter/") && is_occupied(record) &&
            !records.contains("ticket/" + record.text("ticket"))) {
            record.set("status", "open");
            forget_ticket(record);
        }
    }
}

} // namespace

std::optional<Event> reconcile(const QueueState& state, const Hall& hall, UtcTime now) {
    Records records = state.records;
    Writer writer(records);
    write_hall(records["hall"], hall);
    std::int64_t order = 0;
    for (const Agency& agency : hall.agencies) {
        Record& record = writer.at("agency/", agency.id, ++order);
        record.set("short", agency.short_name);
        record.set("label", agency.label);
        record.set("tagline", agency.tagline);
        record.set("kind", agency.kind);
        record.set("spoken", agency.spoken);
    }
    order = 0;
    for (const Zone& zone : hall.zones) {
        Record& record = writer.at("zone/", zone.id, ++order);
        record.set("label", zone.label);
        record.set("volume", zone.volume);
    }
    order = 0;
    for (const Service& service : hall.services) {
        Record& record = writer.at("service/", service.id, ++order);
        record.set("agency", service.agency);
        record.set("label", service.label);
        record.set("prefix", service.prefix);
        record.set("digits", std::int64_t{service.digits});
        record.set("style", service.style);
    }
    order = 0;
    for (const Counter& counter : hall.counters) {
        write_counter(writer.at("counter/", counter.id, ++order), counter, hall.day_start);
    }
    for (const auto* kind : {"agency/", "zone/", "service/", "counter/"}) {
        writer.prune(kind);
    }
    mend_queue(records);
    return difference(state, records, "hall", now);
}

DayClock day_clock(const QueueState& state, const Hall& hall, UtcTime now) {
    const std::string day = service_day(hall, now);
    const std::string& stored = record_at(state, "hall").text("day");
    const auto begun = day_number_of(stored);
    const auto today = day_number_of(day);
    if (!begun || !today || stored < earliest_day) {
        return day > stored ? DayClock::Next : DayClock::Same;
    }
    // Only forwards: a machine that wakes up in 1970 must not throw today's queue away.
    if (*today <= *begun) {
        return *begun - *today > 1 ? DayClock::Ahead : DayClock::Same;
    }
    return *today - *begun > longest_pause ? DayClock::Jumped : DayClock::Next;
}

std::optional<Event> begin_day(const QueueState& state, const Hall& hall, UtcTime now) {
    const std::string day = service_day(hall, now);
    if (day_clock(state, hall, now) != DayClock::Next) {
        return std::nullopt;
    }
    Records records = state.records;
    records["hall"].set("day", day);
    std::erase_if(records, [](const auto& entry) {
        return entry.first.starts_with("ticket/") || entry.first.starts_with("call/");
    });
    for (auto& [key, record] : records) {
        if (key.starts_with("service/")) {
            record.erase("last");
        } else if (key.starts_with("counter/")) {
            forget_ticket(record);
            record.set("status", hall.day_start);
            record.erase("reason").erase("until").erase("ordinary_next").erase("past");
            record.set("rev", record.number("rev") + 1);
        }
    }
    return difference(state, records, "day", now);
}

std::string service_day(const Hall& hall, UtcTime now) {
    const std::chrono::year_month_day date{
        std::chrono::floor<std::chrono::days>(now + hall.utc_offset)};
    char text[24];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

} // namespace panggil

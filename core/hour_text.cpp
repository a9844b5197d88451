// SPDX-License-Identifier: MIT
#include "core/hour_text.hpp"

#include "core/calendar.hpp"

#include <algorithm>

namespace panggil {

namespace {

/// Minutes since midnight at which a text becomes due, and at which it is too late for it.
struct Due {
    int from = 0;
    int until = 0;
};

/// From "08.00-12.00"; -1 when it is not written so.
int begin_of(std::string_view span) {
    return minutes_of(span.substr(0, 5));
}

int end_of(std::string_view span) {
    return span.size() < 11 ? -1 : span.substr(6) == "24.00" ? 24 * 60 : minutes_of(span.substr(6));
}

bool is_in_use(const QueueState& state) {
    const auto counters = records_under(state, "counter/");
    const auto tickets = records_under(state, "ticket/");
    return std::ranges::any_of(
               counters,
               [](const auto& each) { return each.second->text("status") != "closed"; }) ||
           std::ranges::any_of(
               tickets, [](const auto& each) { return each.second->text("state") == "waiting"; });
}

/// The break after this span of today, or the closing after the last one.
std::optional<Due> due_after(const TextList& spans, std::size_t at, const Record& hall) {
    const int end = end_of(spans[at]);
    const int stays = static_cast<int>(hour_text_stays.count());
    if (end < 0) {
        return std::nullopt;
    }
    if (at + 1 < spans.size()) {
        return hall.number("break_text") != 0
                   ? std::optional(Due{end, std::min(end + stays, begin_of(spans[at + 1]))})
                   : std::nullopt;
    }
    const int before = static_cast<int>(hall.number("closing_text_min"));
    return before > 0 ? std::optional(Due{end - before, std::min(end - before + stays, end)})
                      : std::nullopt;
}

} // namespace

std::optional<HourText> hour_text(const QueueState& state, UtcTime now) {
    const Record& hall = record_at(state, "hall");
    const HallTime time = hall_time(now, Minutes(hall.number("utc_offset")));
    const TextList& spans = hall.list("hours_" + std::string(day_key(time)));
    const int minute = time.hour * 60 + time.minute;
    for (std::size_t at = 0; at < spans.size(); ++at) {
        const auto due = due_after(spans, at, hall);
        if (due && minute >= due->from && minute < due->until && is_in_use(state)) {
            const auto into = Minutes(minute - due->from) + std::chrono::seconds(time.second);
            const auto since = std::chrono::floor<std::chrono::seconds>(now) - into;
            return HourText{at + 1 < spans.size() ? "text.break" : "text.closing_soon", since};
        }
    }
    return std::nullopt;
}

} // namespace panggil

// SPDX-License-Identifier: MIT
#include "core/hall_day.hpp"

#include "core/calendar.hpp"

namespace panggil {

namespace {

constexpr int days_ahead = 60;

/// Of one day, the first opening after `now`; `midnight` is when the day begins.
std::optional<UtcTime> opening_in(const TextList& spans, UtcTime midnight, UtcTime now) {
    std::optional<UtcTime> first;
    for (const std::string& span : spans) {
        const int minute = minutes_of(std::string_view(span).substr(0, span.find('-')));
        const UtcTime opens = midnight + Minutes(minute);
        if (minute >= 0 && opens > now && (!first || opens < *first)) {
            first = opens;
        }
    }
    return first;
}

} // namespace

std::optional<UtcTime> next_opening(const Board& board, const Schedule& schedule, UtcTime now) {
    const UtcTime today = std::chrono::floor<std::chrono::days>(now + board.utc_offset);
    for (int day = 0; day <= days_ahead; ++day) {
        const UtcTime midnight = today + std::chrono::days(day) - board.utc_offset;
        const HallTime date = hall_time(midnight, board.utc_offset);
        if (!holiday_at(schedule, date).empty()) {
            continue;
        }
        const auto& spans = board.hours.at((date.weekday + 6) % 7);
        if (const auto opens = opening_in(spans, midnight, now); opens) {
            return opens;
        }
    }
    return std::nullopt;
}

void tell_day(Board& board, const Schedule& schedule, UtcTime now) {
    const HallTime time = hall_time(now, board.utc_offset);
    board.daypart = daypart_at(schedule, time);
    board.holiday = holiday_at(schedule, time);
    board.reopens = next_opening(board, schedule, now);
}

} // namespace panggil

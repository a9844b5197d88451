// SPDX-License-Identifier: MIT
#pragma once
/// The hall's calendar: UTC plus the hall's offset, in words of the hall. (The standard library of
/// Debian 12 has no time-zone data; Indonesia has no daylight saving, so an offset is exact.)

#include "core/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace panggil {

struct HallTime {
    int year = 1970;
    unsigned month = 1;   ///< 1 to 12
    unsigned day = 1;     ///< 1 to 31
    unsigned weekday = 0; ///< 0 = Sunday
    int hour = 0;
    int minute = 0;
    int second = 0;
};

[[nodiscard]] HallTime hall_time(UtcTime utc, Minutes offset);

/// So many seconds before.
[[nodiscard]] HallTime earlier(const HallTime& time, std::chrono::seconds by);

/// Patterns in the manner of Unicode: EEEE (Jumat), d, dd, MMMM (Januari), MM, yyyy, HH, mm, ss;
/// other characters stand for themselves. Names are Indonesian.
[[nodiscard]] std::string format_time(const HallTime& time, std::string_view pattern);

/// The first moment after `utc` at which this pattern reads differently.
[[nodiscard]] UtcTime next_change_of(std::string_view pattern, UtcTime utc);

/// "sun", "mon" ... as the layout files name days.
[[nodiscard]] std::string_view day_key(const HallTime& time);

/// Days since 1970-01-01 on the hall's calendar.
[[nodiscard]] int day_number(const HallTime& time);

/// The same of "2026-11-24"; nothing when it is not a date.
[[nodiscard]] std::optional<int> day_number_of(std::string_view date);

/// "2026-11-24"
[[nodiscard]] std::string date_text(const HallTime& time);

/// Minutes since midnight of "13.00"; -1 when it is not a time of day.
[[nodiscard]] int minutes_of(std::string_view clock);

} // namespace panggil

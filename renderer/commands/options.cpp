// SPDX-License-Identifier: MIT
#include "renderer/commands/options.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>

namespace panggil::screen {

Size parse_size(const std::string& text) {
    Size size;
    int taken = 0;
    if (std::sscanf(text.c_str(), "%5dx%5d%n", &size.width, &size.height, &taken) != 2 ||
        taken != static_cast<int>(text.size()) || size.width < 320 || size.height < 180 ||
        size.width > 8192 || size.height > 8192) {
        throw CLI::ValidationError(
            '"' + text +
            "\" is not a size; write WIDTHxHEIGHT, 320x180 to 8192x8192, such as 1920x1080");
    }
    return size;
}

Result<UtcTime> parse_hall_time(const std::string& text, Minutes offset) {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int taken = 0;
    int to_the_second = 0;
    const int found =
        std::sscanf(text.c_str(), "%4d-%2u-%2u%*1[ T]%2d%*1[.:]%2d%n%*1[.:]%2d%n", &year, &month,
                    &day, &hour, &minute, &taken, &second, &to_the_second);
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                           std::chrono::day(day)};
    if (found < 5 || std::max(taken, to_the_second) != static_cast<int>(text.size()) ||
        !date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
        second > 59) {
        return Problem{"usage.bad_time", "--at", '"' + text + "\" is not a time",
                       "write it as \"2026-11-24 09.41\" or \"2026-11-24 09.41.30\"", ""};
    }
    return UtcTime(std::chrono::sys_days(date)) + std::chrono::hours(hour) + Minutes(minute) +
           std::chrono::seconds(second) - offset;
}

} // namespace panggil::screen

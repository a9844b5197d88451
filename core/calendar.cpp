// SPDX-License-Identifier: MIT
#include "core/calendar.hpp"

#include <array>
#include <cctype>
#include <charconv>

namespace panggil {

namespace {

constexpr std::array<std::string_view, 7> day_names{"Minggu", "Senin", "Selasa", "Rabu",
                                                    "Kamis",  "Jumat", "Sabtu"};
constexpr std::array<std::string_view, 7> day_keys{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr std::array<std::string_view, 12> month_names{
    "Januari", "Februari", "Maret",     "April",   "Mei",      "Juni",
    "Juli",    "Agustus",  "September", "Oktober", "November", "Desember"};

std::string padded(int number, std::size_t width) {
    std::string digits = std::to_string(number);
    return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

/// The length of the run of equal letters at the front.
std::size_t run_length(std::string_view pattern) {
    std::size_t length = 1;
    while (length < pattern.size() && pattern[length] == pattern[0]) {
        ++length;
    }
    return length;
}

std::string field(const HallTime& time, char letter, std::size_t width) {
    switch (letter) {
    case 'E':
        return std::string(day_names.at(time.weekday));
    case 'd':
        return padded(static_cast<int>(time.day), width);
    case 'M':
        return width >= 3 ? std::string(month_names.at(time.month - 1))
                          : padded(static_cast<int>(time.month), width);
    case 'y':
        return padded(time.year, width);
    case 'H':
        return padded(time.hour, width);
    case 'm':
        return padded(time.minute, width);
    case 's':
        return padded(time.second, width);
    default:
        return std::string(width, letter);
    }
}

} // namespace

HallTime hall_time(UtcTime utc, Minutes offset) {
    const auto local = utc + offset;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{local - day};
    return {static_cast<int>(date.year()),
            static_cast<unsigned>(date.month()),
            static_cast<unsigned>(date.day()),
            std::chrono::weekday{day}.c_encoding(),
            static_cast<int>(clock.hours().count()),
            static_cast<int>(clock.minutes().count()),
            static_cast<int>(clock.seconds().count())};
}

HallTime earlier(const HallTime& time, std::chrono::seconds by) {
    const auto midnight = UtcTime(std::chrono::days(day_number(time)));
    const auto since =
        std::chrono::hours(time.hour) + Minutes(time.minute) + std::chrono::seconds(time.second);
    return hall_time(midnight + since - by, Minutes{0});
}

std::string format_time(const HallTime& time, std::string_view pattern) {
    std::string text;
    while (!pattern.empty()) {
        const std::size_t width = run_length(pattern);
        text += field(time, pattern[0], width);
        pattern.remove_prefix(width);
    }
    return text;
}

UtcTime next_change_of(std::string_view pattern, UtcTime utc) {
    if (pattern.find('s') != std::string_view::npos) {
        return std::chrono::floor<std::chrono::seconds>(utc) + std::chrono::seconds(1);
    }
    return std::chrono::floor<std::chrono::minutes>(utc) + std::chrono::minutes(1);
}

std::string_view day_key(const HallTime& time) {
    return day_keys.at(time.weekday);
}

int day_number(const HallTime& time) {
    const std::chrono::year_month_day date{
        std::chrono::year(time.year), std::chrono::month(time.month), std::chrono::day(time.day)};
    return static_cast<int>(std::chrono::sys_days(date).time_since_epoch().count());
}

std::optional<int> day_number_of(std::string_view date) {
    const auto number = [&](std::size_t from, std::size_t length) {
        int value = -1;
        const char* begin = date.data() + from;
        const auto [end, error] = std::from_chars(begin, begin + length, value);
        return error == std::errc{} && end == begin + length ? value : -1;
    };
    if (date.size() != 10 || date[4] != '-' || date[7] != '-') {
        return std::nullopt;
    }
    const std::chrono::year_month_day day{std::chrono::year(number(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                          std::chrono::day(static_cast<unsigned>(number(8, 2)))};
    if (number(0, 4) < 0 || !day.ok()) {
        return std::nullopt;
    }
    return static_cast<int>(std::chrono::sys_days(day).time_since_epoch().count());
}

std::string date_text(const HallTime& time) {
    return format_time(time, "yyyy-MM-dd");
}

int minutes_of(std::string_view clock) {
    if (clock.size() != 5 || (clock[2] != '.' && clock[2] != ':')) {
        return -1;
    }
    for (const std::size_t at : {std::size_t{0}, std::size_t{1}, std::size_t{3}, std::size_t{4}}) {
        if (std::isdigit(static_cast<unsigned char>(clock[at])) == 0) {
            return -1;
        }
    }
    const int hours = (clock[0] - '0') * 10 + clock[1] - '0';
    const int minutes = (clock[3] - '0') * 10 + clock[4] - '0';
    return hours < 24 && minutes < 60 ? hours * 60 + minutes : -1;
}

} // namespace panggil

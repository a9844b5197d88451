// SPDX-License-Identifier: MIT
#pragma once
/// The hall's opening hours in words. Days are counted from Monday, 0. Pure.

#include "core/board.hpp"
#include "core/calendar.hpp"

#include <string>

namespace panggil::screen {

[[nodiscard]] inline std::string hours_of(const Board& board, std::size_t day) {
    std::string text;
    for (const std::string& span : board.hours.at(day)) {
        text += (text.empty() ? "" : ", ") + span;
    }
    // A dash between times is a long one.
    for (std::size_t at = text.find('-'); at != std::string::npos; at = text.find('-')) {
        text.replace(at, 1, "–");
    }
    return text;
}

[[nodiscard]] inline std::size_t day_of_week(const Board& board, UtcTime utc) {
    return (hall_time(utc, board.utc_offset).weekday + 6) % 7;
}

[[nodiscard]] inline std::string hours_today(const Board& board, UtcTime utc) {
    return hours_of(board, day_of_week(board, utc));
}

[[nodiscard]] inline std::string_view day_name(std::size_t day) {
    constexpr std::array<std::string_view, 7> names{"Senin", "Selasa", "Rabu",  "Kamis",
                                                    "Jumat", "Sabtu",  "Minggu"};
    return names.at(day);
}

} // namespace panggil::screen

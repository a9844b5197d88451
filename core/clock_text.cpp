// SPDX-License-Identifier: MIT
#include "core/clock_text.hpp"

#include <algorithm>

namespace panggil {

namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool is_separator(char letter) {
    return letter == '.' || letter == ':';
}

} // namespace

std::optional<ClockText> clock_parts(std::string_view text) {
    const bool plain = std::ranges::all_of(
        text, [](char letter) { return is_digit(letter) || is_separator(letter); });
    if (!plain || std::ranges::count_if(text, is_separator) != 2 || text.size() < 6) {
        return std::nullopt;
    }
    const std::size_t tail = text.size() - 2;
    const bool has_seconds =
        is_separator(text[tail - 1]) && is_digit(text[tail]) && is_digit(text[tail + 1]);
    return has_seconds
               ? std::optional(ClockText{text.substr(0, tail), text.substr(tail), text[tail - 1]})
               : std::nullopt;
}

} // namespace panggil

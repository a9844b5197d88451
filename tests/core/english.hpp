// SPDX-License-Identifier: MIT
#pragma once
/// English numbers, spelled without any rule table: what the rule tables are compared with. As
/// CLDR's spellout-cardinal has them, with a space for its hyphen.

#include <array>
#include <string>

namespace panggil::test {

inline std::string spelled_in_english(int number) {
    static const std::array<std::string, 20> ones{
        "zero",     "one",     "two",     "three",     "four",     "five",    "six",
        "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const std::array<std::string, 8> tens{"twenty", "thirty",  "forty",  "fifty",
                                                 "sixty",  "seventy", "eighty", "ninety"};
    const auto with_rest = [](const std::string& head, int rest) {
        return rest == 0 ? head : head + ' ' + spelled_in_english(rest);
    };
    if (number < 20) {
        return ones[static_cast<std::size_t>(number)];
    }
    if (number < 100) {
        return with_rest(tens[static_cast<std::size_t>(number / 10 - 2)], number % 10);
    }
    if (number < 1000) {
        return with_rest(spelled_in_english(number / 100) + " hundred", number % 100);
    }
    return with_rest(spelled_in_english(number / 1000) + " thousand", number % 1000);
}

/// "042" -> "zero four two".
inline std::string digits_in_english(const std::string& printed) {
    std::string words;
    for (const char digit : printed) {
        words += (words.empty() ? "" : " ") + spelled_in_english(digit - '0');
    }
    return words;
}

} // namespace panggil::test

// SPDX-License-Identifier: MIT
#pragma once
/// Indonesian numbers, spelled without any rule table: what the rule tables are compared with.

#include <array>
#include <string>

namespace panggil::test {

inline const std::array<std::string, 12> first_numbers{"nol",     "satu",     "dua",     "tiga",
                                                       "empat",   "lima",     "enam",    "tujuh",
                                                       "delapan", "sembilan", "sepuluh", "sebelas"};

/// 2012 -> "dua ribu dua belas".
inline std::string terbilang(int number) {
    const auto with_rest = [](std::string head, int rest) {
        return rest == 0 ? head : head + ' ' + terbilang(rest);
    };
    if (number < 12) {
        return first_numbers[static_cast<std::size_t>(number)];
    }
    if (number < 20) {
        return terbilang(number - 10) + " belas";
    }
    if (number < 100) {
        return with_rest(terbilang(number / 10) + " puluh", number % 10);
    }
    if (number < 1000) {
        return with_rest(number < 200 ? "seratus" : terbilang(number / 100) + " ratus",
                         number % 100);
    }
    return with_rest(number < 2000 ? "seribu" : terbilang(number / 1000) + " ribu", number % 1000);
}

/// "042" -> "nol empat dua".
inline std::string digits_spelled(const std::string& printed) {
    std::string words;
    for (const char digit : printed) {
        words += (words.empty() ? "" : " ") + first_numbers[static_cast<std::size_t>(digit - '0')];
    }
    return words;
}

} // namespace panggil::test

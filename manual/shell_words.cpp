// SPDX-License-Identifier: MIT
#include "manual/shell_words.hpp"

#include <algorithm>

namespace panggil::manual {

std::string identifier(std::string name) {
    std::ranges::replace(name, '-', '_');
    return name;
}

std::string joined(const std::vector<std::string>& words, char between) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? std::string() : std::string(1, between)) + word;
    }
    return text;
}

std::string first_line(const std::string& about) {
    return about.substr(0, about.find('\n'));
}

std::string escaped(std::string_view text, std::string_view special) {
    std::string safe;
    for (const char sign : text) {
        if (special.find(sign) != std::string_view::npos) {
            safe += '\\';
        }
        safe += sign;
    }
    return safe;
}

} // namespace panggil::manual

// SPDX-License-Identifier: MIT
#include "console/language.hpp"

#include <algorithm>

namespace panggil::console {

std::string complaint(const Problem& problem, Language language) {
    if (language == Language::Indonesian && !problem.pesan.empty()) {
        return problem.pesan;
    }
    return to_line(problem);
}

std::string seconds_text(std::int64_t milliseconds, Language language) {
    const std::int64_t tenths = (std::max<std::int64_t>(milliseconds, 0) + 50) / 100;
    return std::to_string(tenths / 10) + std::string(in(language, ",", ".")) +
           std::to_string(tenths % 10) + std::string(in(language, " dtk", " s"));
}

} // namespace panggil::console

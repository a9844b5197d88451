// SPDX-License-Identifier: MIT
#pragma once
/// What an alert says: the office's own words, else the program's, so that even a broken file never
/// leaves people without them.

#include "core/board.hpp"
#include "core/tree.hpp"

#include <string>
#include <vector>

namespace panggil::screen {

struct AlertWords {
    std::string headline;
    std::string message;
    std::vector<std::string> steps; ///< at most four
};

/// `kinds` are the layout's words, by "tsunami-awas" or "gempa".
[[nodiscard]] AlertWords alert_words(const Alert& alert, const Tree& kinds);

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#pragma once
/// `panggil-screen check`: everything that is wrong with layouts, themes, schedules, halls and
/// voice packs, at once, each with its line, a stable code and a remedy, in English or Indonesian.

#include "core/result.hpp"

#include <string>
#include <vector>

namespace CLI { // NOLINT(readability-identifier-naming): the library's name
class App;
}

namespace panggil::screen {

struct CheckOptions {
    std::vector<std::string> paths; ///< files and folders
    std::string site;               ///< "" = found near the first path
    std::string hall;               ///< "" = the site's only hall
    std::string lang = "en";        ///< "en", "id"
    bool json = false;
};

/// What the command prints and how it ends.
struct CheckAnswer {
    int exit_code = 0; ///< 0 nothing wrong or only warnings, 1 errors, 2 wrong usage
    std::string out;
    std::string err;
};

[[nodiscard]] CheckAnswer check(const CheckOptions& options);

void add_check(CLI::App& app, int& exit_code);

} // namespace panggil::screen

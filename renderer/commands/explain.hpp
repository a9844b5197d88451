// SPDX-License-Identifier: MIT
#pragma once
/// `panggil-screen explain`: why a screen shows what it shows.

#include <cstdint>
#include <string>

namespace CLI { // NOLINT(readability-identifier-naming): the library's name
class App;
}

namespace panggil::screen {

struct ExplainOptions {
    std::string site;
    std::string screen;
    std::string at;
    std::int64_t waiting = 0;
};

struct ExplainAnswer {
    int exit_code = 0; ///< 0 explained, 1 no schedule, 2 wrong usage
    std::string out;
    std::string err;
};

[[nodiscard]] ExplainAnswer explain(const ExplainOptions& options);

void add_explain(CLI::App& app, int& exit_code);

} // namespace panggil::screen

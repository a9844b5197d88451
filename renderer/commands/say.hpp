// SPDX-License-Identifier: MIT
#pragma once
/// `panggil-screen say`: what the hall would hear for a call, as a line of words or as a sound
/// file, without a hub. The same composing and mixing as the television's.

#include <string>

namespace CLI { // NOLINT(readability-identifier-naming): the library's name
class App;
}

namespace panggil::screen {

struct SayOptions {
    std::string pack;   ///< folder; "" = the site's own
    std::string hall;   ///< file
    std::string ticket; ///< with `numbers` its prefix alone
    std::string counter;
    std::string numbers; ///< "0-9999": a call for each of them, as words; "" = the ticket's own
    int attempt = 1;
    std::string form = "full"; ///< "full", "compact", "merged"
    bool chime = true;         ///< false: as said right after another
    std::string priority;
    std::string style; ///< how the number is read; "" = as the ticket's service has it
    enum class Print { Nothing, Words } print = Print::Nothing;
    std::string out; ///< WAV file; "" = none
};

/// What the command prints and how it ends.
struct SayAnswer {
    int exit_code = 0; ///< 0 said whole, 1 problems found, 2 wrong usage
    std::string out;
    std::string err;
};

[[nodiscard]] SayAnswer say(const SayOptions& options);

/// Registers the sub-command; when chosen it runs, prints, and sets `exit_code`.
void add_say(CLI::App& app, int& exit_code);

} // namespace panggil::screen

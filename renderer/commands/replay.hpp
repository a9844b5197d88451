// SPDX-License-Identifier: MIT
#pragma once
/// `panggil-screen replay`: what the hall saw and heard at a moment of a day, from the hub's
/// journal: a picture, a recording, and the words. For the citizen who says "I was never called".

#include "renderer/commands/still.hpp"

namespace CLI { // NOLINT(readability-identifier-naming): the library's name
class App;
}

namespace panggil::screen {

struct ReplayOptions {
    std::string journal; ///< file, or the hub's folder
    std::string at;      ///< hall time
    Still still;         ///< its picture, when `still.out` is named
    std::string wav;     ///< its sound, when named
    int seconds = 60;    ///< how much of it
    std::string zone;    ///< whose voice; "" = the one that spoke
    std::string pack;    ///< folder; "" = the site's own
    bool json = false;
};

/// What the command prints and how it ends.
struct ReplayAnswer {
    int exit_code = 0; ///< 0 found, 1 problems, 2 wrong usage
    std::string out;
    std::string err;
};

[[nodiscard]] ReplayAnswer replay(const ReplayOptions& options);

/// Registers the sub-command; when chosen it runs, prints, and sets `exit_code`.
void add_replay(CLI::App& app, int& exit_code);

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#pragma once
/// `PROGRAM --manual man|bash|zsh|fish`: how the build asks a program for its own manual page and
/// completions. Not part of the help, since people read what was made of it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace panggil::manual {

struct Wording {
    std::string_view language; ///< "id" or "en": the language in which `app` was made
    int section;               ///< of the manual
    std::string_view see_also;
};

/// The page or the completion when `words` (without the program's name) ask for one, else nothing.
[[nodiscard]] std::optional<std::string> asked_for(const std::vector<std::string>& words,
                                                   const CLI::App& app, const Wording& wording);

} // namespace panggil::manual

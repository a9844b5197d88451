// SPDX-License-Identifier: MIT
#include "manual/request.hpp"

#include "manual/bash_completion.hpp"
#include "manual/fish_completion.hpp"
#include "manual/man_page.hpp"
#include "manual/zsh_completion.hpp"

#include <CLI/CLI.hpp>

namespace panggil::manual {

std::optional<std::string> asked_for(const std::vector<std::string>& words, const CLI::App& app,
                                     const Wording& wording) {
    if (words.size() != 2 || words.front() != "--manual") {
        return std::nullopt;
    }
    if (words.back() == "man") {
        return man_page(outline_of(app),
                        {wording.language, wording.section, PANGGIL_VERSION, wording.see_also});
    }
    if (words.back() == "bash") {
        return bash_completion(outline_of(app));
    }
    if (words.back() == "zsh") {
        return zsh_completion(outline_of(app));
    }
    if (words.back() == "fish") {
        return fish_completion(outline_of(app));
    }
    return std::nullopt;
}

} // namespace panggil::manual

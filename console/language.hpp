// SPDX-License-Identifier: MIT
#pragma once
/// The two languages of the console: Indonesian for the people of the hall, English for engineers.
/// Both forms of a sentence stand side by side where it is said, so that neither is forgotten.

#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace panggil::console {

enum class Language { Indonesian, English };

[[nodiscard]] inline std::string_view in(Language language, std::string_view indonesian,
                                         std::string_view english) {
    return language == Language::Indonesian ? indonesian : english;
}

/// What a problem is called on a terminal, with what to do about it.
[[nodiscard]] std::string complaint(const Problem& problem, Language language);

/// "6,8 dtk", "6.8 s".
[[nodiscard]] std::string seconds_text(std::int64_t milliseconds, Language language);

} // namespace panggil::console

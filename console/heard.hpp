// SPDX-License-Identifier: MIT
#pragma once
/// Was a call heard? What core/hearing.hpp says, in the console's language.

#include "console/language.hpp"
#include "core/hearing.hpp"

namespace panggil::console {

/// Why a call was not heard, as a sentence.
[[nodiscard]] inline std::string_view reason_text(std::string_view reason, Language language) {
    const ReasonText text = panggil::reason_text(reason);
    return in(language, text.indonesian, text.english);
}

} // namespace panggil::console

// SPDX-License-Identifier: MIT
#include "core/voice_pack.hpp"

#include <algorithm>
#include <utility>

namespace panggil {

std::optional<NumberStyle> number_style(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, NumberStyle>, 4> names{{
        {"auto", NumberStyle::Auto},
        {"digits", NumberStyle::Digits},
        {"cardinal", NumberStyle::Cardinal},
        {"cardinal_then_digits", NumberStyle::CardinalThenDigits},
    }};
    const auto found = std::ranges::find(names, name, [](const auto& pair) { return pair.first; });
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

char letter_of(Variant variant) {
    return variant == Variant::Middle ? 'm' : variant == Variant::Comma ? 'c' : 'f';
}

std::optional<Variant> variant_of(std::string_view letter) {
    for (const Variant variant : all_variants) {
        if (letter.size() == 1 && letter.front() == letter_of(variant)) {
            return variant;
        }
    }
    return std::nullopt;
}

} // namespace panggil

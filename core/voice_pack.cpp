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

VoicePack completed(VoicePack partial, const VoicePack& base) {
    for (const auto& [key, clip] : base.clips) {
        VoiceClip& own = partial.clips[key];
        if (own.files.empty()) {
            own = clip;
        }
    }
    partial.letters.insert(base.letters.begin(), base.letters.end());
    partial.destinations.insert(base.destinations.begin(), base.destinations.end());
    partial.templates.insert(base.templates.begin(), base.templates.end());
    if (partial.fallbacks.empty()) {
        partial.fallbacks = base.fallbacks;
    }
    if (partial.numbers.cardinal.empty()) {
        partial.numbers = base.numbers;
    }
    if (partial.plain_ticket.empty()) {
        partial.plain_ticket = base.plain_ticket;
    }
    if (partial.hyphen_ticket.empty()) {
        partial.hyphen_ticket = base.hyphen_ticket;
    }
    return partial;
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

// SPDX-License-Identifier: MIT
#pragma once
/// Captions: the words of an announcement by the time at which they are heard, a clause at a time.

#include "core/time.hpp"

#include <optional>
#include <string>
#include <vector>

namespace panggil::screen {

struct Caption {
    Micros from{0}; ///< after the first sample
    std::string text;

    friend bool operator==(const Caption&, const Caption&) = default;
};

using Captions = std::vector<Caption>; ///< by time

/// What is said so long after the first sample; empty before the first word.
[[nodiscard]] inline std::string caption_at(const Captions& captions, Micros after) {
    std::string text;
    for (const Caption& caption : captions) {
        if (caption.from <= after) {
            text = caption.text;
        }
    }
    return text;
}

/// When other words come; nothing after the last ones.
[[nodiscard]] inline std::optional<Micros> next_caption(const Captions& captions, Micros after) {
    for (const Caption& caption : captions) {
        if (caption.from > after) {
            return caption.from;
        }
    }
    return std::nullopt;
}

} // namespace panggil::screen

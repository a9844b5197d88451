// SPDX-License-Identifier: MIT
#pragma once
/// Captions: the words of an announcement by the time at which they are heard, a clause at a time.

#include "core/time.hpp"

#include <algorithm>
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

/// In how long to look again for other words; nothing after the last ones. A device counts in
/// blocks: whoever looks sooner than the next one sees the same words.
[[nodiscard]] inline std::optional<Micros> next_caption_in(const Captions& captions, Micros after) {
    constexpr Micros block = std::chrono::milliseconds(20);
    for (const Caption& caption : captions) {
        if (caption.from > after) {
            return std::max(caption.from - after, block);
        }
    }
    return std::nullopt;
}

} // namespace panggil::screen

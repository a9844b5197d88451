// SPDX-License-Identifier: MIT
#pragma once
/// From a phrase to one finished buffer: clips and silences end to end, at exact samples, never
/// overlapping. Nothing is left for the player but to play it.

#include "core/phrase.hpp"
#include "renderer/player.hpp"
#include "renderer/sound/captions.hpp"
#include "renderer/sound/clip_store.hpp"

namespace panggil::screen {

/// Where a clip stands in the buffer.
struct ClipSpan {
    std::string clip;
    std::size_t first = 0; ///< sample
    std::size_t count = 0;
    bool has_words = true; ///< false for an earcon: it has no words

    friend bool operator==(const ClipSpan&, const ClipSpan&) = default;
};

struct Assembled {
    Sound sound;
    std::vector<ClipSpan> spans;
    Captions captions;
    Problems problems;                 ///< clips that could not be decoded: the rest is said
    std::vector<std::string> unusable; ///< their files
};

/// Silence before the first clip and after the last, so that a device that swallows its first or
/// last samples swallows no speech.
inline constexpr Millis head_silence{50};
inline constexpr Millis tail_silence{100};

/// The buffer is empty when not one clip could be decoded.
[[nodiscard]] Assembled assemble(const Phrase& phrase, ClipStore& clips);

} // namespace panggil::screen

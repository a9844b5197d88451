// SPDX-License-Identifier: MIT
#pragma once
/// How loud an announcement is heard. A hall hears sentences, not clips: where digits stand out of
/// the phrases around them, a call that is nearly all digits would be louder than a long one. So
/// one gain is laid on each announcement, and all that a hall hears is equally loud, in every
/// language and every voice.

#include "renderer/sound/assemble.hpp"

namespace panggil::screen {

/// Of the words; an earcon is as loud beside them as its pack has it.
inline constexpr double announcement_lufs = -18;
inline constexpr double highest_true_peak_dbtp = -1.5;
/// A pack is made at about the right loudness. What is further from it is not the announcement's
/// but the pack's fault, and is left for the checker to name.
inline constexpr double most_levelled_db = 6;

/// The factor that brings its words to their loudness, as far as the highest peak lets it be
/// raised. The same for the same samples. 1 where nothing can be measured.
[[nodiscard]] float level_of(const Assembled& assembled);

/// Lays it on every sample.
void level(Assembled& assembled);

} // namespace panggil::screen

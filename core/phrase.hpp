// SPDX-License-Identifier: MIT
#pragma once
/// Phrase: what is heard for one announcement, clip by clip, with the exact silence between them,
/// and the same as one line of words. A clip that the pack lacks is left out and reported: the rest
/// of the call is still said. Knows no file, no sample and no loudspeaker.

#include "core/sentence.hpp"

namespace panggil {

struct PhraseToken {
    std::string clip;                  ///< key in the pack
    std::string file;                  ///< path inside the pack
    Variant variant = Variant::Middle; ///< the one of `file`: wanted, or next best
    double gain_db = 0;
    Millis gap_after{0}; ///< silence before the next clip; 0 after the last
    std::string text;
    Punctuation mark = Punctuation::Word; ///< what stands behind it

    friend bool operator==(const PhraseToken&, const PhraseToken&) = default;
};

struct Phrase {
    std::vector<PhraseToken> tokens;
    std::string words; ///< "nomor antrean ef nol satu delapan, silakan menuju loket tiga."
    Millis fade{0};    ///< for clips that begin or end in mid-sound
    Problems problems; ///< what had to be left out
    TextList missing;  ///< the same by its keys, as Sentence::missing

    friend bool operator==(const Phrase&, const Phrase&) = default;
};

/// Fails as make_sentence() does.
[[nodiscard]] Result<Phrase> compose(const Announcement& announcement, const VoicePack& pack,
                                     PhraseForm form, Chime chime = Chime::Rings);

} // namespace panggil

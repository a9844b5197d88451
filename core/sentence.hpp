// SPDX-License-Identifier: MIT
#pragma once
/// Sentence: the words that an announcement takes in a voice, in order, each with the punctuation
/// behind it. Templates are filled here; how the words sound is core/phrase.hpp's business.

#include "core/event.hpp"
#include "core/result.hpp"
#include "core/voice_pack.hpp"

namespace panggil {

/// For a hall where many calls wait: Compact has no chime and no agency, Merged also none of the
/// words that are the same for each call, so that several sound like one list.
enum class PhraseForm { Full, Compact, Merged };

/// Silent: when speech has only just ended, and for the second language of a call. Nobody needs to
/// be woken twice.
enum class Chime { Rings, Silent };

/// What stands behind a word, the stronger one last.
enum class Punctuation { Word, Comma, Stop };

struct SpokenClip {
    std::string clip; ///< a key that the pack has, with at least one file
    Punctuation mark = Punctuation::Word;
};

struct Sentence {
    std::vector<SpokenClip> clips; ///< not empty
    Problems problems;             ///< what had to be left out
    TextList missing = {};         ///< the same by its keys: "loket", "letter.Q"
};

/// Fails only when nothing true can be said: the ticket is not a label, or the pack cannot call.
[[nodiscard]] Result<Sentence> make_sentence(const Announcement& announcement,
                                             const VoicePack& pack, PhraseForm form,
                                             Chime chime = Chime::Rings);

} // namespace panggil

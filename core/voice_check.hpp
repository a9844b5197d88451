// SPDX-License-Identifier: MIT
#pragma once
/// Whether a voice pack is complete: every clip that any sentence can ask for, with every letter,
/// every number from 0 to 9999 and every place, is in it. A hole is found here and not by a waiting
/// citizen. Whether the files of the clips can be played is the sound part's question.

#include "core/result.hpp"
#include "core/voice_pack.hpp"

namespace panggil {

struct VoiceCheck {
    Problems errors;   ///< voice.missing_clip, voice.missing_letter, voice.no_number_rule ...
                       ///< each once, at what is to be mended
    Problems warnings; ///< voice.unused_clip
};

/// `file` is how problems name the place: "audio/id-ID/pack.json".
[[nodiscard]] VoiceCheck check_voice(const VoicePack& pack, std::string_view file);

} // namespace panggil

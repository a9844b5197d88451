// SPDX-License-Identifier: MIT
#pragma once
/// Reads the manifest of a voice pack. Every fault is found in one pass and carries its JSON
/// pointer. A fault costs what it concerns and no more: a pack with errors may still speak, and its
/// owner learns what to mend. Reading files is the caller's: this knows bytes only.

#include "core/result.hpp"
#include "core/voice_pack.hpp"

#include <string_view>

namespace panggil::codec {

struct VoicePackReading {
    VoicePack pack;
    Problems errors;
    Problems warnings; ///< voice.unknown_key

    /// True when the pack can say a call at all, whatever the errors: by itself, or by the one that
    /// it falls back to.
    [[nodiscard]] bool usable() const {
        return !pack.falls_back_to.empty() ||
               (pack.templates.contains("call") && !pack.clips.empty());
    }
};

/// `file` is how problems name the place: "audio/id-ID/pack.json#/joins/word". Codes:
/// voice.bad_json, voice.missing, voice.wrong_kind, voice.bad_value, voice.bad_template,
/// voice.bad_number_rule, voice.bad_path.
[[nodiscard]] VoicePackReading decode_voice_pack(std::string_view bytes, std::string_view file);

} // namespace panggil::codec

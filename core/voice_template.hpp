// SPDX-License-Identifier: MIT
#pragma once
/// VoiceTemplate: a sentence of a voice pack, taken apart: "<chime> nomor_antrean {ticket},
/// silakan_menuju {dest}." It is read once, when the pack is loaded; here only its notation is
/// known, not what its clips and slots stand for.

#include "core/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace panggil {

struct TemplatePiece {
    enum class Kind {
        Clip,  ///< name = clip key
        Slot,  ///< name = what fills it, style = how ("digits"), may be empty
        Chime, ///< the earcon
        Comma, ///< more follows: the voice rises before it
        Stop,  ///< the end: the voice falls before it
    };

    Kind kind = Kind::Clip;
    std::string name;
    std::string style;

    friend bool operator==(const TemplatePiece&, const TemplatePiece&) = default;
};

using VoiceTemplate = std::vector<TemplatePiece>;

/// Problem `voice.bad_template` (its place left empty) when the text does not follow the notation.
[[nodiscard]] Result<VoiceTemplate> parse_voice_template(std::string_view text);

} // namespace panggil

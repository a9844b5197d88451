// SPDX-License-Identifier: MIT
#pragma once
/// The part of a voice pack that is language: how numbers, tickets, places and whole calls are
/// said. Private to codec.

#include "codec/pack_reader_json.hpp"
#include "core/voice_pack.hpp"

namespace panggil::codec {

/// Reads "numbers", "ticket", "destinations" and "templates"; what is wrong is left at its default.
void read_voice_grammar(const nlohmann::json& manifest, PackReader& reader, VoicePack& pack);

} // namespace panggil::codec

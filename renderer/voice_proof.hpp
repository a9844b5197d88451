// SPDX-License-Identifier: MIT
#pragma once
/// The proof that a voice pack can say everything before anybody waits for it: every clip that a
/// sentence, a letter, a number from 0 to 9999 or a place can ask for is there, every file can be
/// played, none is clipped or louder or quieter than its like, the texts of the hall are there, and
/// whoever speaks has agreed.

#include "core/hall.hpp"
#include "core/result.hpp"

#include <filesystem>
#include <string_view>

namespace panggil::screen {

/// `name` is how problems name the manifest; with a `hall` also what this hall can say; `today` is
/// a core/calendar.hpp day number, 0 = unknown. Each fault is told once, where it is to be mended.
/// Decodes every clip: takes a second, not a frame.
[[nodiscard]] Problems prove_voice(const std::filesystem::path& folder, std::string_view name,
                                   const Hall& hall = {}, int today = 0);

/// True for what leaves a pack that can say everything: voice.unused_clip, voice.no_agency,
/// voice.clipped, voice.too_loud, voice.too_quiet, voice.unknown_key, voice.unsaid_text,
/// voice.no_consent, voice.consent_over.
[[nodiscard]] bool is_voice_warning(std::string_view code);

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#pragma once
/// Whether the person whose voice a pack holds has agreed: the file that the pack names is there,
/// and a consent.json in it still holds.

#include "core/result.hpp"
#include "core/voice_pack.hpp"

#include <filesystem>
#include <string_view>

namespace panggil::screen {

/// `voice.no_such_consent` where a file is named and not there, `voice.bad_consent` where it cannot
/// be read; warnings `voice.no_consent` where a speaker is named and no file, `voice.consent_over`
/// after its last day. `name` is how problems name the manifest; `today` is a core/calendar.hpp day
/// number, 0 = unknown.
[[nodiscard]] Problems prove_consent(const VoicePack& pack, const std::filesystem::path& folder,
                                     std::string_view name, int today);

} // namespace panggil::screen

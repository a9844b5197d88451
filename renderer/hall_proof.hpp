// SPDX-License-Identifier: MIT
#pragma once
/// Whether a voice can say everything that one hall may have to say: each kind of announcement in
/// each form, for each prefix and each counter of the hall, and each number. It composes what the
/// screen would compose.

#include "core/hall.hpp"
#include "core/voice_pack.hpp"

namespace panggil::screen {

/// Each thing that would be left out of a call, once. `voice.no_agency` is a warning: a call to
/// that counter names its number only; so is `voice.unsaid_text`: warnings and texts of the hours
/// that would be shown and not heard. `name` is how problems name the pack.
[[nodiscard]] Problems prove_hall(const VoicePack& pack, std::string_view name, const Hall& hall);

} // namespace panggil::screen

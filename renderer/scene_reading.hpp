// SPDX-License-Identifier: MIT
#pragma once
/// Reads a scene as a citizen would: is this number on the glass? Used for the proof that a call
/// was shown.

#include "core/scene.hpp"

#include <string_view>

namespace panggil::screen {

/// True when some place of the scene shows exactly this text (its pieces joined, blanks and joiners
/// ignored), visible in part at least.
[[nodiscard]] bool shows_text(const Scene& scene, std::string_view text);

} // namespace panggil::screen

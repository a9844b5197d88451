// SPDX-License-Identifier: MIT
#pragma once
/// Writes a sound into a 24-bit WAV file. Whoever listens to it hears what the hall would.

#include "core/result.hpp"
#include "renderer/player.hpp"

#include <filesystem>

namespace panggil::screen {

[[nodiscard]] Result<Done> write_wav(const std::filesystem::path& path, const Sound& sound);

} // namespace panggil::screen

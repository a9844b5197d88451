// SPDX-License-Identifier: MIT
#pragma once
/// present(): layout, board and time in, scene out. Pure: the same input gives the same scene.

#include "renderer/drawing.hpp"

namespace panggil::screen {

/// `patched` remembers merged card states between pictures of the same layout; it never changes the
/// result.
[[nodiscard]] Scene present(const Layout& layout, const Board& board, PresentTime time, Size glass,
                            TextMetrics& metrics, PatchedCards& patched);

} // namespace panggil::screen

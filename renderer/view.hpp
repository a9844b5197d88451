// SPDX-License-Identifier: MIT
#pragma once
/// present(): layout, board and time in, scene out. Pure: the same input gives the same scene.

#include "renderer/drawing.hpp"

namespace panggil::screen {

/// Where a layout stands in the glass: a television may cut off its edges, and a picture that never
/// moves burns in.
struct Frame {
    double safe = 0; ///< percent of each edge that is kept free
    Point shift;     ///< pixels

    friend bool operator==(const Frame&, const Frame&) = default;
};

/// `patched` remembers merged card states between pictures of the same layout; it never changes the
/// result. `survey`, when given, takes notes for the checker. `memory`, when it has begun this
/// picture, spares what stands; it never changes the result either.
[[nodiscard]] Scene present(const Layout& layout, const Board& board, PresentTime time, Size glass,
                            TextMetrics& metrics, PatchedCards& patched, Survey* survey = nullptr,
                            Quarantine* quarantine = nullptr, Frame frame = {},
                            SceneMemory* memory = nullptr);

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#pragma once
/// A run: one line of text as coverage, cut exactly to its ink. The ink is relative to the pen on
/// the baseline, whatever the library's own margins are.

#include "core/text_metrics.hpp"
#include "renderer/sdl/font_book.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace panggil::sdl {

struct TextRun {
    int advance = 0;
    Rect ink;                           ///< empty for blanks
    std::vector<std::uint8_t> coverage; ///< ink.width * ink.height, row by row
};

/// Letters that the face lacks are drawn with another font that has them; where none has, a gap is
/// left. Tracking adds to each letter.
[[nodiscard]] TextRun render_run(FontBook& fonts, const Font& font, const std::string& text);

} // namespace panggil::sdl

// SPDX-License-Identifier: MIT
#pragma once
/// Text in a place: pieces in their own fonts and colours, aligned, fitted, on whole pixels.
/// Capitals are centred in their line, so that a number stands in the middle of its row whatever
/// its face.

#include "renderer/drawing.hpp"

namespace panggil::screen {

struct TextPiece {
    TextStyle style;
    std::string text;
};

enum class Fit { Shrink, Ellipsis, Wrap };

struct TextBlock {
    std::vector<TextPiece> pieces; ///< one line; a line break inside a text begins a new line
    std::string align;             ///< "left", "center", "right"
    std::string valign;            ///< "top", "middle", "bottom"
    Fit fit = Fit::Shrink;
};

/// The properties text, runs, font, color, align, valign and fit of a widget.
[[nodiscard]] TextBlock text_block(Drawing& drawing, const Tree& properties);
void draw_block(Drawing& drawing, TextBlock block, const Rect& place);
[[nodiscard]] Size natural_size(Drawing& drawing, const TextBlock& block);

/// Keeps Lato from joining t or f with a following i: a mark of zero width between them (screen.md
/// B5).
[[nodiscard]] std::string without_ligatures(std::string_view text);

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#pragma once
/// Text in a place: pieces in their own fonts and colours, aligned, fitted, on whole pixels.
/// Capitals are centred in their line, so that a number stands in the middle of its row whatever
/// its face.

#include "renderer/drawing.hpp"

#include <optional>

namespace panggil::screen {

struct TextPiece {
    TextStyle style;
    std::string text;
};

/// MustFit shrinks, too, and tells the checker.
enum class Fit { Shrink, Ellipsis, Wrap, Fill, MustFit };

struct TextBlock {
    std::vector<TextPiece> pieces; ///< one line; a line break inside a text begins a new line
    std::string align;             ///< "left", "center", "right"
    std::string valign;            ///< "top", "middle", "bottom"
    Fit fit = Fit::Shrink;
    std::optional<bool> optical; ///< ink begins at the left edge; large text does so by itself
};

/// The properties text, runs, font, color, align, valign, fit and style.opticalAlign of a widget.
[[nodiscard]] TextBlock text_block(Drawing& drawing, const Tree& properties);
void draw_block(Drawing& drawing, TextBlock block, const Rect& place);
/// The height that the text takes when it is broken into lines of this width.
[[nodiscard]] int wrapped_height(Drawing& drawing, const TextBlock& block, int width);
[[nodiscard]] Size natural_size(Drawing& drawing, const TextBlock& block);

/// Keeps a face from joining t or f with what follows: a mark of no width between them.
[[nodiscard]] std::string without_ligatures(std::string_view text);

} // namespace panggil::screen

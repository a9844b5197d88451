// SPDX-License-Identifier: MIT
#pragma once
/// TextMetrics: how large text is, for those who place it. Answers are exact for the canvas that
/// will paint it: `ink` is the box of the pixels, relative to the pen on the baseline.

#include "core/scene.hpp"

#include <string_view>

namespace panggil {

struct TextExtent {
    int advance = 0; ///< how far the pen moves
    Rect ink;        ///< relative to the pen; y is negative above the baseline; empty for blanks
};

struct FontExtent {
    int ascent = 0;     ///< baseline to the top of the line, positive
    int descent = 0;    ///< baseline to the bottom of the line, positive
    int cap_height = 0; ///< height of a capital H
};

class TextMetrics {
public:
    virtual ~TextMetrics() = default;
    /// An unknown face is answered with the fall-back face's extents.
    [[nodiscard]] virtual TextExtent measure(const Font& font, std::string_view text) = 0;
    [[nodiscard]] virtual FontExtent extent(const Font& font) = 0;
    /// The picture's own size in pixels; 0 x 0 when it can't be read. A vector picture states its
    /// nominal size.
    [[nodiscard]] virtual Size picture(const std::string& path) = 0;
};

} // namespace panggil

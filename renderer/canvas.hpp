// SPDX-License-Identifier: MIT
#pragma once
/// Canvas: what a scene is painted on. The caller sets the clip first; nothing outside it changes.
/// All calls come from one thread, never block on the world, and never fail: a missing picture
/// paints nothing (the loader has already said so in the log). Colours are straight (not
/// premultiplied) alpha.

#include "core/scene.hpp"

namespace panggil::screen {

class Canvas {
public:
    virtual ~Canvas() = default;
    [[nodiscard]] virtual Size size() const = 0;
    virtual void set_clip(const Rect& clip) = 0;
    /// Replaces the pixels inside the clip.
    virtual void clear(Color color) = 0;
    virtual void draw(const BoxMark& mark, std::uint8_t opacity) = 0;
    virtual void draw(const TextMark& mark, std::uint8_t opacity) = 0;
    virtual void draw(const ShapeMark& mark, std::uint8_t opacity) = 0;
    virtual void draw(const ImageMark& mark, std::uint8_t opacity) = 0;
    virtual void draw(const FilmMark& mark, std::uint8_t opacity) = 0;
    virtual void draw(const RunMark& mark, std::uint8_t opacity) = 0;
    /// The same pixels inside the clip and the line's rows as clear(ground) and then draw(), but
    /// moved by copying rows: for each frame of a line that runs on plain ground.
    virtual void run(const RunMark& mark, std::uint8_t opacity, Color ground) = 0;
};

} // namespace panggil::screen

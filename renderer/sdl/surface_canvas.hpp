// SPDX-License-Identifier: MIT
#pragma once
/// SurfaceCanvas: a picture in main memory that SDL can put on a screen or into a file. It keeps
/// what was painted until it is painted over, and is opaque everywhere. Main thread only; the
/// stores of text and media are the owner's and outlive the canvas.

#include "renderer/canvas.hpp"
#include "renderer/sdl/handles.hpp"
#include "renderer/sdl/media.hpp"
#include "renderer/sdl/text_cache.hpp"

namespace panggil::sdl {

class SurfaceCanvas final : public screen::Canvas {
public:
    SurfaceCanvas(Size size, TextCache& text, Media& media);

    [[nodiscard]] Size size() const override { return size_; }

    void set_clip(const Rect& clip) override;
    void clear(Color color) override;
    void draw(const BoxMark& mark, std::uint8_t opacity) override;
    void draw(const TextMark& mark, std::uint8_t opacity) override;
    void draw(const ShapeMark& mark, std::uint8_t opacity) override;
    void draw(const ImageMark& mark, std::uint8_t opacity) override;
    void draw(const FilmMark& mark, std::uint8_t opacity) override;

    /// Takes a new size; the picture is black until it is painted.
    void resize(Size size);

    [[nodiscard]] SDL_Surface& surface() const { return *surface_; }

    [[nodiscard]] std::uint32_t pixel(int x, int y) const { return pixels_.row(y)[x]; }

private:
    TextCache* text_;
    Media* media_;
    Size size_;
    Surface surface_;
    Pixels pixels_;
};

} // namespace panggil::sdl

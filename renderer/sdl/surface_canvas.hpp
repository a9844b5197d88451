// SPDX-License-Identifier: MIT
#pragma once
/// SurfaceCanvas: a picture in main memory that SDL can put on a screen or into a file. It keeps
/// what was painted until it is painted over, and is opaque everywhere. The memory is its own, or
/// that of a window's surface, so that nothing has to be copied there. Main thread only; the stores
/// of text and media are the owner's and outlive the canvas.

#include "renderer/canvas.hpp"
#include "renderer/sdl/handles.hpp"
#include "renderer/sdl/media.hpp"
#include "renderer/sdl/run_strips.hpp"
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
    void draw(const RunMark& mark, std::uint8_t opacity) override;
    void run(const RunMark& mark, std::uint8_t opacity, Color ground) override;

    /// Takes a new size, in memory of its own; the picture is black until it is painted.
    void resize(Size size);

    /// From now on paints straight into this surface, which is the window system's and stays until
    /// the next call of this or of resize(); the picture is black until it is painted. False, and
    /// nothing has changed, when its pixels are of another kind.
    [[nodiscard]] bool paint_into(SDL_Surface& window_surface);

    [[nodiscard]] SDL_Surface& surface() const { return *surface_; }

    /// False for another surface that has come to stand at the address of the one it paints into.
    [[nodiscard]] bool paints_into(const SDL_Surface* surface) const {
        return surface_ == surface && surface->userdata == this;
    }

    [[nodiscard]] std::uint32_t pixel(int x, int y) const { return pixels_.row(y)[x]; }

private:
    TextCache* text_;
    Media* media_;
    Size size_;
    void take(SDL_Surface& surface);

    Surface own_;                    ///< null while it paints into a window's
    SDL_Surface* surface_ = nullptr; ///< own_ or the window's
    Pixels pixels_;
    RunStrips strips_;
};

} // namespace panggil::sdl

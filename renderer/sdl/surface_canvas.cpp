// SPDX-License-Identifier: MIT
#include "renderer/sdl/surface_canvas.hpp"

#include "renderer/sdl/drawing.hpp"

#include <memory>
#include <new>
#include <sys/mman.h>
#include <unistd.h>

namespace panggil::sdl {

namespace {

constexpr Uint32 picture_format = SDL_PIXELFORMAT_XRGB8888;

/// Asks for all its memory at once, which takes half as long as page by page when it is painted.
/// A system that does not know how (Linux before 5.14) gives it page by page.
void fetch([[maybe_unused]] const SDL_Surface& surface) {
#if defined(MADV_POPULATE_WRITE)
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    void* begin = surface.pixels;
    std::size_t bytes =
        static_cast<std::size_t>(surface.pitch) * static_cast<std::size_t>(surface.h);
    if (std::align(page, page, begin, bytes) != nullptr) {
        static_cast<void>(madvise(begin, bytes - bytes % page, MADV_POPULATE_WRITE));
    }
#endif
}

} // namespace

SurfaceCanvas::SurfaceCanvas(Size size, TextCache& text, Media& media)
    : text_(&text), media_(&media) {
    resize(size);
}

void SurfaceCanvas::resize(Size size) {
    size_ = {std::max(1, size.width), std::max(1, size.height)};
    // The format of window surfaces nearly everywhere: showing is then a plain copy of memory.
    own_.reset(SDL_CreateRGBSurfaceWithFormat(0, size_.width, size_.height, 32, picture_format));
    if (!own_) {
        throw std::bad_alloc(); // no memory for one picture: nothing sensible is left to do
    }
    SDL_SetSurfaceBlendMode(own_.get(), SDL_BLENDMODE_NONE);
    take(*own_);
}

bool SurfaceCanvas::paint_into(SDL_Surface& window_surface) {
    if (window_surface.format->format != picture_format || SDL_MUSTLOCK(&window_surface) ||
        window_surface.w <= 0 || window_surface.h <= 0) {
        return false;
    }
    own_.reset();
    window_surface.userdata = this; // a new one bears no mark, wherever it is in memory
    take(window_surface);
    return true;
}

void SurfaceCanvas::take(SDL_Surface& surface) {
    fetch(surface);
    surface_ = &surface;
    size_ = {surface.w, surface.h};
    const Rect whole{0, 0, size_.width, size_.height};
    pixels_ = {static_cast<std::uint32_t*>(surface.pixels), surface.pitch / 4, whole};
    clear({0, 0, 0, 255});
}

void SurfaceCanvas::set_clip(const Rect& clip) {
    pixels_.clip = intersect(clip, {0, 0, size_.width, size_.height});
}

void SurfaceCanvas::clear(Color color) {
    for (int y = pixels_.clip.y; y < pixels_.clip.bottom(); ++y) {
        blend_span(pixels_.row(y), pixels_.clip.x, pixels_.clip.right(), packed(color), 255);
    }
}

void SurfaceCanvas::draw(const BoxMark& mark, std::uint8_t opacity) {
    draw_box(pixels_, mark, opacity);
}

void SurfaceCanvas::draw(const TextMark& mark, std::uint8_t opacity) {
    text_->draw(pixels_, mark, opacity);
}

void SurfaceCanvas::draw(const ShapeMark& mark, std::uint8_t opacity) {
    draw_shape(pixels_, mark, opacity);
}

void SurfaceCanvas::draw(const ImageMark& mark, std::uint8_t opacity) {
    media_->images.draw(pixels_, mark, opacity);
}

void SurfaceCanvas::draw(const FilmMark& mark, std::uint8_t opacity) {
    media_->films.draw(pixels_, mark, opacity);
}

void SurfaceCanvas::draw(const RunMark& mark, std::uint8_t opacity) {
    draw_run(pixels_, mark, opacity, *text_);
}

void SurfaceCanvas::run(const RunMark& mark, std::uint8_t opacity, Color ground) {
    strips_.draw(pixels_, mark, opacity, ground, *text_);
}

} // namespace panggil::sdl

// SPDX-License-Identifier: MIT
#include "renderer/sdl/photo.hpp"

#include "renderer/sdl/handles.hpp"

#include <SDL_image.h>

#include <algorithm>

namespace panggil::sdl {

namespace {

/// Smaller than this nothing can be recognised.
constexpr int narrowest = 160;

Problem unmade(const std::string& why) {
    return {"picture.not_made", "picture", "could not be made: " + why, "try again in a moment",
            "Gambar layar tidak bisa dibuat. Coba lagi sebentar."};
}

/// Where the library writes to: memory that grows up to a limit.
class Sink {
public:
    explicit Sink(std::size_t most) : most_(most), stream_(SDL_AllocRW()) {
        if (stream_ != nullptr) {
            stream_->type = SDL_RWOPS_UNKNOWN;
            stream_->hidden.unknown.data1 = this;
            stream_->size = [](SDL_RWops*) -> Sint64 { return -1; };
            stream_->seek = [](SDL_RWops*, Sint64, int) -> Sint64 { return -1; };
            stream_->read = [](SDL_RWops*, void*, std::size_t, std::size_t) -> std::size_t {
                return 0;
            };
            stream_->write = [](SDL_RWops* stream, const void* bytes, std::size_t size,
                                std::size_t count) -> std::size_t {
                return static_cast<Sink*>(stream->hidden.unknown.data1)
                    ->add(static_cast<const char*>(bytes), size, count);
            };
            stream_->close = [](SDL_RWops*) { return 0; };
        }
    }

    ~Sink() { SDL_FreeRW(stream_); }

    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;

    [[nodiscard]] SDL_RWops* stream() const { return stream_; }

    [[nodiscard]] bool is_full() const { return is_full_; }

    [[nodiscard]] std::string take() { return std::move(bytes_); }

private:
    std::size_t add(const char* bytes, std::size_t size, std::size_t count) {
        // What does not fit is not kept, but the library is told that it was: not every version
        // of it looks, and nobody reads what is not whole.
        is_full_ = is_full_ || bytes_.size() + size * count > most_;
        if (!is_full_) {
            bytes_.append(bytes, size * count);
        }
        return count;
    }

    std::size_t most_;
    std::string bytes_;
    bool is_full_ = false;
    SDL_RWops* stream_;
};

Surface scaled(SDL_Surface& picture, int width) {
    const int height = std::max(1, picture.h * width / picture.w);
    Surface small(SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, picture.format->format));
    if (small == nullptr || SDL_SoftStretchLinear(&picture, nullptr, small.get(), nullptr) != 0) {
        return nullptr;
    }
    return small;
}

/// Ever narrower until it is small enough.
Result<std::string> develop(SDL_Surface& picture, int widest, std::size_t most_bytes) {
    for (int width = std::min(widest, picture.w);; width = width * 2 / 3) {
        const Surface small = width < picture.w ? scaled(picture, width) : nullptr;
        if (width < picture.w && small == nullptr) {
            return unmade(SDL_GetError());
        }
        Sink sink(most_bytes);
        if (sink.stream() == nullptr ||
            IMG_SavePNG_RW(small ? small.get() : &picture, sink.stream(), 0) != 0) {
            return unmade(SDL_GetError());
        }
        if (!sink.is_full()) {
            return sink.take();
        }
        if (width <= narrowest) {
            return unmade("it is too large");
        }
    }
}

} // namespace

screen::Photo photo_of(SDL_Surface& picture, int widest, std::size_t most_bytes) {
    const std::shared_ptr<SDL_Surface> copy(SDL_DuplicateSurface(&picture), CloseSurface{});
    if (copy != nullptr) {
        SDL_SetSurfaceBlendMode(copy.get(), SDL_BLENDMODE_NONE);
    }
    return [copy, widest, most_bytes]() -> Result<std::string> {
        return copy == nullptr ? Result<std::string>(unmade("no memory"))
                               : develop(*copy, widest, most_bytes);
    };
}

} // namespace panggil::sdl

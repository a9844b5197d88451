// SPDX-License-Identifier: MIT
#pragma once
/// ImageStore: pictures at the sizes in which they are shown. A vector file is drawn at the wanted
/// size, any other is decoded and resized to it; both happen once. A file that cannot be read is
/// remembered as such, so that it paints nothing and is reported once. Main thread only.

#include "core/result.hpp"
#include "renderer/sdl/handles.hpp"
#include "renderer/sdl/pixels.hpp"

#include <map>
#include <utility>

namespace panggil::sdl {

class ImageStore {
public:
    /// The picture's own size; 0 x 0 when it cannot be read.
    [[nodiscard]] Size nominal(const std::string& path);
    void draw(const Pixels& pixels, const ImageMark& mark, std::uint8_t opacity);
    [[nodiscard]] Problems take_problems();
    /// Reads every file anew at its next use.
    void forget();

private:
    using Key = std::pair<std::string, std::pair<int, int>>;

    [[nodiscard]] SDL_Surface* at_size(const std::string& path, Size size);
    [[nodiscard]] Surface load(const std::string& path, Size size);
    void report(const std::string& path, const char* why);

    std::map<Key, Surface> scaled_;
    std::pair<std::string, Surface> just_read_; ///< at its own size, until it is drawn
    std::map<std::string, Size> nominal_;
    std::map<std::string, Problem> broken_;
    std::size_t kept_bytes_ = 0;
    Problems problems_;
};

} // namespace panggil::sdl

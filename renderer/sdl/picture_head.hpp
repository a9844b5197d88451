// SPDX-License-Identifier: MIT
#pragma once
/// How large a picture file says it is, by the libraries that decode it and without making room for
/// its pixels: a file of 50,000 pixels a side is known as such before it costs ten gigabytes. Any
/// thread; may wait for the disk.

#include "core/geometry.hpp"
#include "core/result.hpp"

#include <string>

namespace panggil::sdl {

/// Twice the side of a 4K glass, for pictures that are cut to their place.
constexpr int largest_picture = 8192;

/// PNG, JPEG and WebP, whatever the file is called. Fails with media.broken or media.too_large.
[[nodiscard]] Result<Size> picture_size(const std::string& path);

} // namespace panggil::sdl

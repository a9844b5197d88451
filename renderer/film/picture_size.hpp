// SPDX-License-Identifier: MIT
#pragma once
/// How large a picture file says it is, without making room for its pixels: a file of 50,000 pixels
/// a side is known as such before it costs ten gigabytes.

#include "core/geometry.hpp"
#include "core/result.hpp"

#include <string>

namespace panggil::film {

/// Twice the side of a 4K glass, for pictures that are cut to their place.
constexpr int largest_picture = 8192;

/// PNG, JPEG and WebP. Fails with media.broken or media.too_large. May wait for the disk.
[[nodiscard]] Result<Size> picture_size(const std::string& path);

} // namespace panggil::film

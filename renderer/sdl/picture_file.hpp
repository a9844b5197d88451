// SPDX-License-Identifier: MIT
#pragma once
/// Picture files: PNG, JPEG, WebP and SVG, read as large as they are shown. Any thread; may wait
/// for the disk. Fails with media.broken or media.too_large.

#include "core/geometry.hpp"
#include "core/result.hpp"
#include "renderer/sdl/handles.hpp"

#include <string>

namespace panggil::sdl {

/// The picture's own size in pixels; of a drawing only the shape counts.
[[nodiscard]] Result<Size> measure_picture(const std::string& path);

/// Its pixels, ARGB8888, at exactly this size. A drawing is made at it, any other is resized.
[[nodiscard]] Result<Surface> read_picture(const std::string& path, Size size);

} // namespace panggil::sdl

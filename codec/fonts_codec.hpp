// SPDX-License-Identifier: MIT
#pragma once
/// fonts.json, the table of faces and files that a site may edit, as a value. What is wrong names
/// its place in the file.

#include "core/font_faces.hpp"
#include "core/result.hpp"

#include <string_view>

namespace panggil::codec {

[[nodiscard]] Result<FontFaces> read_font_faces(std::string_view bytes);

} // namespace panggil::codec

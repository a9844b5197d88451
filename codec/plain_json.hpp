// SPDX-License-Identifier: MIT
#pragma once
/// JSON as people write it -> JSON as the library reads it: comments and trailing commas become
/// blanks, so that every other letter keeps its place.

#include <string>
#include <string_view>

namespace panggil::codec {

[[nodiscard]] std::string plain_json(std::string_view text);

} // namespace panggil::codec

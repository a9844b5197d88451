// SPDX-License-Identifier: MIT
#pragma once
/// The gate before the JSON library: what passes is UTF-8 of bounded size and depth, without NUL,
/// floats, control or bidi-override characters, and no object has a name twice. Private to codec.
/// (nlohmann 3.11 takes "1\0" for a number, and copying a document of depth 100,000 overflows the
/// stack: hence the checks before and after parsing.)

#include "core/result.hpp"

#include <nlohmann/json.hpp>

#include <string_view>

namespace panggil::codec {

/// Fractions belong to files that people write, never to the wire.
enum class Fractions { Refused, Allowed };

[[nodiscard]] Result<nlohmann::json> parse_strictly(std::string_view bytes, std::size_t most_bytes,
                                                    int most_depth,
                                                    Fractions fractions = Fractions::Refused);

} // namespace panggil::codec

// SPDX-License-Identifier: MIT
#pragma once
/// Bytes as text, for messages that are text (RFC 4648, with padding).

#include <optional>
#include <string>
#include <string_view>

namespace panggil::codec {

[[nodiscard]] std::string to_base64(std::string_view bytes);
/// Nothing when it is not what to_base64() makes of some bytes.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

/// How long the text of so many bytes is.
[[nodiscard]] constexpr std::size_t base64_length(std::size_t bytes) {
    return (bytes + 2) / 3 * 4;
}

} // namespace panggil::codec

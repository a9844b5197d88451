// SPDX-License-Identifier: MIT
#include "codec/base64.hpp"

#include <sodium.h>

namespace panggil::codec {

std::string to_base64(std::string_view bytes) {
    // The library writes a zero at the end, where the string has one.
    std::string text(base64_length(bytes.size()), '\0');
    sodium_bin2base64(text.data(), text.size() + 1,
                      reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    std::string bytes(text.size() / 4 * 3, '\0');
    std::size_t length = 0;
    const int fault =
        sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &length, nullptr, sodium_base64_VARIANT_ORIGINAL);
    if (fault != 0) {
        return std::nullopt;
    }
    bytes.resize(length);
    return bytes;
}

} // namespace panggil::codec

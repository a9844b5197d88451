// SPDX-License-Identifier: MIT
#pragma once
/// What may be the id of a command: 1 to 64 letters, digits and signs of ASCII, without spaces.

#include <algorithm>
#include <string_view>

namespace panggil {

inline constexpr std::size_t longest_request_id = 64;

[[nodiscard]] inline bool is_request_id(std::string_view text) {
    return !text.empty() && text.size() <= longest_request_id &&
           std::ranges::all_of(text, [](char letter) { return letter > ' ' && letter < '\x7F'; });
}

} // namespace panggil

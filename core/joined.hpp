// SPDX-License-Identifier: MIT
#pragma once
/// Words in a row, as people list them: "F, G, H". "" for none.

#include <string>
#include <string_view>

namespace panggil {

template <class Words>
[[nodiscard]] std::string joined(const Words& words, std::string_view between = ", ") {
    std::string text;
    for (const auto& word : words) {
        if (!text.empty()) {
            text += between;
        }
        text += word;
    }
    return text;
}

} // namespace panggil

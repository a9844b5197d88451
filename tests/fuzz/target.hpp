// SPDX-License-Identifier: MIT
#pragma once
/// What the fuzz targets share. A target takes any bytes through the product's own code and says
/// what must hold whatever they are; a crash, a sanitizer's report or a broken promise ends the
/// program. The fuzzer and our own runner (runner.cpp) call a target by the same name.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

/// libFuzzer's name. Takes one input; the same input does the same each time.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace panggil::fuzz {

/// A promise of the code under test; broken, it ends the program as a crash does.
inline void must(bool holds, const char* what) {
    if (!holds) {
        std::fprintf(stderr, "broken promise: %s\n", what);
        std::abort();
    }
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// The parts of an input of several: messages, one a line.
inline std::vector<std::string_view> parts_of(std::string_view text, std::string_view separator,
                                              std::size_t most) {
    std::vector<std::string_view> parts;
    while (parts.size() < most) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            break;
        }
        text.remove_prefix(end + separator.size());
    }
    return parts;
}

} // namespace panggil::fuzz

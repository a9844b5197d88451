// SPDX-License-Identifier: MIT
#pragma once
/// Golden files: a text that is compared with what was written before. After a change that is
/// wanted, PANGGIL_REBASELINE=1 writes them anew; the difference is read in review.

#include "tests/catch.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace panggil::testing {

/// A file as seen from the root of the tree.
inline std::string read_text(const std::string& file) {
    std::ifstream in(std::string(PANGGIL_SOURCE_DIR) + '/' + file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// `file` as seen from the root of the tree.
inline void check_golden(const std::string& file, const std::string& text) {
    const std::string path = std::string(PANGGIL_SOURCE_DIR) + '/' + file;
    if (std::getenv("PANGGIL_REBASELINE") != nullptr) {
        std::ofstream(path, std::ios::binary) << text;
    }
    std::ifstream golden(path, std::ios::binary);
    INFO("golden file " << file << "; PANGGIL_REBASELINE=1 writes it anew");
    CHECK(text == std::string(std::istreambuf_iterator<char>(golden), {}));
}

} // namespace panggil::testing

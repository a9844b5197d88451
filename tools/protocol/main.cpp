// SPDX-License-Identifier: MIT
// panggil-protocol FOLDER: writes the protocol's pages below FOLDER. For developers; `ctest` says
// when it is due.
#include "codec/protocol/pages.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>

int main(int count, char** words) {
    if (count != 2) {
        std::fputs(
            "usage: panggil-protocol FOLDER\nExample:\n  build/panggil-protocol docs/protocol\n",
            stderr);
        return 2;
    }
    for (const panggil::codec::Page& page : panggil::codec::protocol_pages()) {
        const std::filesystem::path file = std::filesystem::path(words[1]) / page.name;
        std::error_code ignored;
        std::filesystem::create_directories(file.parent_path(), ignored);
        std::ofstream out(file, std::ios::binary);
        out << page.text;
        out.close();
        if (!out) {
            std::fprintf(stderr, "panggil-protocol: %s: cannot be written; is the folder yours?\n",
                         file.c_str());
            return 1;
        }
    }
}

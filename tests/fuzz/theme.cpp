// SPDX-License-Identifier: MIT
// A theme that an office has written, in each of its modes.
#include "core/theme.hpp"

#include "codec/tree_codec.hpp"
#include "core/file_fields.hpp"
#include "renderer/layout_check.hpp"
#include "tests/fuzz/target.hpp"

using namespace panggil;
using panggil::fuzz::must;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Places places{1};
    Problems twice;
    const auto tree =
        codec::decode_tree(fuzz::text_of(data, size), "layouts/themes/uji.json", places, &twice);
    if (!tree) {
        return 0;
    }
    static_cast<void>(screen::check_file(tree.value(), theme_file_fields(), places, "uji.json"));
    constexpr std::size_t most_modes = 8;
    Problems problems;
    std::vector<std::string> modes = theme_of(tree.value(), "", places, problems).modes;
    modes.resize(std::min(modes.size(), most_modes));
    modes.emplace_back("tidak-ada");
    for (const std::string& mode : modes) {
        const Theme theme = theme_of(tree.value(), mode, places, problems);
        for (const auto& [name, font] : theme.fonts) {
            must(theme.font(name) == font, "a font is found by its name");
        }
        for (const auto& [name, color] : theme.colors) {
            // What begins with # is always a colour itself.
            must(name.starts_with('#') || theme.color(name) == color, "a colour has its name");
        }
        static_cast<void>(theme.motion("panggil"));
        static_cast<void>(theme.font(""));
    }
    return 0;
}

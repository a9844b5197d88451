// SPDX-License-Identifier: MIT
#include "codec/layout_codec.hpp"

#include "codec/layout_files.hpp"
#include "core/nearest_name.hpp"

#include <algorithm>
#include <array>

namespace panggil::codec {

namespace fs = std::filesystem;

namespace {

constexpr int newest_version = 1;

/// The members of a layout file. `overlays` are read by the schedule, not by the layout.
constexpr std::array<std::string_view, 13> layout_keys{
    "$schema", "version",    "name",    "kind",      "note",     "extends", "theme",
    "canvas",  "background", "strings", "playlists", "overlays", "root"};

constexpr std::array<std::string_view, 9> theme_keys{
    "$schema", "version", "name", "note", "colors", "fonts", "motion", "legibility", "modes"};

void check_keys(const Tree& tree, std::span<const std::string_view> known, LayoutFiles& files) {
    if (tree.object() == nullptr) {
        return;
    }
    for (const auto& [key, value] : *tree.object()) {
        if (std::ranges::find(known, key) == known.end()) {
            const std::string meant(nearest_name(key, known));
            files.complain("layout.unknown_key", value, "\"" + key + "\" is no key of this file",
                           meant.empty() ? "layouts/README.md lists them"
                                         : "did you mean \"" + meant + "\"?");
        }
    }
}

void read_canvas(Layout& layout, const Tree& canvas, LayoutFiles& files) {
    if (canvas.is_nothing()) {
        return;
    }
    const Tree::List* sides = canvas.list();
    const auto side = [&](std::size_t at) {
        const double* number =
            sides != nullptr && sides->size() == 2 ? sides->at(at).number() : nullptr;
        return number != nullptr && *number >= 100 && *number <= 16'384 ? static_cast<int>(*number)
                                                                        : 0;
    };
    if (side(0) == 0 || side(1) == 0) {
        files.complain("layout.bad_canvas", canvas, "is not [width, height] between 100 and 16384",
                       "1920 by 1080 is used");
        return;
    }
    layout.canvas = {side(0), side(1)};
}

void read_theme(Layout& layout, const Tree& merged, std::string_view mode, LayoutFiles& files) {
    const Tree& path = merged.at("theme");
    if (path.text() != nullptr && !path.text()->empty()) {
        const Result<Tree> tree = files.read_tree(*path.text());
        if (tree) {
            check_keys(tree.value(), theme_keys, files);
            layout.theme = theme_of(tree.value(), mode, files.places, files.problems);
        } else {
            files.problems.push_back(tree.problem());
        }
    }
    if (layout.theme.colors.empty()) {
        // Its colours' names would mean nothing: numbers in no colour on no colour.
        const std::string name = layout.name;
        layout = emergency_layout();
        layout.name = name;
        files.complain("layout.no_theme", path.is_nothing() ? merged : path, "gives no colours",
                       "the plain screen is shown");
    }
}

} // namespace

Result<LoadedLayout> load_layout(const fs::path& file, const fs::path& site, std::string_view mode,
                                 const ReadFile& read) {
    std::error_code ignored;
    const fs::path path = fs::weakly_canonical(file, ignored);
    LayoutFiles files(site, read);
    const Result<Tree> tree = files.read_extended(path);
    if (!tree) {
        return tree.problem();
    }
    const Tree& merged = tree.value();
    const std::string where = files.shown(path);
    if (merged.at("root").object() == nullptr) {
        return Problem{"layout.no_root", where + "#/root", "is missing: this is not a layout",
                       "a layout has \"root\": { \"widget\": … }", ""};
    }
    if (merged.number_or("version", newest_version) > newest_version) {
        return Problem{"layout.too_new", files.places.at(merged.at("version").place()),
                       "is newer than this program understands",
                       "update panggil-screen, or write version 1", ""};
    }
    check_keys(merged, layout_keys, files);
    LoadedLayout loaded;
    Layout& layout = loaded.layout;
    layout.name = merged.text_or("name", where);
    layout.background = merged.text_or("background", "paper");
    layout.strings = merged.at("strings");
    layout.playlists = merged.at("playlists");
    layout.root = files.expanded(merged.at("root"));
    read_canvas(layout, merged.at("canvas"), files);
    read_theme(layout, merged, mode, files);
    layout.places = std::move(files.places);
    loaded.problems = std::move(files.problems);
    return loaded;
}

} // namespace panggil::codec

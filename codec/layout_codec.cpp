// SPDX-License-Identifier: MIT
#include "codec/layout_codec.hpp"

#include "codec/layout_files.hpp"
#include "core/file_fields.hpp"
#include "core/layout_migration.hpp"

#include <algorithm>
#include <iterator>

namespace panggil::codec {

namespace fs = std::filesystem;

namespace {

void check_keys(const Tree& tree, std::span<const FieldSpec> fields, LayoutFiles& files) {
    if (tree.object() == nullptr) {
        return;
    }
    std::vector<std::string_view> known;
    std::ranges::transform(fields, std::back_inserter(known), &FieldSpec::key);
    for (const auto& [key, value] : *tree.object()) {
        if (std::ranges::find(known, key) == known.end()) {
            files.complain_of_key("layout.unknown_key", value, {key, meant(key, known)});
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
        files.complain("layout.bad_canvas", canvas, {});
        return;
    }
    layout.canvas = {side(0), side(1)};
}

void read_theme(Layout& layout, const Tree& merged, std::string_view mode, LayoutFiles& files) {
    const Tree& path = merged.at("theme");
    if (path.text() != nullptr && !path.text()->empty()) {
        const Result<Tree> tree = files.read_tree(*path.text(), theme_file_fields());
        if (tree) {
            check_keys(tree.value(), theme_file_fields(), files);
            layout.theme = theme_of(tree.value(), mode, files.places, files.problems);
        } else {
            files.whole = false;
            files.problems.push_back(tree.problem());
        }
    }
    files.whole = files.whole && !(path.text() != nullptr && path.text()->empty());
    if (layout.theme.colors.empty()) {
        // Its colours' names would mean nothing: numbers in no colour on no colour.
        const std::string name = layout.name;
        layout = emergency_layout();
        layout.name = name;
        if (files.whole) { // else the cause is told already
            files.complain("layout.no_theme", path.is_nothing() ? merged : path, {});
        }
    }
}

} // namespace

Result<LoadedLayout> load_layout(const fs::path& file, const fs::path& site, std::string_view mode,
                                 const ReadFile& read, const FileExists& exists) {
    std::error_code ignored;
    const fs::path path = fs::weakly_canonical(file, ignored);
    LayoutFiles files(site, read, exists);
    const Result<Tree> tree = files.read_extended(path);
    if (!tree) {
        return tree.problem();
    }
    const Tree& merged = tree.value();
    const std::string where = files.shown(path);
    if (merged.at("root").object() == nullptr) {
        if (!files.whole && !files.problems.empty()) {
            return files.problems.back(); // the root would stand in what is missing
        }
        return diagnose("layout.no_root", where, {});
    }
    if (layout_version_of(merged) > newest_layout) {
        return diagnose("layout.too_new", to_text(files.places.at(merged.at("version").place())),
                        {std::to_string(newest_layout)});
    }
    check_keys(merged, layout_file_fields(), files);
    LoadedLayout loaded;
    Layout& layout = loaded.layout;
    layout.name = merged.text_or("name", where);
    layout.background = merged.text_or("background", "paper");
    layout.strings = merged.at("strings");
    layout.playlists = merged.at("playlists");
    layout.root = files.expanded(merged.at("root"));
    layout.tables = files.tables_of(layout.root);
    read_canvas(layout, merged.at("canvas"), files);
    read_theme(layout, merged, mode, files);
    layout.places = std::move(files.places);
    loaded.problems = std::move(files.problems);
    loaded.whole = files.whole;
    return loaded;
}

} // namespace panggil::codec

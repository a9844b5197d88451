// SPDX-License-Identifier: MIT
#include "codec/layout_codec.hpp"

#include <algorithm>
#include <optional>
#include <system_error>

namespace panggil::codec {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t deepest_chain = 8;

bool is_inside(const fs::path& path, const fs::path& folder) {
    const fs::path relative = path.lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
}

/// One load: remembers the site, how to read, and what went wrong.
class Loader {
public:
    Loader(const fs::path& site, const ReadFile& read)
        : site_(fs::weakly_canonical(site, ignored_)), read_(&read) {}

    Result<Tree> read_tree(const fs::path& file) {
        const Result<std::string> text = (*read_)(file);
        if (!text) {
            return text.problem();
        }
        return decode_tree(text.value(), shown(file));
    }

    /// The file with everything it extends merged beneath it, its relative paths resolved.
    Result<Tree> read_extended(const fs::path& file, std::vector<fs::path> chain = {}) {
        if (const auto knot = knot_in(chain, file, "layout.extends_cycle"); knot) {
            return *knot;
        }
        Result<Tree> tree = read_tree(file);
        if (!tree) {
            return tree;
        }
        chain.push_back(file);
        Tree own = resolved(std::move(tree).value(), file.parent_path());
        const std::string base = own.text_or("extends");
        if (base.empty()) {
            return own;
        }
        Result<Tree> below = read_extended(base, chain);
        if (!below) {
            return below;
        }
        return merge_patch(std::move(below).value(), own);
    }

    /// Every {"use": part} replaced by the part's root, the zone's own keys over it.
    Tree expanded(Tree tree, std::vector<fs::path> chain = {}) {
        const std::string part = tree.text_or("use");
        if (!part.empty()) {
            tree = with_part(std::move(tree), part, chain);
            chain.emplace_back(part);
        }
        if (Tree::Object* members = tree.object(); members != nullptr) {
            for (auto& [key, member] : *members) {
                member = expanded(std::move(member), chain);
            }
        } else if (const Tree::List* items = tree.list(); items != nullptr) {
            Tree::List changed;
            for (const Tree& item : *items) {
                changed.push_back(expanded(item, chain));
            }
            tree = Tree(std::move(changed));
        }
        return tree;
    }

    /// First beside the stating file, then in the site; "" with a Problem when it would leave the
    /// site.
    std::string resolve(const std::string& path, const fs::path& folder) {
        const fs::path asked(path);
        for (const fs::path& root : {folder, site_}) {
            const fs::path candidate = fs::weakly_canonical(root / asked, ignored_);
            if (!asked.is_absolute() && is_inside(candidate, site_) &&
                fs::exists(candidate, ignored_)) {
                return candidate.string();
            }
        }
        const fs::path named =
            fs::weakly_canonical(asked.is_absolute() ? asked : site_ / asked, ignored_);
        if (asked.is_absolute() && is_inside(named, site_)) {
            return named.string(); // already resolved by an earlier pass
        }
        problems.push_back(
            is_inside(named, site_) && !asked.is_absolute()
                ? Problem{"layout.missing_file", shown(folder) + '/' + path, "does not exist",
                          "looked beside the layout and in the site folder", ""}
                : Problem{"layout.outside_site", path, "leads out of the site folder",
                          "put the file into the site and name it relatively", ""});
        return named.string();
    }

    [[nodiscard]] std::string shown(const fs::path& file) const {
        const fs::path relative = fs::weakly_canonical(file, ignored_).lexically_relative(site_);
        return relative.empty() || *relative.begin() == ".." ? file.string() : relative.string();
    }

    Problems problems;

private:
    [[nodiscard]] std::optional<Problem> knot_in(const std::vector<fs::path>& chain,
                                                 const fs::path& file, const char* code) const {
        const bool again = std::ranges::find(chain, file) != chain.end();
        if (!again && chain.size() < deepest_chain) {
            return std::nullopt;
        }
        std::string way;
        for (const fs::path& step : chain) {
            way += shown(step) + " -> ";
        }
        return Problem{code, way + shown(file),
                       again ? "goes round in a circle" : "is a chain of more than eight files",
                       "take one of these references out", ""};
    }

    Tree with_part(Tree zone, const std::string& part, const std::vector<fs::path>& chain) {
        zone.object()->erase("use");
        if (const auto knot = knot_in(chain, part, "layout.use_cycle"); knot) {
            problems.push_back(*knot);
            return zone;
        }
        Result<Tree> tree = read_tree(part);
        if (!tree) {
            problems.push_back(tree.problem());
            return zone;
        }
        const Tree root = resolved(tree.value().at("root"), fs::path(part).parent_path());
        return merge_patch(root, zone);
    }

    /// Members that name files are made absolute, so that a file's meaning does not depend on who
    /// includes it.
    Tree resolved(Tree tree, const fs::path& folder) {
        if (Tree::Object* members = tree.object(); members != nullptr) {
            for (auto& [key, member] : *members) {
                const bool names_file =
                    key == "use" || key == "extends" || key == "src" || key == "theme";
                if (names_file && member.text() != nullptr && !member.text()->empty()) {
                    member = Tree(resolve(*member.text(), folder));
                } else if (key != "text" && key != "note") {
                    member = resolved(std::move(member), folder);
                }
            }
        } else if (const Tree::List* items = tree.list(); items != nullptr) {
            Tree::List changed;
            for (const Tree& item : *items) {
                changed.push_back(resolved(item, folder));
            }
            tree = Tree(std::move(changed));
        }
        return tree;
    }

    mutable std::error_code ignored_;
    fs::path site_;
    const ReadFile* read_;
};

void read_canvas(Layout& layout, const Tree& tree, const std::string& where, Problems& problems) {
    const Tree::List* canvas = tree.at("canvas").list();
    if (canvas == nullptr) {
        return;
    }
    const auto side = [&](std::size_t at) {
        const double* number = canvas->size() == 2 ? canvas->at(at).number() : nullptr;
        return number != nullptr && *number >= 100 && *number <= 16'384 ? static_cast<int>(*number)
                                                                        : 0;
    };
    if (side(0) == 0 || side(1) == 0) {
        problems.push_back({"layout.bad_canvas", where + "#/canvas",
                            "is not [width, height] between 100 and 16384", "1920 by 1080 is used",
                            ""});
        return;
    }
    layout.canvas = {side(0), side(1)};
}

} // namespace

Result<LoadedLayout> load_layout(const fs::path& file, const fs::path& site, std::string_view mode,
                                 const ReadFile& read) {
    std::error_code ignored;
    const fs::path path = fs::weakly_canonical(file, ignored);
    Loader loader(site, read);
    Result<Tree> tree = loader.read_extended(path);
    if (!tree) {
        return tree.problem();
    }
    const Tree& merged = tree.value();
    const std::string where = loader.shown(path);
    if (merged.at("root").object() == nullptr) {
        return Problem{"layout.no_root", where + "#/root", "is missing: this is not a layout",
                       "a layout has \"root\": { \"widget\": … }", ""};
    }
    if (merged.number_or("version", 1) > 1) {
        return Problem{"layout.too_new", where + "#/version",
                       "is newer than this program understands",
                       "update panggil-screen, or write version 1", ""};
    }
    LoadedLayout loaded;
    Layout& layout = loaded.layout;
    layout.name = merged.text_or("name", where);
    layout.background = merged.text_or("background", "paper");
    layout.strings = merged.at("strings");
    layout.playlists = merged.at("playlists");
    layout.root = loader.expanded(merged.at("root"));
    read_canvas(layout, merged, where, loader.problems);
    if (const std::string theme = merged.text_or("theme"); !theme.empty()) {
        const Result<Tree> theme_tree = loader.read_tree(theme);
        if (theme_tree) {
            layout.theme = theme_of(theme_tree.value(), mode);
            if (!mode.empty() && mode != "terang" &&
                theme_tree.value().at("modes").at(mode).is_nothing()) {
                loader.problems.push_back({"theme.unknown_mode", loader.shown(theme),
                                           "has no mode \"" + std::string(mode) + '"',
                                           "its own colours are used", ""});
            }
        } else {
            loader.problems.push_back(theme_tree.problem());
        }
    }
    if (layout.theme.colors.empty()) {
        layout.theme = emergency_layout().theme;
        loader.problems.push_back(
            {"layout.no_theme", where + "#/theme", "gives no colours", "plain ones are used", ""});
    }
    loaded.problems = std::move(loader.problems);
    return loaded;
}

} // namespace panggil::codec

// SPDX-License-Identifier: MIT
#include "codec/layout_files.hpp"

#include "codec/table_codec.hpp"
#include "codec/tree_codec.hpp"
#include "core/layout_migration.hpp"

#include <algorithm>
#include <array>

namespace panggil::codec {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t deepest_chain = 8;
/// Parts that use parts could otherwise multiply without end.
constexpr std::size_t most_parts = 500;

constexpr std::array<std::string_view, 10> keys_of_files{
    "extends", "use", "src", "theme", "table", "fallback", "image", "video", "show", "holidays"};

} // namespace

LayoutFiles::LayoutFiles(const fs::path& site, const ReadFile& read)
    : site_(fs::weakly_canonical(site, ignored_)), read_(&read) {}

void LayoutFiles::complain(std::string_view name, const Tree& at,
                           std::initializer_list<Words2> words) {
    problems.push_back(diagnose(name, to_text(places.at(at.place())), words));
}

void LayoutFiles::complain_of_key(std::string_view name, const Tree& at,
                                  std::initializer_list<Words2> words) {
    problems.push_back(diagnose(name, to_text_of_key(places.at(at.place())), words));
}

std::string LayoutFiles::shown(const fs::path& file) const {
    const fs::path canonical = fs::weakly_canonical(file, ignored_);
    return in_site(canonical) ? canonical.lexically_relative(site_).string() : file.string();
}

bool LayoutFiles::in_site(const fs::path& path) const {
    const fs::path relative = path.lexically_relative(site_);
    return !relative.empty() && *relative.begin() != "..";
}

Result<Tree> LayoutFiles::read_tree(const fs::path& file) {
    const Result<std::string> text = (*read_)(file);
    if (!text) {
        return text.problem();
    }
    Result<Tree> tree = decode_tree(text.value(), shown(file), places, &problems);
    return tree ? Result<Tree>(resolved(std::move(tree).value(), file.parent_path())) : tree;
}

Result<Tree> LayoutFiles::read_layout(const fs::path& file) {
    Result<Tree> tree = read_tree(file);
    return tree ? Result<Tree>(migrated_layout(std::move(tree).value())) : tree;
}

Result<Tree> LayoutFiles::read_extended(const fs::path& file) {
    return read_extended(file, {});
}

Result<Tree> LayoutFiles::read_extended(const fs::path& file, Chain chain) {
    Result<Tree> tree = read_layout(file);
    chain.push_back(file);
    const Tree base = tree ? tree.value().at("extends") : Tree{};
    if (base.text() == nullptr || base.text()->empty() || is_knot(chain, *base.text(), base)) {
        return tree;
    }
    Result<Tree> below = read_extended(*base.text(), chain);
    if (!below) {
        problems.push_back(below.problem());
        return tree;
    }
    return merge_patch(std::move(below).value(), tree.value());
}

Tree LayoutFiles::expanded(Tree tree) {
    return expanded(std::move(tree), {});
}

Tree LayoutFiles::expanded(Tree tree, Chain chain) {
    if (const std::string part = tree.text_or("use"); !part.empty()) {
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
        Tree list(std::move(changed));
        list.set_place(tree.place());
        return list;
    }
    return tree;
}

Tree LayoutFiles::with_part(Tree zone, const fs::path& part, const Chain& chain) {
    const Tree use = zone.at("use");
    zone.object()->erase("use");
    if (is_knot(chain, part, use)) {
        return zone;
    }
    if (++parts_ > most_parts) {
        if (parts_ == most_parts + 1) {
            complain("layout.too_many_parts", use, {});
        }
        return zone;
    }
    Result<Tree> tree = read_layout(part);
    if (!tree) {
        problems.push_back(tree.problem());
        return zone;
    }
    const Tree& root = tree.value().at("root");
    if (root.object() == nullptr) {
        complain("layout.part_no_root", use, {shown(part)});
        return zone;
    }
    return merge_patch(root, zone);
}

Tree LayoutFiles::tables_of(const Tree& root) {
    Tree::Object tables;
    add_tables(root, tables);
    return tables;
}

void LayoutFiles::add_tables(const Tree& tree, Tree::Object& tables) {
    if (const Tree::List* items = tree.list(); items != nullptr) {
        for (const Tree& item : *items) {
            add_tables(item, tables);
        }
    }
    const Tree::Object* members = tree.object();
    for (const auto& [key, member] : members != nullptr ? *members : Tree::Object{}) {
        const std::string* path = key == "table" ? member.text() : nullptr;
        if (path == nullptr) {
            add_tables(member, tables);
        } else if (!path->empty() && !tables.contains(*path)) {
            const Result<std::string> text = (*read_)(*path);
            Result<Tree> rows = text ? decode_table(text.value(), shown(*path), places)
                                     : Result<Tree>(text.problem());
            if (!rows) {
                problems.push_back(rows.problem());
            }
            tables.emplace(*path, rows ? std::move(rows).value() : Tree(Tree::List{}));
        }
    }
}

bool LayoutFiles::is_knot(const Chain& chain, const fs::path& file, const Tree& at) {
    const bool again = std::ranges::find(chain, file) != chain.end();
    if (!again && chain.size() < deepest_chain) {
        return false;
    }
    std::string way;
    for (const fs::path& step : chain) {
        way += shown(step) + " -> ";
    }
    way += shown(file);
    complain(again ? "layout.cycle" : "layout.long_chain", at, {way});
    return true;
}

/// Members that name files are made absolute, so that a file's meaning does not depend on who
/// includes it.
Tree LayoutFiles::resolved(Tree tree, const fs::path& folder) {
    if (Tree::Object* members = tree.object(); members != nullptr) {
        for (auto& [key, member] : *members) {
            const bool names_file = std::ranges::find(keys_of_files, key) != keys_of_files.end();
            if (names_file && member.text() != nullptr && !member.text()->empty()) {
                member = resolved_path(member, folder);
            } else {
                member = resolved(std::move(member), folder);
            }
        }
    } else if (const Tree::List* items = tree.list(); items != nullptr) {
        Tree::List changed;
        for (const Tree& item : *items) {
            changed.push_back(resolved(item, folder));
        }
        Tree list(std::move(changed));
        list.set_place(tree.place());
        return list;
    }
    return tree;
}

Tree LayoutFiles::resolved_members(Tree object, const fs::path& folder) {
    if (Tree::Object* members = object.object(); members != nullptr) {
        for (auto& [key, member] : *members) {
            if (member.text() != nullptr && !member.text()->empty()) {
                member = resolved_path(member, folder);
            }
        }
    }
    return object;
}

Tree LayoutFiles::resolved_path(const Tree& member, const fs::path& folder) {
    Tree path(resolve(member, folder));
    path.set_place(member.place());
    return path;
}

/// First beside the stating file, then in the site; "" and told when there is none that may be
/// opened.
std::string LayoutFiles::resolve(const Tree& path, const fs::path& folder) {
    const fs::path asked(*path.text());
    int outside = 0;
    for (const fs::path& root : {folder, site_}) {
        const fs::path candidate = fs::weakly_canonical(root / asked, ignored_);
        const bool exists = fs::exists(candidate, ignored_);
        if (asked.is_absolute() || !in_site(candidate)) {
            outside += exists ? 2 : 1; // one that is there is the one that was meant
        } else if (exists) {
            return candidate.string();
        }
    }
    if (outside < 2) {
        complain("layout.missing_file", path, {asked.string()});
    } else {
        complain("layout.outside_site", path, {asked.string()});
    }
    return "";
}

} // namespace panggil::codec

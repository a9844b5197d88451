// SPDX-License-Identifier: MIT
#include "codec/layout_files.hpp"

#include "codec/table_codec.hpp"
#include "codec/tree_codec.hpp"
#include "core/file_fields.hpp"
#include "core/layout_migration.hpp"

#include <algorithm>
#include <array>

namespace panggil::codec {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t deepest_chain = 8;
/// Parts that use parts could otherwise multiply without end.
constexpr std::size_t most_parts = 500;

/// What a widget may hold that holds anything but widgets.
constexpr std::array<std::string_view, 4> not_of_widgets{"note", "with", "style", "bind"};

template <class Change>
Tree with_each_item(const Tree& list, Change change) {
    Tree::List items;
    for (const Tree& item : *list.list()) {
        items.push_back(change(item));
    }
    Tree changed(std::move(items));
    changed.set_place(list.place());
    return changed;
}

bool is_one_of(std::string_view key, std::span<const std::string_view> keys) {
    return std::ranges::find(keys, key) != keys.end();
}

} // namespace

std::span<const std::string_view> widget_path_keys() {
    static constexpr std::array<std::string_view, 5> keys{"src", "table", "fallback", "video",
                                                          "audio"};
    return keys;
}

LayoutFiles::LayoutFiles(const fs::path& site, const ReadFile& read, FileExists exists)
    : site_(fs::weakly_canonical(site, ignored_)), read_(&read), exists_(std::move(exists)) {}

bool LayoutFiles::exists(const fs::path& path) const {
    return exists_ ? exists_(path) : fs::exists(path, ignored_);
}

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

Result<Tree> LayoutFiles::read_tree(const fs::path& file, std::span<const FieldSpec> fields) {
    const Result<std::string> text = (*read_)(file);
    if (!text) {
        return text.problem();
    }
    Result<Tree> tree = decode_tree(text.value(), shown(file), places, &problems);
    return tree ? Result<Tree>(resolved(std::move(tree).value(), fields, file.parent_path()))
                : tree;
}

Result<Tree> LayoutFiles::read_layout(const fs::path& file) {
    Result<Tree> tree = read_tree(file, layout_file_fields());
    whole = whole && tree.ok();
    return tree ? Result<Tree>(migrated_layout(std::move(tree).value())) : tree;
}

Result<Tree> LayoutFiles::read_extended(const fs::path& file) {
    return read_extended(file, {});
}

Result<Tree> LayoutFiles::read_extended(const fs::path& file, Chain chain) {
    Result<Tree> tree = read_layout(file);
    chain.push_back(file);
    const Tree base = tree ? tree.value().at("extends") : Tree{};
    whole = whole && (base.text() == nullptr || !base.text()->empty());
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
        whole = false;
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
    whole = false;
    complain(again ? "layout.cycle" : "layout.long_chain", at, {way});
    return true;
}

/// Members that name files are made absolute, so that a file's meaning does not depend on who
/// includes it.
Tree LayoutFiles::resolved(Tree tree, std::span<const FieldSpec> fields, const fs::path& folder) {
    if (Tree::Object* members = tree.object(); members != nullptr) {
        for (auto& [key, member] : *members) {
            const auto field = std::ranges::find(fields, key, &FieldSpec::key);
            if (field != fields.end()) {
                member = resolved_content(std::move(member), *field, folder);
            }
        }
    }
    return tree;
}

Tree LayoutFiles::resolved_content(Tree value, const FieldSpec& field, const fs::path& folder) {
    switch (field.kind) {
    case FieldKind::Path:
        return resolved_path(value, folder);
    case FieldKind::Widget:
        return resolved_widgets(std::move(value), folder);
    case FieldKind::Object:
        return resolved(std::move(value), field.members, folder);
    case FieldKind::Objects:
        return value.list() == nullptr ? value : with_each_item(value, [&](const Tree& item) {
            return resolved(item, field.members, folder);
        });
    case FieldKind::Paths:
    case FieldKind::Map:
        if (Tree::Object* members = value.object(); members != nullptr) {
            for (auto& [name, member] : *members) {
                member = field.kind == FieldKind::Paths
                             ? resolved_path(member, folder)
                             : resolved(std::move(member), field.members, folder);
            }
        }
        return value;
    default:
        return value;
    }
}

/// A patch does not say of which widget it is; so a path is known by its name.
Tree LayoutFiles::resolved_widgets(Tree tree, const fs::path& folder) {
    if (tree.list() != nullptr) {
        return with_each_item(tree,
                              [&](const Tree& item) { return resolved_widgets(item, folder); });
    }
    if (Tree::Object* members = tree.object(); members != nullptr) {
        for (auto& [key, member] : *members) {
            if (key == "use" || is_one_of(key, widget_path_keys())) {
                const bool is_path = member.text() != nullptr;
                member = is_path ? resolved_path(member, folder)
                                 : resolved_widgets(std::move(member), folder);
                whole = whole && (key != "use" || !is_path || !member.text()->empty());
            } else if (!is_one_of(key, not_of_widgets)) {
                member = resolved_widgets(std::move(member), folder);
            }
        }
    }
    return tree;
}

Tree LayoutFiles::resolved_path(const Tree& path, const fs::path& folder) {
    if (path.text() == nullptr || path.text()->empty()) {
        return path;
    }
    Tree absolute(resolve(path, folder));
    absolute.set_place(path.place());
    return absolute;
}

/// First beside the stating file, then in the site; "" and told when there is none that may be
/// opened.
std::string LayoutFiles::resolve(const Tree& path, const fs::path& folder) {
    const fs::path asked(*path.text());
    int outside = 0;
    for (const fs::path& root : {folder, site_}) {
        const fs::path candidate = fs::weakly_canonical(root / asked, ignored_);
        const bool is_there = exists(candidate);
        if (asked.is_absolute() || !in_site(candidate)) {
            outside += is_there ? 2 : 1; // one that is there is the one that was meant
        } else if (is_there) {
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

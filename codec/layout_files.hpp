// SPDX-License-Identifier: MIT
#pragma once
/// LayoutFiles: the files of one load: read, extended, their parts expanded, their paths resolved.
/// A file that is missing or broken is a Problem at the place that names it; what it would have
/// brought stays away. Nothing outside the site is opened.

#include "codec/layout_codec.hpp"
#include "core/diagnosis.hpp"

#include <optional>
#include <system_error>

namespace panggil::codec {

class LayoutFiles {
public:
    LayoutFiles(const std::filesystem::path& site, const ReadFile& read);

    [[nodiscard]] Result<Tree> read_tree(const std::filesystem::path& file);
    /// The file with everything it extends merged beneath it.
    [[nodiscard]] Result<Tree> read_extended(const std::filesystem::path& file);
    /// Every {"use": part} replaced by the part's root, the zone's own keys over it.
    [[nodiscard]] Tree expanded(Tree tree);
    /// An object whose members all name files (`pins`), each made absolute; "" for one that is not
    /// there, or outside.
    [[nodiscard]] Tree resolved_members(Tree object, const std::filesystem::path& folder);
    /// The data files that widgets name (`table`), by their paths: each a list of objects.
    [[nodiscard]] Tree tables_of(const Tree& root);
    /// A file as people know it: relative to the site.
    [[nodiscard]] std::string shown(const std::filesystem::path& file) const;

    void complain(std::string_view name, const Tree& at, std::initializer_list<Words2> words);
    /// The same at the name of a member.
    void complain_of_key(std::string_view name, const Tree& at,
                         std::initializer_list<Words2> words);

    Places places{1};
    Problems problems;

private:
    using Chain = std::vector<std::filesystem::path>;

    /// A layout or a part, as one of the newest version.
    [[nodiscard]] Result<Tree> read_layout(const std::filesystem::path& file);

    [[nodiscard]] Result<Tree> read_extended(const std::filesystem::path& file, Chain chain);
    [[nodiscard]] Tree expanded(Tree tree, Chain chain);
    [[nodiscard]] Tree with_part(Tree zone, const std::filesystem::path& part, const Chain& chain);
    /// True, and told, when this step would be one too many.
    [[nodiscard]] bool is_knot(const Chain& chain, const std::filesystem::path& file,
                               const Tree& at);
    [[nodiscard]] Tree resolved(Tree tree, const std::filesystem::path& folder);
    [[nodiscard]] Tree resolved_path(const Tree& member, const std::filesystem::path& folder);
    [[nodiscard]] std::string resolve(const Tree& path, const std::filesystem::path& folder);
    void add_tables(const Tree& tree, Tree::Object& tables);
    [[nodiscard]] bool in_site(const std::filesystem::path& path) const;

    mutable std::error_code ignored_;
    std::filesystem::path site_;
    const ReadFile* read_;
    std::size_t parts_ = 0; ///< expanded so far
};

} // namespace panggil::codec

// SPDX-License-Identifier: MIT
#include "codec/table_codec.hpp"

#include "codec/tree_codec.hpp"
#include "core/diagnosis.hpp"

#include <algorithm>

namespace panggil::codec {

namespace {

constexpr std::size_t most_rows = 5000;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\"";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == std::string_view::npos
               ? std::string_view{}
               : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The sign that stands most often in the line of names.
char separator_of(std::string_view line) {
    constexpr std::string_view signs = ",;\t";
    return *std::ranges::max_element(signs, {},
                                     [&](char sign) { return std::ranges::count(line, sign); });
}

std::vector<std::string_view> cells_of(std::string_view line, char separator) {
    std::vector<std::string_view> cells;
    for (std::size_t end = line.find(separator); end != std::string_view::npos;
         end = line.find(separator)) {
        cells.push_back(trimmed(line.substr(0, end)));
        line.remove_prefix(end + 1);
    }
    cells.push_back(trimmed(line));
    return cells;
}

Result<Tree> of_lines(std::string_view text, const std::string& file, Places& places) {
    Tree::List rows;
    std::vector<std::string_view> names;
    char separator = ',';
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (trimmed(line).empty() || line.starts_with('#')) {
            continue;
        }
        if (names.empty()) {
            separator = separator_of(line);
            names = cells_of(line, separator);
            continue;
        }
        const auto cells = cells_of(line, separator);
        const Place place{file, "/" + std::to_string(rows.size()), {number, 1, 1}, {}};
        if (cells.size() != names.size()) {
            return diagnose("data.bad_table", to_text(place),
                            {file,
                             {"this row has " + std::to_string(cells.size()) +
                                  " cells, the first line " + std::to_string(names.size()),
                              "baris ini punya " + std::to_string(cells.size()) +
                                  " sel, baris pertama " + std::to_string(names.size())}});
        }
        Tree::Object row;
        for (std::size_t at = 0; at < cells.size(); ++at) {
            Tree cell{std::string(cells[at])};
            cell.set_place(static_cast<std::uint32_t>(places.size()));
            row.emplace(names[at], std::move(cell));
        }
        places.push_back(place);
        rows.emplace_back(std::move(row));
        if (rows.size() > most_rows) {
            return diagnose("data.bad_table", file,
                            {file, {"more than 5000 rows", "lebih dari 5000 baris"}});
        }
    }
    return Tree(std::move(rows));
}

} // namespace

Result<Tree> decode_table(std::string_view text, const std::string& file, Places& places) {
    const std::string_view bare = trimmed(text);
    if (!bare.starts_with('[') && !bare.starts_with('{') && !bare.starts_with('/')) {
        return of_lines(text, file, places);
    }
    Result<Tree> tree = decode_tree(text, file, places);
    if (!tree) {
        return tree;
    }
    const Tree::List* list =
        tree.value().list() != nullptr ? tree.value().list() : tree.value().at("rows").list();
    const bool objects = list != nullptr && std::ranges::all_of(*list, [](const Tree& row) {
                             return row.object() != nullptr;
                         });
    if (!objects) {
        return diagnose("data.bad_table", file,
                        {file, {"it is no list of objects", "bukan daftar objek"}});
    }
    return Tree(*list);
}

} // namespace panggil::codec

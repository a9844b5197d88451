// SPDX-License-Identifier: MIT
#pragma once
/// SourceBook: the files that were checked, to show the line that a problem is about. A problem
/// says where it is as "file:line:column" or as "file#/pointer"; both are found.

#include "core/tree.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace panggil::screen {

class SourceBook {
public:
    /// Files are known to people by their way from here.
    explicit SourceBook(std::filesystem::path root) : root_(std::move(root)) {}

    struct Spot {
        Place place;
        std::string line; ///< the text of the line, without its end
    };

    /// Nothing when the problem is about no line of a file.
    [[nodiscard]] std::optional<Spot> find(std::string_view where);

private:
    struct Source {
        std::string text;
        Places places;
    };

    [[nodiscard]] const Source& source(const std::string& file);

    std::filesystem::path root_;
    std::map<std::string, Source> sources_;
};

} // namespace panggil::screen

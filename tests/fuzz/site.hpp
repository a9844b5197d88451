// SPDX-License-Identifier: MIT
#pragma once
/// Site: the tree's own layouts, themes and data in memory, with one file replaced by the input.

#include "codec/layout_codec.hpp"

#include <map>
#include <string>
#include <string_view>

namespace panggil::fuzz {

class Site {
public:
    Site();

    /// As it was, but for this file ("layouts/uji.json").
    void replace(const std::string& file, std::string_view text);

    [[nodiscard]] codec::ReadFile reader() const;
    [[nodiscard]] codec::FileExists finder() const;

    [[nodiscard]] const std::filesystem::path& root() const { return root_; }

private:
    std::filesystem::path root_; ///< of the tree
    std::map<std::string, std::string> files_;
};

} // namespace panggil::fuzz

// SPDX-License-Identifier: MIT
#pragma once
/// The pages and what belongs to them, as they were when the program was built: nothing is read
/// from a disk while it runs, so no path leads anywhere else.

#include <span>
#include <string_view>

namespace panggil::hub::web {

struct Page {
    std::string_view path; ///< "/", "/layar", "/api", "/assets/petugas.js"
    std::string_view type;
    std::string_view etag; ///< with its quotes
    std::string_view content;
};

[[nodiscard]] std::span<const Page> all_pages();
/// Null when there is none.
[[nodiscard]] const Page* find_page(std::string_view path);

} // namespace panggil::hub::web

// SPDX-License-Identifier: MIT
#pragma once
/// A program's manual page in the language of man(7). The form follows man-pages(7): name,
/// synopsis, description, options, commands with their own options, notes.

#include "manual/outline.hpp"

#include <string>
#include <string_view>

namespace panggil::manual {

/// The headings are Indonesian for "id", else English. `section` is 1 for what people type, 8 for
/// what a machine runs.
struct Edition {
    std::string_view language;
    int section = 1;
    std::string_view version;
    std::string_view see_also; ///< "panggil(1), panggil-hub(8)"
};

[[nodiscard]] std::string man_page(const Outline& outline, const Edition& edition);

} // namespace panggil::manual

// SPDX-License-Identifier: MIT
#pragma once
/// What may stand in a text that strangers send and a wall shows: valid UTF-8, no control
/// characters, nothing that turns the direction of writing around or hides, not longer than it may
/// be.

#include <cstddef>
#include <string>
#include <string_view>

namespace panggil {

/// "" when the text may be shown, else what is wrong with it ("holds a control character").
/// `longest` counts characters (code points), not bytes.
[[nodiscard]] std::string fault_of_text(std::string_view text, std::size_t longest);

} // namespace panggil

// SPDX-License-Identifier: MIT
#pragma once
/// Rows of the data files that widgets show: prayer times, forecasts, requirements, verdicts.

#include "renderer/drawing.hpp"

namespace panggil::screen {

/// The rows of the file that the property `table` names; null when there is no such file.
[[nodiscard]] const Tree::List* data_rows(const Drawing& drawing, const Tree& properties);

/// A cell as text; a number without its fraction.
[[nodiscard]] std::string cell(const Tree& row, std::string_view key);

/// Whether the property `show`, a word or a list of words, names this part; absent, it names all.
[[nodiscard]] bool shows(const Tree& properties, std::string_view part);

} // namespace panggil::screen

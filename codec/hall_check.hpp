// SPDX-License-Identifier: MIT
#pragma once
/// Faults of a hall that only show when its parts are seen together: the same id, prefix or number
/// twice, names that lead nowhere, letters that look like digits. Knows no JSON but its pointers.

#include "codec/hall_codec.hpp"
#include "core/diagnosis.hpp"

namespace panggil::codec {

/// Allowed words of a field.
using Words = std::vector<std::string_view>;

/// A hint: `did you mean "lobi"? allowed: lobi, teras`.
[[nodiscard]] Words2 guess(std::string_view wrong, const Words& words);

void check_together(const Hall& hall, const std::string& file, HallReading& reading);

} // namespace panggil::codec

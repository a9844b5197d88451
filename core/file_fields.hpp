// SPDX-License-Identifier: MIT
#pragma once
/// The fields of the files that an office edits, widgets apart (those state their own).

#include "core/field_spec.hpp"

namespace panggil {

[[nodiscard]] std::span<const FieldSpec> layout_file_fields();
[[nodiscard]] std::span<const FieldSpec> theme_file_fields();
[[nodiscard]] std::span<const FieldSpec> screens_file_fields();
[[nodiscard]] std::span<const FieldSpec> hall_file_fields();
[[nodiscard]] std::span<const FieldSpec> pack_file_fields();

/// When something holds: days, hours, dates, part of the day, holiday. All given must hold.
[[nodiscard]] std::span<const FieldSpec> when_fields();

} // namespace panggil

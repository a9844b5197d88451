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
/// Of consent.json, which a pack names; those that hold nothing when they are absent are needed.
[[nodiscard]] std::span<const FieldSpec> consent_file_fields();

/// When something holds: days, hours, dates, part of the day, holiday. All given must hold.
[[nodiscard]] std::span<const FieldSpec> when_fields();

/// Whose calls and cards, by the members of a card; a widget's `bind`, a screen's `only`.
inline constexpr FieldSpec bind_fields[]{
    {"agencies", FieldKind::Names, "Ids of agencies, in the wanted order.", "all"},
    {"agency", FieldKind::Names, "Id of one agency.", "all"},
    {"counters", FieldKind::Names, "Ids of counters.", "all"},
    {"counter", FieldKind::Names, "Id of one counter.", "all"},
    {"zones", FieldKind::Names, "Ids of acoustic zones.", "all"},
    {"service", FieldKind::Names, "Ids of services; a counter that takes one of them.", "all"},
    {"tags", FieldKind::Names, "Tags that the hall gives its counters; one of them is enough.",
     "all"},
    {"except", FieldKind::Names, "Ids of agencies and counters that are left out.", "none"},
};

} // namespace panggil

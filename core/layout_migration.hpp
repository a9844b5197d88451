// SPDX-License-Identifier: MIT
#pragma once
/// Older layout files as newer ones: each step is a pure function from one version to the next, so
/// that a file of any age is read as if it had been written today. What each step does stands in
/// layouts/README.md, and tests/golden/migration has a file before and after.

#include "core/tree.hpp"

namespace panggil {

/// The version that this program writes. A file that names none is of this one.
constexpr int newest_layout = 2;

[[nodiscard]] int layout_version_of(const Tree& file);

/// The file as one of the newest version. One that is newer stays as it is.
[[nodiscard]] Tree migrated_layout(Tree file);

} // namespace panggil

// SPDX-License-Identifier: MIT
#pragma once
/// What a power cut leaves: a rename is on disk only when its folder is, a file only when it was
/// synced.

#include <string>

namespace panggil::hub {

/// Brings a file's content, or a folder's names, to the disk; false, with errno, when that failed.
[[nodiscard]] bool sync_to_disk(const std::string& path);

} // namespace panggil::hub

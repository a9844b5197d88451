// SPDX-License-Identifier: MIT
#pragma once
/// What a power cut leaves: a rename is on disk only when its folder is, a file only when it was
/// synced. Any thread; each call waits for the disk.

#include <string>

namespace panggil::codec {

/// Brings a file's content, or a folder's names, to the disk; false, with errno, when that failed.
[[nodiscard]] bool sync_to_disk(const std::string& path);

/// The file holds this text or what it held, whatever happens meanwhile; true when the text is on
/// disk. False, with errno, when that failed. `mode`: who may read it, as chmod has it; else its
/// owner alone.
[[nodiscard]] bool replace_file(const std::string& path, const std::string& text,
                                unsigned mode = 0600);

} // namespace panggil::codec

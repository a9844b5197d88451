// SPDX-License-Identifier: MIT
#pragma once
/// screens.json -> Schedule, with the holidays that it names. Its paths are resolved against the
/// site and stay inside it.

#include "codec/layout_codec.hpp"
#include "core/schedule.hpp"

namespace panggil::codec {

struct LoadedSchedule {
    Schedule schedule;
    Problems problems;
};

/// Fails only when the file itself cannot be read or is no JSON. `exists` answers for the files
/// that it names; none: the disk is asked.
[[nodiscard]] Result<LoadedSchedule> load_schedule(const std::filesystem::path& file,
                                                   const std::filesystem::path& site,
                                                   const ReadFile& read, FileExists exists = {});

} // namespace panggil::codec

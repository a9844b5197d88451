// SPDX-License-Identifier: MIT
#pragma once
/// Opens a file that holds films or sounds: only a plain file, of the formats that are named, and a
/// read that waits for a disk can be ended. For one thread at a time.

#include "core/result.hpp"
#include "renderer/film/ffmpeg.hpp"

#include <atomic>

namespace panggil::film {

/// Its tracks are known then. Fails with the diagnosis of this name. `stop` outlives what is opened
/// and ends a read that waits.
[[nodiscard]] Result<Owned<AVFormatContext>> open_container(const std::string& path,
                                                            const char* formats,
                                                            const std::atomic<bool>& stop,
                                                            std::string_view fault);

} // namespace panggil::film

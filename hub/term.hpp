// SPDX-License-Identifier: MIT
#pragma once
/// The term: the number of a hub's life, higher than that of every earlier life in its folder, and
/// not lower than the time in seconds. It is kept beside the journal, so that neither a restored
/// backup nor a damaged journal can bring an old one back.

#include "core/result.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <string>

namespace panggil::hub {

/// The next term of this folder, on disk when it returns; `known` is the highest of which the
/// journal knows.
[[nodiscard]] Result<std::int64_t> next_term(const std::string& folder, std::int64_t known,
                                             UtcTime now);

/// The same where it can't be written: for a hub that has nothing to say but that. A later life
/// must be told of it.
[[nodiscard]] std::int64_t unwritten_term(const std::string& folder, UtcTime now);

/// From now on this folder is known to hold a hall, also when its journal is gone: a hub that began
/// anew there would give out today's numbers a second time. On disk when it returns.
[[nodiscard]] Result<Done> mark_begun(const std::string& folder);
[[nodiscard]] bool is_begun(const std::string& folder);

} // namespace panggil::hub

// SPDX-License-Identifier: MIT
#pragma once
/// A request id that nobody else has: a ULID, 48 bits of time and 80 of chance in 26 letters that
/// sort by time. Time and chance are arguments.

#include "core/time.hpp"

#include <string>

namespace panggil::console {

[[nodiscard]] std::string make_request_id(UtcTime now, std::uint64_t chance, std::uint64_t more);

/// The same, from this machine's clock and its source of chance.
[[nodiscard]] std::string new_request_id();

} // namespace panggil::console

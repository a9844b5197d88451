// SPDX-License-Identifier: MIT
#pragma once
/// How loud a zone is at a time of day: a list such as "12.00-13.00 -9", the hall's time and
/// decibels below the full voice. Outside every span the voice is full. It only ever lowers: how
/// loud full is, the amplifier says.

#include "core/record.hpp"
#include "core/time.hpp"

#include <optional>
#include <string_view>

namespace panggil {

struct VolumeSpan {
    int from = 0; ///< minutes since midnight
    int to = 0;   ///< after `from`; not included
    int db = 0;   ///< quietest_db to 0

    friend bool operator==(const VolumeSpan&, const VolumeSpan&) = default;
};

/// Quieter than this nobody would hear a call.
inline constexpr int quietest_db = -30;

/// Nothing when it is not written so.
[[nodiscard]] std::optional<VolumeSpan> parse_volume(std::string_view text);

/// 0 or below. The first span that fits counts; one that cannot be read is as if it were not there.
[[nodiscard]] int volume_db(const TextList& volume, UtcTime now, Minutes utc_offset);

} // namespace panggil

// SPDX-License-Identifier: MIT
#include "core/zone_volume.hpp"

#include "core/calendar.hpp"

#include <charconv>

namespace panggil {

namespace {

/// A day ends at 24.00, which is no time that a clock shows.
int end_minute(std::string_view clock) {
    return clock == "24.00" ? 24 * 60 : minutes_of(clock);
}

} // namespace

std::optional<VolumeSpan> parse_volume(std::string_view text) {
    constexpr std::size_t span = 11; // "12.00-13.00"
    if (text.size() < span + 2 || text[5] != '-' || text[span] != ' ') {
        return std::nullopt;
    }
    VolumeSpan volume{minutes_of(text.substr(0, 5)), end_minute(text.substr(6, 5)), 0};
    const std::string_view db = text.substr(span + 1);
    const auto [end, error] = std::from_chars(db.data(), db.data() + db.size(), volume.db);
    const bool whole = error == std::errc{} && end == db.data() + db.size();
    if (!whole || volume.from < 0 || volume.to <= volume.from || volume.db > 0 ||
        volume.db < quietest_db) {
        return std::nullopt;
    }
    return volume;
}

int volume_db(const TextList& volume, UtcTime now, Minutes utc_offset) {
    const HallTime time = hall_time(now, utc_offset);
    const int minute = time.hour * 60 + time.minute;
    for (const std::string& text : volume) {
        const auto span = parse_volume(text);
        if (span && span->from <= minute && minute < span->to) {
            return span->db;
        }
    }
    return 0;
}

} // namespace panggil

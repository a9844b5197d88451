// SPDX-License-Identifier: MIT
#include "core/loudspeaker.hpp"

#include "core/zone_volume.hpp"

#include <algorithm>

namespace panggil {

const std::string& speaker_in(const QueueState& state, std::string_view zone) {
    return record_at(state, "zone/" + std::string(zone)).text("speaker");
}

const Record* zone_of_speaker(const QueueState& state, std::string_view screen) {
    for (const auto& [key, zone] : records_under(state, "zone/")) {
        if (zone->text("speaker") == screen) {
            return zone;
        }
    }
    return nullptr;
}

int volume_in(const Record& zone, const QueueState& state, UtcTime now) {
    return volume_db(zone.list("volume"), now,
                     Minutes(record_at(state, "hall").number("utc_offset")));
}

int quietest_in(const std::set<std::string>& zones, const QueueState& state, UtcTime now) {
    int db = 0;
    for (const auto& [key, zone] : records_under(state, "zone/")) {
        if (zones.empty() || zones.contains(std::string(id_of(key)))) {
            db = std::min(db, volume_in(*zone, state, now));
        }
    }
    return db;
}

} // namespace panggil

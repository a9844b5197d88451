// SPDX-License-Identifier: MIT
// What the page of the screens shows.
#include "codec/web/words_json.hpp"

namespace panggil::codec::web {

namespace {

Json last_call(const std::string& call_id, const std::string& ticket) {
    return call_id.empty() ? Json() : Json{{"call_id", call_id}, {"ticket", known(ticket)}};
}

std::string_view audio_of(const ScreenStatus& status) {
    if (status.zones.empty()) {
        return "none";
    }
    return status.audio_ok == 2 ? "ok" : status.audio_ok == 1 ? "recording" : "mute";
}

Json screen_json(const ScreenSight& sight, const HubSight& hub) {
    const ScreenStatus& status = sight.status;
    Json zones = Json::array();
    for (const ScreenSight::Zone& zone : sight.zones) {
        zones.push_back({{"id", zone.id}, {"label", zone.label}, {"speaks", zone.speaks}});
    }
    Json faults = Json::array();
    for (const Problem& fault : sight.faults) {
        faults.push_back({{"code", fault.code}, {"message", message_of(fault)}});
    }
    const bool load_known = status.memory_kb != 0;
    return {{"screen", status.screen},
            {"state", sight.state},
            {"silence_ms", status.silence.count()},
            {"seq", status.seq},
            {"in_step", status.seq == hub.seq && status.digest == hub.digest},
            {"zones", std::move(zones)},
            {"last_shown", last_call(status.last_shown, sight.shown_ticket)},
            {"last_said", last_call(status.last_said, sight.said_ticket)},
            {"audio", audio_of(status)},
            {"voice", status.voice},
            {"layout", status.layout},
            {"life", status.life},
            {"version", status.version},
            {"cpu_percent", load_known ? Json(status.cpu_percent) : Json()},
            {"memory_kb", load_known ? Json(status.memory_kb) : Json()},
            {"faults", std::move(faults)},
            {"may", to_json(sight.may)}};
}

} // namespace

std::string encode(const ScreensSight& sight) {
    Json screens = Json::array();
    for (const ScreenSight& screen : sight.screens) {
        screens.push_back(screen_json(screen, sight.hub));
    }
    return compact({{"screens", std::move(screens)}, {"hub", to_json(sight.hub)}});
}

std::string encode(const OrderFate& fate) {
    return compact(
        {{"screen", fate.screen},
         {"order", fate.deed},
         {"waits", fate.waits == 1},
         {"audible_ms", fate.deed == "test-voice" ? Json(fate.audible.count()) : Json()}});
}

} // namespace panggil::codec::web

// SPDX-License-Identifier: MIT
// What a clerk's page shows.
#include "codec/web/words_json.hpp"

#include <algorithm>

namespace panggil::codec::web {

namespace {

Json service_json(const DeskSight::Service& service) {
    return {{"id", service.id},
            {"label", service.label},
            {"prefix", service.prefix},
            {"digits", service.digits}};
}

/// By which "18" on a number pad is F018.
Json own_services(const DeskSight& desk) {
    const auto& own = desk.counter.list("services");
    Json services = Json::array();
    for (const DeskSight::Service& each : desk.services) {
        if (std::ranges::find(own, each.id) != own.end()) {
            services.push_back(service_json(each));
        }
    }
    return services;
}

Json counter_json(const DeskSight& desk) {
    const Record& counter = desk.counter;
    return {{"id", desk.id},
            {"name", desk.name},
            {"agency", desk.agency},
            {"status", counter.text("status")},
            {"reason", counter.text("reason")},
            {"until", counter.text("until")},
            {"armed", counter.number("armed") != 0},
            {"rev", counter.number("rev")},
            {"zone",
             {{"id", counter.text("zone")},
              {"label", desk.zone_label},
              {"speaker", known(desk.speaker)}}},
            {"services", own_services(desk)}};
}

Json current_json(const DeskSight& desk) {
    if (!desk.current) {
        return {};
    }
    const DeskSight::Current& current = *desk.current;
    return {{"ticket", current.ticket},     {"service", current.service},
            {"attempt", current.attempt},   {"called_ms", current.called.count()},
            {"priority", current.priority}, {"call_id", current.call_id}};
}

Json waiting_json(const DeskSight& desk) {
    Json next = Json::array();
    for (const DeskSight::Waiting& each : desk.next) {
        next.push_back({{"ticket", each.ticket},
                        {"service", each.service},
                        {"priority", each.priority},
                        {"waited_ms", each.waited.count()}});
    }
    return {{"count", desk.waiting}, {"oldest_ms", known(desk.oldest)}, {"next", std::move(next)}};
}

Json recent_json(const DeskSight& desk) {
    Json recent = Json::array();
    for (const DeskSight::Recent& each : desk.recent) {
        recent.push_back({{"ticket", each.ticket},
                          {"attempt", each.attempt ? Json(*each.attempt) : Json()},
                          {"called_ms", known(each.called)},
                          {"state", each.state},
                          {"may_call", to_json(each.call)}});
    }
    return recent;
}

Json aside_json(const DeskSight& desk) {
    Json aside = Json::array();
    for (const DeskSight::Aside& each : desk.aside) {
        aside.push_back({{"ticket", each.ticket},
                         {"may_call", to_json(each.call)},
                         {"may_resume", to_json(each.resume)}});
    }
    return aside;
}

Json undo_json(const DeskSight& desk) {
    if (!desk.undo) {
        return {};
    }
    return {{"op", desk.undo->op},
            {"args", panggil::codec::to_json(desk.undo->args)},
            {"ticket", desk.undo->ticket},
            {"back", known(desk.undo->back)},
            {"left_ms", desk.undo->left.count()}};
}

Json targets_json(const DeskSight& desk) {
    Json services = Json::array();
    for (const DeskSight::Service& each : desk.services) {
        services.push_back(service_json(each));
    }
    Json counters = Json::array();
    for (const DeskSight::Counter& each : desk.counters) {
        counters.push_back({{"id", each.id},
                            {"name", each.name},
                            {"agency", each.agency},
                            {"status", each.status}});
    }
    return {{"services", std::move(services)}, {"counters", std::move(counters)}};
}

Json state_json(const StateSight& sight) {
    const DeskSight& desk = sight.desk;
    Json counter = counter_json(desk);
    counter["others"] = sight.others;
    return {{"hub", to_json(sight.hub)},
            {"hall", hall_json(sight.hall)},
            {"counter", std::move(counter)},
            {"current", current_json(desk)},
            {"waiting", waiting_json(desk)},
            {"recent", recent_json(desk)},
            {"held", aside_json(desk)},
            {"may", to_json(desk.may)},
            {"undo", undo_json(desk)},
            {"offer_no_show", desk.offer_no_show},
            {"transfer_to", targets_json(desk)},
            {"receipt", sight.receipt ? to_json(*sight.receipt) : Json()}};
}

/// Leaves out what only time changes.
void forget_times(Json& json) {
    if (json.is_object()) {
        for (auto item = json.begin(); item != json.end();) {
            if (item.key().ends_with("_ms")) {
                item = json.erase(item);
            } else {
                forget_times(item.value());
                ++item;
            }
        }
    } else if (json.is_array()) {
        for (Json& item : json) {
            forget_times(item);
        }
    }
}

} // namespace

std::string encode(const StateSight& sight) {
    return compact(state_json(sight));
}

std::string fingerprint(const StateSight& sight) {
    Json json = state_json(sight);
    json.erase("hub"); // of every event in the hall; the beat tells it
    forget_times(json);
    json["health"] = sight.hub.health;
    return compact(json);
}

std::string encode(const ReceiptSight& receipt) {
    return compact(to_json(receipt));
}

} // namespace panggil::codec::web

// SPDX-License-Identifier: MIT
// What browsers and other systems are answered.
#include "codec/web.hpp"
#include "codec/web/words_json.hpp"

namespace panggil::codec::web {

std::string encode(const Error& error) {
    return compact(Json{{"error", to_json(error)}});
}

std::string encode(const Fate& fate) {
    Json object{{"request_id", fate.ack.request_id}, {"fate", fate.fate}};
    object["repeated"] = fate.ack.repeated != 0;
    if (fate.ack.refused) {
        object["error"] = to_json(Error{*fate.ack.refused, fate.retry_after, std::nullopt});
    } else {
        object["seq"] = fate.ack.seq;
        object["result"] = panggil::codec::to_json(fate.ack.result);
    }
    return compact(object);
}

std::string encode(const SessionSight& sight) {
    Json who;
    if (sight.who) {
        who = {{"counter", sight.who->counter},
               {"name", sight.who->name},
               {"role", sight.who->role},
               {"others", sight.who->others},
               {"expires_ms", sight.who->expires.count()}};
    }
    Json offers = Json::array();
    for (const SignInOffer& offer : sight.offers) {
        offers.push_back({{"counter", offer.counter},
                          {"name", offer.name},
                          {"agency", offer.agency},
                          {"ready", offer.ready}});
    }
    return compact({{"who", std::move(who)},
                    {"ended", sight.ended ? Json("expired") : Json()},
                    {"hall", hall_json(sight.hall)},
                    {"sign_in", std::move(offers)},
                    {"version", sight.version}});
}

std::string encode_beat(const HubSight& hub) {
    return compact({{"term", hub.term},
                    {"seq", hub.seq},
                    {"mono", hub.mono.time_since_epoch().count()},
                    {"health", hub.health}});
}

std::string encode_end(std::string_view why) {
    return compact({{"why", why}});
}

} // namespace panggil::codec::web

// SPDX-License-Identifier: MIT
#include "codec/web/words_json.hpp"

namespace panggil::codec::web {

Json message_of(const Problem& problem) {
    const std::string english = to_line(problem);
    return {{"id", problem.pesan.empty() ? english : problem.pesan}, {"en", english}};
}

Json to_json(const Error& error) {
    Json object{{"code", error.problem.code}, {"message", message_of(error.problem)}};
    if (!error.problem.where.empty()) {
        object["where"] = error.problem.where;
    }
    if (error.retry_after) {
        object["retry_after_ms"] = error.retry_after->count();
    }
    if (error.tries_left) {
        object["tries_left"] = *error.tries_left;
    }
    return object;
}

Json to_json(const May& may) {
    if (!may.refused) {
        return {{"ok", true}};
    }
    Json object{{"ok", false}, {"code", may.refused->code}, {"message", message_of(*may.refused)}};
    if (may.wait) {
        object["wait_ms"] = may.wait->count();
    }
    return object;
}

Json to_json(const std::vector<std::pair<std::string, May>>& may) {
    Json object = Json::object();
    for (const auto& [op, each] : may) {
        object[op] = to_json(each);
    }
    return object;
}

Json to_json(const HubSight& hub) {
    return {{"term", hub.term},
            {"seq", hub.seq},
            {"mono", hub.mono.time_since_epoch().count()},
            {"health", hub.health},
            {"version", hub.version}};
}

Json to_json(const ReceiptSight& receipt) {
    const Verdict& verdict = receipt.verdict;
    const bool heard = verdict.hearing == Hearing::Heard;
    Json reason;
    Json message;
    if (verdict.hearing == Hearing::NotHeard) {
        const ReasonText text = reason_text(verdict.reason);
        reason = verdict.reason;
        message = {{"id", text.indonesian}, {"en", text.english}};
    }
    Json screens = Json::array();
    for (const ScreenPart& part : receipt.screens) {
        screens.push_back({{"screen", part.screen},
                           {"shown", part.shown},
                           {"phase", known(part.phase)},
                           {"state", part.state}});
    }
    return {{"call_id", receipt.announcement.call_id},
            {"ticket", receipt.announcement.ticket},
            {"attempt", receipt.announcement.attempt},
            {"zone", {{"id", receipt.announcement.zone}, {"label", receipt.zone_label}}},
            {"hearing", heard                                  ? "heard"
                        : verdict.hearing == Hearing::NotHeard ? "not_heard"
                                                               : "waiting"},
            {"by", known(verdict.receipt.screen)},
            {"audible_ms", heard && verdict.receipt.audible > Millis{0}
                               ? Json(verdict.receipt.audible.count())
                               : Json()},
            {"after_ms", known(receipt.after)},
            {"reason", std::move(reason)},
            {"message", std::move(message)},
            {"missing", verdict.receipt.missing},
            {"screens", std::move(screens)}};
}

Json hall_json(const Record* hall) {
    const Record nothing;
    const Record& known_hall = hall == nullptr ? nothing : *hall;
    return {{"name", known_hall.text("name")},
            {"place", known_hall.text("place")},
            {"clock_suffix", known_hall.text("clock_suffix")},
            {"utc_offset_min", known_hall.number("utc_offset")},
            {"day", known_hall.text("day")}};
}

} // namespace panggil::codec::web

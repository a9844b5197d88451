// SPDX-License-Identifier: MIT
// What can be seen: a counter, a call, the screens.
#include "codec/wire.hpp"
#include "core/joined.hpp"
#include "hub/web/api.hpp"
#include "hub/web/words.hpp"

#include <algorithm>

namespace panggil::hub::web {

namespace {

using namespace std::chrono_literals;

constexpr Millis patience = 3s;
/// A screen says how it is every five seconds, or oftener.
constexpr Millis stale_after = 8s;
constexpr Millis lost_after = 60s;

std::string state_of(const ScreenStatus& status) {
    return status.silence > lost_after    ? "lost"
           : status.silence > stale_after ? "stale"
                                          : status.health;
}

Problem fault(std::string code, std::string english, std::string indonesian) {
    return {std::move(code), "", std::move(english), "", std::move(indonesian)};
}

Problems faults_of(const ScreenStatus& status, const std::string& state) {
    Problems faults;
    if (status.alarm == "two_hubs") {
        faults.push_back(fault("two_hubs", "hears two hubs: somebody has started a second one",
                               "Mendengar dua server. Matikan salah satunya."));
    }
    if (state == "lost" || state == "stale") {
        faults.push_back(fault("silent", "has not been heard for a while: is it on, and connected?",
                               "Tidak ada kabar. Periksa listrik dan kabel jaringannya."));
    }
    if (!status.zones.empty() && status.audio_ok == 0) {
        faults.push_back(fault("mute", "has no loudspeaker: calls are only shown",
                               "Tidak ada suara: panggilan hanya tampil. Periksa pengeras suara."));
    }
    if (!status.voice.empty() && !status.zones.empty()) {
        faults.push_back(
            fault("voice",
                  "voice pack: " + (status.voice_fault.empty() ? status.voice : status.voice_fault),
                  "Paket suara bermasalah: " +
                      (status.voice_fault.empty() ? status.voice : status.voice_fault)));
    }
    return faults;
}

/// Whether somebody may ask a screen for it, and whether there is any sense in it now.
May may_do(const KeyHolder& who, const std::string& deed, const ScreenStatus& status,
           const std::string& state) {
    May may;
    if (!panggil::may(who, ControlRequest(OrderRequest{1, status.screen, deed}))) {
        may.refused = web_problem("forbidden");
    } else if (state == "lost" || state == "stale") {
        may.refused = web_problem("screen_silent");
    } else if (std::ranges::find(status.deeds, deed) == status.deeds.end()) {
        may.refused =
            web_problem(deed == "restart" && !status.deeds.empty()      ? "not_kept"
                        : deed == "test-voice" && !status.deeds.empty() ? "no_voice"
                                                                        : "not_supported");
    }
    return may;
}

std::string ticket_of(const QueueState& state, const CallBook& calls, const std::string& call_id) {
    if (const auto* entry = calls.find(call_id)) {
        return entry->announcement.ticket;
    }
    for (const auto& [key, call] : records_under(state, "call/")) {
        if (call->text("call_id") == call_id) {
            return call->text("ticket");
        }
    }
    return "";
}

} // namespace

void Api::show_state(const HttpRequest& request, Now now) {
    const auto who = caller(request, now);
    if (!who) {
        return refuse(request.id, who.problem());
    }
    if (!watch_.is_live(now.mono)) {
        return refuse(request.id, "hub_slow");
    }
    const auto counter = counter_of(who.value(), request);
    if (!counter) {
        return refuse(request.id, counter.problem());
    }
    outside_.http->answer(
        request.id,
        json_answer(200, codec::web::encode(state_sight(counter.value(), who.value().print, now))));
}

codec::web::StateSight Api::state_sight(const std::string& counter, const std::string& print,
                                        Now now) const {
    const QueueState& state = watch_.state();
    codec::web::StateSight sight{
        watch_.hub(now.mono), &record_at(state, "hall"),
        look_at_desk(state, counter, {now.utc, state.term, settings_.rules},
                     watch_.last_deed(counter)),
        std::nullopt, static_cast<std::int64_t>(sessions_.at(counter, print))};
    if (sight.desk.current) {
        if (const auto* entry = calls_.find(sight.desk.current->call_id)) {
            sight.receipt = receipt_sight(*entry);
        }
    }
    return sight;
}

codec::web::ReceiptSight Api::receipt_sight(const CallBook::Entry& entry) const {
    codec::web::ReceiptSight sight;
    sight.announcement = entry.announcement;
    sight.zone_label = record_at(watch_.state(), "zone/" + entry.announcement.zone).text("label");
    sight.verdict = entry.verdict;
    for (const ScreenStatus& status : screens_) {
        codec::web::ScreenPart part{status.screen, false, "", state_of(status)};
        for (const Receipt& receipt : entry.receipts) {
            if (receipt.screen != status.screen) {
                continue;
            }
            part.shown = part.shown || receipt.phase == "shown";
            if (receipt.phase != "shown") {
                part.phase = receipt.phase;
            }
        }
        sight.screens.push_back(std::move(part));
    }
    for (const Receipt& receipt : entry.receipts) {
        if (receipt.phase == "started") {
            sight.after = std::max(receipt.at - entry.made_utc, Millis{0});
        }
    }
    return sight;
}

void Api::show_screens(const HttpRequest& request, Now now) {
    const auto who = caller(request, now);
    if (!who) {
        return refuse(request.id, who.problem());
    }
    ask_for_screens({{{request.id, who.value().holder}}}, now);
}

void Api::ask_for_screens(ScreensAsked asked, Now now) {
    screens_asked_ = now.mono;
    const auto rid = static_cast<std::int64_t>(last_id_ + 1);
    if (ask(Plane::Control, codec::encode(ControlRequest(ScreensRequest{rid}), settings_.site),
            looker(), {asked, {}}, patience, now)) {
        asking_screens_ = true;
        return;
    }
    for (const auto& [id, who] : asked.requests) {
        refuse(id, web_problem("busy"), 1s);
    }
}

codec::web::ScreensSight Api::screens_sight(const KeyHolder& who, Now now) const {
    codec::web::ScreensSight sight{watch_.hub(now.mono), {}};
    const QueueState& state = watch_.state();
    for (const ScreenStatus& status : screens_) {
        codec::web::ScreenSight screen;
        screen.status = status;
        screen.status.silence += std::chrono::floor<Millis>(now.mono - screens_heard_);
        screen.state = state_of(screen.status);
        for (const std::string& id : status.zones) {
            const Record& zone = record_at(state, "zone/" + id);
            screen.zones.push_back({id, zone.text("label"), zone.text("speaker") == status.screen});
        }
        screen.shown_ticket = ticket_of(state, calls_, status.last_shown);
        screen.said_ticket = ticket_of(state, calls_, status.last_said);
        screen.faults = faults_of(screen.status, screen.state);
        for (const char* deed : {"picture", "identify", "test-voice", "restart"}) {
            screen.may.emplace_back(deed, may_do(who, deed, status, screen.state));
        }
        sight.screens.push_back(std::move(screen));
    }
    return sight;
}

} // namespace panggil::hub::web

// SPDX-License-Identifier: MIT
// What is told as it happens.
#include "codec/wire.hpp"
#include "core/loudspeaker.hpp"
#include "hub/web/api.hpp"
#include "hub/web/words.hpp"

#include <algorithm>
#include <set>

namespace panggil::hub::web {

namespace {

using namespace std::chrono_literals;

constexpr Millis pace = 100ms;
constexpr Millis beat = 1s;
constexpr Millis screens_pace = 1s;
constexpr Millis screens_at_least = 5s;
/// Late-comers lose their right without a word of anybody.
constexpr Millis look_again = 20s;
constexpr Millis patience = 3s;
constexpr Millis calls_taken_up = 120s;
constexpr std::size_t most_streams = 400;
constexpr std::size_t most_streams_of_one = 8;

/// When time alone changes what a clerk may do.
Moment next_change(const DeskSight& desk, Moment now) {
    Moment next = now + look_again;
    const auto consider = [&](const May& may) {
        if (may.wait) {
            next = std::min(next, now + std::max<Micros>(*may.wait, 1ms));
        }
    };
    for (const auto& [op, may] : desk.may) {
        consider(may);
    }
    for (const auto& each : desk.recent) {
        consider(each.call);
    }
    for (const auto& each : desk.aside) {
        consider(each.call);
        consider(each.resume);
    }
    if (desk.undo) {
        next = std::min(next, now + desk.undo->left + 1ms);
    }
    return next;
}

} // namespace

void Api::open_stream(const HttpRequest& request, Now now) {
    const auto who = caller(request, now);
    if (!who) {
        return refuse(request.id, who.problem());
    }
    const Caller& caller = who.value();
    if (caller.holder.role == Role::Kiosk) {
        return refuse(request.id, "forbidden");
    }
    if (!watch_.is_live(now.mono)) {
        return refuse(request.id, "hub_slow");
    }
    Stream stream;
    stream.holder = caller.holder;
    stream.print = caller.print;
    stream.by_cookie = caller.by_cookie;
    stream.screens = request.argument("screens") == "1";
    const bool only_screens =
        stream.screens && request.argument("counter").empty() && caller.counter.empty();
    if (!only_screens) {
        auto counter = counter_of(caller, request);
        if (!counter) {
            return refuse(request.id, counter.problem());
        }
        stream.counter = std::move(counter).value();
    }
    const auto of_one = std::ranges::count_if(
        streams_, [&](const auto& entry) { return entry.second.print == stream.print; });
    if (streams_.size() >= most_streams ||
        static_cast<std::size_t>(of_one) >= most_streams_of_one) {
        return refuse(request.id, web_problem("busy"), 5s);
    }
    outside_.http->begin_stream(request.id, stream_headers());
    auto& begun = streams_.emplace(request.id, std::move(stream)).first->second;
    update(request.id, begun, now);
}

void Api::send(std::uint64_t id, std::string_view event, std::string_view data, Now now) {
    const auto hub = watch_.hub(now.mono);
    std::string text =
        "id: " + std::to_string(hub.term) + '-' + std::to_string(hub.seq) + "\nevent: ";
    text.append(event).append("\ndata: ").append(data).append("\n\n");
    outside_.http->write(id, text);
}

void Api::end_stream(std::uint64_t id, std::string_view why) {
    send(id, "end", codec::web::encode_end(why), {});
    outside_.http->end(id);
    streams_.erase(id);
}

/// Why a stream must end, or "".
std::string_view Api::why_over(Stream& stream, Now now) {
    if (!stream.by_cookie) {
        return access_.token_of(stream.print) == nullptr ? "revoked" : "";
    }
    return sessions_.find(stream.print, now.mono) == nullptr ? "expired" : "";
}

void Api::update(std::uint64_t id, Stream& stream, Now now) {
    if (!watch_.is_live(now.mono)) {
        return; // silence is the honest word
    }
    if (!stream.counter.empty() &&
        (stream.state_seq != watch_.state().seq || now.mono >= stream.state_due)) {
        stream.state_seq = watch_.state().seq;
        const auto sight = state_sight(stream.counter, stream.print, now);
        stream.state_due = next_change(sight.desk, now.mono);
        std::string seen = codec::web::fingerprint(sight);
        if (seen != stream.state_seen) {
            stream.state_seen = std::move(seen);
            send(id, "state", codec::web::encode(sight), now);
        }
    }
    if (!stream.counter.empty()) {
        for (const CallBook::Entry* entry : calls_.calls_of(stream.counter, now.mono)) {
            const auto [seen, fresh] =
                stream.receipts_seen.try_emplace(entry->announcement.call_id, -1);
            if (seen->second != entry->revision) {
                seen->second = entry->revision;
                send(id, "receipt", codec::web::encode(receipt_sight(*entry)), now);
            }
        }
    }
    if (stream.screens && now.mono - stream.screens_sent >= screens_pace &&
        screens_heard_ != Moment{}) {
        const auto sight = screens_sight(stream.holder, now);
        std::string seen;
        for (const auto& screen : sight.screens) {
            seen += screen.status.screen + screen.state + screen.status.last_shown +
                    screen.status.last_said + std::to_string(screen.status.seq) +
                    std::to_string(screen.status.audio_ok) + screen.status.layout +
                    screen.status.life + std::to_string(screen.status.deeds.size()) +
                    std::to_string(screen.faults.size()) + '\n';
        }
        if (seen != stream.screens_seen || now.mono - stream.screens_sent >= screens_at_least) {
            stream.screens_seen = std::move(seen);
            stream.screens_sent = now.mono;
            send(id, "screens", codec::web::encode(sight), now);
        }
    }
    if (now.mono - stream.beat_sent >= beat) {
        stream.beat_sent = now.mono;
        send(id, "beat", codec::web::encode_beat(watch_.hub(now.mono)), now);
    }
}

/// Calls of the last minutes that were made before this was here, for a clerk who still waits.
void Api::take_up_calls(Now now) {
    for (const auto& [key, call] : records_under(watch_.state(), "call/")) {
        const UtcTime made{Millis(call->number("at"))};
        const Millis age = std::max(now.utc - made, Millis{0});
        if (age > calls_taken_up) {
            continue;
        }
        Announcement announcement;
        announcement.call_id = call->text("call_id");
        announcement.ticket = call->text("ticket");
        announcement.counter = call->text("counter");
        announcement.zone = call->text("zone");
        announcement.attempt = static_cast<int>(call->number("attempt"));
        announcement.ttl = settings_.rules.announcement_ttl;
        calls_.begin(announcement, now.mono - age, made, now.mono);
    }
}

void Api::act_on(const FollowerSteps& steps, Now now) {
    for (const FollowerSteps::Call& call : steps.calls) {
        calls_.begin(call.announcement, now.mono - call.age, now.utc - call.age, now.mono);
    }
    if (steps.snapshot) {
        take_up_calls(now);
    }
    if (steps.ask) {
        watch_.asked(*steps.ask, now.mono);
        (void)ask(Plane::Control,
                  codec::encode(ControlRequest(SnapshotRequest{*steps.ask}), settings_.site),
                  looker(), {SnapshotAsked{}, {}}, patience, now);
    }
}

void Api::hear(const Door::Word& word, Now now) {
    if (word.id == 0) {
        act_on(watch_.hear(word.body, now.mono), now);
        for (auto& [id, stream] : streams_) {
            update(id, stream, now);
        }
        return;
    }
    const auto found = asked_.find(word.id);
    if (found == asked_.end()) {
        return; // it came too late, and was told to be unknown
    }
    const Asked asked = std::move(found->second);
    asked_.erase(found);
    if (const auto* command = std::get_if<CommandAsked>(&asked.what)) {
        return acknowledge(*command, word.body, now);
    }
    if (const auto* order = std::get_if<OrderAsked>(&asked.what)) {
        return give_answer(*order, word.body);
    }
    if (std::holds_alternative<SnapshotAsked>(asked.what)) {
        return act_on(watch_.hear(word.body, now.mono), now);
    }
    const auto message = codec::decode_hub_message(word.body, settings_.site);
    if (!message) {
        return give_up(asked);
    }
    if (const auto* receipts = std::get_if<Receipts>(&message.value().body)) {
        if (const auto* of = std::get_if<ReceiptsAsked>(&asked.what)) {
            calls_.take(
                of->call_id, receipts->receipts,
                [&](const std::string& zone) { return speaker_in(watch_.state(), zone); },
                now.mono);
        }
    } else if (const auto* screens = std::get_if<Screens>(&message.value().body)) {
        screens_ = screens->screens;
        screens_heard_ = now.mono;
        asking_screens_ = false;
        if (const auto* by = std::get_if<ScreensAsked>(&asked.what)) {
            for (const auto& [id, who] : by->requests) {
                outside_.http->answer(
                    id, json_answer(200, codec::web::encode(screens_sight(who, now))));
            }
        }
    }
    for (auto& [id, stream] : streams_) {
        update(id, stream, now);
    }
}

/// One question at a time for each call, and none to a hub that is silent: what nobody answers
/// would fill its door.
void Api::ask_for_receipts(Now now) {
    if (!watch_.is_live(now.mono)) {
        return;
    }
    std::set<std::string> unanswered;
    for (const auto& [id, asked] : asked_) {
        if (const auto* of = std::get_if<ReceiptsAsked>(&asked.what)) {
            unanswered.insert(of->call_id);
        }
    }
    for (const std::string& call_id : calls_.due(now.mono)) {
        if (unanswered.contains(call_id)) {
            continue;
        }
        const auto rid = static_cast<std::int64_t>(last_id_ + 1);
        (void)ask(Plane::Control,
                  codec::encode(ControlRequest(ReceiptsRequest{rid, call_id}), settings_.site),
                  looker(), {ReceiptsAsked{call_id}, {}}, patience, now);
    }
}

void Api::tick(Now now) {
    act_on(watch_.tick(now.mono), now);
    for (auto each = asked_.begin(); each != asked_.end();) {
        if (now.mono >= each->second.until) {
            const Asked late = std::move(each->second);
            each = asked_.erase(each);
            give_up(late);
        } else {
            ++each;
        }
    }
    sessions_.tidy(now.mono);
    if (sessions_.count() > 0 || !streams_.empty() || !access_.tokens.empty()) {
        ask_for_receipts(now); // somebody may look
    }
    if (!streams_.empty() && !asking_screens_ && now.mono - screens_asked_ >= screens_pace) {
        ask_for_screens({}, now);
    }
    std::vector<std::pair<std::uint64_t, std::string_view>> over;
    for (auto& [id, stream] : streams_) {
        if (const auto why = why_over(stream, now); !why.empty()) {
            over.emplace_back(id, why);
        } else {
            update(id, stream, now);
        }
    }
    for (const auto& [id, why] : over) {
        end_stream(id, why);
    }
}

Moment Api::next_tick(Moment now) const {
    const bool is_quiet = asked_.empty() && streams_.empty();
    return now + (is_quiet ? Millis(500) : pace);
}

void Api::stop() {
    while (!streams_.empty()) {
        end_stream(streams_.begin()->first, "stopping");
    }
}

} // namespace panggil::hub::web

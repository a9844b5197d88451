// SPDX-License-Identifier: MIT
#include "tests/fuzz/paper_hub.hpp"

#include "codec/wire.hpp"

namespace panggil::fuzz {

std::string PaperHub::encoded(decltype(HubMessage::body) body) const {
    HubMessage message;
    message.envelope = {"uji",           "9f00000000000001",         77,    "a1b2c3d4",
                        hall_.state.seq, codec::digest(hall_.state), mono_, hall_.context.now};
    message.body = std::move(body);
    return codec::encode(message);
}

void PaperHub::beat() {
    hear_(encoded(Heartbeat{}));
}

void PaperHub::pass(Millis time) {
    mono_ += time;
    hall_.context.now += time;
}

std::string PaperHub::answer(const hub::Door::Question& question) {
    return question.plane == Plane::Commands ? commands(question) : control(question);
}

std::string PaperHub::control(const hub::Door::Question& question) const {
    const auto asked = codec::decode_control_request(question.body, "uji");
    if (!asked || !may(question.who, asked.value())) {
        return "";
    }
    const std::int64_t rid = rid_of(asked.value());
    if (std::holds_alternative<SnapshotRequest>(asked.value())) {
        return encoded(Snapshot{rid, hall_.state.records, {}});
    }
    if (const auto* receipts = std::get_if<ReceiptsRequest>(&asked.value())) {
        return encoded(Receipts{rid,
                                {{receipts->call_id,
                                  "tv-1",
                                  "lobi",
                                  "done",
                                  Millis(3000),
                                  hall_.context.now,
                                  "a-1",
                                  {"loket"}}}});
    }
    if (std::holds_alternative<ScreensRequest>(asked.value())) {
        ScreenStatus status;
        status.screen = "tv-1";
        status.zones = {"lobi"};
        status.health = "live";
        return encoded(Screens{rid, {status}});
    }
    return encoded(Pong{rid, 1, 2});
}

Ack PaperHub::done(const Command& command, const KeyHolder& who) {
    Ack ack;
    ack.request_id = command.request_id;
    const auto allowed = may(who, command, hall_.state);
    const auto decision =
        allowed ? decide(hall_.state, command, hall_.context) : Result<Decision>(allowed.problem());
    if (decision) {
        hall_.take(decision.value().event);
        ack.result = decision.value().result;
        hear_(encoded(decision.value().event));
    } else {
        ack.refused = decision.problem();
    }
    ack.seq = hall_.state.seq;
    return ack;
}

std::string PaperHub::commands(const hub::Door::Question& question) {
    const auto asked = codec::decode_command_request(question.body, "uji");
    if (!asked) {
        return "";
    }
    if (const auto* command = std::get_if<Command>(&asked.value())) {
        return codec::encode(done(*command, question.who), "uji");
    }
    Ack ack;
    ack.request_id = std::get<CommandQuery>(asked.value()).request_id;
    ack.seq = hall_.state.seq;
    ack.refused = Problem{"unknown_rid", ack.request_id, "is not known", "", "Tidak dikenal."};
    return codec::encode(ack, "uji");
}

} // namespace panggil::fuzz

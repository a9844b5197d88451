// SPDX-License-Identifier: MIT
#include "codec/wire.hpp"
#include "console/answer.hpp"
#include "console/clock.hpp"
#include "console/console.hpp"
#include "console/hall_text.hpp"
#include "console/heard.hpp"
#include "console/request_id.hpp"
#include "core/joined.hpp"
#include "core/loudspeaker.hpp"

#include <algorithm>

namespace panggil::console {

namespace {

using namespace std::chrono_literals;

constexpr Millis receipt_pause = 200ms;
constexpr Micros look_again = 2s;
/// When the hub no longer lists the call as fresh, it does not say how long it may wait.
constexpr Millis usual_ttl = 120s;

std::string actor_of(const Operate& operation) {
    if (!operation.actor.empty()) {
        return operation.actor;
    }
    const std::string& counter = operation.args.text("counter");
    return counter.empty() ? "staff" : "staff:loket-" + counter;
}

/// The one call we wait for, and what is known about its zone.
struct Awaited {
    std::string call_id;
    std::string zone;
    QueueState state;
    Millis ttl = usual_ttl;

    void learn(const Sight& sight) {
        state = sight.state;
        for (const Snapshot::Recent& recent : sight.recent) {
            if (recent.announcement.call_id == call_id) {
                ttl = recent.announcement.ttl;
            }
        }
    }

    [[nodiscard]] const std::string& speaker() const { return speaker_in(state, zone); }
};

void pause(Millis time) {
    link::wait({}, {}, time);
}

Result<Verdict> listen(Awaited& awaited, const Desk& desk) {
    const Moment answered = read_clock().mono;
    Moment looked{};
    Moment changed = answered;
    std::size_t reported = 0;
    while (true) {
        const Moment now = read_clock().mono;
        if (looked == Moment{} || now - looked > look_again) {
            const Result<Sight> sight = look(desk.line);
            if (!sight) {
                return sight.problem();
            }
            awaited.learn(sight.value());
            looked = now;
        }
        const Result<HubMessage> answer = desk.line.ask(ReceiptsRequest{0, awaited.call_id});
        if (!answer) {
            return answer.problem();
        }
        if (const auto* receipts = std::get_if<Receipts>(&answer.value().body);
            receipts != nullptr) {
            const Moment heard_at = read_clock().mono;
            if (receipts->receipts.size() != reported) {
                reported = receipts->receipts.size();
                changed = heard_at;
            }
            Verdict verdict =
                judge(receipts->receipts, {awaited.speaker(), awaited.ttl,
                                           std::chrono::floor<Millis>(heard_at - answered),
                                           std::chrono::floor<Millis>(heard_at - changed)});
            if (verdict.hearing != Hearing::Waiting) {
                return verdict;
            }
        }
        pause(receipt_pause);
    }
}

std::string heard_text(const Receipt& receipt, const Awaited& awaited, Language language) {
    const std::string suffix = record_at(awaited.state, "hall").text("clock_suffix");
    const std::string missing = joined(receipt.missing, ", ");
    return std::string(in(language, "terdengar di ", "heard in ")) +
           zone_name(awaited.zone, awaited.state) + " (" + receipt.screen + ')' +
           (receipt.audible > Millis{0} ? ", " + seconds_text(receipt.audible.count(), language)
                                        : "") + // told by a later life of the screen
           std::string(in(language, ", pukul ", ", at ")) +
           clock_text(receipt.at, awaited.state) + (suffix.empty() ? "" : ' ' + suffix) +
           (missing.empty()
                ? ""
                : std::string(in(language, ", tanpa klip suara: ", ", without the clips: ")) +
                      missing);
}

int wait_until_heard(const Ack& ack, const Desk& desk) {
    Awaited awaited{ack.result.text("call_id"), ack.result.text("zone"), {}};
    const Result<Verdict> verdict = listen(awaited, desk);
    if (!verdict) {
        return give_up(verdict.problem(), ack.request_id, desk);
    }
    const Language language = desk.common.language;
    const Receipt& receipt = verdict.value().receipt;
    if (verdict.value().hearing == Hearing::NotHeard) {
        const std::string zone = zone_name(awaited.zone, awaited.state);
        const std::string& reason = verdict.value().reason;
        Problem problem{"not_heard", zone,
                        "was not heard: " + std::string(reason_text(reason, Language::English)),
                        "see `panggil screens`; call or recall it again",
                        "Tidak terdengar di " + zone + ": " +
                            std::string(reason_text(reason, Language::Indonesian)) + '.'};
        return give_up(problem, ack.request_id, desk);
    }
    if (desk.common.form == Form::Json) {
        Record record = answer_record(ack);
        record.set("heard", std::int64_t{1}).set("screen", receipt.screen);
        record.set("zone_label", zone_name(awaited.zone, awaited.state));
        record.set("audible_ms", std::int64_t{receipt.audible.count()});
        if (!receipt.missing.empty()) {
            record.set("missing", receipt.missing);
        }
        record.set("heard_at", std::int64_t{receipt.at.time_since_epoch().count()});
        desk.output.say(codec::encode(record));
    } else {
        desk.output.say(heard_text(receipt, awaited, language));
    }
    return AllDone;
}

} // namespace

int operate(const Operate& operation, const Desk& desk) {
    Command command;
    command.request_id = operation.request_id.empty() ? new_request_id() : operation.request_id;
    command.op = operation.op;
    command.args = operation.args;
    command.actor = actor_of(operation);
    command.if_rev = operation.if_rev;
    const Result<Ack> answer = desk.line.command(command);
    if (!answer) {
        return give_up(answer.problem(), command.request_id, desk);
    }
    const Ack& ack = answer.value();
    if (ack.refused) {
        return give_up(*ack.refused, command.request_id, desk);
    }
    desk.output.say(desk.common.form == Form::Json
                        ? codec::encode(answer_record(ack))
                        : answer_text(operation.op, ack, desk.common.language));
    // Only what the hall is to hear has both a call and a zone.
    const bool audible = !ack.result.text("call_id").empty() && !ack.result.text("zone").empty();
    return operation.until == Until::Heard && audible ? wait_until_heard(ack, desk) : AllDone;
}

} // namespace panggil::console

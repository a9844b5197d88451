// SPDX-License-Identifier: MIT
// Envelope and apply: what a screen hears from something that says it is the hub. Each line of the
// input is a message. One follower hears them as they are; the other hears them with the digest
// that they would need to be believed, so that chance gets behind the digest, too.
#include "codec/wire.hpp"
#include "core/board.hpp"
#include "core/follower.hpp"
#include "tests/fuzz/target.hpp"

using namespace panggil;
using panggil::fuzz::must;

namespace {

constexpr std::size_t most_messages = 6;

class Screen {
public:
    void hear(const HubMessage& message, Moment now) {
        const FollowerSteps steps = follower_.hear(message, now);
        for (const auto& call : steps.calls) {
            must(call.age >= Millis{0}, "no call is younger than nothing");
        }
        if (steps.ask) {
            follower_.asked(*steps.ask, now);
        }
        look(now);
    }

    void pass(Moment now) {
        if (const auto ask = follower_.tick(now).ask) {
            follower_.asked(*ask, now);
        }
    }

    [[nodiscard]] const QueueState& state() const { return follower_.state(); }

private:
    void look(Moment now) const {
        const QueueState& state = follower_.state();
        if (follower_.phase() == FollowerPhase::Live) {
            must(follower_.digest() == codec::digest(state), "a live state is of its digest");
        }
        static_cast<void>(follower_.health(now));
        static_cast<void>(follower_.age(now));
        static_cast<void>(follower_.next_deadline(now));
        const auto& heard = follower_.last_envelope();
        Board board =
            board_of(state, std::nullopt, follower_.health(now), heard ? heard->utc : UtcTime{});
        for (const char* by : {"agency", "service", "counter"}) {
            static_cast<void>(grouped(board.cards, by));
        }
        hide_numbers(board);
        must(!board.call, "a number that is hidden is not shown");
    }

    Follower follower_{[](const QueueState& state) { return codec::digest(state); }};
};

/// The message with the digest that the state has after it.
HubMessage believable(HubMessage message, const QueueState& before) {
    QueueState after = before;
    if (const auto* event = std::get_if<Event>(&message.body)) {
        apply(after, *event);
    } else if (const auto* snapshot = std::get_if<Snapshot>(&message.body)) {
        after.records = snapshot->records;
    }
    message.envelope.digest = codec::digest(after);
    return message;
}

void read_and_write(const HubMessage& message) {
    const auto again = codec::decode_hub_message(codec::encode(message), "");
    must(again.ok(), "what was read can be written and read");
    must(again.value() == message, "a message reads back as it was written");
}

/// The answers of the command plane, and what the journal and the tools store.
void read_what_else(std::string_view line) {
    if (const auto ack = codec::decode_ack(line)) {
        must(codec::decode_ack(codec::encode(ack.value(), "uji")).ok(), "an ack reads back");
    }
    if (const auto state = codec::decode_state(line)) {
        must(codec::decode_state(codec::encode_state(state.value())).ok(), "a state reads back");
    }
    if (const auto record = codec::decode_record(line)) {
        const auto again = codec::decode_record(codec::encode(record.value()));
        must(again.ok() && again.value() == record.value(), "a record reads back");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Screen doubting;
    Screen believing;
    Moment now{std::chrono::hours(1)};
    for (const auto line : fuzz::parts_of(fuzz::text_of(data, size), "\n", most_messages)) {
        now += Millis(200);
        doubting.pass(now);
        believing.pass(now);
        const auto message = codec::decode_hub_message(line, "");
        if (message) {
            read_and_write(message.value());
            doubting.hear(message.value(), now);
            believing.hear(believable(message.value(), believing.state()), now);
        } else if (message.problem().code != "bad_json") {
            read_what_else(line);
        }
    }
    return 0;
}

// SPDX-License-Identifier: MIT
// A hall file: read, and a day begun in what it says. A hall that is taken can be served and sent.
#include "codec/hall_codec.hpp"
#include "codec/wire.hpp"
#include "core/board.hpp"
#include "core/calendar.hpp"
#include "tests/core/small_hall.hpp"
#include "tests/fuzz/target.hpp"

using namespace panggil;
using panggil::fuzz::must;

namespace {

void take(QueueState& state, const std::optional<Event>& event) {
    if (!event) {
        return;
    }
    const auto again = codec::decode_event(codec::encode(*event));
    must(again.ok() && again.value() == *event, "what is committed can be read again");
    apply(state, *event);
}

void open(const Hall& hall) {
    QueueState state;
    take(state, reconcile(state, hall, tests::morning));
    must(!reconcile(state, hall, tests::morning), "a state that is up to date stays");
    take(state, begin_day(state, hall, tests::morning));
    static_cast<void>(day_clock(state, hall, tests::morning));
    must(!begin_day(state, hall, tests::morning), "a day begins once");
    must(codec::decode_state(codec::encode_state(state)).ok(), "the state can be sent");
    static_cast<void>(board_of(state, std::nullopt, LinkHealth::Live, tests::morning));
    // A hall that takes the place of another: tickets and counters that are gone.
    tests::Driver other;
    other("issue", tests::args("service", "F"));
    other("call", tests::args("counter", "1"));
    take(other.state, reconcile(other.state, hall, tests::morning));
    must(!reconcile(other.state, hall, tests::morning), "a hall that was replaced stays");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto reading = codec::decode_hall(fuzz::text_of(data, size), "uji.json");
    for (const Problem& problem : reading.errors) {
        must(!problem.code.empty() && !problem.where.empty(), "a fault has a code and a place");
    }
    if (reading.ok()) {
        open(reading.hall);
    }
    return 0;
}

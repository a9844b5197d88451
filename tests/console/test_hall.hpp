// SPDX-License-Identifier: MIT
#pragma once
/// The product's own hall as a queue state on the morning of a day, and a pure hub that decides for
/// it. For tests of the console.

#include "codec/hall_codec.hpp"
#include "core/operation.hpp"
#include "tests/catch.hpp"

#include <fstream>
#include <iterator>

namespace panggil::console {

/// 2026-11-24 08.00 WITA
inline constexpr UtcTime morning{Millis(1'795'478'400'000)};

inline Hall the_hall() {
    std::ifstream file(PANGGIL_SOURCE_DIR "/hub/halls/mpp-bolmut.json");
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    const auto reading = codec::decode_hall(bytes, "mpp-bolmut.json");
    REQUIRE(reading.ok());
    return reading.hall;
}

/// Decides and applies, as the hub does between its sockets.
struct PureHub {
    Hall hall = the_hall();
    QueueState state;
    std::int64_t term = 100;

    PureHub() {
        state.term = term;
        take(reconcile(state, hall, morning));
        take(begin_day(state, hall, morning));
    }

    void take(std::optional<Event> change) {
        if (change) {
            change->seq = state.seq + 1;
            apply(state, *change);
        }
    }

    Result<Decision> execute(const Command& command, UtcTime now) {
        auto decision = decide(state, command, {now, term, hall.rules});
        if (decision) {
            decision.value().event.seq = state.seq + 1;
            decision.value().event.utc = now;
            apply(state, decision.value().event);
        }
        return decision;
    }
};

} // namespace panggil::console

// SPDX-License-Identifier: MIT
#include "codec/state_meter.hpp"
#include "tests/catch.hpp"

#include <random>

using namespace panggil;

TEST_CASE("a meter says of each state what measuring it alone says, whatever came before",
          "[wire]") {
    std::mt19937 random(20261128);
    const auto below = [&](unsigned most) { return random() % most; };
    codec::StateMeter meter;
    QueueState state;
    CHECK(meter.measure(state).digest == codec::digest(state));
    for (int step = 0; step < 2'000; ++step) {
        // Keys that need escaping, that are parts of each other, and the first and last of all.
        const std::string key = std::string(below(2) == 0   ? "ticket/"
                                            : below(2) == 0 ? ""
                                                            : "zone/\"ñ") +
                                std::to_string(below(40));
        switch (below(4)) {
        case 0:
            state.records.erase(key);
            break;
        case 1:
            state.records[key].set("state", std::string(below(2) == 0 ? "waiting" : "called \n"));
            break;
        case 2:
            state.records[key]
                .set("line", static_cast<std::int64_t>(below(3)))
                .set("tags", TextList{"a", "b\""});
            break;
        default:
            if (below(100) == 0) {
                state.records.clear();
            }
            break;
        }
        const codec::Measure whole = codec::measure(state);
        const codec::Measure metered = meter.measure(state);
        INFO("step " << step);
        REQUIRE(metered.digest == whole.digest);
        REQUIRE(metered.bytes == whole.bytes);
    }
}

TEST_CASE("a metered digest is the digest, also of states that do not follow each other",
          "[wire]") {
    const auto digest_of = codec::metered_digest();
    QueueState one;
    one.records["b"].set("x", std::int64_t{1});
    QueueState other = one;
    other.records["a"].set("y", std::string("z"));
    for (const QueueState* state : {&one, &other, &one, &other}) {
        CHECK(digest_of(*state) == codec::digest(*state));
    }
}

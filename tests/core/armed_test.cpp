// SPDX-License-Identifier: MIT
#include "core/armed.hpp"
#include "tests/catch.hpp"
#include "tests/core/small_hall.hpp"

using namespace panggil;
using namespace panggil::tests;

namespace {

/// What the hub does after a command: who was called to which counter, in order.
std::vector<std::string> called_by_armed(Driver& hall) {
    std::vector<std::string> calls;
    while (const auto event = call_for_armed(hall.state, hall.context)) {
        calls.push_back(event->announce->ticket + " to " + event->announce->counter);
        CHECK(event->actor == "hub");
        CHECK(event->cause == "call");
        hall.take(*event);
    }
    return calls;
}

} // namespace

TEST_CASE("an armed counter calls whoever comes, once", "[armed]") {
    Driver hall;
    CHECK(hall("arm", args("counter", "1")).text("counter") == "1");
    CHECK(called_by_armed(hall).empty());
    hall("issue", args("service", "imb")); // not served there
    CHECK(called_by_armed(hall).empty());
    hall("issue", args("service", "F"));
    hall("issue", args("service", "F"));
    CHECK(called_by_armed(hall) == std::vector<std::string>{"F001 to 1"});
    CHECK(hall.counter("1").text("status") == "calling");
    CHECK(hall.counter("1").number("armed") == 0);
    hall("finish", args("counter", "1"));
    CHECK(called_by_armed(hall).empty()); // it is not armed any more
}

TEST_CASE("who waits already is called when a counter is armed", "[armed]") {
    Driver hall;
    hall("issue", args("service", "F"));
    hall("arm", args("counter", "1"));
    CHECK(called_by_armed(hall) == std::vector<std::string>{"F001 to 1"});
}

TEST_CASE("of two armed counters the one that waits longer calls first", "[armed]") {
    Driver hall;
    hall("arm", args("counter", "2"));
    hall("arm", args("counter", "1"));
    hall("arm", args("counter", "2")); // pressed again: keeps its turn
    hall("issue", args("service", "F"));
    CHECK(called_by_armed(hall) == std::vector<std::string>{"F001 to 2"});
    hall("issue", args("service", "F"));
    CHECK(called_by_armed(hall) == std::vector<std::string>{"F002 to 1"});
}

TEST_CASE("a counter is armed only while it is open and free", "[armed]") {
    Driver hall;
    const auto refusal = [&](const char* op) {
        const auto decision = hall.ask(op, args("counter", "1"));
        return decision ? std::string() : decision.problem().code;
    };
    hall("arm", args("counter", "1"));
    hall("open", args("counter", "1"));
    CHECK(hall.counter("1").number("armed") != 0); // it was open
    SECTION("not after it was taken back") {
        hall("disarm", args("counter", "1"));
    }
    SECTION("not after a break") {
        hall("break", args("counter", "1"));
        CHECK(refusal("arm") == "closed");
        hall("open", args("counter", "1"));
    }
    SECTION("not after it was closed") {
        hall("close", args("counter", "1"));
        CHECK(refusal("arm") == "closed");
        hall("open", args("counter", "1"));
    }
    CHECK(hall.counter("1").number("armed") == 0);
    hall("issue", args("service", "F"));
    CHECK(called_by_armed(hall).empty());
    hall("call", args("counter", "1"));
    CHECK(refusal("arm") == "conflict");
}

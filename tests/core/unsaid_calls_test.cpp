// SPDX-License-Identifier: MIT
/// Calls that this screen may have to say when another one fails, oldest first.
#include "core/unsaid_calls.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using namespace std::chrono_literals;

namespace {

constexpr Moment start{1h};

Announcement numbered(std::int64_t seq) {
    Announcement call;
    call.seq = seq;
    call.call_id = std::to_string(seq);
    return call;
}

bool every(const Announcement& /*call*/) {
    return true;
}

std::string taken(UnsaidCalls& calls, Moment now, const UnsaidCalls::MayTry& may_try = every) {
    const auto due = calls.take_due(now, may_try);
    return due ? due->announcement.call_id : "none";
}

} // namespace

TEST_CASE("the oldest call is due first, from its time to its last moment", "[unsaid_calls]") {
    UnsaidCalls calls;
    calls.add(numbered(2), start + 10s, start + 2s);
    calls.add(numbered(1), start + 10s, start + 2s);
    CHECK(taken(calls, start + 2s - 1us) == "none");
    const auto due = calls.take_due(start + 2s, every);
    REQUIRE(due);
    CHECK(due->announcement.call_id == "1");
    CHECK(due->last_moment == start + 10s);
    CHECK(taken(calls, start + 10s) == "2");
    CHECK(taken(calls, start + 10s) == "none");
    calls.add(numbered(3), start + 10s, start);
    CHECK(taken(calls, start + 10s + 1us) == "none");
}

TEST_CASE("a call stands once, as it was added last, and goes when it is settled",
          "[unsaid_calls]") {
    UnsaidCalls calls;
    calls.add(numbered(1), start + 1s, start);
    calls.add(numbered(1), start + 10s, start);
    calls.add(numbered(2), start + 10s, start);
    CHECK(taken(calls, start + 5s) == "1");
    CHECK(taken(calls, start + 5s) == "2");
    CHECK(taken(calls, start + 5s) == "none");
    calls.add(numbered(3), start + 10s, start);
    calls.settle("4");
    calls.settle("3");
    CHECK(taken(calls, start) == "none");
}

TEST_CASE("a call that this screen may not try keeps its place", "[unsaid_calls]") {
    UnsaidCalls calls;
    calls.add(numbered(1), start + 10s, start);
    calls.add(numbered(2), start + 10s, start);
    CHECK(taken(calls, start, [](const Announcement& call) { return call.seq != 1; }) == "2");
    CHECK(taken(calls, start) == "1");
}

TEST_CASE("the next that comes due is known, until it can no longer be said", "[unsaid_calls]") {
    UnsaidCalls calls;
    CHECK_FALSE(calls.next_due(start));
    calls.add(numbered(1), start + 10s, start + 5s);
    calls.add(numbered(2), start + 10s, start + 3s);
    calls.add(numbered(3), start + 10s, start + 4s);
    CHECK(calls.next_due(start) == start + 3s);
    CHECK(calls.next_due(start + 3s) == start + 4s); // the one of 3 s is due, not coming
    CHECK(calls.next_due(start + 4s) == start + 5s);
    CHECK_FALSE(calls.next_due(start + 5s));
    calls.add(numbered(4), start + 20s, start + 21s);
    CHECK_FALSE(calls.next_due(start + 5s)); // its time is over before it comes
    calls.add(numbered(5), start + 20s, start + 20s);
    CHECK(calls.next_due(start + 5s) == start + 20s);
}

TEST_CASE("what is expired is forgotten, and what is held stays good for so much longer",
          "[unsaid_calls]") {
    UnsaidCalls calls;
    calls.add(numbered(1), start + 1s, start);
    calls.add(numbered(2), start + 2s, start);
    CHECK(calls.postpone(10s).size() == 2);
    calls.forget_expired(start + 11s);
    CHECK(taken(calls, start + 11s) == "1");
    calls.forget_expired(start + 12s + 1us);
    CHECK(calls.postpone(10s).empty());
}

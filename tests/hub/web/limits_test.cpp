// SPDX-License-Identifier: MIT
// Who may try, for how long, and how often: sessions, PINs, connections.
#include "hub/web/connection_book.hpp"
#include "hub/web/lockout.hpp"
#include "hub/web/sessions.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using namespace panggil::hub::web;
using namespace std::chrono_literals;

namespace {

/// A clock that the test turns.
struct ManualClock {
    Moment now{1h};

    void pass(Micros time) { now += time; }
};

} // namespace

TEST_CASE("a session ends when nobody uses it, and after a working day", "[web][sessions]") {
    ManualClock clock;
    Sessions sessions;
    sessions.open("a", "3", clock.now);
    clock.pass(7h);
    REQUIRE(sessions.find("a", clock.now) != nullptr);
    clock.pass(4h);
    REQUIRE(sessions.find("a", clock.now) != nullptr);
    clock.pass(1h);
    CHECK(sessions.find("a", clock.now) == nullptr); // twelve hours in all

    sessions.open("b", "3", clock.now);
    clock.pass(8h);
    CHECK(sessions.find("b", clock.now) == nullptr);
    CHECK(sessions.count() == 0);
}

TEST_CASE("a session ends by signing out, or with its PIN", "[web][sessions]") {
    ManualClock clock;
    Sessions sessions;
    sessions.open("a", "3", clock.now);
    sessions.open("b", "3", clock.now);
    sessions.open("c", "4", clock.now);
    CHECK(sessions.at("3", "a") == 1);
    CHECK(sessions.at("4", "c") == 0);
    sessions.close("a");
    CHECK(sessions.find("a", clock.now) == nullptr);
    sessions.close_all("3");
    CHECK(sessions.find("b", clock.now) == nullptr);
    CHECK(sessions.find("c", clock.now) != nullptr);
}

TEST_CASE("a counter has so many sessions, and the one that was not used for longest gives way",
          "[web][sessions]") {
    ManualClock clock;
    Sessions sessions({8h, 12h, 2});
    sessions.open("a", "3", clock.now);
    clock.pass(1min);
    sessions.open("b", "3", clock.now);
    clock.pass(1min);
    REQUIRE(sessions.find("a", clock.now) != nullptr);
    clock.pass(1min);
    sessions.open("c", "3", clock.now);
    CHECK(sessions.find("a", clock.now) != nullptr);
    CHECK(sessions.find("b", clock.now) == nullptr);
}

TEST_CASE("five wrong PINs lock, each lock lasts longer", "[web][lockout]") {
    ManualClock clock;
    Lockout lockout;
    for (int left = 4; left > 0; --left) {
        CHECK(lockout.failed("3", "10.0.0.7", clock.now) == left);
        CHECK_FALSE(lockout.locked("3", "10.0.0.7", clock.now));
    }
    CHECK(lockout.failed("3", "10.0.0.7", clock.now) == 0);
    CHECK(lockout.locked("3", "10.0.0.7", clock.now) == 60s);
    // The clerk at another machine goes on, and this machine at another counter.
    CHECK_FALSE(lockout.locked("3", "10.0.0.8", clock.now));
    CHECK_FALSE(lockout.locked("4", "10.0.0.7", clock.now));
    clock.pass(60s);
    CHECK_FALSE(lockout.locked("3", "10.0.0.7", clock.now));
    for (int count = 0; count < 5; ++count) {
        (void)lockout.failed("3", "10.0.0.7", clock.now);
    }
    CHECK(lockout.locked("3", "10.0.0.7", clock.now) == 120s);
}

TEST_CASE("a right PIN forgets what was mistyped", "[web][lockout]") {
    ManualClock clock;
    Lockout lockout;
    for (int count = 0; count < 4; ++count) {
        (void)lockout.failed("3", "10.0.0.7", clock.now);
    }
    lockout.succeeded("3", "10.0.0.7");
    CHECK(lockout.failed("3", "10.0.0.7", clock.now) == 4);
}

TEST_CASE("clerks behind one address who mistype and then get in lock nobody out, but who only "
          "guesses "
          "is not forgiven",
          "[web][lockout]") {
    ManualClock clock;
    Lockout lockout;
    for (int clerk = 0; clerk < 10; ++clerk) {
        const std::string counter = std::to_string(clerk);
        for (int count = 0; count < 4; ++count) {
            REQUIRE_FALSE(lockout.locked(counter, "10.0.0.7", clock.now));
            (void)lockout.failed(counter, "10.0.0.7", clock.now);
        }
        lockout.succeeded(counter, "10.0.0.7");
    }
    for (int counter = 20; counter < 39; ++counter) {
        (void)lockout.failed(std::to_string(counter), "10.0.0.7", clock.now);
        lockout.succeeded("3", "10.0.0.7"); // a PIN that the guesser knows
    }
    CHECK_FALSE(lockout.locked("3", "10.0.0.7", clock.now));
    (void)lockout.failed("39", "10.0.0.7", clock.now);
    CHECK(lockout.locked("3", "10.0.0.7", clock.now));
}

TEST_CASE("who tries all counters is locked out of all, and many machines of one",
          "[web][lockout]") {
    ManualClock clock;
    Lockout lockout;
    for (int counter = 0; counter < 20; ++counter) {
        (void)lockout.failed(std::to_string(counter), "10.0.0.7", clock.now);
    }
    CHECK(lockout.locked("99", "10.0.0.7", clock.now));
    for (int machine = 0; machine < 60; ++machine) {
        (void)lockout.failed("5", "10.1.0." + std::to_string(machine), clock.now);
    }
    CHECK(lockout.locked("5", "10.9.9.9", clock.now));
}

TEST_CASE("guessing fills no memory", "[web][lockout]") {
    ManualClock clock;
    Lockout lockout;
    for (int machine = 0; machine < 12'000; ++machine) {
        (void)lockout.failed("5", std::to_string(machine), clock.now);
        clock.pass(1ms);
    }
    CHECK(lockout.size() <= 10'003);
    clock.pass(40min);
    (void)lockout.failed("5", "x", clock.now);
    CHECK(lockout.size() < 10);
}

TEST_CASE("a connection that brings no whole request is cut off, however slowly it sends",
          "[web][connections]") {
    ManualClock clock;
    ConnectionBook book;
    book.opened(7, "10.0.0.7", clock.now);
    clock.pass(10s);
    CHECK(book.overdue(clock.now).empty());
    clock.pass(1s);
    CHECK(book.overdue(clock.now) == std::vector{7});
    book.closed(7);
    CHECK(book.overdue(clock.now).empty());
    CHECK(book.open() == 0);
}

TEST_CASE("one that is being answered is not, one that asks again has longer",
          "[web][connections]") {
    ManualClock clock;
    ConnectionBook book;
    book.opened(7, "10.0.0.7", clock.now);
    book.asked(7);
    clock.pass(1h);
    CHECK(book.overdue(clock.now).empty());
    book.answered(7, clock.now);
    clock.pass(30s);
    CHECK(book.overdue(clock.now).empty());
    clock.pass(1s);
    CHECK(book.overdue(clock.now).size() == 1);
}

TEST_CASE("when there is little room nobody may sit there for long", "[web][connections]") {
    ManualClock clock;
    ConnectionBook book({8, 4, 10s, 30s, 2s});
    for (int each = 0; each < 7; ++each) {
        book.opened(each, "127.0.0.1", clock.now);
    }
    clock.pass(3s);
    CHECK(book.overdue(clock.now).size() == 7);
    for (int each = 0; each < 3; ++each) {
        book.closed(each);
    }
    CHECK(book.overdue(clock.now).empty());
}

TEST_CASE("one machine cannot take all the room", "[web][connections]") {
    ManualClock clock;
    ConnectionBook book({8, 4, 10s, 30s, 2s});
    for (int each = 0; each < 4; ++each) {
        REQUIRE(book.may_enter("10.0.0.7"));
        book.opened(each, "10.0.0.7", clock.now);
    }
    CHECK_FALSE(book.may_enter("10.0.0.7"));
    CHECK(book.may_enter("10.0.0.8"));
    book.closed(0);
    CHECK(book.may_enter("10.0.0.7"));
    for (int each = 10; each < 15; ++each) {
        REQUIRE(book.may_enter("127.0.0.1")); // a proxy stands there
        book.opened(each, "127.0.0.1", clock.now);
    }
    CHECK_FALSE(book.may_enter("127.0.0.1")); // but there is an end
}

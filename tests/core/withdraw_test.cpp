// SPDX-License-Identifier: MIT
// A call that is taken back leaves the desk as it was: also the visitor that it sent away is back.
#include "tests/catch.hpp"
#include "tests/core/small_hall.hpp"

using namespace panggil;
using namespace panggil::tests;

namespace {

const Record one = args("counter", "1");

/// F001 is at counter 1, F002 and F003 wait.
class Desk : public Driver {
public:
    Desk() {
        for (int count = 0; count < 3; ++count) {
            (*this)("issue", args("service", "F", "priority", count == 0 ? "lansia" : ""));
        }
        (*this)("call", one);
    }
};

} // namespace

TEST_CASE("a withdrawn call brings back the visitor whom it had finished", "[withdraw]") {
    Desk hall;
    hall("serve", one);
    const Record ticket = hall.ticket("F001");
    const Record before = hall.counter("1");
    REQUIRE(hall("call", one).text("previous_state") == "finished");
    const Record told = hall("withdraw", one);
    CHECK(told.text("ticket") == "F002");
    CHECK(told.text("back") == "F001");
    CHECK(told.text("status") == "serving");
    CHECK_FALSE(hall.last.announce);
    CHECK(hall.ticket("F001") == ticket);
    Record counter = hall.counter("1");
    CHECK(counter.set("rev", before.number("rev")) == before);
    CHECK(hall("finish", one).text("ticket") == "F001");
    CHECK(hall("call", one).text("ticket") == "F002");
}

TEST_CASE("a withdrawn call brings back the visitor who was still on the way", "[withdraw]") {
    Desk hall;
    const std::string call_id = hall.counter("1").text("call_id");
    hall("recall", one);
    const Record before = hall.counter("1");
    REQUIRE(hall("call", one).text("previous_state") == "no_show");
    CHECK(hall("withdraw", one).text("back") == "F001");
    CHECK(hall.ticket("F001").text("state") == "called");
    CHECK_FALSE(hall.ticket("F001").has("absent_at"));
    CHECK(hall.counter("1").text("status") == "calling");
    CHECK(hall.counter("1").number("called_at") == before.number("called_at"));
    CHECK(hall.counter("1").number("attempt") == 2);
    CHECK(hall.counter("1").text("call_id") != call_id);
    CHECK(hall("recall", one).number("attempt") == 3);
}

TEST_CASE("a withdrawn call takes nobody from where others have put them since", "[withdraw]") {
    Desk hall;
    hall("call", one); // F001 becomes a no-show
    hall("call", args("counter", "2", "ticket", "F001"));
    CHECK(hall("withdraw", one).text("back").empty());
    CHECK(hall.counter("1").text("status") == "open");
    CHECK(hall.counter("2").text("ticket") == "F001");
}

TEST_CASE("a withdrawn call puts its ticket where it was, and the turn that was owed",
          "[withdraw]") {
    Desk hall;
    SECTION("on hold") {
        hall("hold", one);
        hall("call", args("counter", "1", "ticket", "F001"));
        hall("withdraw", one);
        CHECK(hall.ticket("F001").text("state") == "held");
        CHECK(hall.counter("1").list("past").size() == 1);
    }
    SECTION("absent, and good for as long as before") {
        hall("no-show", one);
        const Record before = hall.ticket("F001");
        hall("call", args("counter", "1", "ticket", "F001"));
        hall("withdraw", one);
        CHECK(hall.ticket("F001") == before);
    }
    SECTION("finished") {
        hall("finish", one);
        hall("call", args("counter", "1", "ticket", "F001"));
        hall("withdraw", one);
        CHECK(hall.ticket("F001").fields().empty());
        CHECK(hall("call", args("counter", "1", "ticket", "F001")).text("ticket") == "F001");
    }
    SECTION("kept for this counter") {
        hall("transfer", args("counter", "1", "to", "2"));
        hall("call", args("counter", "2"));
        hall("withdraw", args("counter", "2"));
        CHECK(hall("call", one).text("ticket") == "F002");
        CHECK(hall("call", args("counter", "2")).text("ticket") == "F001");
    }
    SECTION("next, when it went ahead of others") {
        hall("finish", one);
        hall("issue", args("service", "F", "priority", "disabilitas"));
        CHECK(hall("call", one).text("ticket") == "F004");
        hall("withdraw", one);
        CHECK(hall("call", one).text("ticket") == "F004");
        hall("finish", one);
        hall("issue", args("service", "F", "priority", "disabilitas"));
        CHECK(hall("call", one).text("ticket") == "F002"); // an ordinary one, since F004 went ahead
        hall("withdraw", one);
        CHECK(hall("call", one).text("ticket") == "F002");
    }
}

// SPDX-License-Identifier: MIT
#include "core/desk_sight.hpp"
#include "tests/catch.hpp"
#include "tests/core/small_hall.hpp"

#include <algorithm>

using namespace panggil;
using namespace panggil::tests;
using namespace std::chrono_literals;

namespace {

class Clerk {
public:
    Driver hall;
    std::optional<LastDeed> last;

    Clerk() {
        hall.context.rules.call_spacing = 3s;
        hall.context.rules.recall_spacing = 10s;
        hall.context.rules.late_comer_limit = 60min;
        hall.context.rules.undo_window = 30s;
    }

    void press(const std::string& op, Record given = {}) {
        given.set("counter", std::string("1"));
        const Record told = hall(op, given);
        REQUIRE_FALSE(told.has("refused"));
        last = LastDeed{op, told.text("ticket"), hall.last.utc};
    }

    void take(const char* priority = "") {
        Record given = args("service", "F");
        hall("issue", given.set("priority", std::string(priority)));
    }

    [[nodiscard]] DeskSight look(Millis later = 0ms) const {
        DecisionContext context = hall.context;
        context.now += later;
        return look_at_desk(hall.state, "1", context, last);
    }
};

May may(const DeskSight& desk, std::string_view op) {
    const auto found = std::ranges::find(desk.may, op, &std::pair<std::string, May>::first);
    REQUIRE(found != desk.may.end());
    return found->second;
}

} // namespace

TEST_CASE("a desk says who waits, in the order of the calls", "[desk]") {
    Clerk clerk;
    clerk.take();
    clerk.take();
    clerk.take("lansia");
    clerk.take("disabilitas");
    const DeskSight desk = clerk.look(5s);
    CHECK(desk.name == "Loket 1");
    CHECK(desk.waiting == 4);
    CHECK(desk.oldest == 9s);
    std::vector<std::string> order;
    for (const auto& each : desk.next) {
        order.push_back(each.ticket);
    }
    // As calls would come: a favour, then the ordinary turn that it owes.
    CHECK(order == std::vector<std::string>{"F003", "F001", "F004", "F002"});
    for (const std::string& ticket : order) {
        clerk.hall.context.now += 5s;
        clerk.press("call");
        CHECK(clerk.hall.counter("1").text("ticket") == ticket);
    }
}

TEST_CASE("what a key would do is known before it is pressed, with the hub's words", "[desk]") {
    Clerk clerk;
    CHECK(may(clerk.look(), "call").refused->code == "nothing_to_call");
    CHECK(may(clerk.look(), "recall").refused->code == "nothing_to_recall");
    CHECK_FALSE(may(clerk.look(), "close").refused);
    clerk.take();
    clerk.take();
    CHECK_FALSE(may(clerk.look(), "call").refused);
    clerk.press("call");
    const DeskSight desk = clerk.look();
    REQUIRE(desk.current);
    CHECK(desk.current->ticket == "F001");
    CHECK(desk.current->called == 1s);
    CHECK(may(desk, "recall").refused->code == "rate");
    CHECK(may(desk, "recall").wait == 9s);
    CHECK(may(desk, "call").wait == 2s);
    CHECK(may(desk, "close").refused->code == "conflict");
    CHECK_FALSE(may(desk, "close").wait);
    CHECK_FALSE(may(desk, "transfer").refused);
    CHECK_FALSE(may(clerk.look(9s), "recall").refused);
}

TEST_CASE("after the third call a desk offers that nobody came", "[desk]") {
    Clerk clerk;
    clerk.take();
    clerk.press("call");
    for (int attempt = 1; attempt < 3; ++attempt) {
        CHECK_FALSE(clerk.look().offer_no_show);
        clerk.hall.context.now += 10s;
        clerk.press("recall");
    }
    CHECK(clerk.look().offer_no_show);
    clerk.press("no-show");
    const DeskSight desk = clerk.look();
    CHECK_FALSE(desk.offer_no_show);
    REQUIRE(desk.aside.size() == 1);
    CHECK_FALSE(desk.aside.front().call.refused);
    // A late-comer is good for an hour.
    CHECK(clerk.look(61min).aside.empty());
}

TEST_CASE("the last deed can be undone for ten seconds", "[desk]") {
    Clerk clerk;
    clerk.take();
    clerk.press("call");
    REQUIRE(clerk.look().undo);
    CHECK(clerk.look().undo->op == "withdraw");
    CHECK(clerk.look().undo->left == 9s);
    CHECK_FALSE(clerk.look(9s).undo);

    clerk.press("serve");
    CHECK_FALSE(clerk.look().undo);

    clerk.press("finish");
    const auto undo = clerk.look().undo;
    REQUIRE(undo);
    CHECK(undo->op == "resume");
    CHECK(undo->ticket == "F001");
    clerk.press(undo->op, undo->args);
    CHECK(clerk.hall.ticket("F001").text("state") == "serving");
}

TEST_CASE("the undo of a call says who will be back at the desk", "[desk]") {
    Clerk clerk;
    clerk.take();
    clerk.take();
    clerk.press("call");
    CHECK(clerk.look().undo->back.empty());
    clerk.press("serve");
    clerk.press("call");
    const auto undo = clerk.look().undo;
    REQUIRE(undo);
    CHECK(undo->ticket == "F002");
    CHECK(undo->back == "F001");
    clerk.press(undo->op, undo->args);
    REQUIRE(clerk.look().current);
    CHECK(clerk.look().current->ticket == "F001");
    CHECK_FALSE(may(clerk.look(), "finish").refused);
}

TEST_CASE("a desk knows its last tickets, whatever became of them", "[desk]") {
    Clerk clerk;
    for (int count = 0; count < 3; ++count) {
        clerk.take();
    }
    clerk.press("call");
    clerk.press("finish");
    clerk.hall.context.now += 5s;
    clerk.press("call");
    clerk.press("hold");
    clerk.hall.context.now += 5s;
    clerk.press("call");
    const DeskSight desk = clerk.look();
    REQUIRE(desk.recent.size() == 3);
    CHECK(desk.recent[0].state == "called");
    CHECK(desk.recent[1].state == "held");
    CHECK(desk.recent[2].state == "done");
    CHECK(desk.recent[2].attempt == 1);
    CHECK(clerk.look(3s).recent[0].call.refused->code == "conflict");
    CHECK(desk.recent[2].call.wait == 2s);
    CHECK_FALSE(clerk.look(3s).recent[2].call.refused);
}

TEST_CASE("what was not done at this desk, or long ago, is not offered to be undone", "[desk]") {
    Clerk clerk;
    clerk.take();
    clerk.press("call");
    REQUIRE(clerk.look().undo);
    clerk.last->ticket = "F002"; // another number stands here now
    CHECK_FALSE(clerk.look().undo);
    clerk.last->ticket = "";
    CHECK_FALSE(clerk.look().undo);
    clerk.last = LastDeed{"call", "F001", clerk.hall.context.now + 1s}; // the clock was set back
    CHECK_FALSE(clerk.look().undo);
    clerk.last = LastDeed{"recall", "F001", clerk.hall.context.now};
    CHECK_FALSE(clerk.look().undo);
    clerk.last = LastDeed{"call", "F001", clerk.hall.context.now};
    REQUIRE(clerk.look().undo);
    CHECK(clerk.look().undo->left == 10s);
    CHECK(clerk.look(9'999ms).undo);
    CHECK_FALSE(clerk.look(10s).undo);
}

TEST_CASE("who set a visitor aside by mistake takes it back", "[desk]") {
    for (const char* op : {"hold", "no-show"}) {
        INFO(op);
        Clerk clerk;
        clerk.take();
        clerk.press("call");
        clerk.press(op);
        const auto undo = clerk.look().undo;
        REQUIRE(undo);
        CHECK(undo->op == "resume");
        clerk.press(undo->op, undo->args);
        CHECK(clerk.hall.ticket("F001").text("state") == "serving");
    }
}

TEST_CASE("a desk hands on to another counter, else to a line, else to nobody", "[desk]") {
    Clerk clerk;
    clerk.take();
    clerk.press("call");
    CHECK_FALSE(may(clerk.look(), "transfer").refused);
    clerk.hall.state.records.erase("counter/2");
    clerk.hall.state.records.erase("counter/teknik");
    CHECK_FALSE(may(clerk.look(), "transfer").refused);
    clerk.hall.state.records.erase("service/ktp");
    clerk.hall.state.records.erase("service/imb");
    const auto nobody = may(clerk.look(), "transfer").refused;
    REQUIRE(nobody);
    CHECK(nobody->code == "conflict");
}

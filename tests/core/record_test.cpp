// SPDX-License-Identifier: MIT
#include "core/queue_state.hpp"
#include "tests/catch.hpp"

using namespace panggil;

TEST_CASE("a field that is absent or of another kind reads as nothing", "[record]") {
    const Record record{{"number", std::int64_t{3}}, {"zone", std::string("lobi")}};
    CHECK(record.number("number") == 3);
    CHECK(record.text("zone") == "lobi");
    CHECK(record.text("number").empty());
    CHECK(record.number("zone") == 0);
    CHECK(record.list("services").empty());
}

TEST_CASE("two ways to say nothing give the same record", "[record]") {
    Record record{{"ticket", std::string("F018")}};
    record.set("ticket", std::string{});
    record.set("attempt", std::int64_t{0});
    CHECK(record == Record{});
}

TEST_CASE("an event deletes first, then sets, and moves the sequence", "[queue_state]") {
    QueueState state;
    state.records["call/1"] = Record{{"ticket", std::string("F017")}};
    Event event;
    event.seq = 7;
    event.del = {"call/1"};
    event.set["call/2"] = Record{{"ticket", std::string("F018")}};
    apply(state, event);
    CHECK(state.seq == 7);
    CHECK(records_under(state, "call/").size() == 1);
    CHECK(record_at(state, "call/2").text("ticket") == "F018");
    CHECK(record_at(state, "call/1").fields().empty());
    CHECK(id_of("call/2") == "2");
}

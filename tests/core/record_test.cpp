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

TEST_CASE("a copy that is changed leaves its original as it was", "[record]") {
    const Record original{{"ticket", std::string("F018")}, {"attempt", std::int64_t{1}}};
    Record copy = original;
    CHECK(copy == original);
    copy.set("attempt", std::int64_t{2});
    CHECK(original.number("attempt") == 1);
    CHECK(copy.number("attempt") == 2);
    Record bare = original;
    bare.erase("ticket");
    bare.erase("no such field");
    CHECK(original.has("ticket"));
    CHECK(bare == Record{{"attempt", std::int64_t{1}}});
    bare.erase("attempt");
    CHECK(bare == Record{});
}

TEST_CASE("fields stand in the order of their names, whatever came first", "[record]") {
    Record record;
    for (const char* name : {"m", "z", "a", "mm", "b", "m"}) {
        record.set(name, std::string(name));
    }
    std::string names;
    for (const auto& [name, value] : record.fields()) {
        names += name + ' ';
    }
    CHECK(names == "a b m mm z ");
    CHECK(record.text("mm") == "mm");
    CHECK_FALSE(record.has("c"));
}

TEST_CASE("an event and what takes it back leave a state as it was", "[queue_state]") {
    QueueState state;
    state.seq = 6;
    state.records["call/1"] = Record{{"ticket", std::string("F017")}};
    state.records["counter/3"] = Record{{"ticket", std::string("F017")}};
    state.records["zone/lobi"] = Record{{"speaker", std::string("tv")}};
    Event event;
    event.seq = 7;
    event.del = {"call/1", "call/0", "counter/3"}; // there, not there, and set again
    event.set["counter/3"] = Record{{"ticket", std::string("F018")}};
    event.set["call/2"] = Record{{"ticket", std::string("F018")}};
    const QueueState before = state;
    const Event back = inverse_of(event, state);
    apply(state, event);
    REQUIRE(state != before);
    apply(state, back);
    CHECK(state == before);
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

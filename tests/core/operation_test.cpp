// SPDX-License-Identifier: MIT
#include "core/ticket_code.hpp"
#include "tests/catch.hpp"
#include "tests/core/small_hall.hpp"

#include <set>

using namespace panggil;
using namespace panggil::tests;

namespace {

std::string refusal(const Driver& hall, const std::string& op, Record args) {
    const auto decision = hall.ask(op, std::move(args));
    if (decision) {
        return "";
    }
    // Every refusal is explained to engineers and to clerks.
    CHECK_FALSE(decision.problem().what.empty());
    CHECK_FALSE(decision.problem().hint.empty());
    CHECK_FALSE(decision.problem().pesan.empty());
    return decision.problem().code;
}

} // namespace

TEST_CASE("every operation and parameter explains itself", "[operation]") {
    std::set<std::string_view> names;
    for (const Operation& operation : all_operations()) {
        INFO(operation.name);
        CHECK(names.insert(operation.name).second);
        CHECK(find_operation(operation.name) == &operation);
        CHECK(operation.sentence.ends_with('.'));
        CHECK(operation.kalimat.ends_with('.'));
        for (const Parameter& parameter : operation.parameters) {
            CHECK_FALSE(parameter.sentence.empty());
        }
    }
    CHECK(names.size() == 22);
}

TEST_CASE("tickets are numbered by service and know how many wait ahead", "[operation]") {
    Driver hall;
    CHECK(hall("issue", args("service", "F")).text("ticket") == "F001");
    const Record second = hall("issue", args("service", "ktp", "priority", "lansia"));
    CHECK(second.text("ticket") == "F002");
    CHECK(second.number("ahead") == 1);
    const Record other_line = hall("issue", args("service", "4k"));
    CHECK(other_line.text("ticket") == "4K-01");
    CHECK(other_line.number("ahead") == 0);
    hall("call", args("counter", "1"));
    CHECK(hall("issue", args("service", "F")).number("ahead") == 1); // who is called waits no more
    CHECK(hall.ticket("F002").text("priority") == "lansia");
    CHECK(hall.ticket("F001").text("state") == "waiting");
}

TEST_CASE("a call takes the first in line to the counter and says so in its zone", "[operation]") {
    Driver hall;
    hall("issue", args("service", "imb", "lang", "id-ID"));
    const Record told = hall("call", args("counter", "3"));
    CHECK(told.text("ticket") == "4K-01");
    CHECK(told.text("counter") == "teknik");
    CHECK(told.text("zone") == "teras");
    REQUIRE(hall.last.announce);
    const Announcement& said = *hall.last.announce;
    CHECK(said.call_id == "77-" + std::to_string(hall.last.seq));
    CHECK(said.kind == "call");
    CHECK(said.attempt == 1);
    CHECK(said.zone == "teras");
    CHECK(said.place == "gerai");
    CHECK(said.place_number == 3);
    CHECK(said.agency == "pupr");
    CHECK(said.number_style == "digits");
    CHECK(said.lang == "id-ID");
    CHECK(said.ttl == Millis(120'000));
    CHECK(hall.counter("teknik").text("status") == "calling");
    CHECK(hall.counter("teknik").text("call_id") == said.call_id);
    CHECK(hall.ticket("4K-01").text("state") == "called");
    CHECK(records_under(hall.state, "call/").size() == 1);
}

TEST_CASE("a recall is a new call of the same ticket and moves nobody", "[operation]") {
    Driver hall;
    hall("issue", args("service", "F"));
    hall("issue", args("service", "F"));
    const Record first = hall("call", args("counter", "1"));
    const Record again = hall("recall", args("counter", "1"));
    CHECK(again.text("ticket") == "F001");
    CHECK(again.number("attempt") == 2);
    CHECK(again.text("call_id") != first.text("call_id"));
    REQUIRE(hall.last.announce);
    CHECK(hall.last.announce->kind == "recall");
    CHECK(hall.last.announce->attempt == 2);
    CHECK(hall.ticket("F002").text("state") == "waiting");
    CHECK(records_under(hall.state, "call/").size() == 1);
    CHECK(record_at(hall.state, records_under(hall.state, "call/")[0].first).number("attempt") ==
          2);
}

TEST_CASE("calling the next finishes who was served and sets aside who did not come",
          "[operation]") {
    Driver hall;
    for (int count = 0; count < 3; ++count) {
        hall("issue", args("service", "F"));
    }
    hall("call", args("counter", "1"));
    hall("serve", args("counter", "1"));
    const Record second = hall("call", args("counter", "1"));
    CHECK(second.text("previous") == "F001");
    CHECK(second.text("previous_state") == "finished");
    CHECK(hall.ticket("F001").fields().empty());
    const Record third = hall("call", args("counter", "1"));
    CHECK(third.text("previous_state") == "no_show");
    CHECK(hall.ticket("F002").text("state") == "no_show");
    CHECK(third.text("ticket") == "F003");
    SECTION("and the late visitor can be called again, as a first call") {
        const Record late = hall("call", args("counter", "2", "ticket", "f2"));
        CHECK(late.text("ticket") == "F002");
        CHECK(late.number("attempt") == 1);
        CHECK(hall.last.announce->kind == "call");
    }
}

TEST_CASE("no number stands at two counters", "[operation]") {
    Driver hall;
    hall("issue", args("service", "F"));
    hall("call", args("counter", "1"));
    hall("no-show", args("counter", "1"));
    CHECK(hall.counter("1").text("ticket") == "F001"); // the card goes on showing it
    hall("call", args("counter", "2", "ticket", "F001"));
    CHECK(hall.counter("2").text("ticket") == "F001");
    CHECK(hall.counter("1").text("ticket").empty());
}

TEST_CASE("priority goes ahead, but every second turn is an ordinary one", "[operation]") {
    Driver hall;
    for (int count = 0; count < 3; ++count) {
        hall("issue", args("service", "F"));
    }
    for (int count = 0; count < 3; ++count) {
        hall("issue", args("service", "F", "priority", "disabilitas"));
    }
    std::string order;
    for (int count = 0; count < 6; ++count) {
        order += hall("call", args("counter", "1")).text("ticket") + " ";
    }
    CHECK(order == "F004 F001 F005 F002 F006 F003 ");
}

TEST_CASE("a ticket can be neither called twice nor taken by the wrong counter", "[operation]") {
    Driver hall;
    hall("issue", args("service", "F"));
    hall("issue", args("service", "imb"));
    hall("call", args("counter", "1"));
    CHECK(refusal(hall, "call", args("counter", "2", "ticket", "F001")) == "conflict");
    CHECK(refusal(hall, "call", args("counter", "1", "ticket", "F001")) == "conflict");
    CHECK(refusal(hall, "call", args("counter", "1", "ticket", "4K-01")) == "not_callable");
    CHECK(refusal(hall, "call", args("counter", "1", "ticket", "F009")) == "unknown_ticket");
    CHECK(refusal(hall, "call", args("counter", "1", "ticket", "F")) == "bad_ticket");
    CHECK(refusal(hall, "call", args("counter", "2")) == "nothing_to_call");
    CHECK(refusal(hall, "call", args("counter", "12")) == "unknown_counter");
    const auto unknown = hall.ask("call", args("counter", "12"));
    CHECK(unknown.problem().hint == "counters are: 1, 2, teknik");
}

TEST_CASE("a closed counter and one on a break call nobody", "[operation]") {
    Driver hall;
    hall("issue", args("service", "F"));
    hall("break", args("counter", "1", "until", "13:00", "reason", "istirahat"));
    CHECK(hall.counter("1").text("until") == "13.00");
    CHECK(refusal(hall, "call", args("counter", "1")) == "closed");
    CHECK(hall.ask("call", args("counter", "1")).problem().pesan ==
          "Loket 1 sedang istirahat (istirahat) sampai 13.00. Buka loket dahulu.");
    CHECK(refusal(hall, "recall", args("counter", "1")) == "closed");
    hall("close", args("counter", "1", "reason", "rapat"));
    CHECK(refusal(hall, "call", args("counter", "1")) == "closed");
    CHECK(refusal(hall, "break", args("counter", "1")) == "closed");
    CHECK(hall("open", args("counter", "1")).text("status") == "open");
    CHECK(hall.counter("1").text("reason").empty());
    CHECK(hall("open", args("counter", "1")).text("status") == "open");
    CHECK(hall("call", args("counter", "1")).text("ticket") == "F001");
    CHECK(refusal(hall, "close", args("counter", "1")) == "conflict");
    CHECK(refusal(hall, "break", args("counter", "1")) == "conflict");
    CHECK(hall("open", args("counter", "1")).text("status") == "calling");
}

TEST_CASE("a ticket's life: served, finished, held, resumed, absent", "[operation]") {
    Driver hall;
    hall("issue", args("service", "F"));
    for (const auto* op : {"serve", "finish", "no-show", "hold", "withdraw"}) {
        INFO(op);
        CHECK(refusal(hall, op, args("counter", "1")) == "conflict");
    }
    CHECK(refusal(hall, "recall", args("counter", "1")) == "nothing_to_recall");
    hall("call", args("counter", "1"));
    CHECK(refusal(hall, "resume", args("counter", "2", "ticket", "F001")) == "not_callable");
    hall("serve", args("counter", "1"));
    CHECK(refusal(hall, "recall", args("counter", "1")) == "nothing_to_recall");
    CHECK(refusal(hall, "serve", args("counter", "1")) == "conflict");
    CHECK(refusal(hall, "no-show", args("counter", "1")) == "conflict");
    CHECK(refusal(hall, "withdraw", args("counter", "1")) == "conflict");
    hall("hold", args("counter", "1"));
    CHECK(hall.ticket("F001").text("state") == "held");
    CHECK(refusal(hall, "call", args("counter", "1")) == "nothing_to_call");
    hall("resume", args("counter", "2", "ticket", "F001"));
    CHECK(hall.ticket("F001").text("state") == "serving");
    CHECK_FALSE(hall.last.announce);
    hall("finish", args("counter", "2"));
    CHECK(hall.ticket("F001").fields().empty());
    CHECK(refusal(hall, "call", args("counter", "teknik", "ticket", "F001")) == "unknown_ticket");
}

TEST_CASE("a counter may call again whom it has finished, and nobody else may", "[operation]") {
    Driver hall;
    hall("issue", args("service", "F", "priority", "lansia", "lang", "en-US"));
    hall("issue", args("service", "F"));
    hall("call", args("counter", "1"));
    hall("finish", args("counter", "1"));
    REQUIRE(hall.ticket("F001").fields().empty());
    CHECK(hall.counter("1").list("past") == TextList{"F001/ktp/lansia/en-US"});
    CHECK(refusal(hall, "call", args("counter", "2", "ticket", "F001")) == "unknown_ticket");

    SECTION("aloud, in its own language and with its own priority") {
        CHECK(hall("call", args("counter", "1", "ticket", "f1")).text("ticket") == "F001");
        REQUIRE(hall.last.announce);
        CHECK(hall.last.announce->lang == "en-US");
        CHECK(hall.last.announce->priority == "lansia");
        CHECK(hall.ticket("F001").text("state") == "called");
        CHECK(hall.counter("1").list("past").size() == 1);
    }
    SECTION("or without a word: it was finished by mistake") {
        hall("resume", args("counter", "1", "ticket", "F001"));
        CHECK_FALSE(hall.last.announce);
        CHECK(hall.ticket("F001").text("state") == "serving");
    }
    SECTION("but it is not put back in the line or cancelled") {
        CHECK(refusal(hall, "requeue", args("counter", "1", "ticket", "F001")) == "unknown_ticket");
        CHECK(refusal(hall, "cancel", args("counter", "1", "ticket", "F001")) == "unknown_ticket");
    }
    SECTION("not when the call was withdrawn: it was never here") {
        hall("call", args("counter", "1"));
        hall("withdraw", args("counter", "1"));
        CHECK(hall.counter("1").list("past") == TextList{"F001/ktp/lansia/en-US"});
    }
    SECTION("nor on another day") {
        hall.context.now += std::chrono::hours(24);
        hall.take(*begin_day(hall.state, small_hall(), hall.context.now));
        CHECK(hall.counter("1").list("past").empty());
    }
}

TEST_CASE("a counter remembers the last ten in front of it, newest first", "[operation]") {
    Driver hall;
    for (int count = 0; count < 12; ++count) {
        hall("issue", args("service", "F"));
        hall("call", args("counter", "1"));
    }
    const TextList past = hall.counter("1").list("past");
    REQUIRE(past.size() == 10);
    CHECK(past.front() == "F012/ktp//");
    CHECK(past.back() == "F003/ktp//");
    hall("recall", args("counter", "1"));
    CHECK(hall.counter("1").list("past") == past);
    CHECK(
        refusal(hall, "call", args("counter", "1", "ticket", "F002")).empty()); // absent, not past
}

TEST_CASE("a withdrawn call leaves no trace on the board and keeps the place in line",
          "[operation]") {
    Driver hall;
    hall("issue", args("service", "F"));
    hall("issue", args("service", "F"));
    hall("call", args("counter", "1"));
    hall("recall", args("counter", "1"));
    hall("withdraw", args("counter", "1"));
    CHECK(hall.ticket("F001").text("state") == "waiting");
    CHECK(hall.ticket("F001").number("attempts") == 0);
    CHECK(hall.counter("1").text("ticket").empty());
    CHECK(records_under(hall.state, "call/").empty());
    CHECK(hall("call", args("counter", "2")).text("ticket") == "F001");
}

TEST_CASE("a transfer keeps the number and the time already waited", "[operation]") {
    Driver hall;
    hall("issue", args("service", "F"));
    hall("issue", args("service", "imb"));
    hall("call", args("counter", "1"));
    SECTION("to another service it stands before those who came later") {
        hall("transfer", args("counter", "1", "to", "4K"));
        CHECK(hall.ticket("F001").text("service") == "imb");
        CHECK(hall("call", args("counter", "3")).text("ticket") == "F001");
    }
    SECTION("to a counter it is called there and nowhere else") {
        hall("transfer", args("counter", "1", "to", "2"));
        CHECK(refusal(hall, "call", args("counter", "1")) == "nothing_to_call");
        CHECK(hall("call", args("counter", "2")).text("ticket") == "F001");
    }
    SECTION("it is told to go on until it is served, however often its call is taken back") {
        hall("transfer", args("counter", "1", "to", "2"));
        CHECK(hall.ticket("F001").text("moved_from") == "1");
        hall("call", args("counter", "2"));
        REQUIRE(hall.last.announce);
        CHECK(hall.last.announce->kind == "transfer");
        CHECK(hall.last.announce->attempt == 1);
        hall("withdraw", args("counter", "2"));
        hall("call", args("counter", "2"));
        CHECK(hall.last.announce->kind == "transfer");
        hall("recall", args("counter", "2"));
        REQUIRE(hall.last.announce);
        CHECK(hall.last.announce->kind == "recall");
        hall("serve", args("counter", "2"));
        CHECK(hall.ticket("F001").text("moved_from").empty());
        hall("hold", args("counter", "2"));
        hall("call", args("counter", "2", "ticket", "F001"));
        REQUIRE(hall.last.announce);
        CHECK(hall.last.announce->kind == "call");
    }
    SECTION("not to itself, not into nowhere") {
        CHECK(refusal(hall, "transfer", args("counter", "1", "to", "1")) == "conflict");
        CHECK(refusal(hall, "transfer", args("counter", "1", "to", "kasir")) == "unknown_counter");
    }
}

TEST_CASE("notices and alerts appear and go by their id", "[operation]") {
    Driver hall;
    const std::string notice = hall("notice", args("text", "Siapkan KTP-el asli.")).text("id");
    CHECK(record_at(hall.state, "notice/" + notice).text("text") == "Siapkan KTP-el asli.");
    hall("notice-clear", args("id", notice));
    CHECK(refusal(hall, "notice-clear", args("id", notice)) == "unknown_notice");
    const auto hint = [&](const char* op) {
        return hall.ask(op, args("id", "9999")).problem().hint;
    };
    CHECK(hint("notice-clear") == "there are none");
    const std::string alert =
        hall("alert-raise", args("kind", "gempa", "drill", std::int64_t{1})).text("id");
    CHECK(record_at(hall.state, "alert/" + alert).number("drill") == 1);
    CHECK(refusal(hall, "alert-raise", args("kind", "gempa")) == "conflict");
    CHECK(refusal(hall, "alert-clear", args("id", "9999")) == "unknown_alert");
    CHECK(hint("alert-clear") == "there are: " + alert + " (gempa)");
    hall("alert-clear", args("id", alert));
    CHECK(records_under(hall.state, "alert/").empty());
    const std::string first = hall("notice", args("text", "x")).text("id");
    const std::string second = hall("notice", args("text", "x")).text("id");
    CHECK(hint("notice-clear") == "there are: " + first + ", " + second);
    for (int count = 2; count < 20; ++count) {
        hall("notice", args("text", "x"));
    }
    CHECK(refusal(hall, "notice", args("text", "x")) == "too_many");
}

TEST_CASE("arguments are checked before any rule sees them", "[operation]") {
    Driver hall;
    CHECK(refusal(hall, "panggil", {}) == "bad_request");
    CHECK(hall.ask("recal", args("counter", "1")).problem().hint == "did you mean \"recall\"?");
    CHECK(refusal(hall, "call", {}) == "bad_request");
    CHECK(refusal(hall, "call", args("counter", "1", "tiket", "F001")) == "bad_request");
    CHECK(refusal(hall, "call", args("counter", TextList{"1"})) == "bad_request");
    CHECK(refusal(hall, "issue", args("service", "F", "priority", "vip")) == "bad_request");
    CHECK(refusal(hall, "issue", args("service", "F", "lang", "id ID")) == "bad_request");
    CHECK(refusal(hall, "issue", args("service", "Z")) == "unknown_service");
    CHECK(refusal(hall, "notice", args("text", std::string(201, 'x'))) == "bad_request");
    CHECK(refusal(hall, "notice", args("text", "a\nb")) == "bad_request");
    CHECK(refusal(hall, "notice", args("text", "\xE2\x80\xAE")) == "bad_request");
    CHECK(refusal(hall, "alert-raise", args("kind", "gempa", "drill", "ya")) == "bad_request");
    for (const auto* time : {"24.00", "7.30", "13-00", "13.60", "ab.cd"}) {
        INFO(time);
        CHECK(refusal(hall, "break", args("counter", "1", "until", time)) == "bad_request");
    }
    CHECK(hall("open", args("counter", std::int64_t{1})).text("counter") == "1");
}

TEST_CASE("a press meant for an older revision is refused", "[operation]") {
    Driver hall;
    hall("issue", args("service", "F"));
    const std::int64_t rev = hall.counter("1").number("rev");
    CHECK(hall.ask("call", args("counter", "1"), rev));
    hall("call", args("counter", "1"));
    CHECK(hall.ask("call", args("counter", "1"), rev).problem().code == "conflict");
    CHECK(hall.ask("issue", args("service", "F"), rev).problem().code == "bad_request");
}

TEST_CASE("a hall may ask for time between two calls of one ticket", "[operation]") {
    Driver hall;
    hall.context.rules.recall_spacing = Millis(10'000);
    hall("issue", args("service", "F"));
    hall("call", args("counter", "1"));
    CHECK(refusal(hall, "recall", args("counter", "1")) == "rate");
    hall.context.now += Millis(10'000);
    CHECK(refusal(hall, "recall", args("counter", "1")).empty());
}

TEST_CASE("a key pressed twice calls once, but a clock set back silences nobody", "[operation]") {
    Driver hall;
    hall.context.rules.call_spacing = Millis(800);
    hall("issue", args("service", "F"));
    hall("issue", args("service", "F"));
    hall("call", args("counter", "1"));
    hall.context.now -= Millis(1000 - 799); // the driver lets a second pass after each event
    CHECK(refusal(hall, "call", args("counter", "1")) == "rate");
    CHECK(refusal(hall, "call", args("counter", "2")).empty());
    CHECK(hall("withdraw", args("counter", "1")).text("ticket") == "F001");
    hall.context.now -= Millis(1000);
    CHECK(refusal(hall, "call", args("counter", "1")).empty()); // the right one, at once
    hall("call", args("counter", "1"));
    hall.context.now -= std::chrono::hours(30);
    CHECK(refusal(hall, "call", args("counter", "1")).empty());
}

TEST_CASE("a call can be taken back for as long as the hall allows", "[operation]") {
    Driver hall;
    hall.context.rules.undo_window = Millis(30'000);
    hall("issue", args("service", "F"));
    hall("call", args("counter", "1"));
    hall.context.now += Millis(29'000); // and one second after the call
    CHECK(refusal(hall, "withdraw", args("counter", "1")).empty());
    hall.context.now += Millis(1);
    CHECK(refusal(hall, "withdraw", args("counter", "1")) == "closed");
    hall("recall", args("counter", "1"));
    CHECK(refusal(hall, "withdraw", args("counter", "1")).empty());
}

TEST_CASE("who comes late is served while the number is good", "[operation]") {
    Driver hall;
    hall.context.rules.late_comer_limit = Minutes(60);
    hall("issue", args("service", "F"));
    hall("call", args("counter", "1"));
    SECTION("the clerk said that nobody came") {
        hall("no-show", args("counter", "1"));
    }
    SECTION("the clerk called the next") {
        hall("issue", args("service", "F"));
        hall("call", args("counter", "1"));
    }
    hall.context.now += Minutes(59);
    for (const auto* op : {"call", "resume"}) {
        CHECK(refusal(hall, op, args("counter", "2", "ticket", "F001")).empty());
    }
    CHECK(refusal(hall, "requeue", args("counter", "1", "ticket", "F001")).empty());
    hall.context.now += Minutes(1);
    for (const auto* op : {"call", "resume"}) {
        CHECK(refusal(hall, op, args("counter", "2", "ticket", "F001")) == "closed");
    }
    CHECK(refusal(hall, "requeue", args("counter", "1", "ticket", "F001")) == "closed");
    CHECK(refusal(hall, "cancel", args("counter", "1", "ticket", "F001")).empty());
}

TEST_CASE("a number goes back into the line where it is put", "[operation]") {
    Driver hall;
    for (int count = 0; count < 3; ++count) {
        hall("issue", args("service", "F"));
    }
    hall("call", args("counter", "1"));
    CHECK(refusal(hall, "requeue", args("counter", "1", "ticket", "F002")) ==
          "conflict"); // it waits
    hall("serve", args("counter", "1"));
    CHECK(refusal(hall, "requeue", args("counter", "1", "ticket", "F001")) ==
          "conflict"); // it is served
    hall("hold", args("counter", "1"));
    SECTION("at the back, if nothing is said") {
        hall("requeue", args("counter", "1", "ticket", "F001"));
        CHECK(hall("call", args("counter", "2")).text("ticket") == "F002");
        CHECK(hall("call", args("counter", "2")).text("ticket") == "F003");
        CHECK(hall("call", args("counter", "2")).text("ticket") == "F001");
    }
    SECTION("in front, also when others were put there before") {
        hall("call", args("counter", "1"));
        hall("requeue", args("counter", "1", "ticket", "F002", "position", "front"));
        hall("requeue", args("counter", "1", "ticket", "F001", "position", "front"));
        CHECK(hall("call", args("counter", "2")).text("ticket") == "F001");
        CHECK(hall("call", args("counter", "2")).text("ticket") == "F002");
    }
    SECTION("at the place it has waited for") {
        hall("call", args("counter", "1"));
        hall("requeue", args("counter", "1", "ticket", "F001", "position", "kept"));
        hall("requeue", args("counter", "1", "ticket", "F002", "position", "kept"));
        CHECK(hall("call", args("counter", "2")).text("ticket") == "F001");
    }
}

TEST_CASE("a called number that is put back or cancelled stands nowhere any more", "[operation]") {
    for (const auto* op : {"requeue", "cancel"}) {
        INFO(op);
        Driver hall;
        hall("issue", args("service", "F"));
        hall("call", args("counter", "1"));
        const std::int64_t rev = hall.counter("1").number("rev");
        CHECK(hall(op, args("counter", "1", "ticket", "F001")).text("ticket") == "F001");
        CHECK(hall.counter("1").text("ticket").empty());
        CHECK(hall.counter("1").text("status") == "open");
        CHECK(hall.counter("1").number("rev") == rev + 1);
        CHECK(records_under(hall.state, "call/").empty());
        CHECK_FALSE(hall.last.announce);
    }
    SECTION("but not by a counter that has nothing to do with it") {
        for (const auto* op : {"requeue", "cancel"}) {
            Driver hall;
            hall("issue", args("service", "F"));
            hall("issue", args("service", "4K"));
            hall("call", args("counter", "1"));
            CHECK(refusal(hall, op, args("counter", "2", "ticket", "F001")) == "conflict");
            CHECK(refusal(hall, op, args("counter", "1", "ticket", "4K-01")) != "");
        }
    }
    SECTION("a cancelled number is not called again, and is served to its end") {
        Driver hall;
        hall("issue", args("service", "F"));
        hall("call", args("counter", "1"));
        hall("serve", args("counter", "1"));
        CHECK(refusal(hall, "cancel", args("counter", "1", "ticket", "F001")) == "conflict");
        hall("hold", args("counter", "1"));
        hall("cancel", args("counter", "1", "ticket", "F001"));
        CHECK(refusal(hall, "call", args("counter", "1", "ticket", "F001")) == "unknown_ticket");
    }
}

TEST_CASE("the last twelve calls are kept, one entry a ticket, newest last", "[operation]") {
    Driver hall;
    for (int count = 0; count < 15; ++count) {
        hall("issue", args("service", "F"));
        hall("call", args("counter", "1"));
    }
    const auto calls = records_under(hall.state, "call/");
    REQUIRE(calls.size() == 12);
    CHECK(calls.front().second->text("ticket") == "F004");
    CHECK(calls.back().second->text("ticket") == "F015");
}

TEST_CASE("a line whose numbers are used up says so, and gives none twice", "[operation]") {
    Driver hall;
    hall.state.records["service/ktp"].set("last", std::int64_t{last_ticket_number - 1});
    CHECK(hall("issue", args("service", "F")).text("ticket") == "F9999");
    CHECK(refusal(hall, "issue", args("service", "F")) == "used_up");
    // Another line goes on.
    CHECK(hall("issue", args("service", "4K")).text("ticket") == "4K-01");
}

TEST_CASE("a number that is out already is not given out again by another line", "[operation]") {
    Driver hall;
    hall.state.records["ticket/F001"] = Record{{"state", "waiting"}, {"service", "imb"}};
    CHECK(refusal(hall, "issue", args("service", "F")) == "conflict");
    CHECK(hall.state.records["service/ktp"].number("last") == 0);
}

TEST_CASE("nobody is handed on to a counter that serves nothing", "[operation]") {
    Driver hall;
    hall("issue", args("service", "F"));
    hall("call", args("counter", "1"));
    hall.state.records["counter/2"].set("services", TextList{});
    CHECK(refusal(hall, "transfer", args("counter", "1", "to", "2")) == "conflict");
    CHECK(hall.counter("1").text("ticket") == "F001");
    // To one that serves another line, the number goes over into that line.
    hall.state.records["counter/2"].set("services", TextList{"imb"});
    hall("transfer", args("counter", "1", "to", "2"));
    CHECK(hall.ticket("F001").text("service") == "imb");
}

TEST_CASE("a finished number of a line that the counter gave up is not called again",
          "[operation]") {
    Driver hall;
    hall("issue", args("service", "F"));
    hall("call", args("counter", "1"));
    hall("finish", args("counter", "1"));
    hall.state.records["counter/1"].set("services", TextList{"imb"});
    CHECK(refusal(hall, "call", args("counter", "1", "ticket", "F001")) == "not_callable");
    CHECK(refusal(hall, "resume", args("counter", "1", "ticket", "F001")) == "not_callable");
}

TEST_CASE("the day is put right by an admin who names it, and only to today", "[operation]") {
    Driver hall;
    CHECK(refusal(hall, "day-reset", args("day", "2026-11-23")) == "conflict");
    CHECK(refusal(hall, "day-reset", args("day", "2026-11-24")) ==
          "conflict"); // it is this day already
    SECTION("a hall that is a day ahead goes on with its queue as today's") {
        hall("issue", args("service", "F"));
        hall.state.records["hall"].set("day", std::string("2026-11-25"));
        CHECK(hall("day-reset", args("day", "2026-11-24")).text("day") == "2026-11-24");
        CHECK(hall.state.records["hall"].text("day") == "2026-11-24");
        CHECK(hall.ticket("F001").text("state") == "waiting");
    }
    SECTION("a hall of long ago is as of yesterday, so that the hub begins today") {
        hall.state.records["hall"].set("day", std::string("2026-05-01"));
        CHECK(hall("day-reset", args("day", "2026-11-24")).text("day") == "2026-11-24");
        CHECK(hall.state.records["hall"].text("day") == "2026-11-23");
    }
}

TEST_CASE(
    "what is no operation is refused with the one that was meant, and no odd text is repeated",
    "[operation]") {
    const Driver hall;
    const auto asked = [&](std::string op, std::string actor = "uji") {
        const auto decision = decide(
            hall.state, {"r", std::move(op), {}, std::move(actor), std::nullopt}, hall.context);
        REQUIRE_FALSE(decision.ok());
        CHECK(decision.problem().code == "bad_request");
        return decision.problem();
    };
    CHECK(asked("cal").hint == "did you mean \"call\"?");
    CHECK(asked("zzzzzzzz").hint == "see the list of operations");
    CHECK(asked("zzzzzzzz").what == "\"zzzzzzzz\" is not an operation");
    CHECK(asked(std::string(81, 'z')).what == "\"?\" is not an operation");
    CHECK(asked("recall", std::string(81, 'a')).where == "actor");
    CHECK(asked("recall", "two\nlines").where == "actor");
    CHECK(asked("recall", std::string(80, 'a')).where != "actor");
}

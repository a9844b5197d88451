// SPDX-License-Identifier: MIT
#include "core/day_report.hpp"
#include "tests/catch.hpp"
#include "tests/core/small_hall.hpp"

using namespace panggil;
using namespace panggil::tests;

namespace {

const ServiceReport& of(const DayReport& report, const std::string& service) {
    for (const ServiceReport& each : report.services) {
        if (each.service == service) {
            return each;
        }
    }
    throw std::runtime_error(service);
}

/// What was done so far, as a report.
DayReport report(const Driver& hall) {
    return report_day(hall.state.records, hall.journal);
}

} // namespace

TEST_CASE("a day is counted by what became of its tickets", "[day_report]") {
    Driver hall;
    for (int count = 0; count < 6; ++count) {
        hall("issue", args("service", "F"));
    }
    hall("call", args("counter", "1")); // F001 is served
    hall("recall", args("counter", "1"));
    hall("serve", args("counter", "1"));
    hall("finish", args("counter", "1"));
    hall("call", args("counter", "1")); // F002 does not come, then comes late
    hall("call", args("counter", "1")); // F003 is finished without more
    hall("finish", args("counter", "1"));
    hall("resume", args("counter", "1", "ticket", "F002"));
    hall("transfer", args("counter", "1", "to", "imb"));
    hall("cancel", args("counter", "1", "ticket", "F004"));
    hall("call", args("counter", "2")); // F005 is withdrawn
    hall("withdraw", args("counter", "2"));
    const DayReport told = report(hall);
    REQUIRE(told.services.size() == 2);
    CHECK(told.services[0].service == "ktp"); // in the hall's order
    CHECK(told.services[0].label == "KTP");
    const ServiceReport& ktp = of(told, "ktp");
    CHECK(ktp.issued == 6);
    CHECK(ktp.called == 4);
    CHECK(ktp.recalls == 1);
    CHECK(ktp.served == 2);
    CHECK(ktp.no_shows == 1);
    CHECK(ktp.cancelled == 1);
    CHECK(ktp.handed_on == 1);
    CHECK(ktp.left_over == 2); // F005 and F006
    CHECK(of(told, "imb").left_over == 1);
    CHECK(of(told, "imb").issued == 0);
    CHECK(told.deeds.size() == 18);
    CHECK(told.deeds[6] ==
          Deed{hall.journal[8].seq, hall.journal[8].utc, "uji", "call", "1", "F001"});
    std::int64_t calls = 0;
    for (const ActorReport& each : told.actors) {
        calls += each.actor == "uji" && each.cause == "call" ? each.times : 0;
    }
    CHECK(calls == 4);
}

TEST_CASE("what was taken back was not done", "[day_report]") {
    Driver hall;
    hall("issue", args("service", "F"));
    hall("issue", args("service", "F"));
    hall("call", args("counter", "1"));
    SECTION("a visitor who was finished by the next call, and is back") {
        hall("serve", args("counter", "1"));
        hall("call", args("counter", "1"));
        hall("withdraw", args("counter", "1"));
        CHECK(report(hall).deeds.back().ticket == "F002");
        CHECK(of(report(hall), "ktp").served == 0);
        hall("finish", args("counter", "1"));
        CHECK(of(report(hall), "ktp").served == 1);
    }
    SECTION("a visitor who was set aside by the next call, and is back") {
        hall("call", args("counter", "1"));
        hall("withdraw", args("counter", "1"));
        CHECK(of(report(hall), "ktp").no_shows == 0);
        hall("finish", args("counter", "1"));
        CHECK(of(report(hall), "ktp").served == 1);
    }
    SECTION("a call of somebody who was done") {
        hall("finish", args("counter", "1"));
        hall("call", args("counter", "1", "ticket", "F001"));
        hall("withdraw", args("counter", "1"));
        CHECK(of(report(hall), "ktp").served == 1);
        CHECK(of(report(hall), "ktp").cancelled == 0);
    }
    CHECK(of(report(hall), "ktp").issued == 2);
}

TEST_CASE("a wait is from the number to its first call", "[day_report]") {
    Driver hall; // a second passes after each command
    hall("issue", args("service", "F"));
    hall.context.now += Minutes(10);
    hall("issue", args("service", "F"));
    hall("call", args("counter", "1")); // after 10 min and 2 s
    hall("serve", args("counter", "1"));
    hall.context.now += Minutes(4);
    hall("call", args("counter", "1")); // after 4 min and 3 s; the other was served for 4 min 1 s
    hall.context.now += Minutes(30);
    hall("recall", args("counter", "1"));
    const ServiceReport ktp = of(report(hall), "ktp");
    CHECK(ktp.wait.longest == Minutes(10) + Millis(2000));
    CHECK(ktp.wait.mean == Minutes(7) + Millis(2500));
    CHECK(ktp.service_time.longest == Minutes(4) + Millis(1000));
    CHECK(ktp.served == 1);
    CHECK(of(report(hall), "imb").wait == Spread{});
}

TEST_CASE("a mean is over all, the median is the one in the middle", "[day_report]") {
    Driver hall;
    for (int count = 0; count < 3; ++count) {
        hall("issue", args("service", "F")); // at 0 s, 1 s and 2 s
    }
    hall.context.now = morning + Minutes(1);
    hall("call", args("counter", "1"));
    hall.context.now = morning + Minutes(3);
    hall("call", args("counter", "1"));
    hall.context.now = morning + Minutes(10);
    hall("call", args("counter", "1"));
    const Millis first_issue = hall.journal.at(2).utc - morning;
    const Spread wait = of(report(hall), "ktp").wait;
    CHECK(wait.median == Minutes(3) - Millis(1000) - first_issue);
    CHECK(wait.longest == Minutes(10) - Millis(2000) - first_issue);
    CHECK(wait.mean == (Minutes(14) - Millis(3000) - 3 * first_issue) / 3);
}

// SPDX-License-Identifier: MIT
#include "hub/backup.hpp"
#include "hub/journal_day.hpp"
#include "hub/report_text.hpp"
#include "tests/hub/hub_fixture.hpp"

using namespace panggil;
using namespace panggil::tests;

namespace {

constexpr Millis a_day{24LL * 3600 * 1000};

std::string journal_of(const HallUnderTest& hall) {
    return hall.folder.path() + "/journal.sqlite";
}

} // namespace

TEST_CASE("a service day is read beside the running hub, and from a backup", "[journal_day]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    hall("call", args("counter", "1"));
    SECTION("the day that the hub was off over midnight is a day of its own") {
        hall.stop();
        hall.pass(a_day);
        hall.start();
    }
    SECTION("the day turned while the hub worked") {
        hall.pass(a_day);
        hall.hub->turn(hall.now);
    }
    hall("issue", args("service", "F"));
    hall("issue", args("service", "F"));
    const auto first = hub::read_day(journal_of(hall), "2026-11-24");
    const auto second = hub::read_day(journal_of(hall), "2026-11-25");
    REQUIRE(first.ok());
    REQUIRE(second.ok());
    CHECK(first.value().events.front().cause == "day");
    CHECK(first.value().events.back().announce);
    CHECK(second.value().events.front().cause == "day");
    const DayReport told = report_day(second.value().records, second.value().events);
    CHECK(told.services[0].issued == 2);
    CHECK(told.services[0].cancelled == 0);
    CHECK(told.deeds[0].ticket == "F001"); // numbers begin anew
    CHECK(report_day(first.value().records, first.value().events).services[0].issued == 1);

    const auto none = hub::read_day(journal_of(hall), "2026-11-26");
    REQUIRE_FALSE(none.ok());
    CHECK(none.problem().code == "journal.no_such_day");
    CHECK(none.problem().hint.find("2026-11-24 to 2026-11-25") != std::string::npos);
    CHECK(hub::read_day(hall.folder.path() + "/none", "2026-11-24").problem().code ==
          "journal.cannot_open");
    const std::string copy = hall.folder.path() + "/copy.sqlite";
    REQUIRE(hub::back_up(hall.folder.path(), copy).ok());
    CHECK(hub::read_day(copy, "2026-11-24").value().events == first.value().events);
}

TEST_CASE("a report tells who called what when, in the hall's time", "[journal_day]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    hall.pass(Millis(60'000));
    hall("call", args("counter", "1"));
    const auto day = hub::read_day(journal_of(hall), "2026-11-24").value();
    const DayReport report = report_day(day.records, day.events);
    const auto lines = hub::report_lines(report, "2026-11-24", Minutes(480), hub::ReportForm::Long);
    CHECK(lines.back().starts_with("08.01.00 #4 "));
    CHECK(lines.back().find("call") != std::string::npos);
    CHECK(lines.back().find("F001") != std::string::npos);
    const auto has = [&](std::string_view part) {
        return std::ranges::any_of(
            lines, [&](const std::string& line) { return line.find(part) != line.npos; });
    };
    CHECK(has("1:00"));
    CHECK(has("uji                          call 1 issue 1"));
    CHECK(hub::report_lines(report, "2026-11-24", Minutes(480), hub::ReportForm::Short).size() <
          lines.size());
    const auto json = hub::report_lines(report, "2026-11-24", Minutes(480), hub::ReportForm::Json);
    CHECK(json.size() == 2 + 2 + 2);
    CHECK(json[0].find("\"wait_median_ms\":60010") != std::string::npos);
}

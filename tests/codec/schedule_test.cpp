// SPDX-License-Identifier: MIT
/// screens.json from its text to what a screen shows at a moment, and why.
#include "codec/schedule_codec.hpp"
#include "codec/tree_codec.hpp"
#include "core/file_fields.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

#include <fstream>
#include <iterator>

using namespace panggil;
using namespace std::chrono_literals;

namespace {

Schedule schedule_of(const std::string& text, const std::string& holidays = "[]") {
    Schedule schedule;
    schedule.file = codec::decode_tree(text, "screens.json", schedule.places).value();
    schedule.holidays = codec::decode_tree(holidays, "libur.json", schedule.places).value();
    return schedule;
}

/// A moment on the hall's clock. 2026-11-20 is a Friday.
HallTime at(int day, int hour, int minute = 0, int second = 0, unsigned month = 11) {
    const auto date = std::chrono::sys_days{std::chrono::year(2026) / std::chrono::month(month) /
                                            std::chrono::day(static_cast<unsigned>(day))};
    return hall_time(UtcTime(date) + std::chrono::hours(hour) + Minutes(minute) +
                         std::chrono::seconds(second),
                     Minutes{0});
}

Tree when_of(const std::string& text) {
    Places places;
    return codec::decode_tree(text, "when", places).value();
}

/// Why it does not hold; "" when it does.
std::string broken(const std::string& when, const HallTime& time, Circumstances now = {}) {
    now.time = time;
    return broken_condition(when_of(when), now);
}

Result<std::string> read_whole(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return Problem{"file.cannot_read", path.string(), "cannot be read", "", ""};
    }
    return std::string(std::istreambuf_iterator<char>(file), {});
}

std::vector<std::string> codes_of(const Problems& problems) {
    std::vector<std::string> codes;
    for (const Problem& problem : problems) {
        codes.push_back(problem.code);
    }
    return codes;
}

using Codes = std::vector<std::string>;

constexpr const char* dayparts = R"({
    "dayparts": {
        "layanan": {"mon-thu": ["08.00-12.00", "13.00-15.30"], "fri": ["08.00-11.30", "13.00-15.00"]},
        "istirahat": {"mon-thu": ["12.00-13.00"], "fri": ["11.30-13.00"]},
        "jaga": {"work": ["22.00-06.00"]}},
    "ramadan": {"from": "2026-02-18", "to": "2026-03-19", "dayparts": {
        "layanan": {"mon-thu": ["08.00-12.00", "12.30-15.00"], "fri": ["08.00-11.30", "12.30-15.30"]},
        "istirahat": {"mon-thu": ["12.00-12.30"], "fri": ["11.30-12.30"]}}},
    "rules": [{"show": "a"}]})";

} // namespace

TEST_CASE("the part of the day is that of the weekday, and of Ramadan in its weeks", "[schedule]") {
    const Schedule schedule = schedule_of(dayparts);
    CHECK(daypart_at(schedule, at(19, 11, 45)) == "layanan");
    CHECK(daypart_at(schedule, at(20, 11, 29)) == "layanan");
    CHECK(daypart_at(schedule, at(20, 11, 30)) == "istirahat"); // Friday prayer
    CHECK(daypart_at(schedule, at(20, 12, 59)) == "istirahat");
    CHECK(daypart_at(schedule, at(20, 13)) == "layanan");
    CHECK(daypart_at(schedule, at(21, 10)).empty()); // Saturday
    // Over midnight: a night of Thursday, by the day on which each half falls.
    CHECK(daypart_at(schedule, at(19, 23)) == "jaga");
    CHECK(daypart_at(schedule, at(20, 5, 59)) == "jaga");
    CHECK(daypart_at(schedule, at(20, 6)).empty());
    // The day before Ramadan, its first and last, the day after: all weekdays.
    CHECK(daypart_at(schedule, at(17, 12, 45, 0, 2)) == "istirahat");
    CHECK(daypart_at(schedule, at(18, 12, 45, 0, 2)) == "layanan");
    CHECK(daypart_at(schedule, at(19, 12, 15, 0, 3)) == "istirahat");
    CHECK(daypart_at(schedule, at(20, 12, 45, 0, 3)) == "istirahat"); // Friday, 90 minutes again
    CHECK(daypart_at(schedule, at(27, 12, 15, 0, 2)) == "istirahat"); // Friday in Ramadan: 60
    CHECK(daypart_at(schedule, at(27, 12, 30, 0, 2)) == "layanan");
}

TEST_CASE("each condition holds or says why it does not", "[schedule][conditions]") {
    CHECK(broken("{}", at(20, 9)).empty());
    CHECK(broken(R"({"days": ["sat", "sun"]})", at(21, 9)).empty());
    CHECK(broken(R"({"days": "mon-thu"})", at(20, 9)) == "days: fri is not mon-thu");
    CHECK(broken(R"({"days": "weekend"})", at(20, 9)) == "days: fri is not weekend");
    CHECK(broken(R"({"from": "09.00", "to": "10.00"})", at(20, 9)).empty());
    CHECK(broken(R"({"from": "09.00", "to": "10.00"})", at(20, 8, 59)) ==
          "from: 08.59 is before 09.00");
    CHECK(broken(R"({"from": "09.00", "to": "10.00"})", at(20, 10)) ==
          "to: 10.00 is not before 10.00");
    CHECK(broken(R"({"after": "2026-11-20", "until": "2026-11-21"})", at(20, 0)).empty());
    CHECK(broken(R"({"after": "2026-11-20"})", at(19, 23)) ==
          "after: 2026-11-19 is before 2026-11-20");
    CHECK(broken(R"({"until": "2026-11-21"})", at(22, 0)) ==
          "until: 2026-11-22 is later than 2026-11-21");
    CHECK(broken(R"({"daypart": ["layanan", "jaga"]})", at(20, 9), {{}, "layanan", "", 0}).empty());
    CHECK(broken(R"({"daypart": "istirahat"})", at(20, 9), {{}, "layanan", "", 0}) ==
          "daypart: it is layanan, not istirahat");
    CHECK(broken(R"({"daypart": "istirahat"})", at(20, 9)) == "daypart: it is none, not istirahat");
    CHECK(broken(R"({"holiday": true})", at(20, 9)) == "holiday: it is a working day");
    CHECK(broken(R"({"holiday": false})", at(20, 9), {{}, "", "Natal", 0}) == "holiday: Natal");
    CHECK(broken(R"({"waiting": 2})", at(20, 9), {{}, "", "", 2}).empty());
    CHECK(broken(R"({"waiting": 2})", at(20, 9), {{}, "", "", 3}) == "waiting: 3 wait");
}

TEST_CASE("from later than to goes over midnight", "[schedule][conditions]") {
    const std::string night = R"({"from": "22.00", "to": "06.00"})";
    CHECK(broken(night, at(20, 22)).empty());
    CHECK(broken(night, at(20, 23, 59)).empty());
    CHECK(broken(night, at(21, 0)).empty());
    CHECK(broken(night, at(21, 5, 59)).empty());
    CHECK(broken(night, at(21, 6)) == "from: 06.00 is before 22.00");
    CHECK(broken(night, at(20, 21, 59)) == "from: 21.59 is before 22.00");
    const Schedule schedule = schedule_of(R"({"rules": [
        {"id": "malam", "show": "m", "when": {"from": "22.00", "to": "06.00"}},
        {"id": "nol", "show": "n", "when": {"from": "09.00", "to": "09.00"}}, {"show": "a"}]})");
    CHECK(codes_of(check_schedule(schedule)) == Codes{"schedule.never"}); // the one of no minute
}

TEST_CASE("the first rule that holds wins, with its mode; the others say why not", "[schedule]") {
    const Schedule schedule = schedule_of(R"({
        "screens": {"tv-1": {"mode": "gelap"}, "tv-2": {}},
        "pins": {"totem": "layouts/pinned.json", "tv-2": ""},
        "rules": [
            {"id": "libur", "screens": ["tv-1", "tv-2"], "show": "l", "when": {"holiday": true}},
            {"id": "lagu", "as": "overlay", "show": "s", "at": "10.00"},
            {"id": "rehat", "show": "r", "mode": "terang", "when": {"days": "fri", "waiting": 0}},
            {"show": "biasa"}]})",
                                          R"([{"date": "2026-11-26", "name": "Hari Guru"}])");
    const auto asked = [&](const char* screen, const HallTime& time, std::int64_t waiting = 0) {
        return choose(schedule, {screen, time, waiting});
    };
    CHECK(asked("tv-1", at(26, 9)).show == "l");
    CHECK(asked("tv-1", at(26, 9)).holiday == "Hari Guru");
    CHECK(asked("tv-1", at(26, 9)).mode == "gelap");
    CHECK(asked("lain", at(26, 9)).show == "biasa"); // the rule is for others
    const Choice friday = asked("tv-1", at(20, 9));
    CHECK(friday.show == "r");
    CHECK(friday.rule == "rehat");
    CHECK(friday.mode == "terang");
    REQUIRE(friday.verdicts.size() == 2);
    CHECK(friday.verdicts[0].why == "holiday: it is a working day");
    const Choice busy = asked("tv-2", at(20, 9), 1);
    CHECK(busy.show == "biasa"); // its pin names a file that is not there
    CHECK(busy.rule == "rule 4");
    CHECK(asked("totem", at(26, 9)).show == "layouts/pinned.json");
    CHECK(asked("totem", at(26, 9)).rule == "pin");
}

TEST_CASE("while a number is called no rule of a moment hides it", "[schedule]") {
    const Schedule schedule = schedule_of(R"({"rules": [
        {"id": "rehat", "show": "cards", "when": {"waiting": 0}},
        {"id": "tutup", "show": "nothing", "when": {"days": "fri"}},
        {"id": "info", "screens": "info", "show": "nothing"},
        {"id": "biasa", "show": "panel"}]})");
    Question question{"tv-1", at(20, 9), 0};
    CHECK(choose(schedule, question).rule == "rehat");
    question.call_view = [](const std::string& show, const std::string&) {
        return show == "panel"   ? CallView::Panel
               : show == "cards" ? CallView::Cards
                                 : CallView::None;
    };
    const Choice called = choose(schedule, question);
    CHECK(called.rule == "biasa");
    REQUIRE(called.verdicts.size() == 4);
    CHECK(called.verdicts[0].why == "a number is called: its layout hides it");
    CHECK(called.verdicts[1].why == "a number is called: its layout hides it");
    question.screen = "info"; // a screen that never shows numbers is meant so
    CHECK(choose(schedule, question).rule == "info");
}

TEST_CASE("an overlay is due at its time on its days, for its seconds, on no holiday",
          "[schedule]") {
    const Schedule schedule = schedule_of(R"({"rules": [
        {"id": "lagu", "as": "overlay", "show": "s", "at": "10.00", "days": "work", "seconds": 90,
         "screens": ["tv-1"], "after": "current-call"},
        {"id": "malam", "as": "overlay", "show": "m", "at": "23.59", "seconds": 120},
        {"show": "a"}]})",
                                          R"([{"date": "2026-11-26", "name": "Hari Guru"}])");
    const auto due = [&](const HallTime& time, const char* screen = "tv-1") {
        return overlay_due(schedule, {screen, time, 0});
    };
    CHECK_FALSE(due(at(20, 9, 59, 59)));
    REQUIRE(due(at(20, 10)));
    CHECK(due(at(20, 10))->rule == "lagu");
    CHECK(due(at(20, 10))->after_call);
    CHECK(due(at(20, 10, 1, 29))->since == 89);
    CHECK_FALSE(due(at(20, 10, 1, 30)));
    CHECK_FALSE(due(at(21, 10))); // Saturday
    CHECK_FALSE(due(at(26, 10))); // holiday
    CHECK_FALSE(due(at(20, 10), "tv-2"));
    REQUIRE(due(at(21, 0, 0, 30))); // over midnight
    CHECK(due(at(21, 0, 0, 30))->since == 90);
}

TEST_CASE("an overlay over midnight is one of the day on which it began", "[schedule]") {
    const Schedule schedule = schedule_of(R"({"rules": [
        {"id": "jumat", "as": "overlay", "show": "j", "at": "23.30", "days": "fri",
         "seconds": 3600, "when": {"until": "2026-11-20"}},
        {"show": "a"}]})",
                                          R"([{"date": "2026-11-28", "name": "Hari Uji"}])");
    const auto due = [&](const HallTime& time) { return overlay_due(schedule, {"tv-1", time, 0}); };
    CHECK_FALSE(due(at(20, 0, 15))); // of Thursday's night
    CHECK_FALSE(due(at(20, 23, 29)));
    REQUIRE(due(at(20, 23, 30)));
    REQUIRE(due(at(21, 0, 15))); // Saturday
    CHECK(due(at(21, 0, 15))->since == 45 * 60);
    CHECK_FALSE(due(at(21, 0, 30)));
    CHECK_FALSE(due(at(21, 23, 45)));
    CHECK_FALSE(due(at(27, 23, 45))); // later than its last day

    const Schedule nightly = schedule_of(
        R"({"rules": [{"id": "n", "as": "overlay", "show": "j", "at": "23.30", "seconds": 3600},
            {"show": "a"}]})",
        R"([{"date": "2026-11-28", "name": "Hari Uji"}])");
    CHECK(overlay_due(nightly, {"tv-1", at(28, 0, 15), 0})); // begun on the eve
    CHECK_FALSE(overlay_due(nightly, {"tv-1", at(28, 23, 45), 0}));
    CHECK_FALSE(overlay_due(nightly, {"tv-1", at(29, 0, 15), 0}));
}

TEST_CASE("the hours in which a screen is dark go over midnight", "[schedule]") {
    const Schedule schedule =
        schedule_of(R"({"screens": {"tv-1": {"night": ["18.00-06.30", "12.00-12.15"]}}})");
    const Tree& screen = screen_in(schedule, "tv-1");
    CHECK(is_night(screen, at(20, 18)));
    CHECK(is_night(screen, at(20, 6, 29)));
    CHECK_FALSE(is_night(screen, at(20, 6, 30)));
    CHECK(is_night(screen, at(20, 12, 14)));
    CHECK_FALSE(is_night(screen_in(schedule, "tv-2"), at(20, 18)));
}

TEST_CASE("a word that is no day is told", "[schedule]") {
    const Schedule schedule = schedule_of(
        R"({"dayparts": {"layanan": {"senin": ["08.00-12.00"]}}, "rules": [{"show": "a"}]})");
    CHECK(codes_of(check_schedule(schedule)) == Codes{"schedule.unknown_days"});
}

TEST_CASE("a pin is a file of the site, wherever the program was started", "[schedule]") {
    const test::TemporaryFolder folder;
    const auto write = [&](const char* name, const std::string& text) {
        std::filesystem::create_directories((folder.path() / name).parent_path());
        std::ofstream(folder.path() / name) << text;
    };
    write("site/layouts/tutup.json", "{}");
    write("rahasia.json", "{}");
    write("site/screens.json", R"({"pins": {"tv-1": "layouts/tutup.json", "tv-2": "../rahasia.json",
        "tv-3": "layouts/tidak-ada.json"}, "rules": [{"show": "layouts/tutup.json"}]})");
    const auto site = folder.path() / "site";
    const auto loaded = codec::load_schedule(site / "screens.json", site, read_whole);
    REQUIRE(loaded);
    const Tree& pins = loaded.value().schedule.file.at("pins");
    CHECK(pins.text_or("tv-1") ==
          std::filesystem::weakly_canonical(site / "layouts/tutup.json").string());
    CHECK(pins.text_or("tv-2").empty());
    CHECK(codes_of(loaded.value().problems) == Codes{"layout.outside_site", "layout.missing_file"});
    CHECK(choose(loaded.value().schedule, {"tv-2", at(20, 9), 0}).rule == "rule 1");
}

// SPDX-License-Identifier: MIT
/// Which layout is on the glass, in the test's own time: rules, overlays, alerts, nights, and that
/// none of them hides a number that is called.
#include "renderer/picture.hpp"
#include "renderer/programme.hpp"
#include "renderer/sdl/displays.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/hall_on_screen.hpp"
#include "tests/renderer/studio.hpp"
#include "tests/temporary_folder.hpp"

using namespace panggil;
using namespace panggil::screen;
namespace fs = std::filesystem;

namespace {

using namespace std::chrono_literals;

/// A site of small layouts, and a screen "tv-1" on it. 2026-11-20 is a Friday.
class Wall {
public:
    explicit Wall(const std::string& screens) {
        fs::create_directories(root() / "layouts");
        fs::copy(fs::path(PANGGIL_SOURCE_DIR) / "layouts/themes", root() / "layouts/themes");
        layout("panel", R"({"widget": "now-calling", "card": {"widget": "ticket", "font": "number"},
            "idle": {"widget": "text", "text": "Tidak ada panggilan"}})");
        layout("kartu",
               R"({"widget": "counters-grid", "card": {"widget": "ticket", "font": "number"}})");
        layout("kosong", R"({"widget": "text", "text": "Pelayanan tutup"})");
        layout("lagu", R"({"widget": "anthem", "text": "Hadirin dimohon berdiri"})");
        layout("darurat", R"({"widget": "emergency"})");
        write("screens.json", screens);
    }

    [[nodiscard]] fs::path root() const { return folder_.path(); }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(root() / name, std::ios::binary) << text;
    }

    void layout(const std::string& name, const std::string& widget,
                const std::string& background = "paper") const {
        write("layouts/" + name + ".json",
              R"({"version": 2, "theme": "themes/laut.json", "name": ")" + name +
                  R"(", "background": ")" + background + R"(", "root": )" + widget + "}");
    }

    [[nodiscard]] std::unique_ptr<Programme> programme(const std::string& layout = "",
                                                       const std::string& kept = "") const {
        return std::make_unique<Programme>(
            Programme::Options{Site{root()}, "tv-1", layout.empty() ? "" : path(layout), "", kept});
    }

    [[nodiscard]] std::string path(const std::string& layout) const {
        return (root() / "layouts" / (layout + ".json")).string();
    }

private:
    test::TemporaryFolder folder_;
};

/// One hall in which number F001 is called to counter 3 and nobody waits.
Board board_of_hall(bool called) {
    Board board;
    Card card;
    card.counter = "3";
    card.agency_id = "dukcapil";
    card.zone = "lobi";
    card.ticket = "F001";
    card.attempt = 1;
    card.states = {called ? CardState::Called : CardState::Serving};
    board.cards = {card};
    card.counter = "9";
    card.zone = "lantai-2";
    card.ticket = "";
    card.states = {CardState::Empty};
    board.cards.push_back(card);
    board.call = board.cards.front();
    board.history = {board.cards.front()};
    return board;
}

struct Watching {
    std::unique_ptr<Programme> programme;
    Now now{};

    /// 2026-11-20 at this time of the hall, which is Friday.
    void set_clock(int hour, int minute, int second = 0) {
        const auto midnight = UtcTime(std::chrono::sys_days{2026y / 11 / 20}) - 8h;
        now = {midnight + std::chrono::hours(hour) + Minutes(minute) + std::chrono::seconds(second),
               Moment{10h + std::chrono::hours(hour) + Minutes(minute) +
                      std::chrono::seconds(second)}};
    }

    void pass(std::chrono::seconds time) {
        now.utc += time;
        now.mono += time;
    }

    std::string shown(bool called = false, bool calling = false) {
        return shown(board_of_hall(called), calling);
    }

    std::string shown(Board board, bool calling = false) {
        return shown(std::move(board), Programme::Calls{calling});
    }

    std::string shown(Board board, const Programme::Calls& calls) {
        return programme->choose(board, now, calls)->name;
    }
};

constexpr const char* ordinary = R"({
    "dayparts": {"istirahat": {"fri": ["11.30-13.00"]}},
    "screens": {"tv-1": {"night": ["18.00-06.30"]}},
    "rules": [
        {"id": "rehat", "show": "layouts/kartu.json", "when": {"daypart": "istirahat", "waiting": 0}},
        {"id": "tutup", "show": "layouts/kosong.json", "when": {"from": "15.00"}},
        {"id": "lagu", "as": "overlay", "show": "layouts/lagu.json", "at": "10.00", "seconds": 90},
        {"id": "biasa", "show": "layouts/panel.json"}]})";

Alert an_alert() {
    return {"1", "gempa", "", false, 0, 0};
}

} // namespace

TEST_CASE("a rule that holds puts its layout on the glass, and its name is told", "[programme]") {
    const Wall wall(ordinary);
    Watching tv{wall.programme()};
    tv.set_clock(9, 0);
    CHECK(tv.shown() == "panel");
    CHECK(tv.programme->rule() == "biasa");
    tv.set_clock(11, 30);
    Board board = board_of_hall(false);
    CHECK(tv.programme->choose(board, tv.now)->name == "kartu");
    CHECK(tv.programme->rule() == "rehat");
    CHECK(board.daypart == "istirahat");
    tv.set_clock(16, 0);
    CHECK(tv.shown() == "kosong");
}

TEST_CASE("the last who waits is called in the break: the panel stays until it is served",
          "[programme]") {
    const Wall wall(ordinary);
    Watching tv{wall.programme()};
    tv.set_clock(11, 45);
    CHECK(tv.shown(true, true) == "panel"); // being said
    CHECK(tv.shown(true) == "panel");       // its counter still calls
    CHECK(tv.programme->rule() == "biasa");
    CHECK(tv.shown(false, true) == "panel"); // it came, but the panel keeps it for some seconds
    CHECK(tv.shown(false) == "kartu");
    tv.set_clock(16, 0);
    CHECK(tv.shown() == "kosong");
    CHECK(tv.shown(true, true) == "panel"); // on a day on which it should be closed
    CHECK(tv.shown() == "kosong");
}

TEST_CASE("who pins a layout, or starts with one, means it", "[programme]") {
    const Wall wall(R"({"pins": {"tv-1": "layouts/kosong.json"},
                        "rules": [{"id": "biasa", "show": "layouts/panel.json"}]})");
    Watching tv{wall.programme()};
    tv.set_clock(9, 0);
    CHECK(tv.shown(true, true) == "kosong");
    CHECK(tv.programme->rule() == "pin");
    tv.programme = wall.programme("kartu");
    CHECK(tv.shown(true, true) == "kartu");
    CHECK(tv.programme->rule() == "--layout");
}

TEST_CASE("a screen shows its zones, or what it is told to show instead", "[programme]") {
    const auto counters = [](const std::string& settings) {
        const Wall wall(R"({"screens": {"tv-1": )" + settings +
                        R"(}, "rules": [{"show": "layouts/panel.json"}]})");
        Watching tv{wall.programme()};
        tv.set_clock(9, 0);
        Board board = board_of_hall(true);
        (void)tv.programme->choose(board, tv.now);
        std::string all;
        for (const Card& card : board.cards) {
            all += card.counter;
        }
        return all + (board.call ? " call" : "") + ' ' +
               std::to_string(tv.programme->zones().size());
    };
    CHECK(counters("{}") == "39 call 0");
    CHECK(counters(R"({"zones": "all"})") == "39 call 0");
    CHECK(counters(R"({"zones": "lobi"})") == "3 call 1");
    CHECK(counters(R"({"zones": ["lantai-2"]})") == "9 1");
    CHECK(counters(R"({"zones": ["lantai-2"], "only": {"counters": ["3"]}})") == "3 call 1");
}

TEST_CASE("an overlay that hides the numbers waits for the call, and holds the next",
          "[programme]") {
    const Wall wall(ordinary);
    Watching tv{wall.programme()};
    tv.set_clock(9, 59, 59);
    CHECK(tv.shown(true, true) == "panel");
    CHECK_FALSE(tv.programme->calls_wait_until());
    tv.pass(1s);
    CHECK(tv.shown(true, true) == "panel"); // it is being said
    REQUIRE(tv.programme->calls_wait_until());
    CHECK(*tv.programme->calls_wait_until() == tv.now.mono + 150s); // at the latest
    tv.pass(8s);
    CHECK(tv.shown(true) == "lagu"); // over, though its counter still calls
    CHECK(tv.programme->rule() == "overlay lagu");
    CHECK(*tv.programme->calls_wait_until() == tv.now.mono + 90s);
    tv.pass(89s);
    CHECK(tv.shown(true) == "lagu");
    tv.pass(1s);
    CHECK(tv.shown(true) == "panel");
    CHECK_FALSE(tv.programme->calls_wait_until());
    tv.set_clock(10, 1, 29);
    CHECK(tv.shown() == "panel"); // once a day

    SECTION("a call that never ends keeps it waiting for a minute") {
        Watching other{wall.programme()};
        other.set_clock(10, 0);
        CHECK(other.shown(true, true) == "panel");
        other.pass(59s);
        CHECK(other.shown(true, true) == "panel");
        other.pass(1s);
        CHECK(other.shown(true, true) == "lagu");
    }
    SECTION("met in its middle it waits for the call too, and is shown for the rest") {
        Watching other{wall.programme()};
        other.set_clock(10, 1);
        CHECK(other.shown(true, true) == "panel");
        CHECK(*other.programme->calls_wait_until() == other.now.mono + 90s);
        other.pass(8s);
        CHECK(other.shown(true) == "lagu");
        other.pass(29s);
        CHECK(other.shown(true) == "lagu");
        other.pass(1s);
        CHECK(other.shown(true) == "panel");
    }
    SECTION("put off to a later time of the day it comes again") {
        std::string later = ordinary;
        later.replace(later.find("10.00"), 5, "10.30");
        wall.write("screens.json", later);
        CHECK(tv.programme->reload());
        tv.set_clock(10, 30);
        CHECK(tv.shown() == "lagu");
    }
    SECTION("a screen that starts in its middle shows the rest") {
        Watching other{wall.programme()};
        other.set_clock(10, 1);
        CHECK(other.shown() == "lagu");
        other.pass(29s);
        CHECK(other.shown() == "lagu");
        other.pass(1s);
        CHECK(other.shown() == "panel");
    }
    SECTION("taken out of the schedule it ends at once") {
        Watching other{wall.programme()};
        other.set_clock(10, 0, 30);
        CHECK(other.shown() == "lagu");
        wall.write("screens.json", R"({"rules": [{"id": "biasa", "show": "layouts/panel.json"}]})");
        CHECK(other.programme->reload());
        CHECK(other.shown() == "panel");
        CHECK_FALSE(other.programme->calls_wait_until());
    }
}

TEST_CASE("a long overlay holds calls for five minutes, then each is shown", "[programme]") {
    const Wall wall(R"({"rules": [
        {"id": "iklan", "as": "overlay", "show": "layouts/kosong.json", "at": "10.00",
         "seconds": 1800},
        {"id": "panel", "as": "overlay", "show": "layouts/panel.json", "at": "11.00",
         "after": "current-call", "seconds": 60},
        {"id": "biasa", "show": "layouts/panel.json"}]})");
    Watching tv{wall.programme()};
    tv.set_clock(10, 0);
    CHECK(tv.shown() == "kosong");
    CHECK(*tv.programme->calls_wait_until() == tv.now.mono + 5min);
    tv.pass(5min);
    CHECK(tv.shown() == "kosong");
    CHECK_FALSE(tv.programme->calls_wait_until());
    CHECK(tv.shown(true, true) == "panel");
    CHECK(tv.shown() == "kosong");
    tv.set_clock(11, 0); // one with a panel waits for a pause, and holds nothing
    CHECK(tv.shown(true, true) == "panel");
    CHECK(tv.programme->rule() == "biasa");
    CHECK_FALSE(tv.programme->calls_wait_until());
    tv.pass(5s);
    CHECK(tv.shown(true) == "panel");
    CHECK(tv.programme->rule() == "overlay panel");
}

TEST_CASE("overlays one after the other hold a call for five minutes in all", "[programme]") {
    const Wall wall(R"({"rules": [
        {"id": "satu", "as": "overlay", "show": "layouts/kosong.json", "at": "10.00",
         "seconds": 240},
        {"id": "dua", "as": "overlay", "show": "layouts/lagu.json", "at": "10.04", "seconds": 300},
        {"id": "biasa", "show": "layouts/panel.json"}]})");
    Watching tv{wall.programme()};
    tv.set_clock(10, 0);
    CHECK(tv.shown() == "kosong");
    tv.pass(1min);
    const Programme::Calls held{false, tv.now.mono}; // somebody is called, and has to wait
    const Moment patience = tv.now.mono + 5min;
    CHECK(tv.shown(board_of_hall(false), held) == "kosong");
    CHECK(*tv.programme->calls_wait_until() == patience - 2min); // the end of the first
    tv.pass(3min);
    CHECK(tv.shown(board_of_hall(false), held) == "lagu");
    REQUIRE(tv.programme->calls_wait_until());
    CHECK(*tv.programme->calls_wait_until() == patience);
    tv.pass(2min);
    CHECK(tv.shown(board_of_hall(false), held) == "lagu");
    CHECK_FALSE(tv.programme->calls_wait_until());
    CHECK(tv.shown(true, true) == "panel"); // it is called at last
    CHECK(tv.shown() == "lagu");

    SECTION("who is called only in the second has its own five minutes") {
        Watching other{wall.programme()};
        other.set_clock(10, 4);
        CHECK(other.shown() == "lagu");
        CHECK(*other.programme->calls_wait_until() == other.now.mono + 5min);
    }
}

TEST_CASE("an overlay hides no call that another screen says meanwhile", "[programme]") {
    const Wall wall(R"({"screens": {"tv-1": {}, "tv-2": {}}, "rules": [
        {"id": "pesan", "as": "overlay", "show": "layouts/kosong.json", "at": "10.00",
         "screens": ["tv-1"], "seconds": 240},
        {"id": "lagu", "as": "overlay", "show": "layouts/lagu.json", "at": "11.00",
         "screens": ["tv-1"], "seconds": 240},
        {"id": "lagu-lain", "as": "overlay", "show": "layouts/kosong.json", "at": "11.00",
         "screens": ["tv-2"], "seconds": 240},
        {"id": "siang", "as": "overlay", "show": "layouts/lagu.json", "at": "12.00",
         "screens": ["tv-1"], "seconds": 240},
        {"id": "siang-lain", "as": "overlay", "show": "layouts/panel.json", "at": "12.00",
         "screens": ["tv-2"], "seconds": 240},
        {"id": "biasa", "show": "layouts/panel.json"}]})");
    const Programme::Calls quiet{false, std::nullopt, {"tv-2"}};
    const Programme::Calls calling{true, std::nullopt, {"tv-2"}};
    Watching tv{wall.programme()};
    SECTION("when that one has no such overlay, each call is shown in its time") {
        tv.set_clock(10, 0);
        CHECK(tv.shown(board_of_hall(true), calling) == "panel");
        CHECK_FALSE(tv.programme->calls_wait_until()); // to wait would be to miss it
        tv.pass(12s);
        CHECK(tv.shown(board_of_hall(true), quiet) == "kosong");
        CHECK_FALSE(tv.programme->calls_wait_until());
        tv.pass(10s);
        CHECK(tv.shown(board_of_hall(true), calling) == "panel"); // the next one
        tv.pass(12s);
        CHECK(tv.shown(board_of_hall(true), quiet) == "kosong");
    }
    SECTION("when that one has one of its own then, both wait and both hold") {
        tv.set_clock(11, 0);
        CHECK(tv.shown(board_of_hall(true), calling) == "panel");
        CHECK(tv.programme->calls_wait_until());
        tv.pass(12s);
        CHECK(tv.shown(board_of_hall(true), quiet) == "lagu");
        CHECK(tv.programme->calls_wait_until());
        CHECK(tv.shown(board_of_hall(true), calling) == "lagu");
    }
    SECTION("when that one has an overlay in which calls are shown, they go on") {
        tv.set_clock(12, 0);
        CHECK(tv.shown(board_of_hall(true), quiet) == "lagu");
        CHECK_FALSE(tv.programme->calls_wait_until());
        CHECK(tv.shown(board_of_hall(true), calling) == "panel");
    }
    SECTION("a screen that came in the middle of the call sees it in the zone's state") {
        tv.set_clock(11, 0);
        Board board = board_of_hall(true);
        const auto since = [&](std::chrono::seconds ago) {
            board.cards.front().called_at =
                std::chrono::duration_cast<Millis>((tv.now.utc - ago).time_since_epoch()).count();
        };
        since(5s);
        CHECK(tv.shown(board, quiet) == "panel");
        since(11s);
        CHECK(tv.shown(board, quiet) == "panel");
        since(12s);
        CHECK(tv.shown(board, quiet) == "lagu");
    }
}

TEST_CASE("an alert stands above all and lights a dark screen", "[programme]") {
    const Wall wall(ordinary);
    Watching tv{wall.programme()};
    tv.set_clock(20, 0);
    CHECK(tv.shown() == "kosong");
    CHECK(tv.programme->is_night());
    Board board = board_of_hall(false);
    board.alerts = {an_alert()};
    CHECK(tv.shown(board) == "darurat");
    CHECK_FALSE(tv.programme->is_night());
    CHECK(tv.programme->rule() == "alert");
    CHECK(tv.shown() == "kosong");
    CHECK(tv.programme->is_night());

    SECTION("also where the site's own layout has no place for it, without a new one each frame") {
        wall.layout("darurat", R"({"widget": "text", "text": "salah"})");
        tv.programme->reload();
        Board one = board;
        Board two = board;
        const auto first = tv.programme->choose(one, tv.now);
        CHECK(first->name == "alarm");
        CHECK(tv.programme->choose(two, tv.now) == first);
    }
    SECTION("also where the site's own has one that is not seen, or not always") {
        for (const char* widget : {R"({"widget": "emergency", "hidden": true})",
                                   R"({"widget": "emergency", "when": {"days": "mon"}})"}) {
            wall.layout("darurat",
                        R"({"widget": "layers", "items": [)" + std::string(widget) + "]}");
            tv.programme->reload();
            CHECK(tv.shown(board) == "alarm");
        }
    }
}

TEST_CASE("the glass is not dark while a number is called", "[programme]") {
    const Wall wall(ordinary);
    Watching tv{wall.programme()};
    tv.set_clock(20, 0);
    static_cast<void>(tv.shown());
    CHECK(tv.programme->is_night());
    CHECK(tv.shown(true, true) == "panel");
    CHECK_FALSE(tv.programme->is_night());
    static_cast<void>(tv.shown());
    CHECK(tv.programme->is_night());
}

TEST_CASE("a schedule that is as it was before it was refused is told as taken", "[programme]") {
    const Wall wall(ordinary);
    Watching tv{wall.programme()};
    static_cast<void>(tv.programme->take_news());
    const auto told = [&](const std::string& text) {
        wall.write("screens.json", text);
        static_cast<void>(tv.programme->reload());
        std::string news;
        for (const LayoutStore::News& each : tv.programme->take_news()) {
            news += each.file + (each.accepted ? " taken" : " refused");
        }
        return news;
    };
    CHECK(told("{") == "screens.json refused");
    CHECK(told(ordinary) == "screens.json taken");
    CHECK(told(ordinary).empty());
    CHECK(told(R"({"rules": 5})") == "screens.json refused");
    CHECK(told(ordinary) == "screens.json taken");
    CHECK_FALSE(tv.programme->refused());
}

TEST_CASE("a screen that starts while its schedule is broken follows the last good one",
          "[programme]") {
    const Wall wall(ordinary);
    const std::string kept = (wall.root() / "state").string();
    const std::string with_holidays =
        R"({"holidays": "libur.csv", "screens": {"tv-1": {"mode": "gelap"}}, "rules": [
            {"id": "libur", "show": "layouts/kosong.json", "when": {"holiday": true}},
            {"id": "biasa", "show": "layouts/panel.json"}]})";
    wall.write("libur.csv", "date,name\n2026-11-20,Hari Uji\n");
    wall.write("screens.json", with_holidays);
    const auto start = [&] {
        Watching tv{wall.programme("", kept)};
        tv.set_clock(9, 0);
        return tv;
    };
    CHECK(start().shown() == "kosong");
    for (const char* broken : {"{", "", R"({"rules": 5})"}) {
        wall.write("screens.json", broken);
        Watching tv = start();
        CHECK(tv.shown() == "kosong");
        CHECK(tv.programme->rule() == "libur");
        CHECK(tv.programme->settings().text_or("mode") == "gelap");
        const auto news = tv.programme->take_news();
        REQUIRE_FALSE(news.empty());
        CHECK_FALSE(news.front().accepted);
        CHECK(news.front().file == "screens.json");
        REQUIRE(tv.programme->refused());
        CHECK(tv.programme->refused()->where.starts_with("screens.json"));
    }
    SECTION("also when the holidays, or a layout that it names, have gone") {
        wall.write("screens.json", with_holidays);
        fs::remove(wall.root() / "libur.csv");
        fs::remove(wall.root() / "layouts/kosong.json");
        Watching tv = start();
        CHECK(tv.shown() == "kosong");
        CHECK(tv.programme->rule() == "libur");
        CHECK(tv.programme->refused());
    }
    SECTION("a link to nowhere is broken, and not a site without a schedule") {
        fs::remove(wall.root() / "screens.json");
        fs::create_symlink("tidak-ada.json", wall.root() / "screens.json");
        Watching tv = start();
        CHECK(tv.shown() == "kosong");
        CHECK(tv.programme->refused());
    }
    SECTION("mended it is followed at once") {
        Watching tv = start();
        wall.write("screens.json", ordinary);
        CHECK(tv.programme->reload());
        CHECK(tv.shown() == "panel");
        CHECK_FALSE(tv.programme->refused());
    }
    SECTION("what is kept may be damaged as well: then the site's own layout stands") {
        for (const auto& entry : fs::directory_iterator(kept)) {
            std::ofstream(entry.path(), std::ios::binary) << "{";
        }
        fs::rename(wall.root() / "layouts/panel.json", wall.root() / "layouts/mpp-lanskap.json");
        wall.write("screens.json", "{");
        Watching tv = start();
        CHECK(tv.shown() == "panel");
        CHECK(tv.programme->rule() == "default");
    }
}

TEST_CASE("a layout that no rule of the screen names any more is no fault of it", "[programme]") {
    const Wall wall(ordinary);
    Watching tv{wall.programme()};
    tv.set_clock(16, 0);
    CHECK(tv.shown() == "kosong");
    CHECK_FALSE(tv.programme->refused());
    wall.write("layouts/kosong.json", "{");
    static_cast<void>(tv.programme->reload());
    REQUIRE(tv.programme->refused());
    CHECK(tv.programme->refused()->where.starts_with("layouts/kosong.json"));
    wall.write("screens.json", R"({"screens": {"tv-1": {}, "tv-2": {}}, "rules": [
        {"id": "lain", "screens": ["tv-2"], "show": "layouts/kosong.json"},
        {"id": "biasa", "show": "layouts/panel.json"}]})");
    static_cast<void>(tv.programme->reload());
    CHECK_FALSE(tv.programme->refused());
    CHECK(tv.shown() == "panel");
    static_cast<void>(tv.programme->reload());
    CHECK_FALSE(tv.programme->refused());
}

TEST_CASE("what is due later is known before: a mistake is told at once, and spoils nothing",
          "[programme]") {
    const Wall wall(ordinary);
    Watching tv{wall.programme()};
    tv.set_clock(9, 0);
    CHECK(tv.shown() == "panel");
    constexpr int more_than_all = 20;
    const auto read_all = [&] {
        for (int turn = 0; turn < more_than_all; ++turn) {
            tv.programme->read_ahead();
        }
    };
    read_all();
    CHECK_FALSE(tv.programme->refused());
    for (const char* due_later : {"kosong", "darurat"}) {
        INFO(due_later);
        const std::string file = std::string("layouts/") + due_later + ".json";
        const std::string good = read_file(wall.root() / file).value();
        wall.write(file, "{");
        static_cast<void>(tv.programme->reload());
        REQUIRE(tv.programme->refused());
        CHECK(tv.programme->refused()->where.starts_with(file));
        CHECK(tv.shown() == "panel");
        if (due_later == std::string("kosong")) {
            tv.set_clock(16, 0);
            CHECK(tv.shown() == "kosong"); // as it was before
            tv.set_clock(9, 0);
        }
        wall.write(file, good);
        static_cast<void>(tv.programme->reload());
        CHECK_FALSE(tv.programme->refused());
    }

    // A rule of today that names a new file with a mistake.
    wall.write("layouts/baru.json", "{");
    wall.write("screens.json", R"({"screens": {"tv-1": {}}, "rules": [
        {"id": "malam", "show": "layouts/baru.json", "when": {"days": "sun"}},
        {"id": "biasa", "show": "layouts/panel.json"}]})");
    static_cast<void>(tv.programme->reload());
    CHECK_FALSE(tv.programme->refused());
    read_all();
    REQUIRE(tv.programme->refused());
    CHECK(tv.programme->refused()->where.starts_with("layouts/baru.json"));
}

namespace {

/// All pixels of a headless glass.
std::vector<std::uint32_t> pixels(sdl::HeadlessDisplay& display) {
    const auto& canvas = dynamic_cast<const sdl::SurfaceCanvas&>(display.canvas());
    std::vector<std::uint32_t> all;
    for (int y = 0; y < canvas.size().height; ++y) {
        for (int x = 0; x < canvas.size().width; ++x) {
            all.push_back(canvas.pixel(x, y));
        }
    }
    return all;
}

/// The whole way from a board to the glass.
struct Glass {
    explicit Glass(const Wall& wall)
        : tv{wall.programme()}, display({640, 360}, {testing::lato(), "no-such-folder"}) {
        tv.set_clock(9, 0);
    }

    screen::Picture::Outcome draw(Board board) {
        auto layout = tv.programme->choose(board, tv.now);
        if (picture == nullptr) {
            picture = std::make_unique<screen::Picture>(layout, display);
        }
        picture->use(layout);
        picture->cover(tv.programme->is_night());
        return picture->draw(board, tv.now);
    }

    Watching tv;
    sdl::HeadlessDisplay display;
    std::unique_ptr<screen::Picture> picture;
};

using Outcome = screen::Picture::Outcome;

} // namespace

TEST_CASE("when an alert is cleared every pixel is as it was", "[programme]") {
    const Wall wall(ordinary);
    Glass glass(wall);
    const Board board = board_of_hall(true);
    glass.draw(board);
    glass.tv.pass(10s); // what comes slowly has come
    glass.draw(board);
    const auto before = pixels(glass.display);
    CHECK(glass.picture->shows("F001"));
    Board alarmed = board;
    alarmed.alerts = {an_alert()};
    CHECK(glass.draw(alarmed) == Outcome::Shown);
    CHECK(pixels(glass.display) != before);
    CHECK_FALSE(glass.picture->shows("F001"));
    CHECK(glass.draw(board) == Outcome::Shown);
    CHECK(pixels(glass.display) == before);
}

TEST_CASE("a better file comes in one frame and keeps the call, a worse one never", "[programme]") {
    const Wall wall(ordinary);
    Glass glass(wall);
    const Board board = board_of_hall(true);
    glass.draw(board);
    glass.tv.pass(10s);
    glass.draw(board);
    const auto before = pixels(glass.display);
    wall.write("layouts/panel.json", "{\"root\": ");
    CHECK_FALSE(glass.tv.programme->reload());
    CHECK(glass.draw(board) == Outcome::Unchanged);
    CHECK(pixels(glass.display) == before);
    wall.layout("panel",
                R"({"widget": "now-calling", "card": {"widget": "ticket", "font": "number"}})",
                "deep");
    CHECK(glass.tv.programme->reload());
    CHECK(glass.draw(board) == Outcome::Shown);
    CHECK(glass.draw(board) == Outcome::Unchanged); // it was all in one
    CHECK(glass.picture->shows("F001"));
    CHECK(pixels(glass.display) != before);
}

TEST_CASE("at night the glass is black, and an alert is seen all the same", "[programme]") {
    const Wall wall(ordinary);
    Glass glass(wall);
    glass.tv.set_clock(20, 0);
    Board board = board_of_hall(false);
    glass.draw(board);
    const auto dark = pixels(glass.display);
    CHECK(std::ranges::all_of(dark, [&](std::uint32_t pixel) { return pixel == dark.front(); }));
    board.alerts = {an_alert()};
    glass.draw(board);
    CHECK(pixels(glass.display) != dark);
    board.alerts.clear();
    glass.draw(board);
    CHECK(pixels(glass.display) == dark);
}

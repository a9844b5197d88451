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

    [[nodiscard]] std::unique_ptr<Programme> programme(const std::string& layout = "") const {
        return std::make_unique<Programme>(
            Programme::Options{Site{root()}, "tv-1", layout.empty() ? "" : path(layout), "", ""});
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
        return programme->choose(board, now, calling)->name;
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

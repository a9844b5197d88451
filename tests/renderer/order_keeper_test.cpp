// SPDX-License-Identifier: MIT
// What a screen does when its hub wants something of it alone.
#include "renderer/order_keeper.hpp"
#include "renderer/picture.hpp"
#include "renderer/sdl/displays.hpp"
#include "tests/catch.hpp"
#include "tests/fakes/manual_screen.hpp"
#include "tests/renderer/hall_on_screen.hpp"
#include "tests/renderer/studio.hpp"

#include <poll.h>

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::testing;
using namespace std::chrono_literals;

namespace {

class Television {
public:
    explicit Television(bool is_kept_alive = true)
        : keeper({"tv-1", [this](OrderReport report) { reports.push_back(std::move(report)); },
                  &ear, &display, &log, is_kept_alive, [this] { return has_reported; }}) {
        around.state = &state;
        around.zones = {"Ruang Tunggu"};
    }

    void order(const std::string& deed) {
        keeper.take({++last, deed, 3s, 0}, around, now);
        keeper.turn(around, now);
    }

    void pass(Micros time) {
        now.mono += time;
        player.now = now.mono;
        ear.turn(state, now);
        keeper.turn(around, now);
    }

    void draw() {
        picture.label(keeper.label());
        picture.draw(board, now);
    }

    [[nodiscard]] std::uint32_t pixel(int x, int y) {
        return dynamic_cast<sdl::SurfaceCanvas&>(display.canvas()).pixel(x, y);
    }

    /// The PNG that the next picture has come to.
    std::string photograph() {
        reports.clear();
        order("picture");
        while (reports.empty()) {
            pollfd ready{keeper.descriptor(), POLLIN, 0};
            REQUIRE(poll(&ready, 1, 60'000) == 1);
            keeper.turn(around, now);
        }
        std::string png;
        for (const OrderReport& report : reports) {
            REQUIRE_FALSE(report.refused);
            CHECK(report.at == static_cast<std::int64_t>(png.size()));
            CHECK(report.part.size() <= largest_part);
            png += report.part;
        }
        CHECK(reports.front().bytes == static_cast<std::int64_t>(png.size()));
        return png;
    }

    QueueState state;
    KeptLog log;
    FakePlayer player;
    SaidJournal journal;
    Now now{tests::morning, Moment{1h}};
    Announcer ear{{"tv-1", {}, nullptr, &player, &log, &journal, {}, {}}};
    sdl::HeadlessDisplay display{{1920, 1080}, {lato(), "no-such-folder"}};
    Board board = board_of_morning();
    screen::Picture picture{std::make_shared<const Layout>(our_layout()), display};
    std::vector<OrderReport> reports;
    bool has_reported = true;
    OrderKeeper::Surroundings around;
    std::int64_t last = 0;
    OrderKeeper keeper;
};

std::uint32_t number_at(const std::string& bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t each = 0; each < 4; ++each) {
        number = number << 8U | static_cast<std::uint8_t>(bytes.at(at + each));
    }
    return number;
}

} // namespace

TEST_CASE("a screen that is asked who it is says so over its picture, for a while", "[orders]") {
    Television screen;
    screen.draw();
    std::vector<std::uint32_t> before;
    for (int x = 0; x < 1920; ++x) {
        before.push_back(screen.pixel(x, 540));
    }
    screen.order("identify");
    REQUIRE(screen.reports.size() == 1);
    CHECK(screen.reports[0].order == 1);
    CHECK_FALSE(screen.reports[0].refused);
    REQUIRE(screen.keeper.label());
    CHECK(screen.keeper.label()->name == "tv-1");
    CHECK(screen.keeper.label()->lines == std::vector<std::string>{"Ruang Tunggu", "1920 × 1080"});
    screen.draw();
    CHECK(screen.pixel(20, 540) == before[20]); // beside it everything stays
    CHECK(screen.pixel(1920 / 10 + 40, 540) != before[1920 / 10 + 40]);
    CHECK(screen.keeper.next_deadline(screen.now.mono) == screen.now.mono + 10s);
    screen.pass(10s);
    CHECK_FALSE(screen.keeper.label());
    screen.draw();
    for (int x = 0; x < 1920; ++x) {
        REQUIRE(screen.pixel(x, 540) == before[static_cast<std::size_t>(x)]);
    }
}

TEST_CASE("a name never stands over a call, nor on a dark screen", "[orders]") {
    Television screen;
    screen.order("identify");
    REQUIRE(screen.keeper.label());
    bool& reason = GENERATE(false, true) ? screen.around.is_needed : screen.around.is_dark;
    reason = true;
    screen.pass(10ms);
    CHECK_FALSE(screen.keeper.label());
    screen.order("identify");
    CHECK_FALSE(screen.keeper.label());
    REQUIRE(screen.reports.size() == 2);
    CHECK(screen.reports[1].refused->code == (screen.around.is_dark ? "dark" : "calling"));
    CHECK_FALSE(screen.reports[1].refused->pesan.empty());
    reason = false;
    screen.pass(10ms);
    CHECK_FALSE(screen.keeper.label()); // it does not come back by itself
}

TEST_CASE("a picture of the glass is a PNG that may travel, one a second", "[orders]") {
    Television screen;
    screen.draw();
    const std::string png = screen.photograph();
    CHECK(png.substr(0, 8) == "\x89PNG\r\n\x1a\n");
    CHECK(number_at(png, 16) == 960);
    CHECK(number_at(png, 20) == 540);
    CHECK(png.size() <= largest_picture);
    screen.reports.clear();
    screen.order("picture");
    REQUIRE(screen.reports.size() == 1);
    CHECK(screen.reports[0].refused->code == "rate");
    screen.pass(1s);
    CHECK(screen.photograph() == png); // nothing has changed
}

TEST_CASE("a picture that is hard to compress comes smaller", "[orders]") {
    Television screen;
    Canvas& canvas = screen.display.canvas();
    std::uint32_t noise = 1;
    for (int y = 0; y < 1080; y += 2) {
        for (int x = 0; x < 1920; x += 2) {
            noise = noise * 1'664'525 + 1'013'904'223;
            canvas.set_clip({x, y, 2, 2});
            canvas.clear({static_cast<std::uint8_t>(noise >> 24U),
                          static_cast<std::uint8_t>(noise >> 16U),
                          static_cast<std::uint8_t>(noise >> 8U)});
        }
    }
    const std::string png = screen.photograph();
    CHECK(png.size() <= largest_picture);
    CHECK(png.size() > largest_picture / 8);
    CHECK(number_at(png, 16) < 960);
}

TEST_CASE("a restart waits for what is being said, and is refused where nobody starts it again",
          "[orders]") {
    {
        Television alone(false);
        CHECK(alone.keeper.deeds() == TextList{"picture", "identify", "test-voice"});
        alone.order("restart");
        CHECK(alone.reports[0].refused->code == "not_kept");
        alone.pass(10s);
        CHECK_FALSE(alone.keeper.wants_restart(alone.now));
    }
    Television screen;
    CHECK(screen.keeper.deeds().back() == "restart");
    screen.order("restart");
    REQUIRE(screen.reports.size() == 1);
    CHECK_FALSE(screen.reports[0].refused);
    CHECK(screen.reports[0].waits == 0);
    CHECK_FALSE(screen.keeper.wants_restart(screen.now)); // the answer is still on its way
    screen.pass(300ms);
    CHECK(screen.keeper.wants_restart(screen.now));
}

TEST_CASE("what a screen cannot do it refuses, and it answers each order", "[orders]") {
    Television screen;
    screen.order("dance");
    screen.order("test-voice"); // it has no voice
    REQUIRE(screen.reports.size() == 2);
    CHECK(screen.reports[0].refused->code == "not_supported");
    CHECK(screen.reports[1].refused->code == "mute");
    CHECK(screen.reports[1].order == 2);
}

TEST_CASE("a restart waits until its answer has left, but not long for a hub that is away",
          "[orders]") {
    Television screen;
    screen.has_reported = false;
    CHECK_FALSE(screen.keeper.is_leaving());
    screen.order("restart");
    CHECK(screen.keeper.is_leaving());
    const Moment latest = screen.now.mono + 3s;
    CHECK(screen.keeper.next_deadline(screen.now.mono) == latest);
    screen.pass(1s);
    CHECK_FALSE(screen.keeper.wants_restart(screen.now));
    SECTION("it leaves") {
        screen.has_reported = true;
        screen.pass(10ms);
        CHECK_FALSE(screen.keeper.wants_restart(screen.now)); // it is on its way
        screen.pass(300ms);
        CHECK(screen.keeper.wants_restart(screen.now));
    }
    SECTION("it does not") {
        screen.pass(2s);
        CHECK_FALSE(screen.keeper.wants_restart(screen.now));
        screen.pass(300ms);
        CHECK(screen.keeper.wants_restart(screen.now));
    }
}

TEST_CASE("what became of a test is told of its own order, also when the next one has come",
          "[orders]") {
    Television screen;
    Problems problems;
    screen.ear.use(std::make_shared<Voice>(
        Voice::load(std::filesystem::path(PANGGIL_SOURCE_DIR) / "audio/id-ID", problems).value()));
    screen.player.now = screen.now.mono;
    screen.order("test-voice");
    REQUIRE(screen.reports.empty());
    screen.now.mono += 15s;
    screen.player.now = screen.now.mono;
    screen.ear.turn(screen.state, screen.now); // it is over
    screen.order("test-voice");
    REQUIRE(screen.reports.size() == 1);
    CHECK(screen.reports[0].order == 1);
    CHECK(screen.reports[0].audible > 0ms);
    screen.pass(15s);
    REQUIRE(screen.reports.size() == 2);
    CHECK(screen.reports[1].order == 2);
}

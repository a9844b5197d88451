// SPDX-License-Identifier: MIT
/// What a frame costs in which nothing happens, and one in which only a line runs. This program
/// counts what is allocated.
#include "core/motion.hpp"
#include "core/seconds.hpp"
#include "renderer/picture.hpp"
#include "renderer/sdl/displays.hpp"
#include "tests/catch.hpp"
#include "tests/fakes/counting_canvas.hpp"
#include "tests/renderer/hall_on_screen.hpp"
#include "tests/renderer/studio.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::testing;

namespace {

/// Of the thread that draws: another one may read a picture meanwhile.
thread_local std::size_t allocations = 0;

} // namespace

// Not inlined: the compiler would take them for a new with a free of its own.
[[gnu::noinline]] void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size == 0 ? 1 : size)) {
        return memory;
    }
    throw std::bad_alloc();
}

[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    ++allocations;
    return std::malloc(size == 0 ? 1 : size);
}

[[gnu::noinline]] void operator delete(void* memory) noexcept {
    std::free(memory);
}

[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace {

/// A headless display whose canvas may be another one, and that counts what is shown.
class Watched final : public Display {
public:
    explicit Watched(Size size, Canvas* instead = nullptr)
        : inner_(size, {lato(), "no-such-folder"}), instead_(instead) {}

    [[nodiscard]] Canvas& canvas() override {
        return instead_ != nullptr ? *instead_ : inner_.canvas();
    }

    [[nodiscard]] TextMetrics& metrics() override {
        return other_metrics != nullptr ? *other_metrics : inner_.metrics();
    }

    void show(std::span<const Rect> rects) override {
        ++shows;
        shown = rects.empty() ? Rect{} : rects.front();
    }

    [[nodiscard]] DisplayChange take_change() override { return inner_.take_change(); }

    [[nodiscard]] int descriptor() const override { return -1; }

    [[nodiscard]] int media_descriptor() const override { return -1; }

    [[nodiscard]] Millis longest_sleep() const override { return Millis(1000); }

    void power(bool) override {}

    [[nodiscard]] Result<Done> save_png(const std::string&) override { return Done{}; }

    [[nodiscard]] Photo photograph(int, std::size_t) override { return {}; }

    void forget_pictures() override {}

    [[nodiscard]] std::shared_ptr<Bed> sound_of(const SceneSound&) override { return nullptr; }

    [[nodiscard]] Problems take_problems() override { return inner_.take_problems(); }

    int shows = 0;
    Rect shown;
    TextMetrics* other_metrics = nullptr;

private:
    sdl::HeadlessDisplay inner_;
    Canvas* instead_;
};

Layout with_ticker() {
    Layout layout = our_layout();
    layout.playlists = codec::decode_tree(R"({"uji": {"items": [{"text": "Siapkan KTP-el asli."},
                                          {"text": "Layanan di sini gratis."}]}})",
                                          "uji.json", layout.places)
                           .value();
    Tree& root = layout.root;
    Tree patch = codec::decode_tree(R"({"zones": {"foot": {"widget": "ticker", "mode": "scroll",
                                       "playlist": "uji", "font": "notice"}}})",
                                    "uji.json", layout.places)
                     .value();
    Tree::Object* zones = (*root.object())["zones"].object();
    (*zones)["foot"] = patch.at("zones").at("foot");
    return layout;
}

constexpr Size glass{1920, 1080};

screen::Now at(int ms) {
    return {tests::morning + Millis(100'000 + ms), Moment{Millis(100'000 + ms)}};
}

} // namespace

TEST_CASE("a frame in which nothing happens touches no canvas and allocates nothing", "[steady]") {
    const Board board = board_of_morning();
    CountingCanvas canvas(glass);
    Watched display(glass, &canvas);
    screen::Picture picture(std::make_shared<const Layout>(our_layout()), display);
    static_cast<void>(picture.draw(board, at(0)));
    REQUIRE(canvas.draws > 50);
    const auto change = picture.next_change(at(0));
    REQUIRE(change); // the clock, or the next text
    canvas = CountingCanvas(glass);
    const int shows = display.shows;
    const std::size_t before = allocations;
    for (int ms = 1; at(ms).mono < *change && ms < 1'000; ms += 16) {
        static_cast<void>(picture.draw(board, at(ms)));
    }
#ifndef __SANITIZE_THREAD__ // with it a scene takes so long that the next one is made, too
    CHECK(allocations == before);
#endif
    CHECK(canvas.clears + canvas.draws + canvas.runs == 0);
    CHECK(canvas.clips.empty());
    CHECK(display.shows == shows);
}

TEST_CASE("a frame in which a line runs is one copied strip, and allocates nothing", "[steady]") {
    const Board board = board_of_morning();
    CountingCanvas canvas(glass);
    Watched display(glass, &canvas);
    screen::Picture picture(std::make_shared<const Layout>(with_ticker()), display);
    static_cast<void>(picture.draw(board, at(0)));
    REQUIRE(picture.next_step());
    canvas = CountingCanvas(glass);
    canvas.clips.reserve(1'000);
    int frames = 0;
    const int shows = display.shows;
    picture.move(*picture.next_step()); // the first one makes room for its rectangle
    const std::size_t before = allocations;
    for (; frames < 300; ++frames) {
        picture.move(*picture.next_step());
    }
    CHECK(allocations == before);
    CHECK(canvas.runs == frames + 1);
    CHECK(canvas.clears + canvas.draws == 0);
    CHECK(display.shows == shows + frames + 1);
    CHECK(display.shown.height < 60); // the rows of its letters
}

TEST_CASE("the strip itself allocates once", "[steady]") {
    const Board board = board_of_morning();
    Watched display(glass);
    screen::Picture picture(std::make_shared<const Layout>(with_ticker()), display);
    static_cast<void>(picture.draw(board, at(0)));
    picture.move(*picture.next_step());
    const std::size_t before = allocations;
    for (int frame = 0; frame < 300; ++frame) {
        picture.move(*picture.next_step());
    }
    CHECK(allocations == before);
}

TEST_CASE("a picture whose line was moved is the picture of that moment", "[steady]") {
    const Board board = board_of_morning();
    const auto layout = std::make_shared<const Layout>(with_ticker());
    sdl::HeadlessDisplay moved(glass, {lato(), "no-such-folder"});
    sdl::HeadlessDisplay fresh(glass, {lato(), "no-such-folder"});
    screen::Picture picture(layout, moved);
    static_cast<void>(picture.draw(board, at(0)));
    const auto& kept = dynamic_cast<sdl::SurfaceCanvas&>(moved.canvas());
    for (int ms = 7; ms < 900; ms += 97) {
        picture.move(at(ms).mono);
        screen::Picture whole(layout, fresh);
        static_cast<void>(whole.draw(board, at(ms)));
        const auto& there = dynamic_cast<sdl::SurfaceCanvas&>(fresh.canvas());
        INFO(ms << " ms");
        CHECK(first_difference(kept, there) == std::nullopt);
    }
}

TEST_CASE("a clock counts its seconds by itself, and the picture is that of the moment",
          "[steady]") {
    const Board board = board_of_morning();
    for (const char* suffix : {"", "WITA"}) {
        const auto layout = std::make_shared<const Layout>(layout_of(
            R"({"widget": "grid", "areas": ["one", "two", "day"], "rows": ["1fr", "1fr", "1fr"], "zones": {
                "one": {"widget": "clock", "format": "HH.mm.ss", "font": "number", "align": "center",
                        "suffix": ")" +
            std::string(suffix) + R"("},
                "two": {"widget": "clock", "format": "HH:mm:ss", "font": "clock", "align": "right"},
                "day": {"widget": "clock", "format": "EEEE, d MMMM yyyy", "font": "notice"}}})"));
        Watched counted(glass);
        sdl::HeadlessDisplay fresh(glass, {lato(), "no-such-folder"});
        screen::Picture picture(layout, counted);
        static_cast<void>(picture.draw(board, at(0)));
        const auto& kept = dynamic_cast<sdl::SurfaceCanvas&>(counted.canvas());
        const auto& there = dynamic_cast<sdl::SurfaceCanvas&>(fresh.canvas());
        const auto minute = picture.next_change(at(0));
        REQUIRE(minute);
        int seconds = 0;
        // Also back within the minute: somebody has set the clock.
        for (const int ms : {1'020, 2'020, 9'100, 19'020, 19'500, 12'000, 19'999}) {
            REQUIRE(at(ms).mono < *minute);
            const int shows = counted.shows;
            REQUIRE(picture.go_on(at(ms)));
            CHECK(picture.next_wake(at(ms)) > at(ms).mono);
            CHECK(picture.next_wake(at(ms)) < at(ms).mono + Millis(1'100));
            seconds += counted.shows - shows;
            screen::Picture whole(layout, fresh);
            static_cast<void>(whole.draw(board, at(ms)));
            INFO(ms << " ms");
            CHECK(first_difference(kept, there) == std::nullopt);
        }
        CHECK(seconds == 6);                          // 19.5 s reads as 19.02 s
        CHECK(counted.shown.width < glass.width / 8); // two digits
    }
}

TEST_CASE("a clock whose digits are not alike in width is drawn anew each second", "[steady]") {
    /// Stands for such a face: a 1 is narrower.
    class Narrow final : public TextMetrics {
    public:
        TextExtent measure(const Font& font, std::string_view text) override {
            TextExtent extent = all_alike_.measure(font, text);
            extent.advance -= 3 * static_cast<int>(std::ranges::count(text, '1'));
            return extent;
        }

        FontExtent extent(const Font& font) override { return all_alike_.extent(font); }

        Size picture(const std::string& path) override { return all_alike_.picture(path); }

    private:
        FixedMetrics all_alike_;
    };

    Narrow metrics;
    const Font font{"Lato Bold", 40};
    SecondsMark seconds{{font, "10", {60, 50}, {}, {}},
                        "08.15.",
                        metrics.measure(font, "08.15.10").advance,
                        60 + metrics.measure(font, "10").advance};
    const SecondsMark before = seconds;
    CHECK(count_to(seconds, tests::morning + std::chrono::seconds(10), metrics) == Counted::Stands);
    CHECK(count_to(seconds, tests::morning + std::chrono::seconds(23), metrics) == Counted::Misfit);
    CHECK(seconds == before);
    CHECK(count_to(seconds, tests::morning + std::chrono::seconds(31), metrics) == Counted::Moved);
    CHECK(seconds.line.text == "31");

    const Board board = board_of_morning();
    CountingCanvas canvas(glass);
    Watched display(glass, &canvas);
    display.other_metrics = &metrics;
    screen::Picture picture(std::make_shared<const Layout>(layout_of(
                                R"({"widget": "clock", "format": "HH.mm.ss", "font": "clock"})")),
                            display);
    static_cast<void>(picture.draw(board, at(0))); // 40 s
    CHECK(picture.go_on(at(2'000)));
    CHECK_FALSE(picture.go_on(at(1'000)));
    CHECK(picture.draw(board, at(2'000)) == screen::Picture::Outcome::Shown);
    const auto change = picture.next_change(at(2'000));
    REQUIRE(change);
    CHECK(*change <= at(3'000).mono);
}

TEST_CASE("what a scene is made of makes another one", "[steady]") {
    Board board = board_of_morning();
    CountingCanvas canvas(glass);
    Watched display(glass, &canvas);
    const auto layout = std::make_shared<const Layout>(our_layout());
    screen::Picture picture(layout, display);
    static_cast<void>(picture.draw(board, at(0)));
    const auto draws_now = [&](Now now) {
        return picture.draw(board, now) == screen::Picture::Outcome::Shown;
    };
    CHECK_FALSE(draws_now(at(10)));
    board.cards.front().ticket = "F777";
    CHECK(draws_now(at(20)));
    CHECK_FALSE(draws_now(at(30)));
    picture.cover(true);
    CHECK(draws_now(at(40)));
    picture.cover(false);
    CHECK(draws_now(at(50)));
    picture.use(Frame{2, {}});
    CHECK(draws_now(at(60)));
    picture.use(std::make_shared<const Layout>(with_ticker()));
    CHECK(draws_now(at(70)));
    picture.forget();
    CHECK(draws_now(at(80)));
    CHECK(draws_now({at(80).utc + Minutes(2), at(90).mono}));  // the clock
    CHECK(draws_now({at(80).utc - Minutes(60), at(95).mono})); // was set back
}

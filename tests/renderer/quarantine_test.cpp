// SPDX-License-Identifier: MIT
/// A widget that fails or is too slow is left out; the numbers never are.
#include "renderer/quarantine.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/hall_on_screen.hpp"

#include <algorithm>
#include <stdexcept>

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::testing;

namespace {

/// Pictures whose size makes whoever asks for it fail.
class FailingMetrics : public TextMetrics {
public:
    [[nodiscard]] TextExtent measure(const Font& font, std::string_view text) override {
        return plain_.measure(font, text);
    }

    [[nodiscard]] FontExtent extent(const Font& font) override { return plain_.extent(font); }

    [[nodiscard]] Size picture(const std::string&) override {
        throw std::runtime_error("no memory for this picture");
    }

private:
    FixedMetrics plain_;
};

struct Bench {
    Moment now{};
    Quarantine quarantine{[this] { return now; }};

    void draw(std::string_view widget, Millis time) {
        quarantine.measure(true);
        const std::string key = "/root/" + std::string(widget);
        const Quarantine::Watch watch(quarantine, key, widget);
        now += time;
    }
};

} // namespace

TEST_CASE("a widget that fails leaves its place quiet, and everything else stands",
          "[quarantine]") {
    const Layout layout = layout_of(R"({"widget": "grid", "rows": [200, "1fr"],
        "areas": ["picture", "number"], "zones": {
        "picture": {"widget": "image", "src": "assets/lambang.svg"},
        "number": {"widget": "counter-card", "bind": {"counter": "3"},
                   "card": {"widget": "ticket", "font": "number"}}}})");
    FailingMetrics metrics;
    PatchedCards patched;
    Quarantine quarantine([] { return Moment{}; });
    const auto draw = [&] {
        return present(layout, board_of_morning(), {tests::morning, Moment{}}, {1920, 1080},
                       metrics, patched, nullptr, &quarantine);
    };
    CHECK(words_on(draw()).find("F 001") != std::string::npos);
    const Problems told = quarantine.take_problems();
    REQUIRE(told.size() == 1);
    CHECK(told.front().code == "widget.quarantined");
    CHECK(told.front().where == "/root/picture");
    CHECK(told.front().what.find("no memory for this picture") != std::string::npos);
    CHECK(words_on(draw()).find("F 001") != std::string::npos);
    CHECK(quarantine.take_problems().empty()); // once
    quarantine.forget();                       // a new layout gets a new chance
    static_cast<void>(draw());
    CHECK(quarantine.take_problems().size() == 1);
}

TEST_CASE("a thin frame stands for what failed, also where its size was asked for",
          "[quarantine]") {
    const Layout layout = layout_of(R"({"widget": "grid", "cols": ["auto", 400, "1fr"],
        "areas": ["wish picture number"], "zones": {
        "wish": {"widget": "image", "src": "assets/lambang.svg"},
        "picture": {"widget": "image", "src": "assets/lambang.svg"},
        "number": {"widget": "counter-card", "bind": {"counter": "3"},
                   "card": {"widget": "ticket", "font": "number"}}}})");
    FailingMetrics metrics;
    PatchedCards patched;
    Quarantine quarantine([] { return Moment{}; });
    const auto draw = [&] {
        return present(layout, board_of_morning(), {tests::morning, Moment{}}, {1920, 1080},
                       metrics, patched, nullptr, &quarantine);
    };
    const Scene first = draw();
    CHECK(words_on(first).find("F 001") != std::string::npos);
    const auto node = std::ranges::find(first.nodes, "/root/picture", &Node::key);
    REQUIRE(node != first.nodes.end());
    REQUIRE(node->marks.size() == 1);
    const auto* frame = std::get_if<BoxMark>(&node->marks.front().what);
    REQUIRE(frame != nullptr);
    CHECK(frame->rect.width == 400);
    CHECK(frame->border == 2);
    CHECK(frame->fill.alpha == 0);
    CHECK(draw() == first); // held back, it looks the same
    const Problems told = quarantine.take_problems();
    REQUIRE(told.size() == 1);
    CHECK(told.front().where == "/root/picture");
}

TEST_CASE("a widget that is slow three times in a row is left out, one that shows numbers never",
          "[quarantine]") {
    Bench bench;
    bench.draw("slideshow", Millis(80));
    bench.draw("slideshow", Millis(80));
    bench.draw("slideshow", Millis(10)); // it was only once, twice
    bench.draw("slideshow", Millis(80));
    bench.draw("slideshow", Millis(80));
    CHECK_FALSE(bench.quarantine.holds("/root/slideshow"));
    bench.draw("slideshow", Millis(80));
    CHECK(bench.quarantine.holds("/root/slideshow"));
    const Problems told = bench.quarantine.take_problems();
    REQUIRE(told.size() == 1);
    CHECK(told.front().what == "slideshow is replaced by an empty frame: it takes 80 ms to draw");
    for (int times = 0; times < 10; ++times) {
        bench.draw("counters-grid", Millis(500));
    }
    CHECK_FALSE(bench.quarantine.holds("/root/counters-grid"));
    for (int times = 0; times < 10; ++times) {
        bench.draw("emergency", Millis(500));
    }
    CHECK_FALSE(bench.quarantine.holds("/root/emergency"));
    for (int times = 0; times < 10; ++times) {
        bench.draw("grid", Millis(500)); // in which the numbers may stand
    }
    CHECK_FALSE(bench.quarantine.holds("/root/grid"));
}

// SPDX-License-Identifier: MIT
/// A part of the picture that costs real time, or fails, on the way to the glass: an empty frame
/// stands for it, it is told, and the numbers stay.
#include "renderer/picture.hpp"
#include "tests/catch.hpp"
#include "tests/fakes/counting_canvas.hpp"
#include "tests/renderer/hall_on_screen.hpp"

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::testing;

namespace {

/// To look at this picture takes this thread 80 ms of work, however busy the machine is.
class SlowMetrics : public TextMetrics {
public:
    [[nodiscard]] TextExtent measure(const Font& font, std::string_view text) override {
        return plain_.measure(font, text);
    }

    [[nodiscard]] FontExtent extent(const Font& font) override { return plain_.extent(font); }

    [[nodiscard]] Size picture(const std::string& path) override {
        ++asked;
        const Moment end = work_of_this_thread() + Millis(80);
        while (work_of_this_thread() < end) {
        }
        return plain_.picture(path);
    }

    int asked = 0;

private:
    FixedMetrics plain_;
};

class SlowDisplay final : public Display {
public:
    [[nodiscard]] Canvas& canvas() override { return canvas_; }

    [[nodiscard]] TextMetrics& metrics() override { return slow; }

    void show(std::span<const Rect>) override {}

    [[nodiscard]] DisplayChange take_change() override { return DisplayChange::None; }

    [[nodiscard]] int descriptor() const override { return -1; }

    [[nodiscard]] int media_descriptor() const override { return -1; }

    [[nodiscard]] Millis longest_sleep() const override { return Millis(1000); }

    void power(bool) override {}

    [[nodiscard]] Result<Done> save_png(const std::string&) override { return Done{}; }

    [[nodiscard]] Photo photograph(int, std::size_t) override { return {}; }

    void forget_pictures() override {}

    [[nodiscard]] std::shared_ptr<Bed> sound_of(const SceneSound&) override { return nullptr; }

    [[nodiscard]] Problems take_problems() override { return {}; }

    SlowMetrics slow;

private:
    CountingCanvas canvas_{{1920, 1080}};
};

} // namespace

TEST_CASE("a picture that takes long each time is replaced by a frame after some frames",
          "[quarantine]") {
    const auto layout = std::make_shared<const Layout>(layout_of(R"({"widget": "grid",
        "rows": [200, "1fr"], "areas": ["picture", "number"], "zones": {
        "picture": {"widget": "image", "src": "assets/lambang.svg"},
        "number": {"widget": "counter-card", "bind": {"counter": "3"},
                   "card": {"widget": "ticket", "font": "number"}}}})"));
    SlowDisplay display;
    screen::Picture picture(layout, display);
    const Board board = board_of_morning();
    Problems told;
    int frames = 0;
    while (told.empty() && frames < 10) {
        picture.draw(board, {tests::morning + Millis(frames), Moment{Millis(frames)}});
        told = picture.take_problems();
        ++frames;
        CHECK(picture.shows("F001"));
    }
    REQUIRE(told.size() == 1);
    CHECK(told.front().code == "widget.quarantined");
    CHECK(told.front().where == "/root/picture");
    CHECK(told.front().what.find("image is replaced by an empty frame: it takes") == 0);
    const int asked = display.slow.asked;
    picture.draw(board, {tests::morning + Millis(100), Moment{Millis(100)}});
    CHECK(display.slow.asked == asked); // it costs nothing any more
    CHECK(picture.shows("F001"));
    CHECK(picture.take_problems().empty());
}

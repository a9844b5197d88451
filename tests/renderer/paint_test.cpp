// SPDX-License-Identifier: MIT
#include "core/damage.hpp"
#include "core/ground.hpp"
#include "core/motion.hpp"
#include "renderer/paint.hpp"
#include "tests/catch.hpp"
#include "tests/fakes/counting_canvas.hpp"
#include "tests/renderer/studio.hpp"

#include <fstream>
#include <random>

using namespace panggil;
using screen::paint;
using testing::CountingCanvas;
using testing::Studio;

namespace {

constexpr Size glass{320, 200};
const std::vector<Rect> everything{{0, 0, 320, 200}};

/// A disc, half transparent, on nothing.
const std::string& picture_file() {
    static const std::string path = [] {
        const std::string file = std::string(PANGGIL_BINARY_DIR) + "/paint_test.svg";
        std::ofstream(file) << R"(<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20">)"
                            << R"(<ellipse cx="15" cy="10" rx="14" ry="9" fill="#c08020" )"
                            << R"(fill-opacity="0.7"/></svg>)";
        return file;
    }();
    return path;
}

/// Scenes of all kinds of marks at random places, some clipped and some half transparent.
class Chance {
public:
    explicit Chance(std::uint32_t seed, Studio& studio) : engine_(seed), studio_(&studio) {}

    int below(int end) { return static_cast<int>(engine_() % static_cast<std::uint32_t>(end)); }

    Color color() {
        const auto part = [&] { return static_cast<std::uint8_t>(below(256)); };
        return {part(), part(), part(),
                static_cast<std::uint8_t>(below(3) == 0 ? below(256) : 255)};
    }

    Rect rect() { return {below(340) - 20, below(220) - 20, 1 + below(120), 1 + below(80)}; }

    Mark mark() {
        Mark mark{{},
                  below(3) == 0 ? rect() : everything.front(),
                  static_cast<std::uint8_t>(below(4) == 0 ? below(256) : 255)};
        switch (below(5)) {
        case 4:
            mark.what = run();
            break;
        case 0:
            mark.what = BoxMark{
                rect(), color(), {below(9), below(9), below(9), below(9)}, below(4), color()};
            break;
        case 1: {
            const Font font{"Lato Black", 20 + below(40), below(3) - 1};
            const std::string text = std::to_string(below(1000));
            const Point origin{below(320), below(200)};
            const Rect ink = studio_->text.measure(font, text).ink;
            mark.what = TextMark{font,
                                 text,
                                 origin,
                                 color(),
                                 {origin.x + ink.x, origin.y + ink.y, ink.width, ink.height}};
            break;
        }
        case 2:
            mark.what =
                ImageMark{picture_file(), rect(), below(2) == 0 ? color() : Color{0, 0, 0, 0}};
            break;
        default:
            mark.what = ShapeMark{static_cast<ShapeKind>(below(8)),
                                  rect(),
                                  color(),
                                  1 + below(9),
                                  {0, 0, below(20), below(20)}};
        }
        return mark;
    }

    RunMark run() {
        const Font font{"Lato Black", 20 + below(40)};
        const std::string text = std::to_string(below(1'000'000)) + " ";
        const Rect place = rect();
        const int baseline = place.y + below(40);
        const TextExtent extent = studio_->text.measure(font, text);
        RunMark run{{font,
                     text,
                     {place.x, baseline},
                     color(),
                     {place.x + extent.ink.x, baseline + extent.ink.y, extent.ink.width,
                      extent.ink.height}},
                    place,
                    std::max(1, extent.advance - below(5)), // letters may reach into the next copy
                    1 + below(5)};
        static_cast<void>(move_to(run, Moment(Millis(below(100'000)))));
        return run;
    }

    Node node(int number) {
        Node node{"node" + std::to_string(number), {}};
        for (int i = below(4); i >= 0; --i) {
            node.marks.push_back(mark());
        }
        return node;
    }

    Scene scene() {
        Scene scene;
        scene.size = glass;
        scene.background = {10, 20, 30, 255};
        for (int i = 0; i < 8; ++i) {
            scene.nodes.push_back(node(i));
        }
        return scene;
    }

    /// A few nodes changed, removed, added, or moved to another layer.
    Scene changed(Scene scene) {
        for (int times = 1 + below(3); times > 0 && scene.nodes.size() > 1; --times) {
            const auto at = scene.nodes.begin() + below(static_cast<int>(scene.nodes.size()));
            switch (below(4)) {
            case 0:
                at->marks.push_back(mark());
                break;
            case 1:
                scene.nodes.erase(at);
                break;
            case 2:
                scene.nodes.insert(at, node(100 + below(1'000'000)));
                break;
            default:
                std::iter_swap(at, scene.nodes.begin());
            }
        }
        return scene;
    }

private:
    std::mt19937 engine_;
    Studio* studio_;
};

} // namespace

TEST_CASE("without damage the canvas is not touched", "[paint]") {
    Studio studio(glass);
    CountingCanvas canvas(glass);
    const Scene scene = Chance(1, studio).scene();
    paint(scene, damage_between(scene, scene), canvas);
    CHECK(canvas.clips.empty());
    CHECK(canvas.clears == 0);
    CHECK(canvas.draws == 0);
}

TEST_CASE("only marks that meet the damage are drawn", "[paint]") {
    Scene scene;
    scene.size = glass;
    const BoxMark left{{0, 0, 50, 50}, {255, 0, 0, 255}, {}, 0, {}};
    const BoxMark right{{200, 0, 50, 50}, {255, 0, 0, 255}, {}, 0, {}};
    scene.nodes = {{"left", {{left, everything.front(), 255}}},
                   {"right", {{right, everything.front(), 255}}}};
    CountingCanvas canvas(glass);
    const std::vector<Rect> damage{{190, 10, 30, 10}};
    paint(scene, damage, canvas);
    CHECK(canvas.clears == 1);
    CHECK(canvas.draws == 1);
    CHECK(canvas.clips.back() == Rect{200, 10, 20, 10});
}

TEST_CASE("a strip that is moved by copying rows equals the line painted letter by letter",
          "[paint]") {
    Studio moved(glass);
    Studio fresh(glass);
    for (std::uint32_t seed = 1; seed <= 300; ++seed) {
        Chance chance(seed, moved);
        RunMark run = chance.run();
        const Color ground = chance.color();
        const auto opacity = static_cast<std::uint8_t>(chance.below(2) == 0 ? 255 : 1 + seed % 255);
        for (int step = 0; step < 6; ++step) {
            static_cast<void>(move_to(run, Moment(Millis(100 * step + chance.below(60)))));
            const Rect clip = chance.below(2) == 0 ? everything.front() : chance.rect();
            const Rect rows = intersect(bounds_of({run, everything.front(), 255}), clip);
            for (Studio* each : {&moved, &fresh}) {
                each->canvas.set_clip(everything.front());
                each->canvas.clear({7, 7, 7});
                each->canvas.set_clip(clip);
            }
            moved.canvas.run(run, opacity, ground);
            fresh.canvas.set_clip(rows);
            fresh.canvas.clear(ground);
            fresh.canvas.draw(run, opacity);
            INFO("seed " << seed << ", step " << step);
            if (!rows.empty()) {
                REQUIRE(moved.picture() == fresh.picture());
            }
        }
    }
}

TEST_CASE("a line that is longer than the budget is painted, and looks the same", "[paint]") {
    Studio studio(glass);
    sdl::RunStrips strips(5'000);
    std::vector<std::uint32_t> one(320 * 200);
    std::vector<std::uint32_t> other(320 * 200);
    Chance chance(5, studio);
    for (int times = 0; times < 20; ++times) {
        const RunMark run = chance.run();
        const sdl::Pixels here{one.data(), 320, everything.front()};
        const sdl::Pixels there{other.data(), 320, everything.front()};
        strips.draw(here, run, 255, {1, 2, 3}, studio.text);
        sdl::RunStrips().draw(there, run, 255, {1, 2, 3}, studio.text);
        CHECK(one == other);
        CHECK(strips.kept_bytes() <= 5'000);
    }
}

TEST_CASE("painting the damage equals painting everything", "[paint]") {
    Studio kept(glass);
    Studio fresh(glass);
    for (std::uint32_t seed = 1; seed <= 150; ++seed) {
        Chance chance(seed, kept);
        Scene scene = chance.scene();
        paint(scene, everything, kept.canvas);
        for (int step = 0; step < 4; ++step) {
            const Scene next = chance.changed(scene);
            const std::vector<Rect> damage = damage_between(scene, next);
            paint(next, damage, kept.canvas);
            paint(next, everything, fresh.canvas);
            INFO("seed " << seed << ", step " << step);
            REQUIRE(kept.picture() == fresh.picture());
            for (std::size_t i = 0; i < damage.size(); ++i) {
                REQUIRE(!damage[i].empty());
                REQUIRE(intersect(damage[i], everything.front()) == damage[i]);
                for (std::size_t j = i + 1; j < damage.size(); ++j) {
                    REQUIRE(intersect(damage[i], damage[j]).empty());
                }
            }
            scene = next;
        }
    }
}

TEST_CASE("a small change far from another stays two small rectangles", "[paint]") {
    const auto with = [](Color color) {
        Scene scene;
        scene.size = {1920, 1080};
        const Rect whole{0, 0, 1920, 1080};
        scene.nodes = {{"clock", {{BoxMark{{1700, 10, 60, 30}, color, {}, 0, {}}, whole, 255}}},
                       {"number", {{BoxMark{{100, 900, 80, 60}, color, {}, 0, {}}, whole, 255}}}};
        return scene;
    };
    const std::vector<Rect> damage = damage_between(with({1, 1, 1, 255}), with({2, 2, 2, 255}));
    CHECK(damage == std::vector<Rect>{{1700, 10, 60, 30}, {100, 900, 80, 60}});
}

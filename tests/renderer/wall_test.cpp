// SPDX-License-Identifier: MIT
// A wall put together by hand, for people to look at: build/glass_wall.png.
#include "renderer/paint.hpp"
#include "renderer/sdl/displays.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/studio.hpp"

using namespace panggil;

namespace {

constexpr Rect glass{0, 0, 1920, 1080};
constexpr Color paper{244, 240, 231, 255};
constexpr Color white{255, 255, 255, 255};
constexpr Color night{9, 49, 58, 255};
constexpr Color teal{12, 69, 80, 255};
constexpr Color gold{255, 193, 51, 255};
constexpr Color ink{16, 36, 42, 255};
constexpr Color mist{176, 224, 224, 255};

class Wall {
public:
    explicit Wall(TextMetrics& metrics) : metrics_(&metrics) {
        scene_.size = {glass.width, glass.height};
        scene_.background = paper;
        scene_.nodes.push_back({"wall", {}});
    }

    void box(Rect rect, Color fill, std::array<int, 4> radii, int border = 0, Color edge = {}) {
        add(BoxMark{rect, fill, radii, border, edge}, glass);
    }

    void shape(ShapeKind kind, Rect rect, Color color, int stroke) {
        add(ShapeMark{kind, rect, color, stroke, {}}, glass);
    }

    void swell(Rect rect, Color color, std::array<int, 4> radii) {
        add(ShapeMark{ShapeKind::Swell, rect, color, 0, radii}, glass);
    }

    void text(const char* face, int pixels, std::string words, Point pen, Color color,
              int tracking = 0) {
        const Font font{face, pixels, tracking};
        const Rect own = metrics_->measure(font, words).ink;
        const Rect placed{pen.x + own.x, pen.y + own.y, own.width, own.height};
        add(TextMark{font, std::move(words), pen, color, placed}, glass);
    }

    [[nodiscard]] const Scene& scene() const { return scene_; }

private:
    template <class What>
    void add(What what, Rect clip) {
        scene_.nodes.front().marks.push_back({std::move(what), clip, 255});
    }

    TextMetrics* metrics_;
    Scene scene_;
};

} // namespace

TEST_CASE("a whole wall is painted the same way twice", "[wall]") {
    sdl::HeadlessDisplay display({1920, 1080}, {testing::lato(), "no-such-folder"});
    Wall wall(display.metrics());
    wall.text("Lato Heavy", 42, "Mal Pelayanan Publik", {150, 60}, ink);
    wall.text("Lato Black", 93, "09.41", {1554, 84}, ink, -2);
    wall.box({48, 124, 1340, 388}, night, {28, 0, 0, 28});
    wall.box({1388, 124, 484, 388}, teal, {0, 28, 28, 0});
    wall.swell({48, 424, 1340, 88}, {24, 90, 104, 110}, {0, 0, 0, 28});
    wall.text("Lato Bold", 40, "Nomor dipanggil", {104, 186}, gold);
    wall.text("Lato Black", 290, "F", {104, 404}, gold);
    wall.text("Lato Black", 290, "018", {258, 404}, white);
    wall.text("Lato Black", 290, "3", {1048, 404}, white);
    wall.shape(ShapeKind::ArrowRight, {820, 262, 166, 130}, gold, 24);
    wall.text("Lato Heavy", 40, "Dinas Dukcapil", {104, 478}, white);
    wall.text("Lato Medium", 40, "Kependudukan dan Pencatatan Sipil", {392, 478}, mist);
    wall.shape(ShapeKind::Circle, {1056, 455, 22, 22}, gold, 0);
    wall.shape(ShapeKind::Ring, {1088, 455, 22, 22}, mist, 3);
    wall.shape(ShapeKind::Line, {1424, 212, 412, 2}, {120, 190, 190, 90}, 2);
    wall.text("Lato Black", 66, "041", {1474, 278}, white);
    wall.shape(ShapeKind::ArrowRight, {1626, 242, 44, 32}, mist, 5);
    for (int column = 0; column < 5; ++column) {
        const int x = 48 + column * 368;
        const bool called = column == 2;
        wall.box({x, 528, 352, 222}, called ? gold : white, {18, 18, 18, 18}, called ? 6 : 2,
                 called ? ink : Color{214, 207, 190, 255});
        wall.text("Lato Bold", 36, "Keuangan Daerah", {x + 26, 576}, {60, 80, 84, 255});
        wall.text("Lato Black", 124, "C036", {x + 26, 684}, called ? ink : teal);
        wall.text("Lato Bold", 34, "Isti\u200Crahat s.d. 13.00", {x + 26, 728}, ink);
    }
    wall.box({616, 752, 132, 38}, teal, {19, 19, 19, 19});
    wall.text("Lato Heavy", 26, "Prioritas", {633, 780}, white);
    wall.shape(ShapeKind::ArrowLeft, {100, 860, 90, 70}, teal, 12);
    wall.shape(ShapeKind::ArrowUp, {240, 850, 70, 90}, teal, 12);
    wall.shape(ShapeKind::ArrowDown, {360, 850, 70, 90}, teal, 12);

    const std::vector<Rect> everything{glass};
    screen::paint(wall.scene(), everything, display.canvas());
    REQUIRE(display.save_png(PANGGIL_BINARY_DIR "/glass_wall.png"));
    CHECK(display.take_problems().empty());

    sdl::HeadlessDisplay other({1920, 1080}, {testing::lato(), "no-such-folder"});
    const std::vector<Rect> halves{{0, 0, 1920, 333}, {0, 333, 1920, 747}};
    screen::paint(wall.scene(), halves, other.canvas());
    const auto& first = dynamic_cast<sdl::SurfaceCanvas&>(display.canvas());
    const auto& second = dynamic_cast<sdl::SurfaceCanvas&>(other.canvas());
    if (const auto at = testing::first_difference(first, second)) {
        FAIL("differs at " << at->x << ", " << at->y);
    }
}

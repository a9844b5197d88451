// SPDX-License-Identifier: MIT
#include "renderer/sdl/picture_file.hpp"
#include "renderer/sdl/png.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/studio.hpp"

#include <SDL_image.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string_view>

using namespace panggil;
using testing::Studio;

namespace {

constexpr Color white{255, 255, 255, 255};
constexpr Color black{0, 0, 0, 255};
constexpr std::uint32_t black_pixel = 0xFF000000U;
constexpr std::uint32_t white_pixel = 0xFFFFFFFFU;

BoxMark box(Rect rect, Color fill, std::array<int, 4> radii = {}) {
    return {rect, fill, radii, 0, {}};
}

const std::string& vector_picture() {
    static const std::string path = [] {
        const std::string file = std::string(PANGGIL_BINARY_DIR) + "/canvas_test.svg";
        std::ofstream(file) << R"(<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">)"
                            << R"(<rect width="20" height="10" fill="#ff0000"/></svg>)";
        return file;
    }();
    return path;
}

} // namespace

TEST_CASE("a canvas starts black and opaque, and clears only inside its clip", "[canvas]") {
    Studio studio({8, 4});
    REQUIRE(studio.touched(black_pixel).empty());
    studio.canvas.set_clip({2, 1, 3, 2});
    studio.canvas.clear(white);
    CHECK(studio.touched(black_pixel) == Rect{2, 1, 3, 2});
}

TEST_CASE("a box without radius fills its rectangle exactly", "[canvas]") {
    Studio studio({20, 20});
    studio.canvas.draw(box({3, 4, 10, 5}, white), 255);
    CHECK(studio.touched(black_pixel) == Rect{3, 4, 10, 5});
    CHECK(studio.canvas.pixel(3, 4) == white_pixel);
    CHECK(studio.canvas.pixel(12, 8) == white_pixel);
}

TEST_CASE("each corner of a box has its own radius", "[canvas]") {
    Studio studio({40, 40});
    studio.canvas.draw(box({0, 0, 40, 40}, white, {10, 0, 0, 10}), 255);
    CHECK(studio.canvas.pixel(0, 0) == black_pixel);
    CHECK(studio.canvas.pixel(39, 0) == white_pixel);
    CHECK(studio.canvas.pixel(39, 39) == white_pixel);
    CHECK(studio.canvas.pixel(0, 39) == black_pixel);
    CHECK(studio.canvas.pixel(10, 0) == white_pixel);
}

TEST_CASE("a round box is the same seen from every side", "[canvas]") {
    Studio studio({33, 33});
    studio.canvas.draw(BoxMark{{0, 0, 33, 33}, white, {12, 12, 12, 12}, 3, {90, 90, 90, 255}}, 255);
    for (int y = 0; y < 33; ++y) {
        for (int x = 0; x < 33; ++x) {
            REQUIRE(studio.canvas.pixel(x, y) == studio.canvas.pixel(32 - x, y));
            REQUIRE(studio.canvas.pixel(x, y) == studio.canvas.pixel(x, 32 - y));
            REQUIRE(studio.canvas.pixel(x, y) == studio.canvas.pixel(y, x));
        }
    }
}

TEST_CASE("a border lies inside the box and leaves an unfilled middle alone", "[canvas]") {
    Studio studio({20, 20});
    studio.canvas.draw(BoxMark{{2, 2, 16, 16}, {0, 0, 0, 0}, {}, 2, white}, 255);
    CHECK(studio.touched(black_pixel) == Rect{2, 2, 16, 16});
    CHECK(studio.canvas.pixel(3, 10) == white_pixel);
    CHECK(studio.canvas.pixel(4, 10) == black_pixel);
    CHECK(studio.canvas.pixel(10, 3) == white_pixel);
    CHECK(studio.canvas.pixel(10, 4) == black_pixel);
}

TEST_CASE("half opacity is half the colour, rounded", "[canvas]") {
    Studio studio({4, 4});
    studio.canvas.draw(box({0, 0, 4, 4}, white), 128);
    CHECK(studio.canvas.pixel(1, 1) == 0xFF808080U);
}

TEST_CASE("shapes and boxes stay inside their rectangle", "[canvas]") {
    for (const ShapeKind kind :
         {ShapeKind::Circle, ShapeKind::Ring, ShapeKind::Line, ShapeKind::ArrowRight,
          ShapeKind::ArrowLeft, ShapeKind::ArrowUp, ShapeKind::ArrowDown, ShapeKind::Swell}) {
        for (const Rect rect : {Rect{7, 5, 60, 31}, Rect{10, 6, 13, 50}, Rect{9, 9, 1, 1}}) {
            Studio studio({80, 70});
            studio.canvas.draw(ShapeMark{kind, rect, white, 5}, 255);
            const Rect touched = studio.touched(black_pixel);
            CHECK(!touched.empty());
            CHECK(intersect(touched, rect) == touched);
        }
    }
}

TEST_CASE("a swell keeps to the round corner of its panel", "[canvas]") {
    Studio studio({120, 60});
    studio.canvas.draw(ShapeMark{ShapeKind::Swell, {0, 0, 120, 60}, white, 0, {0, 0, 0, 20}}, 255);
    CHECK(studio.canvas.pixel(0, 59) == black_pixel);
    CHECK(studio.canvas.pixel(60, 59) == 0xFFC0C0C0U); // two layers of half the weight
    CHECK(studio.canvas.pixel(119, 59) == studio.canvas.pixel(60, 59));
    CHECK(studio.touched(black_pixel).y <= 1); // the higher crest
}

TEST_CASE("an arrow reaches its tip and both long sides, and is even about its shaft", "[canvas]") {
    Studio studio({60, 41});
    studio.canvas.draw(ShapeMark{ShapeKind::ArrowRight, {0, 0, 60, 41}, white, 7}, 255);
    CHECK(studio.touched(black_pixel) == Rect{0, 0, 60, 41});
    for (int y = 0; y < 41; ++y) {
        for (int x = 0; x < 60; ++x) {
            REQUIRE(studio.canvas.pixel(x, y) == studio.canvas.pixel(x, 40 - y));
        }
    }
    Studio left({60, 41});
    left.canvas.draw(ShapeMark{ShapeKind::ArrowLeft, {0, 0, 60, 41}, white, 7}, 255);
    CHECK(left.canvas.pixel(0, 20) == studio.canvas.pixel(59, 20));
    CHECK(left.canvas.pixel(14, 3) == studio.canvas.pixel(45, 3));
}

TEST_CASE("marks of any size change nothing outside the clip", "[canvas]") {
    Studio studio({64, 48});
    std::mt19937 engine(7);
    const auto between = [&](int low, int high) {
        return low + static_cast<int>(engine() % static_cast<std::uint32_t>(high - low));
    };
    const Rect clip{10, 8, 30, 25};
    for (int times = 0; times < 3'000; ++times) {
        studio.canvas.set_clip({0, 0, 64, 48});
        studio.canvas.clear(black);
        studio.canvas.set_clip(clip);
        const Rect rect{between(-6'000, 6'000), between(-6'000, 6'000), between(-9, 12'000),
                        between(-9, 12'000)};
        const std::array<int, 4> radii{between(-9, 9'000), between(-9, 9'000), between(-9, 60),
                                       between(-9, 60)};
        if (times % 2 == 0) {
            studio.canvas.draw(BoxMark{rect, white, radii, between(-9, 9'000), white}, 200);
        } else {
            studio.canvas.draw(ShapeMark{static_cast<ShapeKind>(between(0, 8)), rect, white,
                                         between(-9, 9'000), radii},
                               200);
        }
        const Rect touched = studio.touched(black_pixel);
        REQUIRE((touched.empty() || intersect(touched, clip) == touched));
    }
}

TEST_CASE("a gradient goes from one colour to the other, in pieces as in one", "[canvas]") {
    for (const Gradient gradient : {Gradient::Down, Gradient::Right}) {
        Studio studio({40, 40});
        const BoxMark box{{4, 4, 32, 32}, {255, 0, 0}, {6, 6, 6, 6}, 2,
                          {0, 255, 0},    {0, 0, 255}, gradient};
        studio.canvas.set_clip({0, 0, 40, 40});
        studio.canvas.draw(box, 255);
        const auto whole = studio.picture();
        const auto blue = [&](int along) {
            return (gradient == Gradient::Down ? studio.canvas.pixel(20, along)
                                               : studio.canvas.pixel(along, 20)) &
                   255U;
        };
        CHECK(blue(6) < 30);
        CHECK(blue(33) > 225);
        for (int at = 7; at < 34; ++at) {
            CHECK(blue(at) >= blue(at - 1));
        }
        CHECK(studio.canvas.pixel(20, 4) == 0xFF00FF00U); // the border keeps its colour
        Studio pieces({40, 40});
        for (int x = 0; x < 40; x += 7) {
            pieces.canvas.set_clip({x, 0, 7, 40});
            pieces.canvas.draw(box, 255);
        }
        CHECK(pieces.picture() == whole);
    }
}

TEST_CASE("a picture is scaled into its rectangle, and a tint keeps its coverage", "[canvas]") {
    Studio studio({64, 64});
    const Size shape = studio.text.picture(vector_picture());
    CHECK(shape.width == 2 * shape.height);
    studio.canvas.draw(ImageMark{vector_picture(), {8, 8, 40, 20}}, 255);
    CHECK(studio.touched(black_pixel) == Rect{8, 8, 40, 20});
    CHECK(studio.canvas.pixel(20, 15) == 0xFFFF0000U);
    studio.canvas.draw(ImageMark{vector_picture(), {8, 8, 40, 20}, {0, 255, 0, 255}}, 255);
    CHECK(studio.canvas.pixel(20, 15) == 0xFF00FF00U);
    CHECK(studio.media.images.take_problems().empty());
}

TEST_CASE("a raster picture is averaged down without a dark fringe", "[canvas]") {
    const std::string path = std::string(PANGGIL_BINARY_DIR) + "/canvas_test.png";
    const sdl::Surface board(SDL_CreateRGBSurfaceWithFormat(0, 8, 8, 32, SDL_PIXELFORMAT_ARGB8888));
    REQUIRE(board);
    for (int y = 0; y < 8; ++y) { // left half of each pair white, right half clear
        for (int x = 0; x < 8; ++x) {
            static_cast<std::uint32_t*>(board->pixels)[y * (board->pitch / 4) + x] =
                x % 2 == 0 ? white_pixel : 0U;
        }
    }
    REQUIRE(sdl::save_png(*board, path));
    Studio studio({4, 4});
    studio.canvas.clear(white);
    studio.canvas.draw(ImageMark{path, {0, 0, 4, 4}}, 255);
    CHECK(studio.touched(white_pixel).empty());
    studio.canvas.clear(black);
    studio.canvas.draw(ImageMark{path, {0, 0, 4, 4}}, 255);
    CHECK(studio.canvas.pixel(2, 2) == 0xFF808080U);
    std::filesystem::remove(path);
}

TEST_CASE("a small raster picture grows smoothly", "[canvas]") {
    const std::string path = std::string(PANGGIL_BINARY_DIR) + "/canvas_grow_test.png";
    const sdl::Surface pair(SDL_CreateRGBSurfaceWithFormat(0, 2, 1, 32, SDL_PIXELFORMAT_ARGB8888));
    REQUIRE(pair);
    static_cast<std::uint32_t*>(pair->pixels)[0] = black_pixel;
    static_cast<std::uint32_t*>(pair->pixels)[1] = white_pixel;
    REQUIRE(sdl::save_png(*pair, path));
    Studio studio({16, 4});
    studio.canvas.draw(ImageMark{path, {0, 0, 16, 4}}, 255);
    CHECK(studio.canvas.pixel(0, 2) == black_pixel);
    CHECK(studio.canvas.pixel(15, 2) == white_pixel);
    for (int x = 1; x < 16; ++x) {
        const std::uint32_t before = studio.canvas.pixel(x - 1, 2) & 255U;
        const std::uint32_t here = studio.canvas.pixel(x, 2) & 255U;
        CHECK(here >= before);
        CHECK(here - before <= 40);
    }
    std::filesystem::remove(path);
}

TEST_CASE("the same picture is the same file, byte for byte", "[canvas]") {
    const auto saved = [] {
        const std::string path = std::string(PANGGIL_BINARY_DIR) + "/canvas_same_test.png";
        Studio studio({64, 48});
        studio.canvas.draw(BoxMark{{4, 4, 50, 40}, white, {9, 9, 9, 9}, 3, {90, 20, 9, 255}}, 255);
        REQUIRE(sdl::save_png(studio.canvas.surface(), path));
        std::ifstream file(path, std::ios::binary);
        std::string bytes{std::istreambuf_iterator<char>(file), {}};
        std::filesystem::remove(path);
        return bytes;
    };
    const std::string first = saved();
    CHECK(first.size() > 100);
    CHECK(first == saved());
}

TEST_CASE("a missing picture paints nothing and is reported once", "[canvas]") {
    Studio studio({16, 16});
    CHECK(studio.text.picture("no/such/picture.png") == Size{});
    studio.canvas.draw(ImageMark{"no/such/picture.png", {0, 0, 16, 16}}, 255);
    studio.canvas.draw(ImageMark{"no/such/picture.png", {0, 0, 8, 8}}, 255);
    CHECK(studio.touched(black_pixel).empty());
    const Problems problems = studio.media.images.take_problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().code == "media.broken");
    CHECK(problems.front().where == "no/such/picture.png");
}

TEST_CASE("a window's new surface at the address of its old one is not taken for it", "[canvas]") {
    const auto surface = [](int width, int height) {
        return sdl::Surface(
            SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_XRGB8888));
    };
    Studio studio({8, 8});
    const sdl::Surface window = surface(8, 4);
    const sdl::Surface next = surface(8, 4);
    REQUIRE(studio.canvas.paint_into(*window));
    CHECK(studio.canvas.paints_into(window.get()));
    std::swap(*window, *next);
    CHECK_FALSE(studio.canvas.paints_into(window.get()));
    REQUIRE(studio.canvas.paint_into(*window));
    CHECK(studio.canvas.paints_into(window.get()));
    studio.canvas.resize({4, 4}); // in memory of its own
    CHECK_FALSE(studio.canvas.paints_into(window.get()));
}

TEST_CASE("a picture needs none of the libraries for films", "[canvas]") {
    const auto has_them = [] {
        std::ifstream maps("/proc/self/maps");
        const std::string all{std::istreambuf_iterator<char>(maps), {}};
        REQUIRE(all.find("libSDL2") != std::string::npos);
        return all.find("libavformat") != std::string::npos;
    };
    const bool had_them = has_them(); // of a film in the same program
    Studio studio({60, 40});
    studio.canvas.clear(white);
    const std::string folder = PANGGIL_BINARY_DIR;
    REQUIRE(IMG_SavePNG(&studio.canvas.surface(), (folder + "/plain.png").c_str()) == 0);
    REQUIRE(IMG_SaveJPG(&studio.canvas.surface(), (folder + "/plain.jpg").c_str(), 90) == 0);
    for (const char* name : {"/plain.png", "/plain.jpg"}) {
        const auto own = sdl::measure_picture(folder + name);
        REQUIRE(own);
        CHECK(own.value() == Size{60, 40});
        CHECK(sdl::read_picture(folder + name, {30, 20}));
    }
    CHECK(has_them() == had_them);
}

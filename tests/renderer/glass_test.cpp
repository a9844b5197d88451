// SPDX-License-Identifier: MIT
// The window on a real X server, whose glass is a file (Xvfb -fbdir) that these tests look at. They
// are hidden from a plain run of the executable; ctest starts them inside xvfb-run.
#include "renderer/sdl/displays.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/studio.hpp"

#include <SDL.h>
#include <SDL_syswm.h>
#undef None // a word of Xlib that is also ours

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <poll.h>

using namespace panggil;
using screen::DisplayChange;

namespace {

constexpr Color red{200, 10, 20, 255};
constexpr Color blue{10, 20, 200, 255};
constexpr std::uint32_t red_pixel = 0xC80A14;
constexpr std::uint32_t blue_pixel = 0x0A14C8;

/// Until the server has done all that it was asked for: a push does not wait for it.
void wait_for_server() {
    void* x11 = SDL_LoadObject("libX11.so.6");
    REQUIRE(x11 != nullptr);
    const auto sync = reinterpret_cast<int (*)(void*, int)>(SDL_LoadFunction(x11, "XSync"));
    for (Uint32 window = 1; window < 64; ++window) {
        SDL_SysWMinfo info;
        SDL_VERSION(&info.version);
        SDL_Window* const found = SDL_GetWindowFromID(window);
        if (found != nullptr && SDL_GetWindowWMInfo(found, &info) == SDL_TRUE &&
            info.subsystem == SDL_SYSWM_X11) {
            sync(info.info.x11.display, 0);
        }
    }
}

/// What the server's glass shows now, from its XWD file: a header of big-endian words, a table of
/// colours, then the pixels.
class Glass {
public:
    Glass() {
        wait_for_server();
        std::ifstream file(std::getenv("PANGGIL_GLASS"), std::ios::binary);
        bytes_.assign(std::istreambuf_iterator<char>(file), {});
        REQUIRE(bytes_.size() > 100);
        row_bytes_ = word(12);
        pixels_ = word(0) + 12 * std::size_t{word(19)};
    }

    [[nodiscard]] std::uint32_t at(int x, int y) const {
        std::uint32_t pixel = 0;
        std::memcpy(&pixel,
                    bytes_.data() + pixels_ + static_cast<std::size_t>(y) * row_bytes_ +
                        static_cast<std::size_t>(x) * 4,
                    sizeof pixel);
        return pixel & 0xFFFFFFU;
    }

private:
    [[nodiscard]] std::uint32_t word(std::size_t number) const {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            value = value << 8 | static_cast<std::uint8_t>(bytes_[4 * number + i]);
        }
        return value;
    }

    std::vector<char> bytes_;
    std::size_t row_bytes_ = 0;
    std::size_t pixels_ = 0;
};

std::unique_ptr<sdl::WindowDisplay> open(sdl::WindowKind kind) {
    auto opened =
        sdl::WindowDisplay::open({kind, {320, 200}, "test"}, {testing::lato(), "no-such-folder"});
    REQUIRE(opened);
    return std::move(opened).value();
}

void paint_all(sdl::WindowDisplay& display, Color color) {
    const Size size = display.canvas().size();
    display.canvas().set_clip({0, 0, size.width, size.height});
    display.canvas().clear(color);
}

/// The level of the server's light, asked over a connection of its own; nothing when the server has
/// none to switch. 0 is on, 3 is off.
std::optional<unsigned short> light_of_server() {
    void* x11 = SDL_LoadObject("libX11.so.6");
    void* xext = SDL_LoadObject("libXext.so.6");
    REQUIRE(x11 != nullptr);
    REQUIRE(xext != nullptr);
    const auto open =
        reinterpret_cast<void* (*)(const char*)>(SDL_LoadFunction(x11, "XOpenDisplay"));
    const auto close = reinterpret_cast<int (*)(void*)>(SDL_LoadFunction(x11, "XCloseDisplay"));
    const auto capable = reinterpret_cast<int (*)(void*)>(SDL_LoadFunction(xext, "DPMSCapable"));
    const auto info = reinterpret_cast<int (*)(void*, unsigned short*, unsigned char*)>(
        SDL_LoadFunction(xext, "DPMSInfo"));
    void* server = open(nullptr);
    REQUIRE(server != nullptr);
    std::optional<unsigned short> level;
    unsigned short now = 0;
    unsigned char enabled = 0;
    if (capable(server) != 0 && info(server, &now, &enabled) != 0) {
        level = now;
    }
    close(server);
    return level;
}

/// Sleeps on the descriptor, as the screen does, until this change has come.
bool comes(sdl::WindowDisplay& display, DisplayChange wanted) {
    for (int times = 0; times < 100; ++times) {
        if (display.take_change() == wanted) {
            return true;
        }
        pollfd wait{display.descriptor(), POLLIN, 0};
        (void)poll(&wait, 1, 50);
    }
    return false;
}

} // namespace

TEST_CASE("a full screen covers the glass, and only shown rectangles change", "[.glass]") {
    const auto display = open(sdl::WindowKind::Fullscreen);
    REQUIRE(display->canvas().size() == Size{800, 600});
    CHECK(display->descriptor() >= 0);
    paint_all(*display, red);
    display->show(std::vector<Rect>{{0, 0, 800, 600}});
    (void)display->take_change();
    CHECK(Glass().at(0, 0) == red_pixel);
    CHECK(Glass().at(799, 599) == red_pixel);
    for (int times = 0; times < 100 && display->longest_sleep() == Millis(0); ++times) {
        (void)display->take_change(); // the server tells of its own doings at its own pace
    }
    CHECK(display->longest_sleep() > Millis(1'000));

    paint_all(*display, blue);
    display->show(std::vector<Rect>{{10, 20, 30, 40}, {700, 500, 50, 50}});
    const Glass glass;
    CHECK(glass.at(10, 20) == blue_pixel);
    CHECK(glass.at(39, 59) == blue_pixel);
    CHECK(glass.at(749, 549) == blue_pixel);
    CHECK(glass.at(9, 20) == red_pixel);
    CHECK(glass.at(40, 59) == red_pixel);
    CHECK(glass.at(699, 549) == red_pixel);
}

TEST_CASE("a rectangle that leaves the glass is cut", "[.glass]") {
    const auto display = open(sdl::WindowKind::Fullscreen);
    paint_all(*display, blue);
    display->show(std::vector<Rect>{{-50, -50, 2'000, 2'000}, {900, 900, 5, 5}});
    CHECK(Glass().at(0, 0) == blue_pixel);
    CHECK(Glass().at(799, 599) == blue_pixel);
    CHECK(display->take_change() == DisplayChange::None);
}

TEST_CASE("a window takes a new size and shows at it", "[.glass]") {
    const auto display = open(sdl::WindowKind::Window);
    paint_all(*display, red);
    display->show(std::vector<Rect>{{0, 0, 320, 200}});
    (void)display->take_change();
    SDL_SetWindowSize(SDL_GetWindowFromID(1), 400, 300);
    REQUIRE(comes(*display, DisplayChange::Resized));
    REQUIRE(display->canvas().size() == Size{400, 300});
    paint_all(*display, blue);
    display->show(std::vector<Rect>{{0, 0, 400, 300}});
    int x = 0;
    int y = 0;
    SDL_GetWindowPosition(SDL_GetWindowFromID(1), &x, &y);
    CHECK(Glass().at(x + 399, y + 299) == blue_pixel);
}

TEST_CASE("the light goes off and on where the server can, and else nothing happens", "[.glass]") {
    const auto display = open(sdl::WindowKind::Window);
    paint_all(*display, red);
    display->power(false);
    const auto light = light_of_server();
    CHECK(light != std::optional<unsigned short>{0}); // off, or a server without it
    display->power(true);
    CHECK(light_of_server().value_or(0) == 0);
    const Size size = display->canvas().size();
    const std::vector<Rect> everything{{0, 0, size.width, size.height}};
    display->show(everything); // it is shown as ever
    CHECK(display->take_change() != DisplayChange::Lost);
}

TEST_CASE("what was covered comes back by itself", "[.glass]") {
    const auto display = open(sdl::WindowKind::Fullscreen);
    paint_all(*display, red);
    display->show(std::vector<Rect>{{0, 0, 800, 600}});
    (void)display->take_change();
    {
        const auto other = open(sdl::WindowKind::Window);
        paint_all(*other, blue);
        other->show(std::vector<Rect>{{0, 0, 320, 200}});
        (void)other->take_change();
    }
    bool back = false;
    for (int times = 0; times < 100 && !back; ++times) {
        CHECK(display->take_change() != DisplayChange::Lost);
        back = Glass().at(400, 300) == red_pixel;
        pollfd wait{display->descriptor(), POLLIN, 0};
        (void)poll(&wait, 1, back ? 0 : 20);
    }
    CHECK(back);
}

// SPDX-License-Identifier: MIT
#include "renderer/sdl/displays.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/studio.hpp"

#include <SDL.h>

#include <cstdlib>
#include <filesystem>
#include <poll.h>

using namespace panggil;
using screen::DisplayChange;

namespace {

sdl::FontSource fonts() {
    return {testing::lato(), "no-such-folder"};
}

} // namespace

TEST_CASE("a headless display saves what was painted", "[display]") {
    sdl::HeadlessDisplay display({40, 30}, fonts());
    display.canvas().clear({9, 8, 7, 255});
    const std::string path = std::string(PANGGIL_BINARY_DIR) + "/display_test.png";
    REQUIRE(display.save_png(path));
    // It is read aside; the loop sleeps on the descriptor until more can be shown.
    CHECK(display.metrics().picture(path) == Size{});
    pollfd asked{display.media_descriptor(), POLLIN, 0};
    REQUIRE(poll(&asked, 1, 10'000) == 1);
    CHECK(display.take_change() == DisplayChange::None);
    CHECK(display.metrics().picture(path) == Size{40, 30});
    CHECK(poll(&asked, 1, 0) == 0);
    std::filesystem::remove(path);
    CHECK(display.take_change() == DisplayChange::None);
}

TEST_CASE("a picture that cannot be saved says so", "[display]") {
    sdl::HeadlessDisplay display({4, 3}, fonts());
    const Result<Done> saved = display.save_png("no/such/folder/picture.png");
    REQUIRE(!saved);
    CHECK(saved.problem().code == "picture.not_saved");
}

TEST_CASE("a window shows, resizes and closes", "[display]") {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    auto opened = sdl::WindowDisplay::open({sdl::WindowKind::Window, {64, 48}, "test"}, fonts());
    REQUIRE(opened);
    sdl::WindowDisplay& display = *opened.value();
    CHECK(display.canvas().size() == Size{64, 48});
    CHECK(display.descriptor() == -1);
    CHECK(display.take_change() == DisplayChange::None);
    CHECK(display.longest_sleep() == Millis(50));
    const std::vector<Rect> whole{{0, 0, 64, 48}};
    display.show(whole);
    CHECK(display.take_change() == DisplayChange::None);

    SDL_Window* window = SDL_GetWindowFromID(1);
    REQUIRE(window != nullptr);
    SDL_SetWindowSize(window, 80, 60);
    CHECK(display.take_change() == DisplayChange::Resized);
    CHECK(display.canvas().size() == Size{80, 60});
    display.show(whole);

    // The keys that make a screen dark and silent, whatever the hub says; held down, they count
    // once.
    SDL_Event dark{};
    dark.type = SDL_KEYDOWN;
    dark.key.keysym.sym = SDLK_b;
    dark.key.keysym.mod = KMOD_LCTRL | KMOD_LALT;
    SDL_PushEvent(&dark);
    CHECK(display.take_change() == DisplayChange::Blank);
    dark.key.repeat = 1;
    SDL_PushEvent(&dark);
    CHECK(display.take_change() == DisplayChange::None);
    dark.key.repeat = 0;
    dark.key.keysym.mod = KMOD_LCTRL;
    SDL_PushEvent(&dark);
    CHECK(display.take_change() == DisplayChange::None);

    SDL_Event escape{};
    escape.type = SDL_KEYDOWN;
    escape.key.keysym.sym = SDLK_ESCAPE;
    SDL_PushEvent(&escape);
    CHECK(display.longest_sleep() == Millis(0));
    CHECK(display.take_change() == DisplayChange::Quit);
}

TEST_CASE("a window on a turned glass has an upright picture, and follows its size", "[display]") {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    auto opened =
        sdl::WindowDisplay::open({sdl::WindowKind::Window, {64, 48}, "test", 7, 1}, fonts());
    REQUIRE(opened); // on the first output, since there is no eighth
    sdl::WindowDisplay& display = *opened.value();
    CHECK(display.canvas().size() == Size{48, 64});
    display.canvas().set_clip({0, 0, 48, 64});
    display.canvas().clear({0, 0, 0});
    display.canvas().set_clip({0, 0, 5, 3}); // its upper left
    display.canvas().clear({255, 0, 0});
    const std::vector<Rect> whole{{0, 0, 48, 64}};
    display.show(whole);
    SDL_Window* window = nullptr;
    for (Uint32 id = 1; id < 100 && window == nullptr; ++id) {
        window = SDL_GetWindowFromID(id);
    }
    REQUIRE(window != nullptr);
    SDL_Surface* glass = SDL_GetWindowSurface(window);
    REQUIRE(glass != nullptr);
    REQUIRE(glass->format->BytesPerPixel == 4);
    const auto at = [&](int x, int y) {
        return static_cast<const std::uint32_t*>(glass->pixels)[y * glass->pitch / 4 + x] &
               0xFFFFFFU;
    };
    CHECK(at(63, 0) == 0xFF0000U); // turned clockwise it is the upper right
    CHECK(at(61, 4) == 0xFF0000U);
    CHECK(at(60, 0) == 0);
    CHECK(at(63, 5) == 0);
    display.power(false); // not here; it must not matter
    display.power(true);
    SDL_SetWindowSize(window, 80, 60);
    CHECK(display.take_change() == DisplayChange::Resized);
    CHECK(display.canvas().size() == Size{60, 80});
}

TEST_CASE("of two windows each has its own events, and keys are for both", "[display]") {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    const auto open = [](Size size) {
        return sdl::WindowDisplay::open({sdl::WindowKind::Window, size, "test", 0, 0}, fonts());
    };
    auto left = open({64, 48});
    auto right = open({80, 60});
    REQUIRE(left);
    REQUIRE(right);
    static_cast<void>(left.value()->take_change());
    static_cast<void>(right.value()->take_change());
    for (Uint32 id = 1; id < 200; ++id) {
        int width = 0;
        if (SDL_Window* window = SDL_GetWindowFromID(id); window != nullptr) {
            SDL_GetWindowSize(window, &width, nullptr);
            if (width == 80) {
                SDL_SetWindowSize(window, 100, 60);
            }
        }
    }
    CHECK(left.value()->take_change() == DisplayChange::None);
    CHECK(right.value()->longest_sleep() == Millis{0}); // it was fetched in passing
    CHECK(right.value()->take_change() == DisplayChange::Resized);
    CHECK(right.value()->canvas().size() == Size{100, 60});
    CHECK(left.value()->canvas().size() == Size{64, 48});
    SDL_Event chord{};
    chord.type = SDL_KEYDOWN;
    chord.key.keysym.sym = SDLK_b;
    chord.key.keysym.mod = KMOD_CTRL | KMOD_ALT;
    SDL_PushEvent(&chord);
    CHECK(left.value()->take_change() == DisplayChange::Blank);
    CHECK(right.value()->take_change() == DisplayChange::Blank);
}

TEST_CASE("without a window system the problem is told in plain words", "[display]") {
    setenv("SDL_VIDEODRIVER", "nosuchdriver", 1);
    const auto opened = sdl::WindowDisplay::open({}, fonts());
    unsetenv("SDL_VIDEODRIVER");
    REQUIRE(!opened);
    CHECK(opened.problem().code == "display.no_window");
    CHECK(!opened.problem().hint.empty());
}

TEST_CASE("a machine without a display says so, instead of drawing where nobody sees",
          "[display]") {
    unsetenv("SDL_VIDEODRIVER");
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    const auto opened = sdl::WindowDisplay::open({}, fonts());
    if (opened) {
        SUCCEED("this machine has a display without a window system");
        return;
    }
    CHECK(opened.problem().code == "display.no_window");
    CHECK(opened.problem().hint.find("--headless") != std::string::npos);
}

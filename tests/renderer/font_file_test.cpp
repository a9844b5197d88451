// SPDX-License-Identifier: MIT
#include "renderer/sdl/font_file.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

#include <SDL.h>

#include <fstream>
#include <memory>
#include <random>
#include <sys/stat.h>

using namespace panggil;
namespace fs = std::filesystem;

TEST_CASE("a font's file is read as it is, in whatever order", "[font_file]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "huruf.ttf";
    std::mt19937 chance(11);
    std::string content(20'011, '\0');
    for (char& byte : content) {
        byte = static_cast<char>(chance() % 256);
    }
    std::ofstream(path, std::ios::binary) << content;
    const std::unique_ptr<SDL_RWops, int (*)(SDL_RWops*)> file(sdl::open_font_file(path.string()),
                                                               &SDL_RWclose);
    REQUIRE(file);
    CHECK(SDL_RWsize(file.get()) == 20'011);
    for (int times = 0; times < 2'000; ++times) {
        const std::size_t at = chance() % (content.size() + 10);
        const std::size_t wanted = chance() % (times % 7 == 0 ? 15'000 : 9);
        REQUIRE(SDL_RWseek(file.get(), static_cast<Sint64>(at), RW_SEEK_SET) ==
                static_cast<Sint64>(at));
        std::string got(wanted, '\0');
        got.resize(SDL_RWread(file.get(), got.data(), 1, wanted));
        CHECK(got == (at < content.size() ? content.substr(at, wanted) : ""));
        CHECK(SDL_RWtell(file.get()) == static_cast<Sint64>(at + got.size()));
    }
    CHECK(SDL_RWseek(file.get(), -11, RW_SEEK_END) == 20'000);
    CHECK(SDL_RWseek(file.get(), 1, RW_SEEK_CUR) == 20'001);
    CHECK(SDL_RWseek(file.get(), -1, RW_SEEK_SET) == -1);
    CHECK(SDL_RWtell(file.get()) == 20'001);
    CHECK(SDL_RWwrite(file.get(), "x", 1, 1) == 0);
    // Cut off while it is open: less is read, and nothing falls.
    fs::resize_file(path, 5);
    std::string rest(10'000, '\0');
    SDL_RWseek(file.get(), 0, RW_SEEK_SET);
    CHECK(SDL_RWread(file.get(), rest.data(), 1, rest.size()) == 5);
}

TEST_CASE("what is no plain file is no font, and nobody waits for it", "[font_file]") {
    const test::TemporaryFolder folder;
    CHECK(sdl::open_font_file((folder.path() / "none.ttf").string()) == nullptr);
    CHECK(sdl::open_font_file(folder.path().string()) == nullptr);
    const fs::path pipe = folder.path() / "pipe.ttf";
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(sdl::open_font_file(pipe.string()) == nullptr);
    CHECK(std::string(SDL_GetError()) == "it is no plain file");
}

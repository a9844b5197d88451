// SPDX-License-Identifier: MIT
/// Pictures and films as offices have them: good ones, half copied ones, and ones that claim to be
/// larger than the machine. None of them holds the screen up, none makes it fall.
#include "renderer/film/film.hpp"
#include "renderer/sdl/displays.hpp"
#include "renderer/sdl/picture_file.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/bell_waiting.hpp"
#include "tests/renderer/film_maker.hpp"
#include "tests/renderer/studio.hpp"
#include "tests/temporary_folder.hpp"

#include <SDL_image.h>

#include <array>
#include <fstream>
#include <functional>
#include <iterator>
#include <poll.h>
#include <random>
#include <sys/stat.h>

using namespace panggil;
using namespace panggil::testing;
namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

std::uint32_t grey_of(const film::Frame& frame) {
    return frame.pixels.at(frame.pixels.size() / 2) & 255U;
}

void make_picture(const fs::path& path) {
    SDL_Surface* made = SDL_CreateRGBSurfaceWithFormat(0, 60, 40, 32, SDL_PIXELFORMAT_ARGB8888);
    for (int at = 0; at < 60 * 40; ++at) {
        static_cast<std::uint32_t*>(made->pixels)[at] =
            0xFF000000U + static_cast<unsigned>(at) * 7U;
    }
    if (path.extension() == ".jpg") {
        REQUIRE(IMG_SaveJPG(made, path.c_str(), 90) == 0);
    } else {
        REQUIRE(IMG_SavePNG(made, path.c_str()) == 0);
    }
    SDL_FreeSurface(made);
}

constexpr const char* drawing =
    R"svg(<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><g transform="rotate(5)">
<rect width="30" height="10" fill="#ff0000"/><path d="M 10 20 C 20 20, 40 20, 50 10" stroke="#00f"/>
<circle cx="20" cy="20" r="9"/><text x="3" y="9">a</text></g></svg>)svg";

/// Some bytes other, some gone, or the end cut off.
std::string damaged(std::string bytes, std::mt19937& chance) {
    const auto below = [&](std::size_t most) { return chance() % std::max<std::size_t>(most, 1); };
    switch (below(3)) {
    case 0:
        return bytes.substr(0, below(bytes.size()));
    case 1:
        for (std::size_t times = 1 + below(20); times > 0; --times) {
            bytes[below(bytes.size())] = static_cast<char>(below(256));
        }
        return bytes;
    default:
        return bytes.erase(below(bytes.size()), 1 + below(40));
    }
}

std::string big_endian(std::uint32_t number) {
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8) {
        text += static_cast<char>(number >> shift & 255U);
    }
    return text;
}

std::string chunk(const std::string& name, const std::string& content) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : name + content) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
        }
    }
    return big_endian(static_cast<std::uint32_t>(content.size())) + name + content +
           big_endian(~crc);
}

/// The head of a PNG of so many pixels, and nothing behind it.
std::string png_of(std::uint32_t width, std::uint32_t height) {
    const std::string head =
        big_endian(width) + big_endian(height) + std::string("\x08\x06\x00\x00\x00", 5);
    return std::string("\x89PNG\r\n\x1A\n") + chunk("IHDR", head) +
           chunk("IDAT", std::string("\x78\x9C\x03\x00\x00\x00\x00\x01", 8)) + chunk("IEND", "");
}

} // namespace

TEST_CASE("a film plays its frames in order, and begins again without anything black", "[media]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "film.mp4";
    const FilmPlan plan;
    make_film(path, plan);
    film::Bell bell;
    film::Film film(path.string(), bell);
    std::vector<std::uint32_t> greys;
    REQUIRE(rings_until(bell, [&] {
        if (const auto frame = film.frame(); frame) {
            CHECK(frame->size == Size{64, 48});
            if (greys.empty() || greys.back() != grey_of(*frame)) {
                greys.push_back(grey_of(*frame));
            }
        } else {
            CHECK(greys.empty()); // once it plays there is always a frame
        }
        return film.look().frame >= 3 * static_cast<std::uint64_t>(plan.frames);
    }));
    CHECK(film.look().state == FilmLook::State::Playing);
    int rounds = 0;
    for (std::size_t at = 0; at < greys.size(); ++at) {
        CHECK(greys[at] > 60); // nothing black, between the rounds neither
        rounds += at > 0 && greys[at] < greys[at - 1] ? 1 : 0;
    }
    CHECK(rounds >= 2);
    film.want({32, 24});
    CHECK(rings_until(bell, [&] { return film.frame()->size == Size{32, 24}; }));
    CHECK_FALSE(film.take_problem());
}

TEST_CASE("a film whose place is larger than any glass comes smaller, in its shape", "[media]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "film.mp4";
    make_film(path, {});
    film::Bell bell;
    film::Film film(path.string(), bell);
    film.want({1'000'000, 250'000});
    REQUIRE(rings_until(bell, [&] {
        const auto frame = film.frame();
        return frame && frame->size != Size{64, 48}; // the first may have come before
    }));
    const Size size = film.frame()->size;
    const std::int64_t pixels = std::int64_t{size.width} * size.height;
    CHECK(pixels <= 4 * 3840 * 2160);
    CHECK(pixels > 32'000'000);
    CHECK(static_cast<double>(size.width) / size.height == Approx(4).epsilon(0.001));
    CHECK_FALSE(film.take_problem());
}

TEST_CASE("a film that cannot be played says so once, and holds nothing up", "[media]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "film.mp4";
    make_film(path, {});
    const std::string whole = bytes_of(path);
    const auto fails = [&] {
        film::Bell bell;
        film::Film film(path.string(), bell);
        REQUIRE(rings_until(bell, [&] { return film.look().state == FilmLook::State::Failed; }));
        const auto problem = film.take_problem();
        REQUIRE(problem);
        CHECK_FALSE(film.take_problem());
        CHECK_FALSE(film.frame());
        return problem->code;
    };
    write(path, "not a film");
    CHECK(fails() == "media.broken");
    write(path, "");
    CHECK(fails() == "media.broken");
    write(path, whole.substr(0, 60));
    CHECK(fails() == "media.broken");
    fs::remove(path);
    CHECK(fails() == "media.broken");
    fs::create_directory(path);
    CHECK(fails() == "media.broken");
    fs::remove(path);
    REQUIRE(mkfifo(path.c_str(), 0600) == 0);
    CHECK(fails() == "media.broken");
    fs::remove(path);
    make_film(path, {4112, 16, 2});
    CHECK(fails() == "media.too_large");
}

TEST_CASE("damaged films play as far as they go, or fail; nothing falls", "[media]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "film.mp4";
    make_film(path, {});
    const std::string whole = bytes_of(path);
    std::mt19937 chance(5);
    const std::atomic<bool> go_on = false;
    int played = 0;
    for (int round = 0; round < 200; ++round) {
        write(path, damaged(whole, chance));
        auto decoder = film::Decoder::open(path.string(), go_on);
        film::Frame frame;
        int frames = 0;
        while (decoder && frames < 100 && decoder.value()->next()) {
            ++frames;
            static_cast<void>(decoder.value()->write(frame, {16, 12}));
        }
        CHECK((decoder || decoder.problem().code.starts_with("media.")));
        played += frames > 0 ? 1 : 0;
    }
    CHECK(played > 20);
    CHECK(played < 180);
}

TEST_CASE("a picture that claims more pixels than a wall has is not decoded", "[media]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "besar.png";
    write(path, png_of(50'000, 50'000));
    const auto huge = sdl::read_picture(path.string(), {100, 100});
    REQUIRE_FALSE(huge);
    CHECK(huge.problem().code == "media.too_large");
    CHECK(huge.problem().what == "\"besar.png\" is 50000 x 50000 pixels");
    write(path, png_of(9'000, 20));
    const auto own = sdl::measure_picture(path.string());
    REQUIRE_FALSE(own);
    CHECK(own.problem().code == "media.too_large");
    CHECK(own.problem().what == "\"besar.png\" is 9000 x 20 pixels");
    CHECK_FALSE(sdl::read_picture(path.string(), {100, 100}));
    const fs::path svg = folder.path() / "besar.svg";
    write(svg, R"(<svg xmlns="http://www.w3.org/2000/svg" width="1" height="50000"></svg>)");
    const auto tall = sdl::measure_picture(svg.string());
    REQUIRE(tall);
    CHECK(tall.value().height <= 1024);
}

TEST_CASE("a drawing with dashed lines is refused: it could draw for ever", "[media]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "garis.svg";
    // A short line with long dashes would do no harm; which ones would, only drawing them tells.
    write(path, R"(<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6">)"
                R"(<path d="M1 1 L5 5" stroke="#00f" stroke-dasharray="2 1"/></svg>)");
    const auto dashed = sdl::read_picture(path.string(), {30, 20});
    REQUIRE_FALSE(dashed);
    CHECK(dashed.problem().code == "media.broken");
    CHECK(dashed.problem().what.find("stroke-dasharray") != std::string::npos);
}

TEST_CASE("damaged pictures are pictures or problems; nothing falls", "[media]") {
    const test::TemporaryFolder folder;
    make_picture(folder.path() / "a.png");
    make_picture(folder.path() / "a.jpg");
    make_film(folder.path() / "a.webp", {64, 48, 1, 1, "libwebp"});
    write(folder.path() / "a.svg", drawing);
    std::mt19937 chance(7);
    for (const char* name : {"a.png", "a.jpg", "a.webp", "a.svg"}) {
        INFO(name);
        const fs::path path = folder.path() / name;
        const std::string whole = bytes_of(path);
        REQUIRE(sdl::read_picture(path.string(), {30, 20}));
        for (int round = 0; round < 200; ++round) {
            write(path, damaged(whole, chance));
            const auto picture = sdl::read_picture(path.string(), {30, 20});
            CHECK((picture || picture.problem().code.starts_with("media.")));
        }
    }
}

TEST_CASE("a television reads pictures aside, and keeps the old one while a new one is read",
          "[media]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "lambang.png";
    make_picture(path);
    sdl::Media media(sdl::Reading::Aside);
    CHECK(media.images.nominal(path.string()) == Size{}); // not known yet, and nobody waits
    const auto comes = [&](const std::function<bool()>& is_so) {
        return rings_until(media.bell, [&] {
            media.images.collect();
            return is_so();
        });
    };
    REQUIRE(comes([&] { return media.images.nominal(path.string()) == Size{60, 40}; }));
    CHECK(media.images.version(path.string(), {30, 20}) == 0);
    REQUIRE(comes([&] { return media.images.version(path.string(), {30, 20}) != 0; }));
    const std::uint32_t first = media.images.version(path.string(), {30, 20});

    write(path, "half a picture");
    fs::last_write_time(path, fs::last_write_time(path) + std::chrono::seconds(5));
    media.forget();
    CHECK(media.images.nominal(path.string()) == Size{60, 40});
    Problems told;
    REQUIRE(comes([&] {
        static_cast<void>(media.images.version(path.string(), {30, 20}));
        told = media.images.take_problems();
        return !told.empty();
    }));
    CHECK(told.front().code == "media.broken");
    CHECK(media.images.version(path.string(), {30, 20}) == first);

    make_picture(path);
    fs::last_write_time(path, fs::last_write_time(path) + std::chrono::seconds(10));
    media.forget();
    static_cast<void>(media.images.nominal(path.string()));
    CHECK(media.images.version(path.string(), {30, 20}) == first);
    CHECK(comes([&] { return media.images.version(path.string(), {30, 20}) > first; }));
}

TEST_CASE("a film is painted where it stands, and ends when nobody looks", "[media]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "film.mp4";
    make_film(path, {});
    Studio studio({64, 48});
    const FilmLook look = studio.text.film(path.string(), {64, 48});
    CHECK(look.state == FilmLook::State::Playing); // a still picture has its first frame at once
    studio.canvas.draw(FilmMark{path.string(), {8, 8, 16, 12}, look.frame}, 255);
    CHECK(studio.touched(0xFF000000U) == Rect{8, 8, 16, 12});
    CHECK(studio.text.film("no/such/film.mp4", {64, 48}).state == FilmLook::State::Failed);
    CHECK(studio.media.films.take_problems().size() == 1);
}

TEST_CASE("a film that has failed is news once, and lets the screen come to rest", "[media]") {
    const test::TemporaryFolder folder;
    const std::string path = (folder.path() / "film.mp4").string();
    write(path, "no film");
    sdl::Media media(sdl::Reading::Aside);
    static_cast<void>(media.films.look(path));
    pollfd asked{media.bell.descriptor(), POLLIN, 0};
    REQUIRE(poll(&asked, 1, 10'000) == 1); // once it has failed
    REQUIRE(media.films.look(path).state == FilmLook::State::Failed);
    const auto before = media.news;
    media.collect();
    CHECK(media.news > before);
    const auto news = media.news;
    media.collect();
    CHECK(media.news == news);
    CHECK(media.films.take_problems().size() == 1);
    media.collect();
    CHECK(media.news == news);
}

// SPDX-License-Identifier: MIT
/// A film, a sound or a picture wants more memory than there is: it is told, and the numbers go on.
#include "renderer/film/film.hpp"
#include "renderer/film/recording.hpp"
#include "renderer/sdl/films.hpp"
#include "renderer/sdl/picture_reader.hpp"
#include "renderer/sdl/png.hpp"
#include "renderer/voice_store.hpp"
#include "tests/catch.hpp"
#include "tests/fakes/manual_screen.hpp"
#include "tests/renderer/bell_waiting.hpp"
#include "tests/renderer/film_maker.hpp"
#include "tests/temporary_folder.hpp"

#include <SDL.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <new>
#include <poll.h>
#include <thread>

using namespace panggil;
using namespace panggil::testing;

namespace {

/// Pieces of this size and larger are refused; 0 refuses none.
std::atomic<std::size_t> refused_from = 0;
/// Whose pieces are not refused.
std::atomic<std::thread::id> spared;

/// Within its scope there is little memory left, for all threads or for all others than this.
class LittleMemory {
public:
    explicit LittleMemory(std::size_t from, bool also_here = false) {
        spared = also_here ? std::thread::id{} : std::this_thread::get_id();
        refused_from = from;
    }

    ~LittleMemory() { refused_from = 0; }

    LittleMemory(const LittleMemory&) = delete;
    LittleMemory& operator=(const LittleMemory&) = delete;
};

} // namespace

[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    const std::size_t limit = refused_from;
    return limit != 0 && size >= limit && std::this_thread::get_id() != spared.load()
               ? nullptr
               : std::malloc(size);
}

[[gnu::noinline]] void* operator new(std::size_t size) {
    void* piece = ::operator new(size, std::nothrow);
    if (piece == nullptr) {
        throw std::bad_alloc();
    }
    return piece;
}

[[gnu::noinline]] void operator delete(void* piece) noexcept {
    std::free(piece);
}

[[gnu::noinline]] void operator delete(void* piece, std::size_t) noexcept {
    std::free(piece);
}

TEST_CASE("a sound for which there is no memory ends and is told, and nothing else ends",
          "[no_memory]") {
    const test::TemporaryFolder folder;
    const auto path = (folder.path() / "lagu.mkv").string();
    FilmPlan plan;
    plan.sound = "flac";
    plan.sound_seconds = 2;
    make_film(path, plan);
    film::Bell bell;
    std::optional<Problem> problem;
    {
        const LittleMemory little(4'096);
        film::Recording recording(path, bell);
        CHECK(rings_until(bell, [&] {
            problem = recording.take_problem();
            return problem.has_value();
        }));
    }
    REQUIRE(problem);
    CHECK(problem->code == "media.no_sound");
    CHECK(problem->what.find("not enough memory") != std::string::npos);
    CHECK(problem->pesan.find("memori tidak cukup") != std::string::npos);
}

TEST_CASE("a film for which there is no memory has failed, and is told", "[no_memory]") {
    const test::TemporaryFolder folder;
    const auto path = (folder.path() / "film.mp4").string();
    make_film(path, {});
    film::Bell bell;
    const LittleMemory little(64 * 48 * 4);
    film::Film film(path, bell);
    CHECK(rings_until(bell, [&] { return film.look().state == FilmLook::State::Failed; }));
    CHECK(film.take_problem()->what.find("not enough memory") != std::string::npos);
}

TEST_CASE("the single picture of a film for which there is no memory is left to the fallback",
          "[no_memory]") {
    const test::TemporaryFolder folder;
    const auto path = (folder.path() / "film.mp4").string();
    make_film(path, {});
    film::Bell bell;
    sdl::FilmStore store(sdl::Reading::AtOnce, bell);
    {
        const LittleMemory little(64 * 48 * 4, true);
        CHECK(store.look(path).state == FilmLook::State::Failed);
    }
    const Problems problems = store.take_problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().code == "media.broken");
    CHECK(problems.front().what.find("not enough memory") != std::string::npos);
}

TEST_CASE("a picture for which there is no memory is told, and the next one is read",
          "[no_memory]") {
    const test::TemporaryFolder folder;
    const auto path = (folder.path() / "foto.png").string();
    SDL_Surface* made = SDL_CreateRGBSurfaceWithFormat(0, 60, 40, 32, SDL_PIXELFORMAT_ARGB8888);
    REQUIRE(sdl::save_png(*made, path));
    SDL_FreeSurface(made);
    film::Bell bell;
    sdl::PictureReader reader(bell);
    std::vector<sdl::PictureAnswer> answers;
    const auto answered = [&] {
        for (sdl::PictureAnswer& answer : reader.take()) {
            answers.push_back(std::move(answer));
        }
        return !answers.empty();
    };
    {
        // The shares of twenty columns; or nothing at all, not even for the words that tell it.
        const LittleMemory little(GENERATE(20 * 24, 1));
        reader.ask({path, {20, 10}});
        REQUIRE(rings_until(bell, answered));
    }
    REQUIRE(answers.front().problem);
    CHECK(answers.front().problem->code == "media.broken");
    CHECK(answers.front().problem->pesan.find("memori") != std::string::npos);
    answers.clear();
    reader.ask({path, {20, 10}});
    REQUIRE(rings_until(bell, answered));
    CHECK_FALSE(answers.front().problem);
    CHECK(answers.front().surface != nullptr);
}

TEST_CASE("a voice that is read without any memory is told, and read when its files change",
          "[no_memory]") {
    const test::TemporaryFolder folder;
    const auto pack = folder.path() / "suara";
    std::filesystem::create_directories(pack);
    testing::KeptLog log;
    screen::Now now{UtcTime{Millis{1'795'478'400'000}}, Moment{std::chrono::hours(1)}};
    std::optional<screen::VoiceStore> store;
    const auto turn = [&] {
        std::vector<pollfd> asked;
        for (const int descriptor : store->descriptors()) {
            asked.push_back({descriptor, POLLIN, 0});
        }
        static_cast<void>(poll(asked.data(), asked.size(), 50));
        now.mono += Millis(50);
        store->turn(now);
    };
    {
        const LittleMemory little(1);
        store.emplace(std::vector{pack}, log);
        while (store->is_starting()) {
            turn();
        }
    }
    CHECK(store->voice() == nullptr);
    CHECK(store->standing().state == "none");
    REQUIRE(log.lines.size() == 1);
    CHECK(log.lines.front().event == "voice.rejected");
    CHECK(log.lines.front().fields.text("code") == "file.cannot_read");
    std::ofstream(pack / "pack.json") << "{";
    while (log.lines.size() == 1) {
        turn();
    }
    CHECK(log.lines.back().fields.text("code") == "voice.bad_json");
}

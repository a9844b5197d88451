// SPDX-License-Identifier: MIT
/// The sound of films: each sample at the time of its picture, round after round without a gap, and
/// never a picture less because a sound is broken.
#include "renderer/film/film.hpp"
#include "renderer/film/recording.hpp"
#include "renderer/sdl/films.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/bell_waiting.hpp"
#include "tests/renderer/film_maker.hpp"
#include "tests/temporary_folder.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <random>

using namespace panggil;
using namespace panggil::testing;
namespace fs = std::filesystem;

namespace {

using Instant = film::SoundRing::Instant;

constexpr std::size_t block = 480; ///< 10 ms

Instant at_ms(std::int64_t time) {
    return Instant(std::chrono::hours(1) + std::chrono::milliseconds(time));
}

/// Samples that say their own place, in thousandths of a second.
std::vector<float> placed(std::int64_t from, std::size_t frames) {
    std::vector<float> stereo;
    for (std::size_t at = 0; at < frames; ++at) {
        const auto place = static_cast<float>(from + static_cast<std::int64_t>(at)) / 48.0F;
        stereo.insert(stereo.end(), {place, place});
    }
    return stereo;
}

/// What is heard at this moment: the place of its first sample in milliseconds; nothing for
/// silence.
std::optional<double> heard_at(film::SoundRing& ring, std::int64_t time) {
    std::array<float, 2 * block> stereo{};
    const std::size_t there = ring.take(stereo, at_ms(time));
    return there > 0 ? std::optional<double>(stereo[0]) : std::nullopt;
}

std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

/// All that the file holds: its place, and the left side of it.
struct Read {
    std::int64_t begin = 0;
    std::vector<float> left;
};

Read read_all(const fs::path& path) {
    const std::atomic<bool> go_on = false;
    auto decoder = film::SoundDecoder::open(path.string(), go_on);
    REQUIRE(decoder);
    REQUIRE(decoder.value());
    Read all;
    while (decoder.value()->next()) {
        const std::vector<float>& stereo = decoder.value()->block();
        if (all.left.empty()) {
            all.begin = decoder.value()->position();
        }
        CHECK(decoder.value()->position() ==
              all.begin + static_cast<std::int64_t>(all.left.size()));
        for (std::size_t at = 0; at < stereo.size(); at += 2) {
            all.left.push_back(stereo[at]);
        }
    }
    return all;
}

} // namespace

TEST_CASE("a sample is heard at its time: the late is left out, the early waits", "[film_sound]") {
    film::SoundRing ring;
    CHECK(ring.put(0, placed(0, 48'000)) == 48'000);
    CHECK_FALSE(heard_at(ring, 0)); // it has not begun
    ring.begin_at(at_ms(100));
    CHECK_FALSE(heard_at(ring, 60));
    CHECK(*heard_at(ring, 200) == Approx(100).margin(0.1)); // what was due before is left out
    CHECK(*heard_at(ring, 210) == Approx(110).margin(0.1));
    CHECK(*heard_at(ring, 260) == Approx(120).margin(0.1)); // a device takes in fits and starts
    CHECK(*heard_at(ring, 230) == Approx(130).margin(0.1));
    CHECK(*heard_at(ring, 1'050) == Approx(140).margin(0.1));
    for (int time = 1'060; time < 2'000; time += 10) { // but late for good is made up for
        static_cast<void>(heard_at(ring, time));
    }
    CHECK_FALSE(heard_at(ring, 2'000));                        // nothing is left
    CHECK(ring.put(110'400, placed(110'400, 4'800)) == 4'800); // 2.3 s of the film: 2.4 s
    CHECK_FALSE(heard_at(ring, 2'300));
    CHECK(*heard_at(ring, 2'405) == Approx(2'305).margin(0.1));
    ring.hold();
    CHECK_FALSE(heard_at(ring, 2'415));
}

TEST_CASE("a device that stood still hears what is due then", "[film_sound]") {
    film::SoundRing ring;
    ring.begin_at(at_ms(0));
    CHECK(ring.put(0, placed(0, 96'000)) == 96'000);
    CHECK(*heard_at(ring, 0) == Approx(0).margin(0.1));
    CHECK(*heard_at(ring, 1'500) == Approx(1'500).margin(0.1));
    ring.begin_at(at_ms(1'100)); // the picture was held up
    CHECK_FALSE(heard_at(ring, 1'510));
    CHECK_FALSE(heard_at(ring, 2'000));
    CHECK(*heard_at(ring, 2'700) == Approx(1'600).margin(0.1));
}

TEST_CASE("a ring takes no more than it has room for, and no less", "[film_sound]") {
    film::SoundRing ring;
    ring.begin_at(at_ms(0));
    const std::vector<float> second = placed(0, 48'000);
    std::size_t there = 0;
    std::int64_t position = 0;
    do {
        there = ring.put(position, second);
        position += static_cast<std::int64_t>(there);
    } while (there == 48'000);
    CHECK(position > 2 * 48'000);
    CHECK(ring.put(position, second) == 0);
    for (int time = 0; time < position / 48 - 10; time += 10) {
        REQUIRE(heard_at(ring, time));
    }
    CHECK(ring.put(position, second) == 48'000);
}

TEST_CASE("sound is read as it was made: every sample, at its place", "[film_sound]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "film.mkv";
    make_film(path, {.sound = "flac"});
    const Read all = read_all(path);
    CHECK(all.begin == 0);
    REQUIRE(all.left.size() == 9'600);
    for (int at = 0; at < 9'600; ++at) {
        REQUIRE(all.left[static_cast<std::size_t>(at)] == Approx(sound_at(at)).margin(1.0 / 32768));
    }
    const std::atomic<bool> go_on = false;
    auto decoder = film::SoundDecoder::open(path.string(), go_on);
    REQUIRE(decoder.value()->next());
    REQUIRE(decoder.value()->next());
    REQUIRE(decoder.value()->seek(0));
    REQUIRE(decoder.value()->next());
    CHECK(decoder.value()->position() == 0);
    CHECK(decoder.value()->block().front() == Approx(sound_at(0)).margin(1.0 / 32768));
    const fs::path silent = folder.path() / "bisu.mp4";
    make_film(silent, {});
    const auto none = film::SoundDecoder::open(silent.string(), go_on);
    REQUIRE(none);
    CHECK_FALSE(none.value());
}

TEST_CASE("an encoder's lead-in is no sound of the film", "[film_sound]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "film.mp4";
    make_film(path, {.frames = 50, .sound = "aac", .sound_seconds = 1.0, .tone = 1000});
    const Read all = read_all(path);
    CHECK(std::abs(all.begin) < 48);
    double power = 0;
    for (std::size_t at = 9'600; at < 38'400; ++at) {
        power += static_cast<double>(all.left[at]) * all.left[at] / 28'800;
    }
    CHECK(std::sqrt(2 * power) == Approx(0.25).epsilon(0.05));
}

TEST_CASE("a film is read ahead round after round: no gap, and silence where its sound is shorter",
          "[film_sound]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "film.mkv";
    make_film(path, {.frames = 15, .sound = "flac"}); // 300 ms of picture, 200 ms of sound
    const std::atomic<bool> go_on = false;
    auto ring = std::make_shared<film::SoundRing>();
    film::SoundTrack track(path.string(), go_on, ring, film::SoundTrack::Again::OverAndOver);
    constexpr std::int64_t length = 14'400;
    ring->begin_at(at_ms(0));
    std::array<float, 2 * block> stereo{};
    for (std::int64_t time = 0; time < 3'000; time += 10) {
        const std::int64_t now = time * 48;
        track.fill({now / length, now / length * length, length, now});
        REQUIRE(ring->take(stereo, at_ms(time)) == block);
        const std::int64_t place = now % length;
        const float wanted = place < 9'600 ? sound_at(static_cast<int>(place)) : 0.0F;
        INFO(time);
        REQUIRE(stereo[0] == Approx(wanted).margin(1.0 / 32768));
        REQUIRE(stereo[2 * block - 1] == Approx(wanted).margin(1.0 / 32768));
    }
    CHECK_FALSE(track.take_problem());
}

TEST_CASE("a sound that begins when its picture has ended is silence, round after round",
          "[film_sound]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "film.mkv";
    make_film(path, {.frames = 15, .sound = "flac", .sound_after = 0.4}); // 300 ms of picture
    const std::atomic<bool> go_on = false;
    auto ring = std::make_shared<film::SoundRing>();
    film::SoundTrack track(path.string(), go_on, ring, film::SoundTrack::Again::OverAndOver);
    constexpr std::int64_t length = 14'400;
    ring->begin_at(at_ms(0));
    std::array<float, 2 * block> stereo{};
    for (std::int64_t time = 0; time < 1'000; time += 10) {
        const std::int64_t now = time * 48;
        track.fill({now / length, now / length * length, length, now});
        REQUIRE(ring->take(stereo, at_ms(time)) == block);
        REQUIRE(std::ranges::all_of(stereo, [](float sample) { return sample == 0.0F; }));
    }
}

TEST_CASE("a film that waits for its turn is heard each time that it plays", "[film_sound]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "film.mkv";
    make_film(path, {.frames = 10, .sound = "flac"});
    const std::atomic<bool> go_on = false;
    auto ring = std::make_shared<film::SoundRing>();
    film::SoundTrack track(path.string(), go_on, ring, film::SoundTrack::Again::Never);
    constexpr std::int64_t length = 9'600;
    for (std::int64_t round = 0; round < 3; ++round) {
        const std::int64_t start = 1'000 * round; // the other films of its list play between
        const std::int64_t before = round * length;
        ring->begin_at(at_ms(start - before / 48));
        std::array<float, 2 * block> stereo{};
        for (std::int64_t time = 0; time < 200; time += 10) {
            INFO(round << ": " << time);
            track.fill({round, before, length, before + time * 48});
            REQUIRE(ring->take(stereo, at_ms(start + time)) == block);
            REQUIRE(stereo[0] == Approx(sound_at(static_cast<int>(time * 48))).margin(1.0 / 32768));
        }
        CHECK(track.is_over());
    }
}

TEST_CASE("a film that was not listened to for long is met where it is", "[film_sound]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "film.mkv";
    make_film(path, {.frames = 15, .sound = "flac"});
    const std::atomic<bool> go_on = false;
    auto ring = std::make_shared<film::SoundRing>();
    film::SoundTrack track(path.string(), go_on, ring, film::SoundTrack::Again::OverAndOver);
    constexpr std::int64_t length = 14'400;
    ring->begin_at(at_ms(0));
    track.fill({0, 0, length, 0}); // read ahead, and nobody takes
    std::array<float, 2 * block> stereo{};
    const std::int64_t now = 200 * length + 4'800;          // a minute later, 100 ms into its round
    static_cast<void>(ring->take(stereo, at_ms(now / 48))); // throws away what is old
    track.fill({200, 200 * length, length, now});
    REQUIRE(ring->take(stereo, at_ms(now / 48)) > 0);
    CHECK(stereo[0] == Approx(sound_at(4'800)).margin(1.0 / 32768));
}

TEST_CASE("a film on the glass is heard, in the order of its time", "[film_sound]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "film.mkv";
    make_film(path, {.sound = "flac"});
    film::Bell bell;
    film::Film film(path.string(), bell);
    const auto ring = film.sound();
    std::vector<float> levels;
    std::array<float, 2 * block> stereo{};
    REQUIRE(rings_until(bell, [&] {
        const std::size_t there = ring->take(stereo, std::chrono::steady_clock::now());
        for (std::size_t at = 0; at < there; ++at) {
            if (levels.empty() || levels.back() != stereo[2 * at]) {
                levels.push_back(stereo[2 * at]);
            }
        }
        return levels.size() > 60;
    }));
    int rounds = 0;
    for (std::size_t at = 1; at < levels.size(); ++at) {
        rounds += levels[at] < levels[at - 1] ? 1 : 0;
    }
    CHECK(rounds >= 2);
    CHECK_FALSE(film.take_problem());
}

TEST_CASE("a film whose sound is broken still shows its picture", "[film_sound]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "film.mp4";
    make_film(path, {.frames = 25, .sound = "aac", .sound_seconds = 0.5, .tone = 500});
    const std::string whole = bytes_of(path);
    std::mt19937 chance(11);
    const std::atomic<bool> go_on = false;
    int heard = 0;
    int silent = 0;
    for (int round = 0; round < 200; ++round) {
        std::string bytes = whole;
        for (std::size_t times = 1 + chance() % 20; times > 0; --times) {
            bytes[chance() % bytes.size()] = static_cast<char>(chance() % 256);
        }
        write(path, round % 3 == 0 ? bytes.substr(0, chance() % bytes.size()) : bytes);
        auto decoder = film::SoundDecoder::open(path.string(), go_on);
        CHECK((decoder || decoder.problem().code == "media.no_sound"));
        int blocks = 0;
        while (decoder && decoder.value() && blocks < 500 && decoder.value()->next()) {
            ++blocks;
            for (const float sample : decoder.value()->block()) {
                REQUIRE(std::abs(sample) <= 1.0F);
            }
        }
        (blocks > 0 ? heard : silent) += 1;
    }
    CHECK(heard > 20);
    CHECK(silent > 20);

    // The sound is of a kind that nobody knows, and the film plays.
    const fs::path strange = folder.path() / "film.mkv";
    make_film(strange, {.frames = 25, .sound = "flac"});
    std::string bytes = bytes_of(strange);
    const std::size_t name = bytes.find("A_FLAC");
    REQUIRE(name != std::string::npos);
    bytes.replace(name, 6, "A_XLAX");
    write(strange, bytes);
    film::Bell bell;
    film::Film film(strange.string(), bell);
    const auto ring = film.sound();
    REQUIRE(rings_until(bell, [&] { return film.look().frame > 30; }));
    CHECK(film.look().state == FilmLook::State::Playing);
    const auto problem = film.take_problem();
    REQUIRE(problem);
    CHECK(problem->code == "media.no_sound");
    CHECK_FALSE(film.take_problem());
}

TEST_CASE("a recording is played once", "[film_sound]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "lagu.mkv";
    make_film(path, {.frames = 0, .sound = "flac", .sound_seconds = 0.1});
    film::Bell bell;
    const film::Recording recording(path.string(), bell);
    const auto ring = recording.sound();
    std::array<float, 2 * block> stereo{};
    std::vector<float> levels;
    for (int silent = 0; levels.empty() || silent < 200;) {
        const std::size_t there = ring->take(stereo, std::chrono::steady_clock::now());
        for (std::size_t at = 0; at < there; ++at) {
            levels.push_back(stereo[2 * at]);
        }
        silent = there > 0 ? 0 : silent + 1;
        poll(nullptr, 0, 2);
    }
    CHECK(std::ranges::is_sorted(levels)); // it did not begin again
    CHECK(levels.size() <= 4'800);

    film::Recording missing((folder.path() / "tidak-ada.mp3").string(), bell);
    REQUIRE(rings_until(bell, [&] { return missing.take_problem().has_value(); }));
}

TEST_CASE("films take turns: each from its first frame to its last, and never a black one",
          "[film_sound]") {
    const test::TemporaryFolder folder;
    const std::array<std::string, 3> paths{(folder.path() / "satu.mp4").string(),
                                           (folder.path() / "rusak.mp4").string(),
                                           (folder.path() / "tiga.mp4").string()};
    make_film(paths[0], {.frames = 6, .darkest = 40});
    write(paths[1], "not a film");
    make_film(paths[2], {.frames = 6, .darkest = 140});
    film::Bell bell;
    sdl::FilmStore store(sdl::Reading::Aside, bell);
    const std::vector<FilmTurn> turns{{paths[0]}, {paths[1]}, {paths[2]}};
    std::vector<std::string> played;
    std::array<std::uint32_t, 64 * 48> glass{};
    const sdl::Pixels pixels{glass.data(), 64, {0, 0, 64, 48}};
    bool once_shown = false;
    REQUIRE(rings_until(bell, [&] {
        const FilmChoice choice = store.choose("layanan", turns);
        if (choice.look.state != FilmLook::State::Playing) {
            CHECK_FALSE(once_shown); // once a film plays there is always one
            return false;
        }
        once_shown = true;
        glass.fill(0xFF000000U);
        store.draw(pixels, {choice.path, {0, 0, 64, 48}, choice.look.frame}, 255);
        const std::uint32_t grey = glass[1'000] & 255U;
        CHECK(grey > (choice.path == paths[0] ? 20U : 120U));
        CHECK(grey < (choice.path == paths[0] ? 120U : 220U));
        if (played.empty() || played.back() != choice.path) {
            played.push_back(choice.path);
        }
        return played.size() >= 5;
    }));
    CHECK(played == std::vector<std::string>{paths[0], paths[2], paths[0], paths[2], paths[0]});
    Problems told = store.take_problems();
    REQUIRE(told.size() == 1);
    CHECK(told.front().code == "media.broken");
}

TEST_CASE("a film of a list stands for its seconds, and a list may change", "[film_sound]") {
    const test::TemporaryFolder folder;
    const std::string first = (folder.path() / "satu.mp4").string();
    const std::string second = (folder.path() / "dua.mp4").string();
    make_film(first, {.frames = 5, .darkest = 40});
    make_film(second, {.frames = 5, .darkest = 140});
    film::Bell bell;
    sdl::FilmStore store(sdl::Reading::Aside, bell);
    std::vector<FilmTurn> turns{{first, Millis(60'000)}, {second}};
    std::uint64_t frames = 0;
    std::uint64_t before = 0;
    REQUIRE(rings_until(bell, [&] {
        const FilmChoice choice = store.choose("layanan", turns);
        CHECK(choice.path == first); // again and again, for a minute
        frames += choice.look.frame > before ? 1 : 0;
        before = choice.look.frame;
        return frames > 12;
    }));
    turns.erase(turns.begin());
    CHECK(store.choose("layanan", turns).path == second);
}

TEST_CASE("a film of a list that is replaced plays from its first frame to its last",
          "[film_sound]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "satu.mp4";
    const fs::path better = folder.path() / "baru.mp4";
    make_film(path, {.frames = 5, .darkest = 40});
    make_film(better, {.frames = 5, .darkest = 140});
    film::Bell bell;
    sdl::FilmStore store(sdl::Reading::Aside, bell);
    const std::vector<FilmTurn> turns{{path.string()}};
    const auto plays = [&] {
        return rings_until(bell, [&] { return store.choose("layanan", turns).look.rounds > 1; });
    };
    REQUIRE(plays());
    fs::last_write_time(better, fs::last_write_time(path) + std::chrono::seconds(10));
    fs::rename(better, path);
    store.forget();
    CHECK(store.choose("layanan", turns).look.rounds <= 1); // it is another one
    CHECK(plays());
}

TEST_CASE("a graphics device that fails in the middle of a film is done without", "[film_sound]") {
    const test::TemporaryFolder folder;
    const fs::path path = folder.path() / "film.mp4";
    const FilmPlan plan;
    make_film(path, plan);
    const std::atomic<bool> go_on = false;
    auto opened = film::Decoder::open(path.string(), go_on, film::Hardware::Breaks);
    REQUIRE(opened);
    film::Decoder& decoder = *opened.value();
    CHECK(decoder.is_in_hardware());
    film::Frame frame;
    REQUIRE(decoder.next());
    CHECK_FALSE(decoder.write(frame, {64, 48})); // the device does not give it back
    CHECK_FALSE(decoder.is_in_hardware());
    int frames = 0;
    while (const auto time = decoder.next()) {
        REQUIRE(decoder.write(frame, {64, 48}));
        CHECK(time->count() == frames * 20'000);
        ++frames;
    }
    CHECK(frames == plan.frames); // not one is missing
}

// SPDX-License-Identifier: MIT
/// Devices that are slow, stuck, gone and back: the player is never held, and the voice returns.
#include "renderer/sdl/mixer_player.hpp"
#include "tests/catch.hpp"

#include <SDL.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <poll.h>
#include <thread>

using namespace panggil;
using namespace panggil::sdl;

namespace {

/// What the only loudspeaker of the test's hall does.
struct Bench {
    std::mutex mutex;
    std::condition_variable changed;
    bool plugged = true;
    bool opens = true; ///< false: open() hangs
    bool takes = true; ///< false: samples are not taken, and close() hangs
    bool default_moved = false;
    int opened = 0;
    int entered = 0;       ///< calls of open()
    int takers = 0;        ///< threads that take samples
    int blocks = 0;        ///< taken so far
    bool changing = false; ///< found outdated, and not opened again yet

    void set(bool Bench::*what, bool value) {
        const std::scoped_lock lock(mutex);
        this->*what = value;
        changed.notify_all();
    }

    int count(int Bench::*what) {
        const std::scoped_lock lock(mutex);
        return this->*what;
    }

    /// Until a device that works has done what the next tenth of a second would see of it, however
    /// busy the machine is.
    void keep_up() {
        std::unique_lock lock(mutex);
        const int before = blocks;
        changed.wait(lock, [&] {
            return (takers == 0 || !takes || blocks != before) && (!changing || !opens);
        });
    }
};

Bench* bench = nullptr;

/// Takes samples on a thread of its own, faster than time.
class BenchOutput final : public SoundOutput {
public:
    ~BenchOutput() override { close(); }

    std::optional<std::string> open(const std::shared_ptr<SampleSource>& source) override {
        std::unique_lock lock(bench->mutex);
        ++bench->entered;
        bench->changing = false;
        bench->changed.notify_all();
        bench->changed.wait(lock, [] { return bench->opens; });
        if (!bench->plugged) {
            return "nothing is plugged in";
        }
        ++bench->opened;
        bench->default_moved = false;
        leave_ = false;
        ++bench->takers;
        taker_ = std::thread([this, source] { take(source); });
        return std::nullopt;
    }

    void close() override {
        if (!taker_.joinable()) {
            return;
        }
        {
            const std::scoped_lock lock(bench->mutex);
            leave_ = true;
            bench->changed.notify_all();
        }
        taker_.join(); // as a driver does: it waits for its thread
    }

    [[nodiscard]] bool audible() const override { return true; }

    [[nodiscard]] bool is_outdated() override {
        const std::scoped_lock lock(bench->mutex);
        bench->changing = bench->default_moved;
        return bench->default_moved;
    }

private:
    void take(const std::shared_ptr<SampleSource>& source) {
        std::vector<float> block(2048);
        while (true) {
            {
                std::unique_lock lock(bench->mutex);
                bench->changed.wait(lock, [] { return bench->takes; });
                if (leave_) {
                    --bench->takers;
                    bench->changed.notify_all();
                    return;
                }
            }
            source->pull(block);
            {
                const std::scoped_lock lock(bench->mutex);
                ++bench->blocks;
                bench->changed.notify_all();
            }
            std::this_thread::yield();
        }
    }

    std::thread taker_;
    bool leave_ = false;
};

class Hall {
public:
    Hall() {
        bench = &bench_;
        PlayerOptions options;
        options.output = [] { return std::unique_ptr<SoundOutput>(new BenchOutput); };
        options.rest_after = std::chrono::hours(24 * 365); // the bench takes years in a moment
        options.trial = options.rest_after;
        open_ = options;
    }

    ~Hall() {
        bench_.set(&Bench::opens, true);
        bench_.set(&Bench::takes, true);
        player.reset();
    }

    void start() { player = MixerPlayer::open(open_); }

    /// One turn of the screen, and what was said to its end in it.
    std::optional<screen::PlayReport> turn() {
        pollfd wait{player->descriptor(), POLLIN, 0};
        (void)poll(&wait, 1, 5);
        auto report = player->finished();
        bench_.keep_up();
        now += Millis(100);
        player->drain(now);
        for (Problem& problem : player->take_problems()) {
            told.push_back(problem.code);
        }
        return report;
    }

    screen::PlayReport say(const std::string& call_id, std::size_t samples = 9'600) {
        auto sound = std::make_shared<screen::Sound>();
        sound->samples.assign(samples, 0.25F);
        player->play(call_id, sound);
        return wait_for_end();
    }

    screen::PlayReport wait_for_end() {
        while (true) {
            if (const auto report = turn()) {
                return *report;
            }
        }
    }

    template <class Holds>
    void turn_until(Holds holds) {
        while (!holds()) {
            (void)turn();
        }
    }

    static void push(std::uint32_t type) {
        SDL_Event event{};
        event.type = type;
        event.adevice.which = type == SDL_AUDIODEVICEREMOVED ? 2 : 0;
        SDL_PushEvent(&event);
    }

    Bench bench_;
    std::unique_ptr<MixerPlayer> player;
    Moment now{std::chrono::hours(1)};
    std::vector<std::string> told;

private:
    PlayerOptions open_;
};

using Codes = std::vector<std::string>;

} // namespace

TEST_CASE("a device that does not open holds nobody: calls go on in silence, and are heard later",
          "[device_care]") {
    Hall hall;
    hall.bench_.set(&Bench::opens, false);
    hall.start(); // returns, though the device has not
    CHECK_FALSE(hall.player->audible());
    const auto silent = hall.say("call-1");
    CHECK(silent.samples == 9'600);
    CHECK_FALSE(hall.player->audible());
    CHECK(hall.told == Codes{"sound.slow"});
    hall.bench_.set(&Bench::opens, true);
    hall.turn_until([&] { return hall.player->audible(); });
    CHECK(hall.say("call-2").samples == 9'600);
    CHECK(hall.player->audible());
    CHECK(hall.told.size() == 1);
}

TEST_CASE("a device that stops in the middle of a call breaks it off, and is left alone until it "
          "lets go",
          "[device_care]") {
    Hall hall;
    hall.start();
    CHECK(hall.player->audible());
    auto sound = std::make_shared<screen::Sound>();
    sound->samples.assign(std::size_t{1} << 26, 0.25F); // 23 minutes: it is within it
    hall.player->play("call-1", sound);
    hall.turn_until([&] { return hall.player->progress("call-1").has_value(); });
    hall.bench_.set(&Bench::takes, false);
    const auto report = hall.wait_for_end();
    CHECK(report.broken);
    CHECK_FALSE(hall.player->audible());
    CHECK_FALSE(hall.player->resting());
    CHECK(hall.told == Codes{"sound.stands_still"});
    CHECK(hall.say("call-2").samples == 9'600); // in silence, while the device is still stuck
    CHECK_FALSE(hall.player->audible());

    hall.bench_.set(&Bench::takes, true);
    hall.turn_until([&] { return hall.player->audible(); });
    CHECK(hall.bench_.count(&Bench::opened) == 2);
    const auto heard = hall.say("call-3");
    CHECK_FALSE(heard.broken);
    CHECK(heard.samples == 9'600);
}

TEST_CASE("a call that a stuck device never begins is given back at once", "[device_care]") {
    Hall hall;
    hall.start();
    hall.bench_.set(&Bench::takes, false);
    auto sound = std::make_shared<screen::Sound>();
    sound->samples.assign(std::size_t{1} << 26, 0.25F); // 23 minutes: nobody waits for its end
    hall.player->play("call-1", sound);
    const auto report = hall.wait_for_end();
    CHECK(report.call_id == "call-1");
    CHECK(report.broken);
    CHECK(report.samples == 0);
    CHECK(hall.told == Codes{"sound.stands_still"});
}

TEST_CASE("a device that comes back is used at once, not only when its turn to be tried comes",
          "[device_care]") {
    Hall hall;
    hall.start();
    hall.bench_.set(&Bench::plugged, false);
    Hall::push(SDL_AUDIODEVICEREMOVED);
    hall.turn_until([&] { return !hall.player->audible(); });
    CHECK(hall.told == Codes{"sound.no_device"});
    CHECK(hall.say("call-1").samples == 9'600);
    hall.turn_until(
        [&] { return hall.now > Moment{std::chrono::hours(1)} + std::chrono::minutes(5); });
    const int tries = hall.bench_.count(&Bench::entered);
    CHECK(tries > 2);
    CHECK(tries < 15);                   // ever more seldom
    CHECK_FALSE(hall.player->resting()); // a lost device is not one that rests
    hall.bench_.set(&Bench::plugged, true);
    const Moment before = hall.now;
    Hall::push(SDL_AUDIODEVICEADDED);
    hall.turn_until([&] { return hall.player->audible(); });
    CHECK(hall.now - before < std::chrono::seconds(30)); // of the hall's time
    CHECK(hall.bench_.count(&Bench::entered) == tries + 1);
    CHECK(hall.told.size() == 1);
}

TEST_CASE("when another device becomes the default one, the voice moves to it", "[device_care]") {
    Hall hall;
    hall.start();
    CHECK(hall.bench_.count(&Bench::opened) == 1);
    Hall::push(SDL_AUDIODEVICEADDED); // one that is not the default
    for (int turns = 0; turns < 5; ++turns) {
        (void)hall.turn();
    }
    CHECK(hall.bench_.count(&Bench::opened) == 1);
    hall.bench_.set(&Bench::default_moved, true);
    Hall::push(SDL_AUDIODEVICEADDED);
    hall.turn_until([&] { return hall.bench_.count(&Bench::opened) == 2; });
    CHECK(hall.say("call-1").samples == 9'600);
    CHECK(hall.player->audible());
    CHECK(hall.told.empty());
}

TEST_CASE("a default device that somebody chose without plugging anything in is found, between two "
          "sounds",
          "[device_care]") {
    Hall hall;
    hall.start();
    auto sound = std::make_shared<screen::Sound>();
    sound->samples.assign(std::size_t{1} << 22, 0.25F);
    const auto play = [&] { hall.player->play("call", sound); };
    play();
    play();                                       // one always follows: there is no silence
    hall.bench_.set(&Bench::default_moved, true); // and no event
    const Moment moved = hall.now;
    while (hall.now < moved + std::chrono::minutes(1)) {
        if (hall.turn()) {
            play();
        }
    }
    CHECK(hall.bench_.count(&Bench::opened) == 1);
    hall.player->drop();
    hall.turn_until([&] { return hall.bench_.count(&Bench::opened) == 2; });
    CHECK(hall.now < moved + std::chrono::minutes(2)); // of the hall's time
    CHECK(hall.say("call-2").samples == 9'600);
    CHECK(hall.player->audible());
    hall.turn_until([&] { return hall.now > moved + std::chrono::minutes(4); });
    CHECK(hall.bench_.count(&Bench::opened) == 2); // it is the default now
    CHECK(hall.told.empty());
}

namespace {

/// A device that takes samples when the test says.
struct HandDevice {
    std::mutex mutex;
    std::shared_ptr<SampleSource> source;
    bool default_moved = false;
    int opened = 0;

    void pull(std::size_t frames) {
        std::vector<float> block(2 * frames);
        const std::scoped_lock lock(mutex);
        if (source) {
            source->pull(block);
        }
    }

    [[nodiscard]] int times_opened() {
        const std::scoped_lock lock(mutex);
        return opened;
    }

    bool is_heard = true; ///< its driver plays to somebody; set before it is opened

    void move_default() {
        const std::scoped_lock lock(mutex);
        default_moved = true;
    }
};

HandDevice* hand = nullptr;

class HandOutput final : public SoundOutput {
public:
    std::optional<std::string> open(const std::shared_ptr<SampleSource>& source) override {
        const std::scoped_lock lock(hand->mutex);
        hand->source = source;
        hand->default_moved = false;
        ++hand->opened;
        return std::nullopt;
    }

    void close() override {
        const std::scoped_lock lock(hand->mutex);
        hand->source = nullptr;
    }

    [[nodiscard]] bool audible() const override { return hand->is_heard; }

    [[nodiscard]] bool is_outdated() override {
        const std::scoped_lock lock(hand->mutex);
        return hand->default_moved;
    }
};

/// A film in which nothing is said.
class Murmur final : public screen::Bed {
public:
    std::size_t take(std::span<float> stereo) override {
        std::ranges::fill(stereo, 0.125F);
        return stereo.size() / 2;
    }
};

} // namespace

TEST_CASE("a device that works rests until there is something to say, and then as it was told",
          "[device_care]") {
    HandDevice device;
    PlayerOptions options;
    hand = &device;
    options.output = [] { return std::unique_ptr<SoundOutput>(new HandOutput); };
    options.rest_after = std::chrono::seconds(10);
    const auto player = MixerPlayer::open(options);
    Moment now{std::chrono::hours(1)};
    /// How long it is open after this, in samples.
    const auto open_for = [&] {
        while (!player->audible()) {
            device.pull(480);
            player->drain(now);
        }
        const std::uint64_t before = player->position();
        while (!player->resting()) {
            device.pull(480);
            now += Millis(10);
            player->drain(now);
        }
        return static_cast<double>(player->position() - before) / MixerPlayer::rate;
    };
    CHECK(open_for() < 3); // nobody has said anything
    auto sound = std::make_shared<screen::Sound>();
    sound->samples.assign(4'800, 0.25F);
    const std::uint64_t before = player->position();
    player->play("call-1", sound);
    while (true) {
        device.pull(480);
        if (const auto report = player->finished()) {
            CHECK(report->first_sample - before >= MixerPlayer::lead_in); // nothing is swallowed
            break;
        }
    }
    const double after_call = open_for();
    CHECK(after_call > 9);
    CHECK(after_call < 12);
}

TEST_CASE("what a device was when it was open counts while it rests", "[device_care]") {
    const bool is_heard = GENERATE(true, false);
    HandDevice device;
    device.is_heard = is_heard;
    PlayerOptions options;
    hand = &device;
    options.output = [] { return std::unique_ptr<SoundOutput>(new HandOutput); };
    const auto player = MixerPlayer::open(options);
    Moment now{std::chrono::hours(1)};
    bool was_open = false;
    while (!was_open || !player->resting()) {
        device.pull(480);
        now += Millis(10);
        player->drain(now);
        was_open = was_open || player->position() > 0;
    }
    CHECK(player->audible() == is_heard);
    CHECK(player->may_be_heard() == is_heard);
}

TEST_CASE("a television is waited for once: not when a film has woken it long ago, and again when "
          "the default is another one",
          "[device_care]") {
    HandDevice device;
    PlayerOptions options;
    hand = &device;
    options.output = [] { return std::unique_ptr<SoundOutput>(new HandOutput); };
    options.rest_after = Millis(100);
    const auto player = MixerPlayer::open(options);
    Moment now{std::chrono::hours(1)};
    const auto turn = [&] {
        device.pull(480);
        now += Millis(100);
        player->drain(now);
    };
    /// How long the device is open, in samples, before the sound begins.
    const auto lead_of = [&](const std::string& call_id) {
        auto sound = std::make_shared<screen::Sound>();
        sound->samples.assign(4'800, 0.25F);
        const std::uint64_t before = player->position();
        player->play(call_id, sound);
        while (true) {
            device.pull(480);
            if (const auto report = player->finished()) {
                return report->first_sample - before;
            }
        }
    };
    while (!player->audible()) {
        turn();
    }
    while (!player->resting()) {
        turn();
    }
    CHECK(lead_of("call-1") == MixerPlayer::lead_in);
    while (!player->resting()) {
        turn();
    }
    player->set_film(std::make_shared<Murmur>(), 1.0, -18);
    for (const std::uint64_t woken = player->position(); player->position() < woken + 60'000;) {
        turn();
    }
    CHECK(lead_of("call-2") < MixerPlayer::lead_in / 2); // no more than the film gives way
    const int opened = device.times_opened();
    device.move_default();
    while (device.times_opened() == opened) {
        turn();
    }
    CHECK(lead_of("call-3") == MixerPlayer::lead_in);
    CHECK(lead_of("call-4") < MixerPlayer::lead_in / 2);
}

// SPDX-License-Identifier: MIT
#include "renderer/film/film.hpp"

#include "core/diagnosis.hpp"
#include "renderer/film/ffmpeg.hpp"

#include <algorithm>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace panggil::film {

namespace {

/// A machine that cannot keep up leaves frames out; one that slept begins to count anew.
constexpr Micros late{100'000};
constexpr Micros asleep{2'000'000};

/// Of this thread only: whatever a film costs, the numbers are drawn first.
void stand_back() {
    constexpr int politeness = 5;
    static_cast<void>(
        setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), politeness));
}

} // namespace

Film::Film(std::string path, Bell& bell)
    : path_(std::move(path)), bell_(&bell), thread_([this] { run(); }) {}

Film::~Film() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    woken_.notify_all();
    thread_.join();
}

FilmLook Film::look() const {
    const std::lock_guard lock(mutex_);
    return look_;
}

std::shared_ptr<const Frame> Film::frame() const {
    const std::lock_guard lock(mutex_);
    return shown_;
}

void Film::want(Size size) {
    const std::lock_guard lock(mutex_);
    wanted_ = size;
}

std::optional<Problem> Film::take_problem() {
    const std::lock_guard lock(mutex_);
    return std::exchange(problem_, std::nullopt);
}

void Film::fail(Problem problem) {
    {
        const std::lock_guard lock(mutex_);
        look_.state = FilmLook::State::Failed;
        problem_ = std::move(problem);
        shown_.reset();
    }
    bell_->ring();
}

void Film::publish(std::shared_ptr<Frame> frame) {
    {
        const std::lock_guard lock(mutex_);
        shown_ = std::move(frame);
        look_.state = FilmLook::State::Playing;
        ++look_.frame;
    }
    bell_->ring();
}

bool Film::sleep_until(Instant due) {
    std::unique_lock lock(mutex_);
    return !woken_.wait_until(lock, due, [this] { return stop_.load(); });
}

/// A frame that nobody looks at any more: three are enough for one on the glass, one that was just
/// taken and one that is written.
std::shared_ptr<Frame> Film::spare() {
    const std::lock_guard lock(mutex_);
    for (const auto& frame : frames_) {
        if (frame.use_count() == 1) {
            return frame;
        }
    }
    frames_.push_back(std::make_shared<Frame>());
    return frames_.back();
}

Size Film::wanted(Size own) const {
    const std::lock_guard lock(mutex_);
    return wanted_.width > 0 && wanted_.height > 0 ? wanted_ : own;
}

bool Film::play_once(Decoder& decoder, Instant start, Micros& length, int& shown) {
    using Clock = std::chrono::steady_clock;
    while (!stop_) {
        const auto time = decoder.next();
        if (!time) {
            return true;
        }
        length = std::max(length, *time + decoder.frame_time());
        Instant due = start + *time;
        if (Clock::now() > due + asleep) {
            start += Clock::now() - due; // the machine slept: nobody wants to see what was missed
            due = Clock::now();
        }
        if (shown > 0 && Clock::now() > due + late) {
            continue;
        }
        auto frame = spare();
        if (!decoder.write(*frame, wanted(decoder.size()))) {
            continue;
        }
        if (!sleep_until(due)) {
            return false;
        }
        ++shown;
        publish(std::move(frame));
    }
    return false;
}

void Film::run() {
    stand_back();
    auto opened = Decoder::open(path_, stop_);
    if (!opened) {
        fail(opened.problem());
        return;
    }
    Decoder& decoder = *opened.value();
    {
        const std::lock_guard lock(mutex_);
        look_.size = decoder.size();
    }
    Instant start = std::chrono::steady_clock::now();
    for (;;) {
        Micros length{0};
        int shown = 0;
        if (!play_once(decoder, start, length, shown)) {
            return;
        }
        if (shown == 0 || !decoder.rewind()) {
            fail(diagnose("media.broken", path_,
                          {name_of_file(path_), shown == 0
                                                    ? "no frame of it can be decoded"
                                                    : "it cannot be played from its beginning"}));
            return;
        }
        // The next round begins when the last frame has had its time.
        start = std::max(start + length, std::chrono::steady_clock::now() - late);
    }
}

} // namespace panggil::film

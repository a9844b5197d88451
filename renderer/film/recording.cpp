// SPDX-License-Identifier: MIT
#include "renderer/film/recording.hpp"

#include "renderer/film/fault.hpp"
#include "renderer/film/ffmpeg.hpp"

#include <utility>

namespace panggil::film {

Recording::Recording(std::string path, Bell& bell)
    : path_(std::move(path)), bell_(&bell), track_(path_, stop_, ring_, SoundTrack::Again::Never),
      thread_([this] { run(); }) {}

Recording::~Recording() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    woken_.notify_all();
    thread_.join();
}

std::optional<Problem> Recording::take_problem() {
    const std::lock_guard lock(mutex_);
    return std::exchange(problem_, std::nullopt);
}

void Recording::tell(Problem problem) {
    {
        const std::lock_guard lock(mutex_);
        problem_ = std::move(problem);
    }
    bell_->ring();
}

void Recording::run() {
    try {
        play();
    } catch (const std::exception& error) {
        tell(diagnose("media.no_sound", path_, {name_of_file(path_), words_of(error)}));
    }
}

void Recording::play() {
    using Clock = std::chrono::steady_clock;
    constexpr std::chrono::milliseconds read_ahead{500};
    Clock::time_point origin;
    for (bool begun = false;; begun = true) {
        const Clock::time_point now = begun ? Clock::now() : origin;
        const auto since = std::chrono::duration_cast<std::chrono::microseconds>(now - origin);
        track_.fill({0, 0, 0, since.count() * SoundRing::rate / 1'000'000});
        if (!begun) {
            origin = Clock::now(); // its first sample is heard, however long the file took to open
            ring_->begin_at(origin);
        }
        if (auto problem = track_.take_problem(); problem) {
            tell(std::move(*problem));
        }
        std::unique_lock lock(mutex_);
        if (track_.is_over()) {
            woken_.wait(lock, [this] { return stop_.load(); });
        }
        if (woken_.wait_for(lock, read_ahead, [this] { return stop_.load(); })) {
            return;
        }
    }
}

} // namespace panggil::film

// SPDX-License-Identifier: MIT
#include "renderer/sdl/silent_clock.hpp"

#include "renderer/sdl/mixer_output.hpp"

#include <array>
#include <chrono>

namespace panggil::sdl {

void SilentClock::start() {
    if (!is_running()) {
        stop_ = false;
        thread_ = std::thread([this] { run(); });
    }
}

void SilentClock::stop() {
    if (!is_running()) {
        return;
    }
    {
        const std::scoped_lock lock(mutex_);
        stop_ = true;
    }
    told_.notify_all();
    thread_.join();
}

void SilentClock::run() {
    using Clock = std::chrono::steady_clock;
    constexpr std::chrono::nanoseconds block(std::int64_t{MixerOutput::block_frames} *
                                             1'000'000'000 / MixerOutput::rate);
    constexpr std::chrono::seconds longest_sleep{2};
    std::array<float, std::size_t{2} * MixerOutput::block_frames> samples{};
    Clock::time_point due = Clock::now() + block;
    std::unique_lock lock(mutex_);
    while (!told_.wait_until(lock, due, [this] { return stop_; })) {
        source_->pull(samples);
        due += block;
        if (const auto now = Clock::now(); now - due > longest_sleep) {
            due = now; // the machine slept: its time is not made up for
        }
    }
}

} // namespace panggil::sdl

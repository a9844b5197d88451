// SPDX-License-Identifier: MIT
#pragma once
/// SilentClock: pulls at the pace of time and lets nobody hear it, on a thread of its own. So a
/// screen without a device says its calls in silence for as long as they last, and a recording has
/// the times of the hall.

#include "renderer/sdl/sound_output.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace panggil::sdl {

class SilentClock {
public:
    explicit SilentClock(std::shared_ptr<SampleSource> source) : source_(std::move(source)) {}

    ~SilentClock() { stop(); }

    SilentClock(const SilentClock&) = delete;
    SilentClock& operator=(const SilentClock&) = delete;

    void start();
    /// Nothing is pulled once it returns.
    void stop();

    [[nodiscard]] bool is_running() const { return thread_.joinable(); }

private:
    void run();

    std::shared_ptr<SampleSource> source_;
    std::thread thread_;
    std::mutex mutex_;
    std::condition_variable told_;
    bool stop_ = false;
};

} // namespace panggil::sdl

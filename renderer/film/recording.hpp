// SPDX-License-Identifier: MIT
#pragma once
/// Recording: a sound without a picture that is played once, from now on. A thread of its own reads
/// it ahead. Whatever goes wrong there ends the sound, and is told.

#include "renderer/film/bell.hpp"
#include "renderer/film/sound_track.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace panggil::film {

class Recording {
public:
    /// The bell outlives it; it rings when there is a problem to tell.
    Recording(std::string path, Bell& bell);
    ~Recording();
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;

    [[nodiscard]] std::shared_ptr<SoundRing> sound() const { return ring_; }

    /// Why it is not heard; told once.
    [[nodiscard]] std::optional<Problem> take_problem();

private:
    void run();
    void play();
    void tell(Problem problem);

    std::string path_;
    Bell* bell_;
    std::shared_ptr<SoundRing> ring_ = std::make_shared<SoundRing>();
    std::atomic<bool> stop_ = false;
    SoundTrack track_; ///< of the thread alone
    std::mutex mutex_;
    std::condition_variable woken_;
    std::optional<Problem> problem_; ///< with the mutex held
    std::thread thread_;             ///< last: it begins when all else is there
};

} // namespace panggil::film

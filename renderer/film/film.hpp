// SPDX-License-Identifier: MIT
#pragma once
/// Film: one film that plays, over and over. A thread of its own decodes and scales it, keeps its
/// time, and rings the bell when another frame is due; the main thread only takes the frame that is
/// there. Between two rounds the last frame stands, so that nothing goes black. A film that cannot
/// be played has Failed for good; who wants to try again makes another one.

#include "core/text_metrics.hpp"
#include "renderer/film/bell.hpp"
#include "renderer/film/decoder.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace panggil::film {

class Film {
public:
    /// The bell outlives the film. It begins at once.
    Film(std::string path, Bell& bell);
    ~Film();
    Film(const Film&) = delete;
    Film& operator=(const Film&) = delete;

    [[nodiscard]] FilmLook look() const;

    /// The frame that is due; null until there is one.
    [[nodiscard]] std::shared_ptr<const Frame> frame() const;

    /// Further frames come at this size.
    void want(Size size);

    /// Why it has failed; told once.
    [[nodiscard]] std::optional<Problem> take_problem();

private:
    using Instant = std::chrono::steady_clock::time_point;

    void run();
    /// Plays from here to the end. False when it was stopped.
    bool play_once(Decoder& decoder, Instant start, Micros& length, int& shown);
    void fail(Problem problem);
    void publish(std::shared_ptr<Frame> frame);
    /// False when it was stopped meanwhile.
    [[nodiscard]] bool sleep_until(Instant due);
    [[nodiscard]] std::shared_ptr<Frame> spare();
    [[nodiscard]] Size wanted(Size own) const;

    std::string path_;
    Bell* bell_;
    std::atomic<bool> stop_ = false;
    mutable std::mutex mutex_;
    std::condition_variable woken_;
    // Below: with the mutex held.
    FilmLook look_{FilmLook::State::Waiting, {}, 0};
    std::shared_ptr<Frame> shown_;
    std::optional<Problem> problem_;
    Size wanted_;
    // Of the thread alone:
    std::vector<std::shared_ptr<Frame>> frames_; ///< used over and over
    std::thread thread_;                         ///< last: it begins when all else is there
};

} // namespace panggil::film

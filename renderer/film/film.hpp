// SPDX-License-Identifier: MIT
#pragma once
/// Film: one film that plays. A thread of its own decodes and scales it, keeps its time, and rings
/// the bell when another frame is due; the main thread only takes the frame that is there. Between
/// two rounds the last frame stands, so that nothing goes black. A film that cannot be played has
/// Failed for good; who wants to try again makes another one. Its sound goes by a ring to the
/// device's thread; a film whose sound is broken is shown without it.

#include "core/text_metrics.hpp"
#include "renderer/film/bell.hpp"
#include "renderer/film/decoder.hpp"
#include "renderer/film/sound_track.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace panggil::film {

class Film {
public:
    enum class Order {
        OverAndOver, ///< begins at once, and again when it ends
        WhenTold,    ///< its first frame stands until it is told to play, its last one afterwards
    };

    /// The bell outlives the film.
    Film(std::string path, Bell& bell, Order order = Order::OverAndOver);
    ~Film();
    Film(const Film&) = delete;
    Film& operator=(const Film&) = delete;

    [[nodiscard]] FilmLook look() const;

    /// The frame that is due; null until there is one.
    [[nodiscard]] std::shared_ptr<const Frame> frame() const;

    /// Further frames come at this size; for one beyond all glasses at a smaller one of its shape.
    void want(Size size);

    /// Once from its beginning, now.
    void play();

    /// Asking begins the reading of its sound.
    [[nodiscard]] std::shared_ptr<SoundRing> sound();

    /// Why it has failed; told once.
    [[nodiscard]] std::optional<Problem> take_problem();

private:
    using Instant = std::chrono::steady_clock::time_point;

    void run();
    void play_rounds();
    /// Plays from here to the end. False when it was stopped.
    bool play_once(Decoder& decoder, int& shown);
    /// The first frame, before it plays.
    [[nodiscard]] bool stand_ready(Decoder& decoder);
    [[nodiscard]] bool wait_until_told();
    void end_round();
    void fail_to_go_on(bool shown);
    void feed_sound();
    void fail(Problem problem);
    void publish(std::shared_ptr<Frame> frame);
    /// False when it was stopped meanwhile.
    [[nodiscard]] bool sleep_until(Instant due);
    [[nodiscard]] bool wait_for(Instant due);
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
    bool told_ = false;
    // Between the threads:
    std::shared_ptr<SoundRing> ring_ = std::make_shared<SoundRing>();
    std::atomic<bool> is_heard_ = false;
    // Of the thread alone:
    Order order_;
    SoundTrack track_;
    Instant start_;    ///< of this round
    Micros length_{0}; ///< of a round: as the file says, then as it was
    Micros seen_{0};   ///< of this round so far
    Micros before_{0}; ///< the rounds before this one
    std::int64_t round_ = 0;
    std::vector<std::shared_ptr<Frame>> frames_; ///< used over and over
    std::thread thread_;                         ///< last: it begins when all else is there
};

} // namespace panggil::film

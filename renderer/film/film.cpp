// SPDX-License-Identifier: MIT
#include "renderer/film/film.hpp"

#include "core/diagnosis.hpp"
#include "renderer/film/fault.hpp"
#include "renderer/film/ffmpeg.hpp"

#include <algorithm>
#include <cmath>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace panggil::film {

namespace {

/// A machine that cannot keep up leaves frames out; one that slept begins to count anew.
constexpr Micros late{100'000};
constexpr Micros asleep{2'000'000};
/// Pixels of a frame that is shown: four times a 4K glass, however large its place is said to be.
constexpr double most_pixels = 4.0 * 3840 * 2160;

Size within_reason(Size size) {
    const double pixels = static_cast<double>(size.width) * size.height;
    const double scale = pixels > most_pixels ? std::sqrt(most_pixels / pixels) : 1.0;
    const auto side = [&](int full) { // the other side may have come down to one pixel
        return std::clamp(static_cast<int>(full * scale), 1, static_cast<int>(most_pixels));
    };
    return scale < 1.0 ? Size{side(size.width), side(size.height)} : size;
}

/// Of this thread only: whatever a film costs, the numbers are drawn first.
void stand_back() {
    constexpr int politeness = 5;
    static_cast<void>(
        setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), politeness));
}

} // namespace

Film::Film(std::string path, Bell& bell, Order order)
    : path_(std::move(path)), bell_(&bell), order_(order),
      track_(path_, stop_, ring_,
             order == Order::OverAndOver ? SoundTrack::Again::OverAndOver
                                         : SoundTrack::Again::Never),
      thread_([this] { run(); }) {}

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
    wanted_ = within_reason(size);
}

void Film::play() {
    {
        const std::lock_guard lock(mutex_);
        told_ = true;
    }
    woken_.notify_all();
}

std::shared_ptr<SoundRing> Film::sound() {
    is_heard_ = true;
    return ring_;
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

/// However long a frame stands, the sound goes on.
bool Film::wait_for(Instant due) {
    constexpr std::chrono::milliseconds look_after_sound{500};
    for (;;) {
        feed_sound();
        const Instant next = std::chrono::steady_clock::now() + look_after_sound;
        if (!sleep_until(std::min(due, next))) {
            return false;
        }
        if (due <= next) {
            return true;
        }
    }
}

void Film::feed_sound() {
    if (!is_heard_) {
        return;
    }
    const auto samples = [](Micros time) {
        return static_cast<std::int64_t>(time.count() * SoundRing::rate / 1'000'000);
    };
    const auto since =
        std::chrono::duration_cast<Micros>(std::chrono::steady_clock::now() - start_);
    ring_->begin_at(start_ - before_);
    track_.fill({round_, samples(before_), samples(before_ + length_) - samples(before_),
                 samples(before_ + since)});
    if (auto problem = track_.take_problem(); problem) {
        const std::lock_guard lock(mutex_);
        problem_ = std::move(problem);
    }
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

bool Film::play_once(Decoder& decoder, int& shown) {
    using Clock = std::chrono::steady_clock;
    while (!stop_) {
        const auto time = decoder.next();
        if (!time) {
            return true;
        }
        seen_ = std::max(seen_, *time + decoder.frame_time());
        if (Clock::now() > start_ + *time + asleep) {
            start_ = Clock::now() - *time; // the machine slept: nobody wants to see what was missed
        }
        if (shown > 0 && Clock::now() > start_ + *time + late) {
            continue;
        }
        auto frame = spare();
        if (!decoder.write(*frame, wanted(decoder.size()))) {
            continue;
        }
        if (!wait_for(start_ + *time)) {
            return false;
        }
        ++shown;
        publish(std::move(frame));
    }
    return false;
}

bool Film::stand_ready(Decoder& decoder) {
    if (order_ == Order::OverAndOver) {
        return true;
    }
    auto frame = spare();
    bool there = false;
    while (!stop_ && !there && decoder.next()) {
        there = decoder.write(*frame, wanted(decoder.size()));
    }
    if (there) {
        publish(std::move(frame));
    }
    return there && decoder.rewind();
}

bool Film::wait_until_told() {
    std::unique_lock lock(mutex_);
    woken_.wait(lock, [this] { return stop_.load() || told_; });
    told_ = false;
    return !stop_;
}

/// The round after this one begins when the last frame has had its time.
void Film::end_round() {
    length_ = seen_;
    seen_ = Micros{0};
    before_ += length_;
    ++round_;
    start_ = std::max(start_ + length_, std::chrono::steady_clock::now() - late);
    const std::lock_guard lock(mutex_);
    ++look_.rounds;
}

void Film::fail_to_go_on(bool shown) {
    fail(diagnose("media.broken", path_,
                  {name_of_file(path_), shown ? "it cannot be played from its beginning"
                                              : "no frame of it can be decoded"}));
}

/// A film may want more memory than there is; the numbers go on.
void Film::run() {
    stand_back();
    try {
        play_rounds();
    } catch (const std::exception& error) {
        frames_.clear();
        fail(diagnose("media.broken", path_, {name_of_file(path_), words_of(error)}));
    }
}

void Film::play_rounds() {
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
    length_ = decoder.length();
    if (!stand_ready(decoder)) {
        fail_to_go_on(false);
        return;
    }
    start_ = std::chrono::steady_clock::now();
    for (;;) {
        if (order_ == Order::WhenTold) {
            if (!wait_until_told()) {
                return;
            }
            start_ = std::chrono::steady_clock::now();
        }
        int shown = 0;
        if (!play_once(decoder, shown)) {
            return;
        }
        if (shown == 0 || !decoder.rewind()) {
            fail_to_go_on(shown > 0);
            return;
        }
        if (order_ == Order::WhenTold && !wait_for(start_ + seen_)) {
            return;
        }
        end_round();
        bell_->ring();
    }
}

} // namespace panggil::film

// SPDX-License-Identifier: MIT
#include "renderer/sdl/sound_stream.hpp"

#include <algorithm>
#include <thread>
#include <utility>

namespace panggil::sdl {

SoundStream::Guard::Guard(std::atomic_flag& flag) : flag_(flag) {
    while (flag_.test_and_set(std::memory_order_acquire)) {
        std::this_thread::yield();
    }
}

SoundStream::Guard::~Guard() {
    flag_.clear(std::memory_order_release);
}

void SoundStream::pull(Side side, std::span<float> stereo) {
    const Guard guard(busy_);
    if (closed_ || side != side_) {
        std::ranges::fill(stereo, 0.0F);
        return;
    }
    const std::size_t taken = mixer_.render(stereo, position_, place_job(position_), &bed_);
    if (muted_) {
        std::ranges::fill(stereo, 0.0F);
    }
    if (parts_.recorder != nullptr) {
        parts_.recorder->put(stereo);
    }
    position_ += stereo.size() / 2;
    go_on(taken);
}

/// Where the job stands in the stream; nothing when there is none to be heard.
screen::Placed SoundStream::place_job(std::uint64_t position) {
    if (!job_ || job_->ended) {
        return {};
    }
    if (!job_->placed) {
        job_->placed = true;
        const std::uint64_t notice = bed_.is_there() ? mixer_.notice() : 0;
        job_->start = position + std::max(job_->lead, notice);
    }
    job_->broken = job_->broken || must_end(*job_);
    return job_->broken ? screen::Placed{} : screen::Placed{job_->sound->samples, job_->start};
}

void SoundStream::go_on(std::size_t taken) {
    if (!job_ || job_->ended) {
        return;
    }
    quiet_since_ = position_;
    const bool first = job_->taken == 0 && taken > 0;
    job_->taken += taken;
    const std::uint64_t samples = job_->sound->samples.size();
    job_->ended = job_->broken || (job_->taken >= samples && position_ >= job_->start + samples);
    if ((first || job_->ended) && parts_.wake) {
        parts_.wake();
    }
}

/// It stood still for too long, or its time is over.
bool SoundStream::must_end(Job& job) const {
    if (parts_.clock == nullptr) {
        return false;
    }
    const Moment now = parts_.clock();
    const Moment before = std::exchange(job.last_pull, now);
    return now > job.until || (job.taken > 0 && now - before > parts_.longest_stall);
}

void SoundStream::use(Side side) {
    const Guard guard(busy_);
    side_ = side;
}

SoundStream::Side SoundStream::side() const {
    const Guard guard(busy_);
    return side_;
}

void SoundStream::begin(std::unique_ptr<Job> job) {
    const Guard guard(busy_);
    std::swap(job_, job);
}

void SoundStream::allow_until(Moment until) {
    const Guard guard(busy_);
    if (job_) {
        job_->until = until;
    }
}

std::unique_ptr<SoundStream::Job> SoundStream::take_ended() {
    const Guard guard(busy_);
    return job_ && job_->ended ? std::exchange(job_, nullptr) : nullptr;
}

void SoundStream::drop() {
    std::unique_ptr<Job> dropped; // freed when nobody waits for us any more
    const Guard guard(busy_);
    dropped = std::move(job_);
}

void SoundStream::break_off() {
    const Guard guard(busy_);
    if (job_) {
        job_->broken = job_->ended = true;
    }
}

bool SoundStream::is_busy() const {
    const Guard guard(busy_);
    return job_ != nullptr;
}

std::optional<std::uint64_t> SoundStream::progress(const std::string& call_id) const {
    const Guard guard(busy_);
    return job_ && job_->call_id == call_id && job_->taken > 0 ? std::optional(job_->taken)
                                                               : std::nullopt;
}

std::uint64_t SoundStream::position() const {
    const Guard guard(busy_);
    return position_;
}

std::uint64_t SoundStream::quiet() const {
    const Guard guard(busy_);
    return position_ - quiet_since_;
}

void SoundStream::set_muted(bool muted) {
    const Guard guard(busy_);
    muted_ = muted;
}

void SoundStream::set_keep_awake(bool on) {
    const Guard guard(busy_);
    mixer_.set_keep_awake(on);
}

void SoundStream::set_film(std::shared_ptr<screen::Bed> film, double volume, double duck_db) {
    std::shared_ptr<screen::Bed> over; // freed when nobody waits for us any more
    const Guard guard(busy_);
    if (film != nullptr) {
        mixer_.set_depth(duck_db);
    }
    over = bed_.set_film(std::move(film), volume);
}

void SoundStream::set_bed(double level_db, bool more_to_come) {
    const Guard guard(busy_);
    mixer_.set_level(level_db);
    mixer_.set_more_to_come(more_to_come);
}

void SoundStream::close() {
    const Guard guard(busy_);
    closed_ = true;
    parts_ = {};
    bed_ = screen::BedMix();
}

} // namespace panggil::sdl

// SPDX-License-Identifier: MIT
#include "renderer/film/sound_ring.hpp"

#include <algorithm>
#include <cmath>

namespace panggil::film {

namespace {

/// Sound and picture may be so far apart before anybody minds.
constexpr double in_time = 0.08 * SoundRing::rate;
/// So far apart nobody waits for the mean.
constexpr std::int64_t lost = SoundRing::rate;
/// A step in the film's time that is no step to the ear.
constexpr std::int64_t seamless = SoundRing::rate / 200;
/// A sound may begin so much before its picture.
constexpr std::int64_t early = SoundRing::rate / 50;
constexpr double inertia = 1.0 / 16;

std::int64_t samples_between(std::int64_t origin, SoundRing::Instant now) {
    const std::int64_t nanos = std::chrono::nanoseconds(now.time_since_epoch()).count() - origin;
    return nanos / 1000 * SoundRing::rate / 1'000'000;
}

} // namespace

void SoundRing::begin_at(Instant origin) {
    origin_.store(std::chrono::nanoseconds(origin.time_since_epoch()).count(),
                  std::memory_order_release);
}

void SoundRing::hold() {
    origin_.store(held, std::memory_order_release);
}

std::size_t SoundRing::put(std::int64_t position, std::span<const float> stereo) {
    const std::size_t frames = stereo.size() / 2;
    std::uint64_t written = written_.load(std::memory_order_relaxed);
    std::size_t done = 0;
    while (done < frames && written - read_.load(std::memory_order_acquire) < chunks) {
        Chunk& chunk = chunks_[written % chunks];
        chunk.position = position + static_cast<std::int64_t>(done);
        chunk.frames = std::min(chunk_frames, frames - done);
        std::copy_n(stereo.begin() + static_cast<std::ptrdiff_t>(2 * done), 2 * chunk.frames,
                    chunk.stereo.begin());
        done += chunk.frames;
        written_.store(++written, std::memory_order_release);
    }
    return done;
}

void SoundRing::drop_chunk() {
    offset_ = 0;
    read_.store(read_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

/// Goes to the sample that is due; false when it is not there yet, or no more.
bool SoundRing::find(std::int64_t due, std::uint64_t written) {
    while (read_.load(std::memory_order_relaxed) != written) {
        const Chunk& chunk = chunks_[read_.load(std::memory_order_relaxed) % chunks];
        const std::int64_t head = chunk.position + static_cast<std::int64_t>(offset_);
        const std::int64_t end = chunk.position + static_cast<std::int64_t>(chunk.frames);
        if (head > due + early) {
            return false;
        }
        if (end > due) {
            offset_ += static_cast<std::size_t>(std::max<std::int64_t>(due - head, 0));
            return true;
        }
        drop_chunk();
    }
    return false;
}

bool SoundRing::is_off(std::int64_t ahead) {
    mean_ahead_ += (static_cast<double>(ahead) - mean_ahead_) * inertia;
    return std::abs(mean_ahead_) > in_time || std::abs(ahead) > lost;
}

std::size_t SoundRing::take(std::span<float> stereo, Instant now) {
    const std::int64_t origin = origin_.load(std::memory_order_acquire);
    if (origin == held) {
        runs_ = false;
        return 0;
    }
    const std::size_t frames = stereo.size() / 2;
    const std::int64_t due = samples_between(origin, now);
    const std::uint64_t written = written_.load(std::memory_order_acquire);
    runs_ = runs_ && !is_off(expected_ - due);
    std::size_t given = 0;
    while (given < frames) {
        if (!runs_) {
            if (!find(due + static_cast<std::int64_t>(given), written)) {
                return given;
            }
            mean_ahead_ = 0;
        } else if (read_.load(std::memory_order_relaxed) == written) {
            runs_ = false; // it comes too late
            return given;
        }
        const Chunk& chunk = chunks_[read_.load(std::memory_order_relaxed) % chunks];
        const std::int64_t head = chunk.position + static_cast<std::int64_t>(offset_);
        if (runs_ && std::abs(head - expected_) > seamless) {
            runs_ = false; // the film has jumped
            continue;
        }
        const std::size_t more = std::min(frames - given, chunk.frames - offset_);
        std::copy_n(chunk.stereo.begin() + static_cast<std::ptrdiff_t>(2 * offset_), 2 * more,
                    stereo.begin() + static_cast<std::ptrdiff_t>(2 * given));
        given += more;
        offset_ += more;
        expected_ = head + static_cast<std::int64_t>(more);
        runs_ = true;
        if (offset_ == chunk.frames) {
            drop_chunk();
        }
    }
    return given;
}

} // namespace panggil::film

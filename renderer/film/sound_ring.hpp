// SPDX-License-Identifier: MIT
#pragma once
/// SoundRing: the sound of a film on its way from the film's thread to the device's. Each sample
/// has its place in the film's time, so that it is heard when its picture is seen: what comes too
/// late is left out, what comes too early waits. One thread writes, one reads; neither ever waits
/// for the other. What is not there in time is silence.

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace panggil::film {

class SoundRing {
public:
    using Instant = std::chrono::steady_clock::time_point;

    static constexpr int rate = 48'000;

    SoundRing() : chunks_(chunks) {}

    // The film's thread

    /// The film's time 0 is at this moment; it may be moved while the film plays.
    void begin_at(Instant origin);
    /// Nothing is heard until it begins again.
    void hold();
    /// Stereo samples at their place of the film's time, in samples since 0. Answers how many
    /// frames there was room for.
    std::size_t put(std::int64_t position, std::span<const float> stereo);

    // The device's thread

    /// Fills the beginning of `stereo` with what belongs to this moment; answers how many frames.
    std::size_t take(std::span<float> stereo, Instant now);

private:
    static constexpr std::size_t chunks = 256; ///< 2.5 seconds
    static constexpr std::size_t chunk_frames = 480;
    static constexpr std::int64_t held = INT64_MIN;

    struct Chunk {
        std::int64_t position = 0;
        std::size_t frames = 0;
        std::array<float, 2 * chunk_frames> stereo;
    };

    [[nodiscard]] bool find(std::int64_t due, std::uint64_t written);
    [[nodiscard]] bool is_off(std::int64_t ahead);
    void drop_chunk();

    std::vector<Chunk> chunks_;
    std::atomic<std::uint64_t> written_{0}; ///< chunks
    std::atomic<std::uint64_t> read_{0};
    std::atomic<std::int64_t> origin_{held}; ///< nanoseconds of the steady clock
    // Of the reader alone:
    std::size_t offset_ = 0;    ///< frames taken of the chunk at hand
    std::int64_t expected_ = 0; ///< the place that follows what was taken last
    double mean_ahead_ = 0;     ///< samples; a device takes in blocks, its mean is what counts
    bool runs_ = false;         ///< what comes follows what was taken last
};

} // namespace panggil::film

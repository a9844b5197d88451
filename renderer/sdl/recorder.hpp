// SPDX-License-Identifier: MIT
#pragma once
/// Recorder: everything that the device was given, in a WAV file, as evidence. The device's thread
/// only puts samples into a ring (no lock, no memory, no file); the main thread writes them. What
/// does not fit is counted and replaced by silence of the same length, so that times stay true.

#include "core/result.hpp"

#include <sndfile.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace panggil::sdl {

class Recorder {
public:
    [[nodiscard]] static Result<std::unique_ptr<Recorder>> open(const std::string& path, int rate);
    /// Writes what is left and completes the file.
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    /// Device's thread: takes the left half of a stereo block.
    void put(std::span<const float> stereo);
    /// Main thread. Answers the samples that were lost since the last call.
    std::uint64_t drain();

private:
    static constexpr std::size_t capacity = std::size_t{1} << 19; ///< 11 seconds at 48 kHz

    explicit Recorder(SNDFILE* file) : file_(file), ring_(capacity) {}

    void write_silence(std::uint64_t samples);

    SNDFILE* file_;
    std::vector<float> ring_;
    std::atomic<std::uint64_t> written_{0}; ///< by the device's thread
    std::atomic<std::uint64_t> read_{0};    ///< by the main thread
    std::atomic<std::uint64_t> lost_{0};
};

} // namespace panggil::sdl

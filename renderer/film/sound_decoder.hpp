// SPDX-License-Identifier: MIT
#pragma once
/// SoundDecoder: the sound of one film or recording, block by block, as the mixer wants it: stereo,
/// 48 kHz. One thread at a time; everything in it may wait for the disk. Only files: no sound
/// reaches the network.

#include "core/result.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace panggil::film {

class SoundDecoder {
public:
    /// Null for a file without sound; fails with media.no_sound when there is one that cannot be
    /// decoded. `stop` ends a read that waits.
    [[nodiscard]] static Result<std::unique_ptr<SoundDecoder>> open(const std::string& path,
                                                                    const std::atomic<bool>& stop);
    ~SoundDecoder();
    SoundDecoder(const SoundDecoder&) = delete;
    SoundDecoder& operator=(const SoundDecoder&) = delete;

    /// Goes to the next block; false at the end, or where the rest cannot be read.
    [[nodiscard]] bool next();

    /// The block that next() went to: left, right, left, ...
    [[nodiscard]] const std::vector<float>& block() const;

    /// Its place, in samples since the film's picture begins; may be below 0.
    [[nodiscard]] std::int64_t position() const;

    /// The next block is at this place or not long before it; false when the file does not allow
    /// it.
    [[nodiscard]] bool seek(std::int64_t position);

private:
    struct Parts;
    explicit SoundDecoder(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

} // namespace panggil::film

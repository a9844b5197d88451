// SPDX-License-Identifier: MIT
#pragma once
/// Decoder: one film file, frame by frame, from its beginning to its end and again. Decodes in
/// hardware when the machine offers it for this film, else in software; when the hardware fails in
/// the middle of a film the software goes on from there. One thread at a time; everything in it may
/// wait for the disk. Only files: no film reaches the network.

#include "core/geometry.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace panggil::film {

/// 0xFFRRGGBB, row by row without gaps.
struct Frame {
    Size size;
    std::vector<std::uint32_t> pixels;
};

/// No wall needs larger ones, and a small machine does not decode them.
constexpr Size largest_film{4096, 2304};

/// Breaks: for tests, a device that takes the film and does not give its frames back.
enum class Hardware { AsOffered, Breaks };

class Decoder {
public:
    /// Fails with media.broken or media.too_large. `stop` ends a read that waits.
    [[nodiscard]] static Result<std::unique_ptr<Decoder>>
    open(const std::string& path, const std::atomic<bool>& stop,
         Hardware hardware = Hardware::AsOffered);
    ~Decoder();
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    [[nodiscard]] Size size() const;

    /// Goes to the next frame and tells its time since the beginning; nothing at the end, or where
    /// the rest cannot be read. Broken frames are left out.
    [[nodiscard]] std::optional<Micros> next();

    /// Writes the frame that next() went to, at this size, into `frame`; false when it cannot be.
    /// Further frames may be all right: next() may then go back, to frames that were seen already.
    [[nodiscard]] bool write(Frame& frame, Size size);

    /// True while frames lie in the graphics device.
    [[nodiscard]] bool is_in_hardware() const;

    /// How long a frame stands, by the film's own word.
    [[nodiscard]] Micros frame_time() const;

    /// Of the whole film, by the file's own word; 0 when it says nothing.
    [[nodiscard]] Micros length() const;

    /// To the beginning again; false when the file does not allow it.
    [[nodiscard]] bool rewind();

private:
    struct Parts;
    explicit Decoder(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

} // namespace panggil::film

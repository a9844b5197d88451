// SPDX-License-Identifier: MIT
#pragma once
/// Player: plays one finished announcement at a time. The buffer is whole before play() is called:
/// there are no timers and no polling between clips. All calls come from the main thread; the
/// device's own thread is the player's secret.

#include "core/time.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace panggil::screen {

/// Mono 32-bit float samples at `rate` hertz, within [-1, 1].
struct Sound {
    int rate = 48'000;
    std::vector<float> samples;
};

/// A device that takes no samples for this much longer than the sound lasts is not playing it.
inline constexpr std::chrono::microseconds player_patience = std::chrono::seconds(20);

struct PlayReport {
    std::string call_id;
    std::uint64_t first_sample = 0; ///< position in the player's stream since it was opened
    std::uint64_t samples = 0;      ///< how many were handed to the device
    bool broken = false; ///< the machine or the device stood still for so long that the rest, or
                         ///< all of it, was not played; or it was allowed no longer
};

class Player {
public:
    virtual ~Player() = default;
    /// Begins at once; the caller waits for finished() before the next one. Keeps `sound` alive
    /// until then. It may be heard to its end, unless allow_until() says otherwise.
    virtual void play(std::string call_id, std::shared_ptr<const Sound> sound) = 0;
    /// What play() was given is broken off by itself at this moment of the device's clock, whatever
    /// the caller does meanwhile. Until the next play().
    virtual void allow_until(Moment until) = 0;
    /// Forgets what play() was given: what the device has not taken is not heard, and not reported.
    virtual void drop() = 0;
    /// The report of an announcement whose last sample was taken by the device, once; empty while
    /// none ended.
    [[nodiscard]] virtual std::optional<PlayReport> finished() = 0;
    /// How many samples of this announcement the device has taken, at 48 kHz; empty before the
    /// first one, and for another announcement.
    [[nodiscard]] virtual std::optional<std::uint64_t>
    progress(const std::string& call_id) const = 0;
    /// A descriptor that becomes readable when an announcement begins, or when finished() has news;
    /// -1 if there is none.
    [[nodiscard]] virtual int descriptor() const = 0;
    /// True while a real device takes samples (false for the silent stand-in that only keeps time).
    [[nodiscard]] virtual bool audible() const = 0;
};

} // namespace panggil::screen

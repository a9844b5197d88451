// SPDX-License-Identifier: MIT
#pragma once
/// Fleet: what the screens say about themselves. Kept in memory only: it decides nothing but who
/// speaks. Bounded, since anybody on the network may claim to be a screen.

#include "core/message.hpp"
#include "core/speaker.hpp"

#include <vector>

namespace panggil::hub {

class Fleet {
public:
    /// False when the status is not that of a screen (no name, odd characters).
    bool hear(ScreenStatus status, Moment now);

    /// Every screen heard in this hub's life, with the time since; by name, so that the order
    /// survives a restart.
    [[nodiscard]] std::vector<ScreenStatus> screens(Moment now) const;
    /// In the order in which the screens appeared.
    [[nodiscard]] std::vector<SpeakerCandidate> candidates() const;

private:
    struct Seen {
        ScreenStatus status;
        Moment heard{};
        Moment live = Moment::min(); ///< when it last said that it shows the hub's state
    };

    std::vector<Seen> screens_;
};

} // namespace panggil::hub

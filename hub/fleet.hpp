// SPDX-License-Identifier: MIT
#pragma once
/// Fleet: what the screens say about themselves and about each announcement. Kept in memory only:
/// it proves what was heard, and decides nothing but who speaks. Bounded, since anybody on the
/// network may claim to be a screen.

#include "core/message.hpp"
#include "core/speaker.hpp"

#include <deque>

namespace panggil::hub {

class Fleet {
public:
    /// False when the status is not that of a screen (no name, odd characters).
    bool hear(ScreenStatus status, Moment now);
    /// False when the receipt is not one.
    bool hear(Receipt receipt);

    /// Every screen heard in this hub's life, with the time since.
    [[nodiscard]] std::vector<ScreenStatus> screens(Moment now) const;
    [[nodiscard]] std::vector<Receipt> receipts(const std::string& call_id) const;
    /// True when a screen said that this call has been spoken to its end, or will not be any more.
    [[nodiscard]] bool is_settled(const std::string& call_id) const;
    /// In the order in which the screens appeared.
    [[nodiscard]] std::vector<SpeakerCandidate> candidates() const;

private:
    struct Seen {
        ScreenStatus status;
        Moment heard{};
    };

    std::vector<Seen> screens_;
    std::deque<Receipt> receipts_;
};

} // namespace panggil::hub

// SPDX-License-Identifier: MIT
#pragma once
/// Ledger: who may say a call, and what became of it. A call is given to one screen, and to another
/// only when the first one has told that it did not say it. So a call is never said twice to its
/// end, whatever dies or is cut off; a call whose screen died in the middle of it and does not come
/// back stays unsaid, and the clerk learns it. Pure and bounded, by a day as well; receipts go in,
/// verdicts come out.

#include "core/message.hpp"

#include <deque>
#include <map>

namespace panggil {

/// True for a bid that another life of its screen made; a bid is "LIFE-n", and one without is of a
/// client that has no lives.
[[nodiscard]] inline bool is_of_another_life(const std::string& bid, const std::string& life) {
    return !bid.empty() && !bid.starts_with(life + '-');
}

class Ledger {
public:
    /// Notes what a screen tells of a call. Phases that end it for the whole zone: "done",
    /// "expired", "withdrawn"; those that give it back: "failed", "muted", "interrupted"; "granted"
    /// is our own. "queued" may come again, with another bid: the screen can say it after all.
    /// False when it is known already, or stale.
    bool note(const Receipt& receipt);

    /// A word about a bid that is not the holder's any more: it came late, and changes nothing.
    [[nodiscard]] bool is_stale(const Receipt& receipt) const;

    /// The screen has begun a new life, and its bids begin with "LIFE-": what another life of it
    /// holds is given back, for who is dead says nothing. The calls that this concerns.
    std::vector<std::string> begin_life(const std::string& screen, const std::string& life);

    /// Whether this screen, which is the speaker of the call's zone or not, may say the call now.
    /// The caller notes a "granted" receipt before it answers Granted.
    [[nodiscard]] SpeakVerdict::Answer judge(const std::string& call_id, const std::string& screen,
                                             bool is_speaker) const;

    /// True when nobody has to say this call any more.
    [[nodiscard]] bool is_settled(const std::string& call_id) const;

    [[nodiscard]] std::vector<Receipt> receipts(const std::string& call_id) const;

private:
    struct Page {
        UtcTime begun{};    ///< when the first word of it came
        std::string holder; ///< the screen to which the call was given
        std::string bid;    ///< of that screen's question
        bool settled = false;
        std::vector<Receipt> receipts;
    };

    void make_room(UtcTime now);

    std::map<std::string, Page, std::less<>> pages_;
    std::deque<std::string> order_;
};

} // namespace panggil

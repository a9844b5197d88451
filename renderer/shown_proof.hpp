// SPDX-License-Identifier: MIT
#pragma once
/// ShownProof: which calls have yet to be told as shown. Shown is a call whose counter stands on
/// the drawn board with this very ticket and attempt, while the number is on the glass and the
/// window system has the frame. Pure: glass and window system are asked by what it is given.

#include "core/board.hpp"
#include "core/event.hpp"

#include <functional>
#include <vector>

namespace panggil::screen {

class ShownProof {
public:
    /// The glass, after a frame was drawn.
    struct Glass {
        std::function<bool(const std::string& ticket)> shows;
        std::function<bool()> confirm; ///< asked only for a call that would be told
    };

    /// A call that is good until then.
    void add(Announcement call, Moment until) { waiting_.push_back({std::move(call), until}); }

    [[nodiscard]] bool waits() const { return !waiting_.empty(); }

    /// Calls that are held stay good for longer, as in HeldCalls.
    void hold_until(Moment held_until);

    /// Those that this frame has shown, in their order; they are told now, and wait no longer. Nor
    /// do those whose time is over.
    [[nodiscard]] std::vector<Announcement> take_shown(const Board& board, const Glass& glass,
                                                       Moment now);

private:
    struct Waiting {
        Announcement call;
        Moment until{};
    };

    std::vector<Waiting> waiting_;
};

} // namespace panggil::screen

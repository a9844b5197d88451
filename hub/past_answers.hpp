// SPDX-License-Identifier: MIT
#pragma once
/// PastAnswers: refusals, remembered for a while so that the same request is refused the same way,
/// and requests that somebody was told were never carried out, so that they never will be. What was
/// done is the journal's to remember. In memory only: after a restart the age of a command says the
/// same (it was meant for another life of the hub). Bounded; the oldest goes first.

#include "core/message.hpp"

#include <deque>

namespace panggil::hub {

/// An answer and what it was the answer to.
struct PastAnswer {
    std::string device;                 ///< whose request it was; "" where there are no keys
    std::optional<std::string> command; ///< canonical text; none: whatever it was
    Ack ack;
};

class PastAnswers {
public:
    /// Null when there is none.
    [[nodiscard]] const PastAnswer* find(std::string_view device,
                                         std::string_view request_id) const;
    void remember(PastAnswer answer);

private:
    std::deque<PastAnswer> answers_;
};

} // namespace panggil::hub

// SPDX-License-Identifier: MIT
#pragma once
/// ReportBox: what a screen has told its hub and the hub may not have yet. A report is kept, and
/// told again, until the hub has noted it, which it does once it is on its disk. The order is that
/// of telling. Pure and bounded; time is an argument.

#include "core/message.hpp"

#include <deque>
#include <vector>

namespace panggil {

class ReportBox {
public:
    /// `rid`: new for each report. A call that is being said again makes what was told of it
    /// before pointless.
    void add(Receipt receipt, std::int64_t rid, Moment now);

    /// What is to be sent now, oldest first, a few at a time.
    [[nodiscard]] std::vector<ReceiptReport> due(Moment now) const;

    /// A socket has taken it.
    void sent(std::int64_t rid, Moment now);

    /// The hub has it, or has said that it never will.
    void noted(std::int64_t rid);

    /// Lets go of what is too old to matter.
    void tidy(Moment now);

    [[nodiscard]] bool empty() const { return entries_.empty(); }

    /// When something is to be sent again, nullopt when nothing waits.
    [[nodiscard]] std::optional<Moment> next_due() const;

private:
    struct Entry {
        Receipt receipt;
        std::int64_t rid = 0;
        Moment at{};                 ///< when it was so
        std::optional<Moment> again; ///< when it is sent again; none = it was never sent
    };

    std::deque<Entry> entries_;
};

} // namespace panggil

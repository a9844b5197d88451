// SPDX-License-Identifier: MIT
#pragma once
/// CallBook: the calls of the last minutes and whether they were heard, as `panggil call --wait`
/// finds it out: by asking the hub for the receipts again and again until there is a verdict. Pure;
/// time is an argument.

#include "core/hearing.hpp"

#include <deque>
#include <functional>
#include <optional>

namespace panggil::hub::web {

class CallBook {
public:
    struct Entry {
        Announcement announcement;
        Moment made{};
        UtcTime made_utc{};
        std::vector<Receipt> receipts;
        Verdict verdict;
        Moment news{};    ///< when receipts last told something new
        Moment changed{}; ///< when what can be seen last did
        Moment next_ask{};
        std::int64_t revision = 0; ///< grows with each change that can be seen
    };

    /// The screen that speaks in a zone, or "".
    using SpeakerOf = std::function<std::string(const std::string& zone)>;

    void begin(const Announcement& announcement, Moment made, UtcTime made_utc, Moment now);
    /// Calls whose receipts are to be asked for now.
    [[nodiscard]] std::vector<std::string> due(Moment now);
    void take(const std::string& call_id, std::vector<Receipt> receipts,
              const SpeakerOf& speaker_of, Moment now);

    /// Null when it is not known, or long ago.
    [[nodiscard]] const Entry* find(std::string_view call_id) const;
    /// Of the last two minutes, and older ones of which something new was told, oldest first.
    [[nodiscard]] std::vector<const Entry*> calls_of(std::string_view counter, Moment now) const;

    [[nodiscard]] const std::deque<Entry>& entries() const { return entries_; }

private:
    std::deque<Entry> entries_;
};

} // namespace panggil::hub::web

// SPDX-License-Identifier: MIT
#pragma once
/// What the hall was like at a moment of a day, from its journal: the state, proven by the digest
/// that the hub wrote, and what the screens told of their voices. Reads beside a running hub, or
/// from a backup; changes nothing. One thread. Codes: journal.before_history and those of
/// sqlite.hpp.

#include "core/message.hpp"
#include "core/queue_state.hpp"
#include "core/result.hpp"

#include <memory>
#include <string>
#include <vector>

namespace panggil::hub {

/// One call, and when a screen told that it began to say it.
struct HeardCall {
    Announcement announcement;
    std::string screen;
    UtcTime began{};   ///< by the hub's clock, when the report came
    Millis audible{0}; ///< how long it was; 0 = it was not said to its end
};

struct Past {
    QueueState state;
    UtcTime latest_event{}; ///< when the state came to be
    std::string on_air;     ///< call_id of the last call that a screen has shown by then, or ""
    std::vector<HeardCall> heard; ///< in the order in which they began
};

class History {
public:
    /// `file` is a journal or a backup of one.
    [[nodiscard]] static Result<History> open(const std::string& file);
    History(History&&) noexcept;
    History& operator=(History&&) noexcept;
    ~History();

    /// How far the hall's clock is before UTC.
    [[nodiscard]] Result<Minutes> utc_offset() const;

    /// The hall at `at`, and the calls whose voice began after `at - before` and before
    /// `at + span`.
    [[nodiscard]] Result<Past> look_back(UtcTime at, Millis before, Millis span) const;

private:
    class Reader;
    explicit History(std::unique_ptr<Reader> reader);
    std::unique_ptr<Reader> reader_;
};

} // namespace panggil::hub

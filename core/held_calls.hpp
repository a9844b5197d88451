// SPDX-License-Identifier: MIT
#pragma once
/// HeldCalls: holds calls back while something else has the floor. Those that wait, and those that
/// come, stay good for as long as they are held, and whoever is to know it is told once of each.
/// Pure; the queues that it holds outlive it.

#include "core/announcement_queue.hpp"
#include "core/unsaid_calls.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace panggil {

class HeldCalls {
public:
    /// Gets a call with its new ttl. Answers whether somebody was told of it.
    using Tell = std::function<bool(const Announcement&)>;
    using Wanted = std::function<bool(const Announcement&)>;

    HeldCalls(AnnouncementQueue& queue, UnsaidCalls& unsaid) : queue_(&queue), unsaid_(&unsaid) {}

    [[nodiscard]] bool are_held() const { return until_.has_value(); }

    /// Until then at the latest. A hold that is known already can only become longer.
    void hold(Moment until, Moment now, const Tell& tell);

    /// They go on, in their order.
    void release();

    /// Remembers since when each of the waiting calls waits: those of a hold from its first moment
    /// on, after it while they still wait. `ours` are those that nobody else says.
    void note(const Wanted& wanted, const Wanted& ours, Moment now);

    /// Since when the one of the waiting calls waits that was held first; nothing while none of
    /// them ever was.
    [[nodiscard]] std::optional<Moment> held_since() const;

    /// How much longer a call stays good that comes now; nothing when none is held.
    [[nodiscard]] std::optional<Millis> more_time(Moment now) const;

    /// Tells of one call.
    void tell_of(const Announcement& announcement, const Tell& tell);

    /// Tells of those that wait and are wanted, and of which nobody was told yet: whoever was to do
    /// so has died perhaps.
    void tell_of_untold(const Wanted& wanted, const Tell& tell);

private:
    AnnouncementQueue* queue_;
    UnsaidCalls* unsaid_;
    std::optional<Moment> until_;
    std::set<std::string> told_;
    std::map<std::string, Moment> since_; ///< of calls that still wait
};

} // namespace panggil

// SPDX-License-Identifier: MIT
#pragma once
/// UnsaidCalls: calls that had their turn on this screen's stage in silence, because another screen
/// was to say them, and that this screen may still have to say: when their speaker dies, when a
/// zone gets its first voice, after a restart. Forgotten when they are too old or accounted for.
/// Pure.

#include "core/event.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace panggil {

class UnsaidCalls {
public:
    using MayTry = std::function<bool(const Announcement&)>;

    struct Due {
        Announcement announcement;
        Moment last_moment{};
    };

    /// `last_moment`: until which its voice may begin; it is not due before `not_before`.
    void add(const Announcement& announcement, Moment last_moment, Moment not_before);

    /// It was said, or need not be any more.
    void settle(std::string_view call_id);

    /// Takes the earliest call that is due and may be tried; who tries in vain adds it again.
    [[nodiscard]] std::optional<Due> take_due(Moment now, const MayTry& may_try);

    void forget_expired(Moment now);

    /// Nothing is said for so long: all stay good for so much longer. Those that are kept, each
    /// with its new ttl.
    std::vector<Announcement> postpone(Millis by);

    /// Those of a zone, oldest first.
    [[nodiscard]] std::vector<Announcement> in_zone(std::string_view zone) const;

    /// When the next one becomes due after `now`.
    [[nodiscard]] std::optional<Moment> next_due(Moment now) const;

private:
    struct Call {
        Announcement announcement;
        Moment last_moment{};
        Moment not_before{};
    };

    std::vector<Call> calls_; ///< by seq
};

} // namespace panggil

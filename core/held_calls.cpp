// SPDX-License-Identifier: MIT
#include "core/held_calls.hpp"

#include <algorithm>

namespace panggil {

void HeldCalls::hold(Moment until, Moment now, const Tell& tell) {
    const Moment known = until_.value_or(now);
    until_ = std::max(until, known);
    if (until <= known) {
        return;
    }
    const Millis by = std::chrono::ceil<Millis>(until - known);
    for (const auto& postponed : {unsaid_->postpone(by), queue_->postpone(by)}) {
        for (const Announcement& announcement : postponed) {
            tell_of(announcement, tell);
        }
    }
}

void HeldCalls::release() {
    until_.reset();
    told_.clear();
}

void HeldCalls::note(const Wanted& wanted, const Wanted& ours, Moment now) {
    if (!until_ && since_.empty()) {
        return;
    }
    std::map<std::string, Moment> since;
    const auto take = [&](const Announcement& waiting) {
        const auto known = since_.find(waiting.call_id);
        if (wanted(waiting) && (until_ || known != since_.end())) {
            since.emplace(waiting.call_id, known != since_.end() ? known->second : now);
        }
    };
    std::ranges::for_each(queue_->postpone(Millis{0}), take);
    for (const Announcement& unsaid : unsaid_->postpone(Millis{0})) {
        if (ours(unsaid)) { // else it was shown, and another says it
            take(unsaid);
        }
    }
    since_ = std::move(since);
}

std::optional<Moment> HeldCalls::held_since() const {
    std::optional<Moment> first;
    for (const auto& [call_id, since] : since_) {
        first = std::min(first.value_or(since), since);
    }
    return first;
}

std::optional<Millis> HeldCalls::more_time(Moment now) const {
    return until_ && *until_ > now ? std::optional(std::chrono::ceil<Millis>(*until_ - now))
                                   : std::nullopt;
}

void HeldCalls::tell_of(const Announcement& announcement, const Tell& tell) {
    if (tell(announcement)) {
        told_.insert(announcement.call_id);
    }
}

void HeldCalls::tell_of_untold(const Wanted& wanted, const Tell& tell) {
    if (!until_) {
        return;
    }
    // By nothing more: what waits, with the ttl that it has.
    for (const auto& waiting : {unsaid_->postpone(Millis{0}), queue_->postpone(Millis{0})}) {
        for (const Announcement& announcement : waiting) {
            if (!told_.contains(announcement.call_id) && wanted(announcement)) {
                tell_of(announcement, tell);
            }
        }
    }
}

} // namespace panggil

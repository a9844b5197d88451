// SPDX-License-Identifier: MIT
#include "core/unsaid_calls.hpp"

#include "core/postponed.hpp"
#include "core/sooner.hpp"

#include <algorithm>

namespace panggil {

void UnsaidCalls::add(const Announcement& announcement, Moment last_moment, Moment not_before) {
    settle(announcement.call_id);
    const auto after = std::ranges::upper_bound(
        calls_, announcement.seq, {}, [](const Call& each) { return each.announcement.seq; });
    calls_.insert(after, {announcement, last_moment, not_before});
}

void UnsaidCalls::settle(std::string_view call_id) {
    std::erase_if(calls_, [&](const Call& each) { return each.announcement.call_id == call_id; });
}

std::optional<UnsaidCalls::Due> UnsaidCalls::take_due(Moment now, const MayTry& may_try) {
    const auto due = std::ranges::find_if(calls_, [&](const Call& each) {
        return each.not_before <= now && now <= each.last_moment && may_try(each.announcement);
    });
    if (due == calls_.end()) {
        return std::nullopt;
    }
    Due taken{std::move(due->announcement), due->last_moment};
    calls_.erase(due);
    return taken;
}

void UnsaidCalls::forget_expired(Moment now) {
    std::erase_if(calls_, [&](const Call& each) { return now > each.last_moment; });
}

std::vector<Announcement> UnsaidCalls::postpone(Millis by) {
    return postponed(calls_, by);
}

std::vector<Announcement> UnsaidCalls::in_zone(std::string_view zone) const {
    std::vector<Announcement> found;
    for (const Call& each : calls_) {
        if (each.announcement.zone == zone) {
            found.push_back(each.announcement);
        }
    }
    return found;
}

std::optional<Moment> UnsaidCalls::next_due(Moment now) const {
    std::optional<Moment> next;
    for (const Call& each : calls_) {
        if (each.not_before > now && each.not_before <= each.last_moment) {
            bring_forward(next, each.not_before);
        }
    }
    return next;
}

} // namespace panggil

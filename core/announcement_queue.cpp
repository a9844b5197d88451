// SPDX-License-Identifier: MIT
#include "core/announcement_queue.hpp"

#include "core/postponed.hpp"

#include <algorithm>

namespace panggil {

bool AnnouncementQueue::push(const Announcement& announcement, Moment received, Millis age) {
    if (!known_.add(announcement.call_id)) {
        return false;
    }
    const auto after = std::ranges::upper_bound(
        waiting_, announcement.seq, {}, [](const Waiting& each) { return each.announcement.seq; });
    waiting_.insert(after, {announcement, received + announcement.ttl - age});
    return true;
}

NextAnnouncement AnnouncementQueue::next(Moment now, const StillWanted& wanted) {
    NextAnnouncement result;
    std::erase_if(waiting_, [&](const Waiting& each) {
        const bool withdrawn = !wanted(each.announcement);
        if (!withdrawn && now <= each.last_moment) {
            return false;
        }
        if (withdrawn) {
            result.dropped.push_back({each.announcement, DropReason::Withdrawn,
                                      "the counter went on before its turn came"});
        } else {
            result.dropped.push_back({each.announcement, DropReason::Expired,
                                      "its turn came later than " +
                                          std::to_string(each.announcement.ttl.count() / 1000) +
                                          " s after the call"});
        }
        return true;
    });
    if (playing_.empty() && !waiting_.empty()) {
        result.last_moment = waiting_.front().last_moment;
        result.play = std::move(waiting_.front().announcement);
        waiting_.erase(waiting_.begin());
        // A list has an opening: its first call says what the numbers are.
        const bool goes_on = last_form_ != PhraseForm::Full;
        result.form = waiting_.size() >= crowded && goes_on ? PhraseForm::Merged
                      : waiting_.size() >= busy             ? PhraseForm::Compact
                                                            : PhraseForm::Full;
        last_form_ = result.form;
        playing_ = result.play->call_id;
    }
    return result;
}

void AnnouncementQueue::ended(std::string_view call_id) {
    if (call_id == playing_) {
        playing_.clear();
    }
}

std::vector<Announcement> AnnouncementQueue::postpone(Millis by) {
    return postponed(waiting_, by);
}

std::optional<Moment> AnnouncementQueue::next_deadline() const {
    const auto first = std::ranges::min_element(waiting_, {}, &Waiting::last_moment);
    if (first == waiting_.end()) {
        return std::nullopt;
    }
    return first->last_moment + Micros{1};
}

} // namespace panggil

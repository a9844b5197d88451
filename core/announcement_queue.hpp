// SPDX-License-Identifier: MIT
#pragma once
/// AnnouncementQueue: the announcements that this screen is to speak, one at a time, in the order
/// of their events, none interrupted. Each one that enters leaves exactly once: played, or dropped
/// with a reason. Knows neither sound nor state; whether a call is still wanted is the caller's
/// answer.

#include "core/event.hpp"
#include "core/phrase.hpp"
#include "core/recent_ids.hpp"

#include <cstddef>
#include <functional>

namespace panggil {

/// Expired: older than its ttl before its turn came. Withdrawn: the counter went on meanwhile.
enum class DropReason { Expired, Withdrawn };

struct DroppedAnnouncement {
    Announcement announcement;
    DropReason reason = DropReason::Expired;
    std::string why; ///< an English sentence for the log
};

struct NextAnnouncement {
    std::optional<Announcement> play;
    Moment last_moment{}; ///< until which it may begin
    PhraseForm form = PhraseForm::Full;
    std::vector<DroppedAnnouncement> dropped;
};

class AnnouncementQueue {
public:
    /// With so many more waiting, calls are said in the compact form; with still more, one after
    /// the other like a list: first shortened, then merged.
    static constexpr std::size_t busy = 3;
    static constexpr std::size_t crowded = 6;

    using StillWanted = std::function<bool(const Announcement&)>;

    /// Takes an announcement; `age` is an upper bound of its age when it was received. False when
    /// its call_id was here before.
    bool push(const Announcement& announcement, Moment received, Millis age);

    /// Drops what is not to be said any more, then gives the next one to play: the caller plays it
    /// and says ended(). Gives none while one is played.
    [[nodiscard]] NextAnnouncement next(Moment now, const StillWanted& wanted);

    /// The announcement that next() gave has ended, heard or not; another id is ignored.
    void ended(std::string_view call_id);

    /// Nothing is said for so long: what waits stays good for so much longer. Those that wait, each
    /// with its new ttl.
    std::vector<Announcement> postpone(Millis by);

    [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }

    /// When next() has something to say by itself: the earliest moment at which one expires.
    [[nodiscard]] std::optional<Moment> next_deadline() const;

private:
    struct Waiting {
        Announcement announcement;
        Moment last_moment{}; ///< at which it may still begin
    };

    std::vector<Waiting> waiting_; ///< by seq
    std::string playing_;
    PhraseForm last_form_ = PhraseForm::Full;
    /// To know a repeated delivery: far more than a hall calls within a ttl.
    RecentIds known_{1000};
};

} // namespace panggil

// SPDX-License-Identifier: MIT
#pragma once
/// Follower: keeps a copy of the hub's state from its messages, or says honestly that it can't
/// (protocol B.5). Frames and times go in, steps come out; no socket, no clock. Invariant: while
/// Live, state() equals the hub's committed state of one (term, seq), proven by its digest; never a
/// mixture.

#include "core/message.hpp"
#include "core/on_air.hpp"
#include "core/recent_ids.hpp"

#include <deque>
#include <functional>
#include <map>

namespace panggil {

enum class FollowerPhase { Connecting, Syncing, Live, Stale };

/// What the caller has to do or to know after a message or a tick.
struct FollowerSteps {
    /// A call to be announced, with an upper bound of its age.
    struct Call {
        Announcement announcement;
        Millis age{0};
        bool before_us = false; ///< it was made before this screen had heard anything
    };

    std::vector<Event> applied;       ///< in order
    std::vector<Call> calls;          ///< new to this screen
    std::optional<Sequence> snapshot; ///< a snapshot of this seq replaced the state
    std::optional<std::int64_t> ask;  ///< send a SnapshotRequest with this rid
    std::vector<std::string> alarms;  ///< "gap", "tail_gap", "divergence", "bad_snapshot",
                                      ///< "new_term", "two_hubs", "old_hub", "bad_clock"
};

class Follower {
public:
    using DigestOf = std::function<std::uint64_t(const QueueState&)>;

    explicit Follower(DigestOf digest_of)
        : digest_of_(std::move(digest_of)), digest_(digest_of_(QueueState{})) {}

    /// A message from the event plane or an answer on the control plane, already known to be for
    /// our site.
    [[nodiscard]] FollowerSteps hear(const HubMessage& message, Moment now);
    /// Time passed: asks again, goes stale.
    [[nodiscard]] FollowerSteps tick(Moment now);

    /// Another hub of the same term was heard a moment ago: somebody started two.
    [[nodiscard]] bool hears_two_hubs(Moment now) const { return now < other_hub_until_; }

    /// A request with this rid left now; its answer will bound the hub's clock.
    void asked(std::int64_t rid, Moment now);

    [[nodiscard]] std::int64_t next_rid() { return ++last_rid_; }

    [[nodiscard]] const QueueState& state() const { return state_; }

    /// The digest of state(), proven when it was last changed.
    [[nodiscard]] std::uint64_t digest() const { return digest_; }

    [[nodiscard]] FollowerPhase phase() const { return phase_; }

    [[nodiscard]] const std::optional<Envelope>& last_envelope() const { return heard_; }

    /// For the picture: up to one second of syncing shows as before (rule 6), if that is not longer
    /// than 1.5 s after the state was last known to be the hub's.
    [[nodiscard]] LinkHealth health(Moment now) const;
    /// Upper bound of the time since the newest thing heard was true at the hub.
    [[nodiscard]] Millis age(Moment now) const;

    /// Upper bound of the time since the hub we follow said this on the control plane; nothing when
    /// that cannot be known: it is another hub's word, or no question of ours was answered yet.
    [[nodiscard]] std::optional<Millis> age_of_word(const Envelope& envelope, Moment now) const;

    /// Local silence of the event plane (answers to questions don't count); after 4 s the sockets
    /// should be rebuilt.
    [[nodiscard]] Micros silence(Moment now) const { return now - last_heard_; }

    /// When tick() or health() may have news.
    [[nodiscard]] Moment next_deadline(Moment now) const;

private:
    void begin_sync(Moment now, FollowerSteps& steps);
    void ask_now(Moment now, FollowerSteps& steps);
    void take_event(const HubMessage& message, Moment now, FollowerSteps& steps);
    void take_snapshot(const HubMessage& message, const Snapshot& snapshot, Moment now,
                       FollowerSteps& steps);
    void compare(const Envelope& envelope, Moment now, FollowerSteps& steps);
    [[nodiscard]] bool apply_checked(const Envelope& envelope, const Event& event,
                                     FollowerSteps& steps, Moment now);
    void learn_clock(const Envelope& envelope, std::int64_t rid, Moment now);
    void look_at_boot(const Envelope& envelope);
    [[nodiscard]] bool accept_sender(const Envelope& envelope, Moment now, FollowerSteps& steps);
    [[nodiscard]] Millis age_of(HubMoment mono, Moment now) const;
    /// The state was the hub's when this was sent.
    void proven(const Envelope& envelope, Moment now);
    /// Until when a screen that asks still vouches for what it shows: a second, and never longer
    /// than the state was known to be the hub's.
    [[nodiscard]] Moment end_of_grace() const;

    DigestOf digest_of_;
    std::uint64_t digest_; ///< of state_; a large hall's takes milliseconds
    FollowerPhase phase_ = FollowerPhase::Connecting;
    QueueState state_;
    std::string hub_;
    std::optional<Envelope> heard_; ///< newest of the hub we follow
    bool proven_ = false;           ///< a snapshot was applied at least once in this life
    bool lost_ = false; ///< silent for so long that numbers are hidden until the next snapshot
    Moment last_heard_{};
    Moment newest_at_{}; ///< local time of heard_
    Moment sync_since_{};
    Moment current_at_{}; ///< local time, not too late, at which the state was last proven
    Moment next_ask_{};
    Micros ask_pause_{};
    std::int64_t last_rid_ = 0;
    std::int64_t asked_rid_ = 0; ///< of the last snapshot request
    std::map<std::int64_t, Moment> asked_at_;
    std::deque<std::pair<Envelope, Event>> buffer_;
    /// To know a repeated one: far more than stay fresh at one time.
    RecentIds known_calls_{1000};
    std::optional<Micros> bound_; ///< hub_now <= local_now + bound_
    Moment bound_at_{};
    std::string boot_;
    Moment other_hub_until_{};
    std::optional<Moment> old_hub_since_;
};

} // namespace panggil

// SPDX-License-Identifier: MIT
#include "core/follower.hpp"

#include <algorithm>

namespace panggil {

namespace {

using namespace std::chrono_literals;

constexpr Millis stale_after = 1500ms;
constexpr Millis lost_after = 60s;
constexpr Micros sync_grace = 1s;
constexpr Micros first_ask_pause = 200ms;
constexpr Micros longest_ask_pause = 2s;
constexpr Micros old_hub_patience = 10s;
constexpr Micros bound_life = std::chrono::minutes(10);
constexpr std::size_t longest_buffer = 5000;
/// Clocks of machines drift; a wrong number is off by more.
constexpr Micros clock_slack = 2s;
constexpr std::size_t most_requests = 64;

Micros local(HubMoment mono) {
    return mono.time_since_epoch();
}

/// Came on the control plane, because we asked.
bool is_answer(const HubMessage& message) {
    const auto* snapshot = std::get_if<Snapshot>(&message.body);
    return snapshot != nullptr && snapshot->rid != 0;
}

} // namespace

void Follower::asked(std::int64_t rid, Moment now) {
    asked_at_[rid] = now;
    while (asked_at_.size() > most_requests) {
        asked_at_.erase(asked_at_.begin());
    }
}

void Follower::learn_clock(const Envelope& envelope, std::int64_t rid, Moment now) {
    const auto asked = asked_at_.find(rid);
    if (asked == asked_at_.end()) {
        return;
    }
    // The answer was made after the request left: mono - t0 can only be above the true offset (rule
    // 5).
    const Micros candidate = local(envelope.mono) - asked->second.time_since_epoch();
    asked_at_.erase(asked);
    if (!bound_ || boot_ != envelope.boot || candidate <= *bound_ || now - bound_at_ > bound_life) {
        bound_ = candidate;
        bound_at_ = now;
        boot_ = envelope.boot;
    }
}

Millis Follower::age_of(HubMoment mono, Moment now) const {
    const Micros age = bound_ ? now.time_since_epoch() + *bound_ - local(mono) : now - newest_at_;
    return std::chrono::ceil<Millis>(std::max(age, Micros{0}));
}

Millis Follower::age(Moment now) const {
    return heard_ ? age_of(heard_->mono, now) : Millis::max();
}

std::optional<Millis> Follower::age_of_word(const Envelope& envelope, Moment now) const {
    const bool is_ours =
        envelope.hub == hub_ && envelope.term == state_.term && envelope.boot == boot_;
    return is_ours && bound_ ? std::optional(age_of(envelope.mono, now)) : std::nullopt;
}

LinkHealth Follower::health(Moment now) const {
    if (!proven_) {
        return LinkHealth::Connecting;
    }
    const Millis old = age(now);
    if (old > lost_after || lost_) {
        return LinkHealth::Lost;
    }
    const bool syncing_too_long = phase_ == FollowerPhase::Syncing && now > end_of_grace();
    if (phase_ == FollowerPhase::Stale || syncing_too_long || old > stale_after ||
        now < other_hub_until_) {
        return LinkHealth::Stale;
    }
    return LinkHealth::Live;
}

void Follower::proven(const Envelope& envelope, Moment now) {
    current_at_ = now - age_of(envelope.mono, now);
}

Moment Follower::end_of_grace() const {
    return std::min(sync_since_ + sync_grace, current_at_ + stale_after);
}

bool Follower::accept_sender(const Envelope& envelope, Moment now, FollowerSteps& steps) {
    if (hub_.empty() || envelope.term > state_.term) {
        if (!hub_.empty()) {
            steps.alarms.emplace_back("new_term");
        }
        hub_ = envelope.hub;
        state_.term = envelope.term;
        heard_.reset();
        buffer_.clear();
        old_hub_since_.reset();
        begin_sync(now, steps);
        return true;
    }
    if (envelope.term < state_.term) {
        if (!old_hub_since_) {
            old_hub_since_ = now;
        } else if (now - *old_hub_since_ > old_hub_patience) {
            old_hub_since_ = now;
            steps.alarms.emplace_back("old_hub");
        }
        return false;
    }
    if (envelope.hub != hub_) {
        other_hub_until_ = now + 10s;
        steps.alarms.emplace_back("two_hubs");
        return false;
    }
    old_hub_since_.reset();
    return true;
}

/// The hub's machine was started anew: its clock is another one.
void Follower::look_at_boot(const Envelope& envelope) {
    if (bound_ && envelope.boot != boot_) {
        bound_.reset();
    }
}

FollowerSteps Follower::hear(const HubMessage& message, Moment now) {
    FollowerSteps steps;
    const Envelope& envelope = message.envelope;
    if (const auto* pong = std::get_if<Pong>(&message.body); pong != nullptr) {
        // It bounds the clock and proves nothing else: were it a sign of life, a dead event plane
        // would go unseen for as long as the control plane answers.
        if (envelope.term == state_.term && envelope.hub == hub_) {
            learn_clock(envelope, pong->rid, now);
        }
        return steps;
    }
    if (!accept_sender(envelope, now, steps)) {
        return steps;
    }
    look_at_boot(envelope);
    if (bound_ && local(envelope.mono) > now.time_since_epoch() + *bound_ + clock_slack) {
        // The hub's clock cannot be there yet. Believed, it would make everything after it old.
        steps.alarms.emplace_back("bad_clock");
        return steps;
    }
    if (!is_answer(message)) {
        last_heard_ = now;
    }
    if (!heard_ || envelope.mono >= heard_->mono) {
        heard_ = envelope;
        newest_at_ = now;
    }
    if (const auto* snapshot = std::get_if<Snapshot>(&message.body); snapshot != nullptr) {
        learn_clock(envelope, snapshot->rid, now);
        take_snapshot(message, *snapshot, now, steps);
    } else if (std::holds_alternative<Event>(message.body)) {
        take_event(message, now, steps);
    } else if (std::holds_alternative<Heartbeat>(message.body)) {
        compare(envelope, now, steps);
    }
    if (phase_ == FollowerPhase::Stale) {
        begin_sync(now, steps);
    }
    return steps;
}

void Follower::begin_sync(Moment now, FollowerSteps& steps) {
    if (phase_ != FollowerPhase::Syncing) {
        // A glass that says that it is behind goes on saying so until it is not.
        sync_since_ = phase_ == FollowerPhase::Stale ? now - 2 * sync_grace : now;
        phase_ = FollowerPhase::Syncing;
        ask_pause_ = first_ask_pause;
    }
    ask_now(now, steps);
}

void Follower::ask_now(Moment now, FollowerSteps& steps) {
    asked_rid_ = next_rid();
    steps.ask = asked_rid_;
    next_ask_ = now + ask_pause_;
    ask_pause_ = std::min(ask_pause_ * 2, longest_ask_pause);
}

bool Follower::apply_checked(const Envelope& envelope, const Event& event, FollowerSteps& steps,
                             Moment now) {
    const Event back = inverse_of(event, state_);
    apply(state_, event);
    if (digest_of_(state_) != envelope.digest) {
        // What cannot be proven is never shown, not even until the next snapshot.
        apply(state_, back);
        steps.alarms.emplace_back("divergence");
        begin_sync(now, steps);
        return false;
    }
    digest_ = envelope.digest;
    proven(envelope, now);
    steps.applied.push_back(event);
    if (event.announce && known_calls_.add(event.announce->call_id)) {
        steps.calls.push_back({*event.announce, age_of(envelope.mono, now)});
    }
    return true;
}

void Follower::take_event(const HubMessage& message, Moment now, FollowerSteps& steps) {
    const Envelope& envelope = message.envelope;
    const auto& event = std::get<Event>(message.body);
    if (phase_ == FollowerPhase::Live) {
        if (envelope.seq <= state_.seq) {
            return; // a duplicate
        }
        if (envelope.seq == state_.seq + 1) {
            (void)apply_checked(envelope, event, steps, now);
            return;
        }
        steps.alarms.emplace_back("gap");
        buffer_.clear();
        begin_sync(now, steps);
    }
    // Kept only while they follow each other: a hole makes what stands before it worthless.
    if (!buffer_.empty() && envelope.seq != buffer_.back().first.seq + 1) {
        buffer_.clear();
    }
    if (buffer_.size() < longest_buffer) {
        buffer_.emplace_back(envelope, event);
    }
}

void Follower::compare(const Envelope& envelope, Moment now, FollowerSteps& steps) {
    if (phase_ != FollowerPhase::Live || envelope.seq < state_.seq) {
        return; // an older beat was overtaken by a snapshot
    }
    if (envelope.seq > state_.seq) {
        steps.alarms.emplace_back("tail_gap");
        begin_sync(now, steps);
    } else if (envelope.digest != digest_) {
        steps.alarms.emplace_back("divergence");
        begin_sync(now, steps);
    } else {
        proven(envelope, now);
    }
}

void Follower::take_snapshot(const HubMessage& message, const Snapshot& snapshot, Moment now,
                             FollowerSteps& steps) {
    const Envelope& envelope = message.envelope;
    const bool keyframe = snapshot.rid == 0;
    if (phase_ == FollowerPhase::Live) {
        if (keyframe) {
            compare(envelope, now, steps);
        }
        return;
    }
    if (!keyframe && snapshot.rid != asked_rid_) {
        return; // an answer to an earlier question
    }
    QueueState next{envelope.term, envelope.seq, snapshot.records};
    if (digest_of_(next) != envelope.digest) {
        steps.alarms.emplace_back("bad_snapshot");
        return; // asked again by tick()
    }
    while (!buffer_.empty() && buffer_.front().first.seq <= envelope.seq) {
        buffer_.pop_front();
    }
    if (!buffer_.empty() && buffer_.front().first.seq != envelope.seq + 1) {
        buffer_.clear(); // what lies between is in a newer snapshot only
        ask_now(now, steps);
        return;
    }
    const bool cold = !proven_;
    state_ = std::move(next);
    digest_ = envelope.digest;
    proven_ = true;
    proven(envelope, now);
    lost_ = false;
    phase_ = FollowerPhase::Live;
    steps.ask.reset();
    steps.snapshot = envelope.seq;
    // Calls that were made while we could not hear, and that nobody has said yet.
    for (const Snapshot::Recent& recent : snapshot.recent) {
        // By id and not by number: a restored hub counts an older history anew.
        if (known_calls_.add(recent.announcement.call_id)) {
            const Micros on_the_way = std::max<Micros>(age_of(envelope.mono, now), Micros{0});
            steps.calls.push_back(
                {recent.announcement, recent.age + std::chrono::ceil<Millis>(on_the_way), cold});
        }
    }
    while (!buffer_.empty()) {
        const auto [its_envelope, event] = std::move(buffer_.front());
        buffer_.pop_front();
        if (!apply_checked(its_envelope, event, steps, now)) {
            return;
        }
    }
}

FollowerSteps Follower::tick(Moment now) {
    FollowerSteps steps;
    if (phase_ == FollowerPhase::Syncing && now >= next_ask_) {
        ask_now(now, steps);
    }
    if (phase_ == FollowerPhase::Live && age(now) > stale_after) {
        phase_ = FollowerPhase::Stale;
    }
    // Numbers that were hidden come back with the next snapshot, not with the next sign of life.
    lost_ = lost_ || (proven_ && age(now) > lost_after);
    return steps;
}

Moment Follower::next_deadline(Moment now) const {
    switch (phase_) {
    case FollowerPhase::Syncing: {
        const Moment shown_as_stale = end_of_grace() + 1ms;
        return shown_as_stale > now ? std::min(next_ask_, shown_as_stale) : next_ask_;
    }
    case FollowerPhase::Live:
        return now + std::max<Micros>(stale_after - age(now) + 1ms, Micros{0});
    case FollowerPhase::Stale:
        return now + std::max<Micros>(lost_after - age(now) + 1ms, 1s);
    case FollowerPhase::Connecting:
        break;
    }
    return Moment::max();
}

} // namespace panggil

// SPDX-License-Identifier: MIT
#include "hub/web/hall_watch.hpp"

#include "codec/state_meter.hpp"
#include "codec/wire.hpp"

namespace panggil::hub::web {

HallWatch::HallWatch(std::string site, std::string version)
    : site_(std::move(site)), version_(std::move(version)), follower_(codec::metered_digest()) {}

FollowerSteps HallWatch::hear(std::string_view bytes, Moment now) {
    const auto message = codec::decode_hub_message(bytes, site_);
    if (!message) {
        return {}; // the next heartbeat shows what is missing
    }
    if (const auto* heartbeat = std::get_if<Heartbeat>(&message.value().body)) {
        health_ = heartbeat->health;
    }
    heard_at_ = now;
    FollowerSteps steps = follower_.hear(message.value(), now);
    see(steps);
    return steps;
}

FollowerSteps HallWatch::tick(Moment now) {
    FollowerSteps steps = follower_.tick(now);
    see(steps);
    return steps;
}

/// Which counter did something: the one that called, or whose record the event sets.
void HallWatch::see(const FollowerSteps& steps) {
    for (const Event& event : steps.applied) {
        if (event.announce) {
            deeds_[event.announce->counter] = {event.cause, event.announce->ticket, event.utc};
            continue;
        }
        for (const auto& [key, record] : event.set) {
            if (key.starts_with("counter/")) {
                deeds_[std::string(id_of(key))] = {event.cause, record.text("ticket"), event.utc};
            }
        }
    }
}

std::optional<LastDeed> HallWatch::last_deed(const std::string& counter) const {
    const auto found = deeds_.find(counter);
    return found == deeds_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Seen> HallWatch::seen(Moment now) const {
    const auto& envelope = follower_.last_envelope();
    if (!envelope) {
        return std::nullopt;
    }
    return Seen{envelope->term, envelope->mono + std::chrono::floor<Millis>(now - heard_at_)};
}

codec::web::HubSight HallWatch::hub(Moment now) const {
    const auto now_there = seen(now);
    return {
        state().term, state().seq, follower_.digest(), now_there ? now_there->mono : HubMoment{},
        health_,      version_};
}

} // namespace panggil::hub::web

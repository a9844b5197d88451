// SPDX-License-Identifier: MIT
// The announcer's part in its zones, and what the clerks are told when it changes.
#include "core/loudspeaker.hpp"
#include "renderer/announcer.hpp"

namespace panggil::screen {

Announcer::Part Announcer::part_in(std::string_view zone, const QueueState& state) const {
    if (speaker_in(state, zone) != parts_.screen) {
        return Part::Listener;
    }
    if (parts_.voice == nullptr || parts_.player == nullptr) {
        return Part::Mute;
    }
    return counts_as_heard() ? Part::Speaker : Part::Listener;
}

/// Somebody waits for a word about each call that had its time on the glass and was not said.
void Announcer::take_part(const QueueState& state, Now now) {
    for (const auto& [key, zone] : records_under(state, "zone/")) {
        const std::string_view id = id_of(key);
        const Part part = part_in(id, state);
        const auto found = parts_in_.find(id);
        const Part before = found == parts_in_.end() ? Part::Listener : found->second;
        if (part != before) {
            parts_in_.insert_or_assign(std::string(id), part);
            tell_of_owed(id, part, state, now);
        }
    }
}

void Announcer::tell_of_owed(std::string_view zone, Part part, const QueueState& state, Now now) {
    if (part == Part::Listener) {
        return;
    }
    for (const Announcement& owed : unsaid_.in_zone(zone)) {
        if (!still_wanted(owed, state)) {
            continue;
        }
        if (part == Part::Mute) {
            tell_mute(owed, now);
        } else {
            teller_.say("announce.queued", owed, {}, now);
            teller_.report_voice("queued", owed, new_bid(), Millis{0}, {}, now);
        }
    }
}

void Announcer::tell_if_mute(const Announcement& announcement, Now now) {
    const auto found = parts_in_.find(announcement.zone);
    if (found != parts_in_.end() && found->second == Part::Mute) {
        tell_mute(announcement, now);
    }
}

/// Nobody in the hall has a voice, though one may still come in time. With a bid, so that the word
/// is known when it is told again, and takes nothing back when it comes late.
void Announcer::tell_mute(const Announcement& announcement, Now now) {
    teller_.say("announce.muted", announcement, {}, now);
    teller_.report_voice("muted", announcement, new_bid(), Millis{0}, {}, now);
}

std::string Announcer::new_bid() {
    return parts_.life + '-' + std::to_string(++bids_);
}

} // namespace panggil::screen

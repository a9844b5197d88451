// SPDX-License-Identifier: MIT
// The hub's calls on their way to the ear: what screens say of them, who may say them, and what
// became of each.
#include "core/loudspeaker.hpp"
#include "core/plain_text.hpp"
#include "hub/hub.hpp"
#include "link/failpoint.hpp"

#include <algorithm>

namespace panggil::hub {

namespace {

/// A voice may begin late, and stand still for a moment: for less than this, see
/// MixerPlayer::longest_stall.
constexpr Millis voice_margin{500};
constexpr std::size_t most_unsaved = 2000;
constexpr std::size_t longest_name = 64;
/// Of a call's words; a pack that lacks more has a line in the list of screens.
constexpr std::size_t most_missing = 32;

bool is_name(const std::string& text) {
    return !text.empty() && fault_of_text(text, longest_name).empty();
}

} // namespace

bool Hub::hear(ScreenStatus status, Now now) {
    Receipt said{status.last_said, status.screen, {}, "done", Millis{0}, now.utc};
    const std::string life = status.life;
    if (!fleet_.hear(std::move(status), now.mono)) {
        return false;
    }
    see_life(said.screen, life, now);
    for (auto& [zone, voice] : voices_) {
        if (voice.heard && voice.screen == said.screen && !is_of_another_life(voice.bid, life)) {
            voice.heard = now.mono;
        }
    }
    // Heals a receipt that was lost with its screen.
    if (const Spoken* spoken = fresh_call(said.call_id, now); spoken != nullptr) {
        said.zone = spoken->announcement.zone;
        note(said);
    }
    const auto candidates = fleet_.candidates();
    commit_own(choose_speakers(state_, candidates, since_, now.mono, now.utc), now);
    return true;
}

bool Hub::hear(Receipt receipt, Now now, Millis age) {
    // What is granted is the hub's own word.
    if (!is_name(receipt.call_id) || !is_name(receipt.screen) || !is_name(receipt.phase) ||
        receipt.phase == "granted") {
        return false;
    }
    std::erase_if(receipt.missing, [](const std::string& key) { return !is_name(key); });
    receipt.missing.resize(std::min(receipt.missing.size(), most_missing));
    receipt.at = now.utc - age;
    if (!ledger_.is_stale(receipt) && (receipt.phase != "postponed" || speaks(receipt))) {
        hear_voice(receipt, now);
        postpone(receipt);
        note(receipt);
    }
    return true;
}

bool Hub::speaks(const Receipt& receipt) const {
    return speaker_in(state_, receipt.zone) == receipt.screen;
}

/// The zone's speaker holds it back for a while: it stays good for as long as it says.
void Hub::postpone(const Receipt& receipt) {
    if (receipt.phase != "postponed") {
        return;
    }
    const auto found = std::ranges::find_if(
        spoken_, [&](const Spoken& each) { return each.announcement.call_id == receipt.call_id; });
    if (found != spoken_.end()) {
        Millis& ttl = found->announcement.ttl;
        const Millis most = hall_.rules.announcement_ttl + longest_hold;
        ttl = std::max(ttl, std::min(receipt.audible, most));
    }
}

/// Who was given a call may be saying it, also when it is cut off and nobody hears from it.
void Hub::hear_voice(const Receipt& receipt, Now now) {
    if (receipt.phase == "granted") {
        // Not longer than the voice is, whatever the wall clock did meanwhile.
        const Millis most = receipt.audible + voice_margin;
        const Millis left = std::clamp(receipt.at + most - now.utc, Millis{0}, most);
        voices_[receipt.zone] = {receipt.call_id, receipt.screen, now.mono + left,
                                 receipt.audible, receipt.bid,    now.mono};
        return;
    }
    const auto voice = voices_.find(receipt.zone);
    const bool is_its = voice != voices_.end() && voice->second.call_id == receipt.call_id &&
                        voice->second.screen == receipt.screen;
    if (receipt.phase == "started" && is_its && now.mono < voice->second.until) {
        voice->second.until = now.mono + voice->second.length + voice_margin;
    }
    const bool over = receipt.phase != "shown" && receipt.phase != "queued" &&
                      receipt.phase != "started" && receipt.phase != "postponed";
    if (over) {
        std::erase_if(voices_, [&](const auto& entry) {
            return entry.second.call_id == receipt.call_id && entry.second.screen == receipt.screen;
        });
    }
}

/// A screen that was started anew holds nothing of what its last life was given. A ping of that
/// life may come after the first of the new one, over a line that had stood still.
void Hub::see_life(const std::string& screen, const std::string& life, Now now) {
    constexpr std::size_t most_screens = 1000;
    constexpr std::size_t most_lives = 16;
    if (life.empty() || (lives_.size() >= most_screens && !lives_.contains(screen))) {
        return;
    }
    Lives& lives = lives_[screen];
    if (std::ranges::find(lives, life) != lives.end()) {
        return;
    }
    lives.push_back(life);
    if (lives.size() > most_lives) {
        lives.pop_front();
    }
    std::erase_if(voices_, [&](const auto& entry) {
        const Voice& voice = entry.second;
        return voice.screen == screen && is_of_another_life(voice.bid, life);
    });
    for (const std::string& call_id : ledger_.begin_life(screen, life)) {
        say(LogLevel::Info, "announce.given_back",
            Record{{"announce_id", call_id}, {"screen", screen}}, now);
    }
}

/// A voice that yields and whose screen is gone has broken off, unless it was near its end: the
/// zone's next speaker says the call (decision 005).
void Hub::take_back_broken_voices(Now now) {
    std::erase_if(voices_, [&](const auto& entry) {
        const auto& [zone, voice] = entry;
        const bool broken = voice.heard && !ledger_.is_settled(voice.call_id) &&
                            broke_off(voice.granted, voice.length, *voice.heard, now.mono);
        if (broken) {
            note({voice.call_id, voice.screen, zone, "interrupted", Millis{0}, now.utc, voice.bid});
            say(LogLevel::Warning, "announce.given_back",
                Record{{"announce_id", voice.call_id}, {"screen", voice.screen}}, now);
        }
        return broken;
    });
}

/// A voice whose screen is gone for longer than the zone waits for it: whether the hall heard it to
/// its end nobody can tell, so no other says it (decision 005); but the clerk is told, now.
void Hub::tell_lost_voices(Now now) {
    std::erase_if(voices_, [&](const auto& entry) {
        const auto& [zone, voice] = entry;
        const bool lost = now.mono >= voice.until && !ledger_.is_settled(voice.call_id) &&
                          speaker_in(state_, zone) != voice.screen;
        if (lost) {
            note({voice.call_id, "hub", zone, "interrupted", Millis{0}, now.utc, voice.bid});
        }
        return lost;
    });
}

bool Hub::another_speaks(const std::string& zone, const std::string& screen, Now now) const {
    const auto voice = voices_.find(zone);
    return voice != voices_.end() && voice->second.screen != screen &&
           now.mono < voice->second.until;
}

void Hub::note(const Receipt& receipt) {
    if (unsaved_.size() < most_unsaved && ledger_.note(receipt)) {
        unsaved_.push_back(receipt);
        return;
    }
    for (Receipt& each : unsaved_) { // the journal too is told for how long, if it is not too late
        if (each.phase == "done" && receipt.phase == "done" && each.call_id == receipt.call_id &&
            each.screen == receipt.screen && each.audible < receipt.audible) {
            each = receipt;
        }
    }
}

bool Hub::has_kept(const Receipt& receipt) const {
    // Whatever its bid: a ping may have told the same a moment before, and that is not on disk yet.
    const auto is_same = [&](const Receipt& each) {
        return each.call_id == receipt.call_id && each.screen == receipt.screen &&
               each.phase == receipt.phase;
    };
    // One that cannot write yet has kept nothing.
    return journal_ && unsaved_.size() < most_unsaved && std::ranges::none_of(unsaved_, is_same);
}

/// Every call is said or accounted for: what no screen has answered for, the hub does.
void Hub::close_account(const Announcement& announcement, Now now) {
    if (ledger_.is_settled(announcement.call_id)) {
        return;
    }
    note({announcement.call_id, "hub", announcement.zone, "expired", Millis{0}, now.utc});
    say(LogLevel::Warning, "announce.expired",
        Record{{"announce_id", announcement.call_id},
               {"seq", announcement.seq},
               {"ticket", announcement.ticket},
               {"zone", announcement.zone},
               {"reason", std::string("no screen said that it was heard")}},
        now);
}

bool Hub::save_receipts(Now now) {
    saved_at_ = now.mono;
    if (!journal_) {
        unsaved_.clear();
        return false;
    }
    tell_before_writing();
    if (const auto saved = journal_->keep(unsaved_); !saved) {
        const auto verdict = once_.ask("receipts " + saved.problem().code, now.mono);
        if (verdict.say != 0) {
            say(LogLevel::Error, "journal.failed",
                fields_of(saved.problem()).set("held_back", verdict.held_back), now);
        }
        return false;
    }
    unsaved_.clear();
    return true;
}

const Hub::Spoken* Hub::fresh_call(std::string_view call_id, Now now) const {
    const auto found = std::ranges::find_if(spoken_, [&](const Spoken& each) {
        return each.announcement.call_id == call_id && now.hub() - each.at <= each.announcement.ttl;
    });
    return found == spoken_.end() ? nullptr : &*found;
}

std::optional<SpeakVerdict> Hub::judge(const SpeakRequest& request, Now now) {
    SpeakVerdict verdict{request.rid, request.call_id, SpeakVerdict::Answer::Settled, request.bid};
    const Spoken* spoken = fresh_call(request.call_id, now);
    if (spoken == nullptr) {
        return verdict;
    }
    take_back_broken_voices(now);
    tell_lost_voices(now);
    const std::string& zone = spoken->announcement.zone;
    const bool is_speaker = speaker_in(state_, zone) == request.screen;
    verdict.answer = ledger_.judge(request.call_id, request.screen, is_speaker);
    if (verdict.answer == SpeakVerdict::Answer::Granted &&
        another_speaks(zone, request.screen, now)) {
        verdict.answer = SpeakVerdict::Answer::Held; // two voices in one hall are none
    }
    if (verdict.answer == SpeakVerdict::Answer::Granted) {
        const Receipt granted{request.call_id, request.screen, zone,       "granted",
                              request.length,  now.utc,        request.bid};
        unsaved_.push_back(granted);
        if (!save_receipts(now)) {
            unsaved_.pop_back();
            return std::nullopt;
        }
        (void)ledger_.note(granted);
        hear_voice(granted, now);
        if (request.yields != 0) {
            voices_[zone].heard = now.mono;
        }
        link::failpoint("grant.done");
    }
    return verdict;
}

} // namespace panggil::hub

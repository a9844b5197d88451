// SPDX-License-Identifier: MIT
// The announcer's voice: a call from its first sample, or its silence, to what became of it.
#include "link/failpoint.hpp"
#include "renderer/announcer.hpp"
#include "renderer/sound/volume.hpp"

#include <algorithm>
#include <utility>

namespace panggil::screen {

namespace {

/// The hall still listens: after so short a silence nobody needs to be woken by a chime.
constexpr Micros still_listening = std::chrono::seconds(3);

OnAir on_air_of(const Announcement& announcement) {
    return {announcement.call_id, announcement.ticket,   announcement.counter,
            announcement.attempt, announcement.priority, {},
            announcement.seq};
}

} // namespace

/// What became of the voice that is being said.
void Announcer::report_voice(std::string phase, Millis audible, Now now) {
    teller_.report_voice(std::move(phase), speaking_->announcement, speaking_->bid, audible,
                         speaking_->missing, now);
}

/// Somebody else says the call when the hub hears nothing from us: then it must not be heard here.
void Announcer::hold_while_answered() {
    if (speaking_ && speaking_->aloud && speaking_->yields) {
        parts_.player->allow_until(parts_.proven() + voice_alone);
    }
}

/// The panel and the voice begin together.
void Announcer::enter(Now now) {
    stage_.enter(on_air_of(speaking_->announcement), now.mono);
    speaking_->on_stage = true;
    speaking_->begun = now.mono;
}

/// A voice that does not come must not keep the number from the glass.
void Announcer::follow_voice(Now now) {
    if (speaking_ && !speaking_->on_stage &&
        (now.mono >= speaking_->played + longest_lead ||
         parts_.player->progress(speaking_->announcement.call_id))) {
        enter(now);
    }
}

void Announcer::take_up(const Asking& call) {
    speaking_ = Speaking{};
    speaking_->announcement = call.announcement;
    speaking_->last_moment = call.last_moment;
    speaking_->bid = call.bid;
}

void Announcer::begin_silently(const Asking& call, bool refused, Now now) {
    test_.break_off(now); // another loudspeaker of the hall says it
    take_up(call);
    speaking_->refused = refused;
    speaking_->ends = now.mono + call.length;
    if (call.utterance && *call.utterance) {
        speaking_->ends = now.mono + call.length;
        speaking_->captions = call.utterance->value().captions;
    }
    enter(now);
}

Chime Announcer::chime_at(Moment now) const {
    return last_word_ && now - *last_word_ < still_listening ? Chime::Silent : Chime::Rings;
}

void Announcer::put_together(Asking& call) {
    if (call.voice == nullptr) {
        return;
    }
    call.utterance = call.voice->utter(call.announcement, call.form, call.chime);
    if (*call.utterance) {
        call.length = std::chrono::ceil<Millis>(call.utterance->value().length);
    }
}

void Announcer::begin_aloud(const Asking& call, Now now) {
    test_.break_off(now);
    take_up(call);
    unsaid_.settle(call.announcement.call_id);
    const Result<Utterance>& utterance = *call.utterance;
    if (!utterance) {
        teller_.fail(utterance.problem(), "announce.failed", now);
        report_voice("failed", Millis{0}, now);
        begin_silently(call, true, now);
        return;
    }
    speaking_->aloud = true;
    speaking_->yields = call.yields;
    speaking_->played = now.mono;
    speaking_->captions = utterance.value().captions;
    if (const auto written = parts_.journal->begin({call.announcement.call_id, call.bid});
        !written) {
        teller_.warn(written.problem(), "said_journal.failed", now);
    }
    link::failpoint("voice.before");
    speaking_->words = utterance.value().words;
    speaking_->missing = utterance.value().missing;
    speaking_->ends = now.mono + utterance.value().length + player_patience;
    parts_.player->play(call.announcement.call_id,
                        at_volume(utterance.value().sound, call.volume_db));
    hold_while_answered();
    for (const Problem& problem : utterance.value().problems) {
        teller_.warn(problem, "voice.clip_missing", now);
    }
    if (call.form == PhraseForm::Merged) {
        teller_.say("announce.merged", call.announcement,
                    Record{{"reason", std::string("many calls wait: they are said like a list")}},
                    now);
    }
    teller_.say("announce.started", call.announcement, Record{{"words", speaking_->words}}, now);
    report_voice("started", Millis{0}, now);
    follow_voice(now);
}

void Announcer::end_if_over(Now now) {
    follow_voice(now);
    while (speaking_ && speaking_->aloud) {
        const auto played = parts_.player->finished();
        if (!played) {
            break;
        }
        if (played->call_id == speaking_->announcement.call_id) {
            end_aloud(*played, now);
        }
    }
    if (speaking_ && now.mono >= speaking_->ends) {
        if (speaking_->aloud) {
            parts_.player->drop(); // another screen may say it now: it must not be heard late
            teller_.say("announce.failed", speaking_->announcement,
                        Record{{"reason", std::string("the sound device took no samples")}}, now);
            give_back("failed", now);
        }
        finish(now);
    }
}

void Announcer::end_aloud(const PlayReport& played, Now now) {
    const Announcement& announcement = speaking_->announcement;
    if (played.broken) {
        const bool alone = speaking_->yields && now.mono > parts_.proven() + voice_alone;
        const std::string reason = alone ? "the hub did not answer: another screen may say it"
                                         : "the machine or its sound device stood still";
        teller_.say("announce.failed", announcement, Record{{"reason", reason}}, now);
        give_back("failed", now);
        finish(now);
        return;
    }
    link::failpoint("voice.ended");
    const bool heard = counts_as_heard();
    const auto written = heard ? parts_.journal->end(announcement.call_id) : Result<Done>(Done{});
    if (!written) {
        teller_.warn(written.problem(), "said_journal.failed", now);
    }
    const Millis audible{static_cast<std::int64_t>(played.samples) * 1000 / 48'000};
    Record more;
    more.set("first_sample", static_cast<std::int64_t>(played.first_sample))
        .set("samples", static_cast<std::int64_t>(played.samples))
        .set("words", speaking_->words)
        .set("audible_ms", audible.count());
    teller_.say("announce.ended", announcement, std::move(more), now);
    if (heard) {
        report_voice("done", audible, now);
    } else {
        give_back("muted", now);
    }
    link::failpoint("voice.told");
    finish(now);
}

/// The hall did not hear it. Another screen may say it, or this one when its sound is back in time.
void Announcer::give_back(std::string phase, Now now) {
    report_voice(std::move(phase), Millis{0}, now);
    unsaid_.add(speaking_->announcement, speaking_->last_moment, now.mono + try_again_after);
}

void Announcer::finish(Now now) {
    if (!speaking_->on_stage) {
        enter(now);
    }
    stage_.voice_ended(speaking_->announcement.call_id, now.mono);
    last_word_ = now.mono;
    queue_.ended(speaking_->announcement.call_id);
    speaking_.reset();
}

/// How much of it the hall has heard, by the ear's own clock.
std::optional<Micros> Announcer::said_for(Moment now) const {
    if (!speaking_ || !speaking_->on_stage) {
        return std::nullopt;
    }
    if (!speaking_->aloud) {
        return now - speaking_->begun;
    }
    const auto samples = heard();
    return samples ? std::optional(Micros(static_cast<std::int64_t>(*samples * 1000 / 48)))
                   : std::nullopt;
}

std::optional<std::uint64_t> Announcer::heard() const {
    return speaking_ && speaking_->aloud ? parts_.player->progress(speaking_->announcement.call_id)
                                         : std::nullopt;
}

std::string Announcer::said_now(Moment now) const {
    if (alerts_.is_speaking()) {
        return alerts_.said_now();
    }
    const auto heard = said_for(now);
    return heard ? caption_at(speaking_->captions, *heard) : std::string();
}

} // namespace panggil::screen

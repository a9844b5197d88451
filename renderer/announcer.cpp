// SPDX-License-Identifier: MIT
#include "renderer/announcer.hpp"

#include "core/loudspeaker.hpp"
#include "core/sooner.hpp"

#include <algorithm>
#include <utility>

namespace panggil::screen {

namespace {

/// How long the hub may take to answer before it is asked again.
constexpr Micros answer_within = std::chrono::milliseconds(300);

/// A call takes about so long in the voice of another screen; who has a voice knows it.
Millis usual_voice(PhraseForm form) {
    return form == PhraseForm::Full      ? Millis{7'000}
           : form == PhraseForm::Compact ? Millis{5'000}
                                         : Millis{4'000};
}

std::string counter_key(const Announcement& announcement) {
    return "counter/" + announcement.counter;
}

} // namespace

Announcer::Announcer(Parts parts)
    : parts_(std::move(parts)), teller_(parts_.screen, *parts_.log, parts_.report),
      stage_(parts_.stage), alerts_({parts_.voice, parts_.player, parts_.log}),
      test_(parts_.player, parts_.log) {}

/// A voice is only wanted while its counter still calls with this very call: not when the ticket
/// was served, the call withdrawn, or called again meanwhile.
bool Announcer::still_wanted(const Announcement& announcement, const QueueState& state) {
    const Record& counter = record_at(state, counter_key(announcement));
    return counter.text("call_id") == announcement.call_id && counter.text("status") == "calling";
}

bool Announcer::is_speaker(const Announcement& announcement, const QueueState& state) const {
    return (parts_.voice != nullptr || voice_comes_) && parts_.player != nullptr &&
           speaker_in(state, announcement.zone) == parts_.screen;
}

bool Announcer::another_speaks(const Announcement& announcement, const QueueState& state) const {
    const std::string& speaker = speaker_in(state, announcement.zone);
    return !speaker.empty() && speaker != parts_.screen;
}

bool Announcer::counts_as_heard() const {
    return parts_.hearing == Hearing::Virtual ||
           (parts_.hearing == Hearing::Device && parts_.player->audible());
}

void Announcer::use(std::shared_ptr<Voice> voice) {
    alerts_.use(voice);
    parts_.voice = std::move(voice);
}

void Announcer::hear(const FollowerSteps::Call& call, const QueueState& state, Now now) {
    Announcement announcement = call.announcement;
    if (!parts_.zones.empty() && !parts_.zones.contains(announcement.zone)) {
        return;
    }
    if (parts_.journal->has_said(announcement.call_id)) {
        // Said in an earlier life, or before the hub's memory: it is told once more.
        teller_.report(counts_as_heard() ? "done" : "muted", announcement, now);
        return;
    }
    const auto more_time = held_.more_time(now.mono);
    announcement.ttl += more_time.value_or(Millis{0});
    if (call.before_us && !is_speaker(announcement, state)) {
        // It had its time on the stage of the others; here it only waits in case nobody says it.
        unsaid_.add(announcement, now.mono + announcement.ttl - call.age, now.mono);
        tell_if_mute(announcement, now);
        return;
    }
    if (queue_.push(announcement, now.mono, call.age) && is_speaker(announcement, state)) {
        teller_.say("announce.queued", announcement, {}, now);
        teller_.report("queued", announcement, now);
        if (more_time) {
            held_.tell_of(announcement, tell_postponed(state, now));
        }
    }
}

void Announcer::hold_calls(std::optional<Moment> until, const QueueState& state, Now now) {
    if (until.has_value() != held_.are_held()) {
        parts_.log->write({now.utc, now.mono, LogLevel::Info,
                           until ? "calls.held" : "calls.released",
                           Record{{"waiting", static_cast<std::int64_t>(queue_.waiting())}}});
    }
    if (!until) {
        held_.release();
        note_held(state, now);
        return;
    }
    put_aside(now);
    held_.hold(*until, now.mono, tell_postponed(state, now));
    note_held(state, now);
}

void Announcer::note_held(const QueueState& state, Now now) {
    held_.note([&](const Announcement& each) { return still_wanted(each, state); },
               [&](const Announcement& each) { return is_speaker(each, state); }, now.mono);
}

/// So that the hub does not take it for too old either.
HeldCalls::Tell Announcer::tell_postponed(const QueueState& state, Now now) {
    return [this, &state, now](const Announcement& announcement) {
        if (!is_speaker(announcement, state)) {
            return false;
        }
        teller_.say("announce.postponed", announcement,
                    Record{{"good_for_ms", announcement.ttl.count()}}, now);
        teller_.report("postponed", announcement, now, announcement.ttl);
        return true;
    };
}

void Announcer::hear(const SpeakVerdict& verdict, const QueueState& state, Now now) {
    const bool granted = verdict.answer == SpeakVerdict::Answer::Granted;
    if (!asking_ || asking_->bid != verdict.bid) {
        const bool at_it = speaking_ && speaking_->aloud && speaking_->bid == verdict.bid;
        if (granted && !at_it && !parts_.journal->has_said(verdict.call_id)) {
            teller_.let_go(verdict.call_id, verdict.bid, now); // we have put it aside meanwhile
        }
        return;
    }
    const Announcement& announcement = asking_->announcement;
    if (granted && (now.mono > asking_->last_moment || !still_wanted(announcement, state) ||
                    !is_speaker(announcement, state))) {
        return; // the answer was long on its way: turn() sees to what is to be done now
    }
    const Asking call = std::move(*asking_);
    asking_.reset();
    if (granted) {
        begin_aloud(call, now);
        return;
    }
    queue_.ended(call.announcement.call_id);
    if (call.first_time) {
        begin_silently(call, true, now);
    }
    if (verdict.answer == SpeakVerdict::Answer::Held) {
        unsaid_.add(call.announcement, call.last_moment, now.mono + try_again_after);
    } else {
        unsaid_.settle(call.announcement.call_id);
    }
}

void Announcer::turn(const QueueState& state, Now now) {
    hold_while_answered();
    end_if_over(now);
    test_.look(parts_.player != nullptr && counts_as_heard(), now);
    clear_withdrawn(state);
    stage_.forget_old(now.mono);
    unsaid_.forget_expired(now.mono); // the hub accounts for what nobody asked for in time
    // The zone may have become ours within the hold.
    held_.tell_of_untold([&](const Announcement& each) { return still_wanted(each, state); },
                         tell_postponed(state, now));
    if (retires_) {
        static_cast<void>(alerts_.look(state, now)); // what is being said ends
        return;
    }
    if (voice_comes_ || attend_to_alerts(state, now)) {
        return;
    }
    take_part(state, now);
    take_over(state, now);
    if (asking_) {
        go_on_asking(state, now);
    } else if (!speaking_ && !held_.are_held()) {
        take_next(state, now);
        say_hour_text(state, now);
    }
}

Result<Done> Announcer::test_voice(const QueueState& state, bool anyway, Now now) {
    const auto refused = [](std::string code, std::string what, std::string hint,
                            std::string pesan) {
        return Problem{std::move(code), "voice", std::move(what), std::move(hint),
                       std::move(pesan)};
    };
    if (is_muted() || (parts_.voice == nullptr && !voice_comes_)) {
        return refused("mute", "this screen has no voice", "see its faults at the hub",
                       "Layar ini tidak bersuara.");
    }
    if (voice_comes_) {
        return refused("not_ready", "its voice is still being read", "test again in a moment",
                       "Suara layar ini masih dimuat. Coba lagi sebentar.");
    }
    const bool is_busy = retires_ || asking_ || speaking_ || held_.are_held() ||
                         alerts_.holds_calls() || test_.is_speaking() || is_calling(now.mono) ||
                         queue_.waiting() > 0;
    if (is_busy) {
        return refused("calling", "something else is being said or shown, and goes first",
                       "test again in a moment", "Sedang ada panggilan. Coba lagi sebentar.");
    }
    const int volume = quiet_db(state, now);
    if (volume < 0 && !anyway) {
        return refused("quiet_hours", "its zone has quiet hours now",
                       "ask for it anyway, or test when they are over",
                       "Sekarang jam tenang di ruang itu.");
    }
    return test_.begin(*parts_.voice, volume, now);
}

void Announcer::retire(Now now) {
    retires_ = true;
    test_.break_off(now);
    put_aside(now);
}

/// Every call goes before it.
void Announcer::say_hour_text(const QueueState& state, Now now) {
    if (!alerts_.has_hour_text() || test_.is_speaking() || asking_ || speaking_ ||
        queue_.waiting() > 0) {
        return;
    }
    const Record* const zone = zone_of_speaker(state, parts_.screen);
    const bool aloud = zone != nullptr && counts_as_heard();
    alerts_.begin_hour_text(aloud, aloud ? volume_in(*zone, state, now.utc) : 0, now);
}

int Announcer::quiet_db(const QueueState& state, Now now) const {
    return quietest_in(parts_.zones, state, now.utc);
}

bool Announcer::is_loudspeaker(const QueueState& state) const {
    return zone_of_speaker(state, parts_.screen) != nullptr;
}

bool Announcer::speaks_anywhere(const QueueState& state) const {
    return parts_.voice != nullptr && parts_.player != nullptr && is_loudspeaker(state);
}

/// The call that is being said is said to its end; what the hub was asked for waits.
bool Announcer::attend_to_alerts(const QueueState& state, Now now) {
    if (alerts_.look(state, now)) {
        last_word_ = now.mono;
    }
    if (speaking_ && speaking_->aloud) {
        return false;
    }
    if (!alerts_.is_speaking() && alerts_.is_due(now.mono)) {
        put_aside(now);
        test_.break_off(now);
        alerts_.begin(speaks_anywhere(state), now);
    }
    return alerts_.holds_calls();
}

/// What the hub was asked for waits until what has the floor is over.
void Announcer::put_aside(Now now) {
    if (asking_) {
        const Asking call = std::move(*asking_);
        asking_.reset();
        queue_.ended(call.announcement.call_id);
        teller_.let_go(call.announcement.call_id, call.bid, now);
        unsaid_.add(call.announcement, call.last_moment, now.mono + try_again_after);
    }
}

/// The zone has become ours in the middle of a silent call: it is to be heard, now.
void Announcer::take_over(const QueueState& state, Now now) {
    if (!speaking_ || speaking_->aloud || speaking_->refused ||
        !is_speaker(speaking_->announcement, state)) {
        return;
    }
    const std::string call_id = speaking_->announcement.call_id;
    const auto due = unsaid_.take_due(now.mono, [&](const Announcement& unsaid) {
        return unsaid.call_id == call_id && still_wanted(unsaid, state);
    });
    if (due) {
        finish(now);
        offer_again(*due, state, now);
    }
}

/// Served, finished and no-show keep the call in the list; only a withdrawn one leaves it.
void Announcer::clear_withdrawn(const QueueState& state) {
    if (!stage_.on_air() ||
        record_at(state, "counter/" + stage_.on_air()->counter).text("call_id") ==
            stage_.on_air()->call_id) {
        return;
    }
    bool listed = false;
    for (const auto& [key, record] : records_under(state, "call/")) {
        listed = listed || record->text("ticket") == stage_.on_air()->ticket;
    }
    if (!listed) {
        stage_.withdraw(stage_.on_air()->call_id);
    }
}

void Announcer::go_on_asking(const QueueState& state, Now now) {
    const Announcement& announcement = asking_->announcement;
    const bool expired = now.mono > asking_->last_moment;
    if (expired || !still_wanted(announcement, state)) {
        const Asking call = std::move(*asking_);
        asking_.reset();
        queue_.ended(call.announcement.call_id);
        account_for(call.announcement, expired ? DropReason::Expired : DropReason::Withdrawn,
                    expired ? "the hub gave no leave to say it in time"
                            : "the counter went on before its turn came",
                    state, now);
    } else if (!is_speaker(announcement, state)) {
        const Asking call = std::move(*asking_);
        asking_.reset();
        teller_.let_go(call.announcement.call_id, call.bid, now);
        offer(call, state, now);
    } else if (now.mono >= asking_->ask_again) {
        ask(now);
    }
}

void Announcer::ask(Now now) {
    asking_->ask_again = now.mono + answer_within;
    parts_.ask_to_speak({0, asking_->announcement.call_id, parts_.screen, asking_->length,
                         asking_->bid, asking_->yields ? 1 : 0});
}

void Announcer::take_next(const QueueState& state, Now now) {
    if (!stage_.free_at(now.mono, queue_.waiting())) {
        return;
    }
    // What another should have said is older than what is new, but a call that somebody holds must
    // not keep the others waiting: by turns.
    if (!std::exchange(tried_unsaid_, false) && take_unsaid(state, now)) {
        return;
    }
    const NextAnnouncement next = queue_.next(
        now.mono, [&](const Announcement& waiting) { return still_wanted(waiting, state); });
    for (const DroppedAnnouncement& dropped : next.dropped) {
        account_for(dropped.announcement, dropped.reason, dropped.why, state, now);
    }
    if (next.play) {
        Asking call;
        call.announcement = *next.play;
        call.form = next.form;
        call.last_moment = next.last_moment;
        offer(std::move(call), state, now);
    } else {
        take_unsaid(state, now);
    }
}

bool Announcer::take_unsaid(const QueueState& state, Now now) {
    const auto due = unsaid_.take_due(now.mono, [&](const Announcement& unsaid) {
        return is_speaker(unsaid, state) && still_wanted(unsaid, state) && counts_as_heard();
    });
    if (!due) {
        return false;
    }
    tried_unsaid_ = true;
    offer_again(*due, state, now);
    return true;
}

/// It had its time on the stage.
void Announcer::offer_again(const UnsaidCalls::Due& due, const QueueState& state, Now now) {
    Asking call;
    call.announcement = due.announcement;
    call.last_moment = due.last_moment;
    call.first_time = false;
    offer(std::move(call), state, now);
}

void Announcer::offer(Asking call, const QueueState& state, Now now) {
    call.chime = chime_at(now.mono);
    call.volume_db = volume_in(record_at(state, "zone/" + call.announcement.zone), state, now.utc);
    call.voice = parts_.voice;
    if (is_speaker(call.announcement, state)) {
        put_together(call);
        call.bid = new_bid();
        call.yields = record_at(state, "zone/" + call.announcement.zone).number("relief") != 0;
        asking_ = std::move(call);
        ask(now);
        return;
    }
    queue_.ended(call.announcement.call_id);
    if (call.first_time) {
        call.length = another_speaks(call.announcement, state) ? usual_voice(call.form) : Millis{0};
        put_together(call); // for the words on the glass
        begin_silently(call, false, now);
        tell_if_mute(call.announcement, now);
    }
    unsaid_.add(call.announcement, call.last_moment, now.mono);
}

void Announcer::account_for(const Announcement& dropped, DropReason reason, const std::string& why,
                            const QueueState& state, Now now) {
    if (!is_speaker(dropped, state)) {
        return;
    }
    const std::string phase = reason == DropReason::Expired ? "expired" : "withdrawn";
    teller_.say("announce." + phase, dropped, Record{{"reason", why}}, now);
    teller_.report(phase, dropped, now);
}

std::optional<Moment> Announcer::next_deadline(Moment now) const {
    if (voice_comes_) {
        return std::nullopt; // nothing begins before
    }
    if (retires_ && !is_voicing()) {
        return std::nullopt; // nothing begins any more
    }
    if (!speaking_ && alerts_.holds_calls()) {
        return alerts_.next_deadline(now);
    }
    std::optional<Moment> next = unsaid_.next_due(now);
    const auto sooner = [&](Moment at) { bring_forward(next, at); };
    bring_forward(next, test_.next_deadline());
    if (!speaking_) {
        bring_forward(next, alerts_.next_deadline(now));
    }
    if (asking_) {
        sooner(std::min(asking_->ask_again, asking_->last_moment + Micros{1}));
    } else if (speaking_) {
        sooner(speaking_->on_stage ? speaking_->ends : speaking_->played + longest_lead);
        if (const auto heard = said_for(now)) {
            if (const auto more = next_caption_in(speaking_->captions, *heard)) {
                sooner(now + *more);
            }
        }
    } else if (stage_.is_taken_at(now, queue_.waiting()) ||
               (queue_.waiting() > 0 && !held_.are_held())) {
        sooner(stage_.free_from(queue_.waiting())); // for the next call, or for another picture
    }
    return next;
}

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#include "renderer/announcer.hpp"

#include "core/zone_volume.hpp"
#include "link/failpoint.hpp"
#include "renderer/sound/volume.hpp"

#include <algorithm>
#include <utility>

namespace panggil::screen {

namespace {

/// The hall still listens: after so short a silence nobody needs to be woken by a chime.
constexpr Micros still_listening = std::chrono::seconds(3);
/// A voice whose first sample is later than that shows its number without it.
constexpr Micros longest_lead = std::chrono::milliseconds(2500);
/// How long the hub may take to answer before it is asked again.
constexpr Micros answer_within = std::chrono::milliseconds(300);
/// A call that another screen holds may come back to us when that one tells that it failed.
constexpr Micros try_again_after = std::chrono::milliseconds(250);

/// A call takes about so long in the voice of another screen; who has a voice knows it.
Millis usual_voice(PhraseForm form) {
    return form == PhraseForm::Full      ? Millis{7'000}
           : form == PhraseForm::Compact ? Millis{5'000}
                                         : Millis{4'000};
}

std::string counter_key(const Announcement& announcement) {
    return "counter/" + announcement.counter;
}

/// A voice is only wanted while its counter still calls with this very call: not when the ticket
/// was served, the call withdrawn, or called again meanwhile.
bool still_wanted(const Announcement& announcement, const QueueState& state) {
    const Record& counter = record_at(state, counter_key(announcement));
    return counter.text("call_id") == announcement.call_id && counter.text("status") == "calling";
}

OnAir on_air_of(const Announcement& announcement) {
    return {announcement.call_id, announcement.ticket,   announcement.counter,
            announcement.attempt, announcement.priority, {},
            announcement.seq};
}

} // namespace

Announcer::Announcer(Parts parts)
    : parts_(std::move(parts)), stage_(parts_.stage),
      alerts_({parts_.voice, parts_.player, parts_.log}), test_(parts_.player, parts_.log) {}

bool Announcer::is_speaker(const Announcement& announcement, const QueueState& state) const {
    return (parts_.voice != nullptr || voice_comes_) && parts_.player != nullptr &&
           record_at(state, "zone/" + announcement.zone).text("speaker") == parts_.screen;
}

bool Announcer::another_speaks(const Announcement& announcement, const QueueState& state) const {
    const std::string& speaker = record_at(state, "zone/" + announcement.zone).text("speaker");
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

void Announcer::say(std::string event, const Announcement& announcement, Record more, Now now) {
    more.set("seq", announcement.seq)
        .set("announce_id", announcement.call_id)
        .set("ticket", announcement.ticket)
        .set("counter", announcement.counter)
        .set("zone", announcement.zone)
        .set("kind", announcement.kind)
        .set("attempt", std::int64_t{announcement.attempt});
    parts_.log->write({now.utc, now.mono, LogLevel::Info, std::move(event), std::move(more)});
}

void Announcer::report(std::string phase, const Announcement& announcement, Now now) {
    if (parts_.report) {
        parts_.report({announcement.call_id, parts_.screen, announcement.zone, std::move(phase),
                       Millis{0}, now.utc});
    }
}

void Announcer::report_voice(std::string phase, Millis audible, Now now) {
    if (parts_.report) {
        const Announcement& said = speaking_->announcement;
        parts_.report({said.call_id, parts_.screen, said.zone, std::move(phase), audible, now.utc,
                       speaking_->bid, speaking_->missing});
    }
}

void Announcer::warn(const Problem& problem, std::string event, Now now) {
    parts_.log->write({now.utc, now.mono, LogLevel::Warning, std::move(event), fields_of(problem)});
}

void Announcer::hear(const FollowerSteps::Call& call, const QueueState& state, Now now) {
    Announcement announcement = call.announcement;
    if (!parts_.zones.empty() && !parts_.zones.contains(announcement.zone)) {
        return;
    }
    if (parts_.journal->has_said(announcement.call_id)) {
        // Said in an earlier life, or before the hub's memory: it is told once more.
        report(counts_as_heard() ? "done" : "muted", announcement, now);
        return;
    }
    const auto more_time = held_.more_time(now.mono);
    announcement.ttl += more_time.value_or(Millis{0});
    if (call.before_us && !is_speaker(announcement, state)) {
        // It had its time on the stage of the others; here it only waits in case nobody says it.
        unsaid_.add(announcement, now.mono + announcement.ttl - call.age, now.mono);
        return;
    }
    if (queue_.push(announcement, now.mono, call.age) && is_speaker(announcement, state)) {
        say("announce.queued", announcement, {}, now);
        report("queued", announcement, now);
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
        say("announce.postponed", announcement, Record{{"good_for_ms", announcement.ttl.count()}},
            now);
        if (parts_.report) {
            parts_.report({announcement.call_id, parts_.screen, announcement.zone, "postponed",
                           announcement.ttl, now.utc});
        }
        return true;
    };
}

void Announcer::let_go(const std::string& call_id, const std::string& bid, Now now) {
    if (parts_.report) {
        parts_.report({call_id, parts_.screen, {}, "interrupted", Millis{0}, now.utc, bid});
    }
}

void Announcer::hear(const SpeakVerdict& verdict, const QueueState& state, Now now) {
    const bool granted = verdict.answer == SpeakVerdict::Answer::Granted;
    if (!asking_ || asking_->bid != verdict.bid) {
        const bool at_it = speaking_ && speaking_->aloud && speaking_->bid == verdict.bid;
        if (granted && !at_it && !parts_.journal->has_said(verdict.call_id)) {
            let_go(verdict.call_id, verdict.bid, now); // we have put it aside meanwhile
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

/// Somebody else says the call when the hub hears nothing from us: then it must not be heard here.
void Announcer::hold_while_answered() {
    if (speaking_ && speaking_->aloud && speaking_->yields) {
        parts_.player->allow_until(parts_.proven() + voice_alone);
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
    const auto zones = records_under(state, "zone/");
    const auto ours = std::ranges::find_if(
        zones, [&](const auto& each) { return each.second->text("speaker") == parts_.screen; });
    const bool aloud = ours != zones.end() && counts_as_heard();
    alerts_.begin_hour_text(aloud, aloud ? volume_in(*ours->second, state, now) : 0, now);
}

int Announcer::volume_in(const Record& zone, const QueueState& state, Now now) {
    return volume_db(zone.list("volume"), now.utc,
                     Minutes(record_at(state, "hall").number("utc_offset")));
}

int Announcer::quiet_db(const QueueState& state, Now now) const {
    int db = 0;
    for (const auto& [key, zone] : records_under(state, "zone/")) {
        if (parts_.zones.empty() || parts_.zones.contains(std::string(id_of(key)))) {
            db = std::min(db, volume_in(*zone, state, now));
        }
    }
    return db;
}

bool Announcer::is_loudspeaker(const QueueState& state) const {
    return std::ranges::any_of(records_under(state, "zone/"), [&](const auto& each) {
        return each.second->text("speaker") == parts_.screen;
    });
}

bool Announcer::speaks_anywhere(const QueueState& state) const {
    if (parts_.voice == nullptr || parts_.player == nullptr) {
        return false;
    }
    return is_loudspeaker(state);
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
        let_go(call.announcement.call_id, call.bid, now);
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
        let_go(call.announcement.call_id, call.bid, now);
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
    call.volume_db = volume_in(record_at(state, "zone/" + call.announcement.zone), state, now);
    call.voice = parts_.voice;
    if (is_speaker(call.announcement, state)) {
        put_together(call);
        call.bid = parts_.life + '-' + std::to_string(++bids_);
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
    }
    unsaid_.add(call.announcement, call.last_moment, now.mono);
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
        parts_.log->write({now.utc, now.mono, LogLevel::Error, "announce.failed",
                           fields_of(utterance.problem())});
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
        warn(written.problem(), "said_journal.failed", now);
    }
    link::failpoint("voice.before");
    speaking_->words = utterance.value().words;
    speaking_->missing = utterance.value().missing;
    speaking_->ends = now.mono + utterance.value().length + player_patience;
    parts_.player->play(call.announcement.call_id,
                        at_volume(utterance.value().sound, call.volume_db));
    hold_while_answered();
    for (const Problem& problem : utterance.value().problems) {
        warn(problem, "voice.clip_missing", now);
    }
    if (call.form == PhraseForm::Merged) {
        say("announce.merged", call.announcement,
            Record{{"reason", std::string("many calls wait: they are said like a list")}}, now);
    }
    say("announce.started", call.announcement, Record{{"words", speaking_->words}}, now);
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
            say("announce.failed", speaking_->announcement,
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
                                         : "the machine stood still in the middle of it";
        say("announce.failed", announcement, Record{{"reason", reason}}, now);
        give_back("failed", now);
        finish(now);
        return;
    }
    link::failpoint("voice.ended");
    const bool heard = counts_as_heard();
    const auto written = heard ? parts_.journal->end(announcement.call_id) : Result<Done>(Done{});
    if (!written) {
        warn(written.problem(), "said_journal.failed", now);
    }
    const Millis audible{static_cast<std::int64_t>(played.samples) * 1000 / 48'000};
    Record more;
    more.set("first_sample", static_cast<std::int64_t>(played.first_sample))
        .set("samples", static_cast<std::int64_t>(played.samples))
        .set("words", speaking_->words)
        .set("audible_ms", audible.count());
    say("announce.ended", announcement, std::move(more), now);
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

void Announcer::account_for(const Announcement& dropped, DropReason reason, const std::string& why,
                            const QueueState& state, Now now) {
    if (!is_speaker(dropped, state)) {
        return;
    }
    const std::string phase = reason == DropReason::Expired ? "expired" : "withdrawn";
    say("announce." + phase, dropped, Record{{"reason", why}}, now);
    report(phase, dropped, now);
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
    const auto sooner = [&](Moment at) { next = next ? std::min(*next, at) : at; };
    if (const auto test = test_.next_deadline()) {
        sooner(*test);
    }
    if (const auto alert = alerts_.next_deadline(now); alert && !speaking_) {
        sooner(*alert);
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

// SPDX-License-Identifier: MIT
#include "hub/hub.hpp"

#include "codec/wire.hpp"
#include "link/failpoint.hpp"

#include <algorithm>

namespace panggil::hub {

namespace {

/// Receipts are proof, not truth: several may share one write. What is granted does not wait.
constexpr Millis receipts_wait{250};
/// A voice that began in the last moment has surely ended by then.
constexpr Millis longest_voice{30'000};
constexpr std::size_t remembered_receipts = 3000;
/// More than a year: this day last year can still be told.
constexpr std::size_t kept_days = 400;
/// A disk that could not be read is read again after this time.
constexpr Millis doubt_pause{1000};
/// Of the events before a restart, those that can still hold a fresh call.
constexpr Sequence looked_at = 200;

/// How large a state may become. What lets a queue be worked down still has room where new numbers
/// have none; a snapshot carries the fresh calls besides.
constexpr std::size_t room_for_more = codec::largest_hub_message / 2;
constexpr std::size_t room_for_all = codec::largest_hub_message / 8 * 7;

bool adds_to_the_hall(const QueueState& state, const Event& event) {
    return event.actor != "hub" && std::ranges::any_of(event.set, [&](const auto& entry) {
               return !entry.first.starts_with("call/") && !state.records.contains(entry.first);
           });
}

Problem too_large(std::size_t bytes) {
    return {"too_many", "hall",
            "holds more than screens can be told: " + std::to_string(bytes) + " bytes",
            "finish or cancel numbers, take notices down; does a program take numbers without end?",
            "Antrean sudah penuh. Selesaikan atau batalkan nomor lama, dan hubungi admin."};
}

} // namespace

Hub::Hub(std::optional<Journal> journal, Hall hall, Log& log, std::int64_t term, Now now,
         Identity identity)
    : journal_(std::move(journal)), hall_(std::move(hall)), log_(&log), term_(term),
      id_(std::move(identity.hub)), boot_(std::move(identity.boot)), since_(now.mono) {}

Result<Hub> Hub::start(Journal journal, Hall hall, Log& log, Now now, std::int64_t above,
                       Identity identity) {
    const auto term = journal.begin_term(now.utc, above);
    if (!term) {
        return term.problem();
    }
    auto state = journal.load();
    if (!state) {
        return state.problem();
    }
    const std::string& stored_site = record_at(state.value(), "hall").text("site");
    if (!stored_site.empty() && stored_site != hall.site) {
        return Problem{"journal.other_site", stored_site,
                       "is the site of this journal, but the hall is " + hall.site,
                       "give each hall its own --data folder", ""};
    }
    Hub hub(std::move(journal), std::move(hall), log, term.value(), now, std::move(identity));
    state.value().term = term.value();
    hub.take_state(std::move(state).value());
    if (const auto event = reconcile(hub.state_, hub.hall_, now.utc)) {
        if (const auto done = hub.commit(*event, now); !done) {
            return done.problem();
        }
    }
    if (const auto marked = hub.journal_->mark_begun(); !marked) {
        return marked.problem();
    }
    const auto silent = hub.journal_->silent_up_to();
    if (!silent) {
        return silent.problem();
    }
    const Sequence looked_from = std::max(silent.value(), hub.state_.seq - looked_at);
    if (const auto fresh = hub.take_up_calls(std::max<Sequence>(0, looked_from), now); !fresh) {
        return fresh.problem();
    }
    const auto receipts = hub.journal_->last_receipts(remembered_receipts);
    if (!receipts) {
        return receipts.problem();
    }
    for (const Receipt& receipt : receipts.value()) {
        (void)hub.ledger_.note(receipt);
        hub.hear_voice(receipt, now);
        hub.postpone(receipt);
    }
    std::erase_if(hub.spoken_,
                  [&](const Spoken& each) { return now.hub() - each.at > each.announcement.ttl; });
    hub.turn(now);
    return hub;
}

Hub Hub::start_without_journal(Problem why, Hall hall, Log& log, std::int64_t term, Now now,
                               Identity identity) {
    Hub hub(std::nullopt, std::move(hall), log, term, now, std::move(identity));
    const bool damaged = why.code == "journal.damaged";
    hub.health_ = damaged ? "rusak" : "storage";
    hub.say(LogLevel::Error, damaged ? "journal.damaged" : "journal.failed", fields_of(why), now);
    hub.damage_ = std::move(why);
    hub.state_.term = term;
    if (const auto event = reconcile(hub.state_, hub.hall_, now.utc)) {
        apply(hub.state_, *event);
    }
    hub.state_.records["notice/1"] =
        Record{{"text", std::string("Server antrean terganggu. Ikuti panggilan petugas.")},
               {"at", std::int64_t{now.utc.time_since_epoch().count()}}};
    hub.digest_ = codec::digest(hub.state_);
    return hub;
}

void Hub::turn(Now now) {
    if (doubt_ && now.mono - doubted_at_ >= doubt_pause) {
        (void)learn_from_disk(now);
    }
    see_the_day(now);
    const auto candidates = fleet_.candidates();
    commit_own(choose_speakers(state_, candidates, since_, now.mono, now.utc), now);
    take_back_broken_voices(now);
    tell_lost_voices(now);
    std::erase_if(spoken_, [&](const Spoken& each) {
        const bool over = now.hub() - each.at > each.announcement.ttl + longest_voice;
        if (over) {
            close_account(each.announcement, now);
        }
        return over;
    });
    if (!unsaved_.empty() && now.mono - saved_at_ >= receipts_wait) {
        (void)save_receipts(now);
    }
}

void Hub::probe(Now now) {
    if (!journal_) {
        return;
    }
    if (const auto answered = journal_->probe(); !answered) {
        after_failure(answered.problem(), now);
    }
}

Envelope Hub::envelope(Sequence seq, std::uint64_t digest, Now now) const {
    return {site(), id_, term_, boot_, seq, digest, now.hub(), now.utc};
}

HubMessage Hub::message(decltype(HubMessage::body) body, Now now) const {
    return {envelope(state_.seq, digest_, now), std::move(body)};
}

Snapshot Hub::snapshot(std::int64_t rid, Now now) const {
    Snapshot snapshot{rid, state_.records, {}};
    for (const Spoken& spoken : spoken_) {
        const Millis age = now.hub() - spoken.at;
        if (age <= spoken.announcement.ttl && !ledger_.is_settled(spoken.announcement.call_id)) {
            snapshot.recent.push_back({spoken.announcement, age});
        }
    }
    return snapshot;
}

void Hub::take_state(QueueState state) {
    state_ = std::move(state);
    const auto [digest, bytes] = meter_.measure(state_);
    digest_ = digest;
    bytes_ = bytes;
}

Result<Done> Hub::add(Draft& draft, const Event& event, std::optional<Journal::Reply> reply,
                      Now now) const {
    const std::size_t event_bytes = codec::encode(event).size();
    if (event_bytes > room_for_all) {
        return too_large(event_bytes);
    }
    if (draft.bytes + event_bytes > room_for_more) { // a state grows by less than its event
        QueueState next = draft.state;
        apply(next, event);
        const std::size_t bytes = codec::measure(next).bytes;
        const std::size_t most =
            adds_to_the_hall(draft.state, event) ? room_for_more : room_for_all;
        if (bytes > draft.bytes && bytes > most) {
            return too_large(bytes);
        }
    }
    apply(draft.state, event);
    draft.state.term = term_;
    const auto [digest, bytes] = meter_.measure(draft.state);
    draft.digest = digest;
    draft.bytes = bytes;
    draft.writes.push_back({{event, boot_, now.hub()}, digest, std::move(reply)});
    return Done{};
}

/// Disk first; memory and the wire follow only what is on disk.
Result<Done> Hub::commit(Draft draft, Now now) {
    if (!journal_) {
        return damage_;
    }
    if (doubt_) {
        return *doubt_; // what was decided was decided on a state that may not be
    }
    tell_before_writing();
    if (auto done = journal_->commit(draft.writes, term_); !done) {
        after_failure(done.problem(), now);
        return done;
    }
    state_ = std::move(draft.state);
    digest_ = draft.digest;
    bytes_ = draft.bytes;
    health_ = "ok";
    for (const Journal::Write& write : draft.writes) {
        const Event& event = write.entry.event;
        if (event.announce) {
            spoken_.push_back({*event.announce, now.hub()});
        }
        if (publish_) {
            publish_({envelope(event.seq, write.digest, now), event});
        }
        link::failpoint("publish.done");
        say_event(event, write.digest, now);
    }
    return Done{};
}

Result<Done> Hub::commit(const Event& event, Now now) {
    Draft draft = begin();
    if (auto added = add(draft, event, std::nullopt, now); !added) {
        if (const auto verdict = once_.ask("too large", now.mono); verdict.say != 0) {
            say(LogLevel::Error, "hall.too_large",
                fields_of(added.problem()).set("held_back", verdict.held_back), now);
        }
        return added;
    }
    return commit(std::move(draft), now);
}

std::string Hub::backup_day(Now now) const {
    return doubts_the_clock() ? service_day(hall_, now.utc) : record_at(state_, "hall").text("day");
}

/// A clock that is far from the service day may be wrong, and so may the day: nothing begins and
/// nothing is thrown away until an administrator has looked at the clock.
void Hub::watch_the_clock(Now now) {
    day_ = journal_ ? day_clock(state_, hall_, now.utc) : DayClock::Same;
    if (!doubts_the_clock()) {
        return;
    }
    const char* event = day_ == DayClock::Ahead ? "day.ahead" : "clock.jumped";
    if (const auto verdict = once_.ask(event, now.mono); verdict.say != 0) {
        const std::string today = service_day(hall_, now.utc);
        say(LogLevel::Error, event,
            Record{{"day", record_at(state_, "hall").text("day")},
                   {"clock", today},
                   {"hint", "no day begins by itself: set this machine's clock; if it is right, "
                            "say panggil day-reset " +
                                today},
                   {"held_back", verdict.held_back}},
            now);
    }
}

/// Begins a new service day, and lets the oldest go.
void Hub::see_the_day(Now now) {
    watch_the_clock(now);
    const auto event = begin_day(state_, hall_, now.utc);
    if (!event || !journal_ || !commit(*event, now)) {
        return;
    }
    tell_before_writing();
    if (const auto forgotten = journal_->forget_before_last(kept_days); !forgotten) {
        const auto verdict = once_.ask("forget " + forgotten.problem().code, now.mono);
        if (verdict.say != 0) {
            say(LogLevel::Error, "journal.failed", fields_of(forgotten.problem()), now);
        }
    }
}

void Hub::commit_own(const std::optional<Event>& event, Now now) {
    if (event && journal_) {
        // A failure is logged and shows as health; the next turn tries again.
        (void)commit(*event, now);
    }
}

/// The disk may hold more than the failure admits (a commit whose last sync failed): what it says
/// now is the truth.
void Hub::after_failure(const Problem& problem, Now now) {
    health_ = "storage";
    const auto verdict = once_.ask(problem.code, now.mono);
    if (verdict.say != 0) {
        say(LogLevel::Error, "journal.failed",
            fields_of(problem).set("held_back", verdict.held_back), now);
    }
    doubt_ = problem;
    (void)learn_from_disk(now);
}

/// Ends the doubt whether memory is what is on disk, or fails and leaves it.
Result<Done> Hub::learn_from_disk(Now now) {
    doubted_at_ = now.mono;
    auto loaded = journal_->reload();
    if (!loaded) {
        doubt_ = loaded.problem();
        const auto verdict = once_.ask("reload " + doubt_->code, now.mono);
        if (verdict.say != 0) {
            say(LogLevel::Error, "journal.failed",
                fields_of(*doubt_).set("held_back", verdict.held_back), now);
        }
        return *doubt_;
    }
    const Sequence known = state_.seq;
    loaded.value().term = term_;
    take_state(std::move(loaded).value());
    doubt_.reset();
    // Screens see by the next heartbeat that they have missed what was written after all.
    return state_.seq > known ? take_up_calls(known, now) : Result<Done>(Done{});
}

/// Calls that a hub of the same boot made a moment before it was restarted are still to be said.
/// After a reboot of the machine their age is unknown, and late is worse than silent: the numbers
/// stand on the screens.
Result<Done> Hub::take_up_calls(Sequence after, Now now) {
    const auto entries = journal_->entries_after(after);
    if (!entries) {
        return entries.problem();
    }
    for (const Journal::Entry& entry : entries.value()) {
        const auto& announce = entry.event.announce;
        if (announce && entry.boot == boot_ && entry.mono <= now.hub() &&
            now.hub() - entry.mono <= announce->ttl + longest_hold) {
            spoken_.push_back({*announce, entry.mono});
        }
    }
    return Done{};
}

void Hub::say(LogLevel level, std::string event, Record fields, Now now) {
    log_->write({now.utc, now.mono, level, std::move(event), std::move(fields)});
}

void Hub::say_event(const Event& event, std::uint64_t digest, Now now) {
    Record fields;
    fields.set("seq", event.seq).set("cause", event.cause).set("actor", event.actor);
    fields.set("state_digest", codec::digest_text(digest));
    if (event.announce) {
        fields.set("announce_id", event.announce->call_id)
            .set("ticket", event.announce->ticket)
            .set("counter", event.announce->counter)
            .set("zone", event.announce->zone)
            .set("attempt", std::int64_t{event.announce->attempt});
    } else if (event.actor != "hub") {
        for (const auto& [key, record] : event.set) {
            if (key.starts_with("ticket/")) {
                fields.set("ticket", std::string(id_of(key)));
            } else if (key.starts_with("counter/")) {
                fields.set("counter", std::string(id_of(key)));
            }
        }
    }
    say(LogLevel::Info, "event.committed", std::move(fields), now);
}

} // namespace panggil::hub

// SPDX-License-Identifier: MIT
#include "renderer/announcer.hpp"

namespace panggil::screen {

namespace {

/// A device that takes no samples for this much longer than the sound lasts is not playing it.
constexpr Micros patience = std::chrono::seconds(20);

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
            announcement.attempt, announcement.priority, {}};
}

} // namespace

bool Announcer::is_speaker(const Announcement& announcement, const QueueState& state) const {
    return parts_.voice != nullptr && parts_.player != nullptr &&
           record_at(state, "zone/" + announcement.zone).text("speaker") == parts_.screen;
}

bool Announcer::counts_as_heard() const {
    return parts_.hearing == Hearing::Virtual ||
           (parts_.hearing == Hearing::Device && parts_.player->audible());
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

void Announcer::report(std::string phase, const Announcement& announcement, Millis audible,
                       Now now) {
    if (parts_.report) {
        parts_.report({announcement.call_id, parts_.screen, announcement.zone, std::move(phase),
                       audible, now.utc});
    }
}

void Announcer::hear(const Announcement& announcement, Millis age, const QueueState& state,
                     Now now) {
    if (!parts_.zones.empty() && !parts_.zones.contains(announcement.zone)) {
        return;
    }
    if (queue_.push(announcement, now.mono, age) && is_speaker(announcement, state)) {
        say("announce.queued", announcement, {}, now);
        report("queued", announcement, Millis{0}, now);
    }
}

void Announcer::turn(const QueueState& state, Now now) {
    end_if_over(now);
    if (stage_.on_air() &&
        record_at(state, "counter/" + stage_.on_air()->counter).text("call_id") !=
            stage_.on_air()->call_id) {
        // Served, finished and no-show keep the call in the list; only a withdrawn one leaves it.
        bool listed = false;
        for (const auto& [key, record] : records_under(state, "call/")) {
            listed = listed || record->text("ticket") == stage_.on_air()->ticket;
        }
        if (!listed) {
            stage_.withdraw(stage_.on_air()->call_id);
        }
    }
    stage_.forget_old(now.mono);
    if (stage_.free_at(now.mono, queue_.waiting())) {
        const NextAnnouncement next = queue_.next(
            now.mono, [&](const Announcement& waiting) { return still_wanted(waiting, state); });
        for (const DroppedAnnouncement& dropped : next.dropped) {
            account_for(dropped, state, now);
        }
        if (next.play) {
            begin(*next.play, next.form, state, now);
        }
    }
}

void Announcer::begin(const Announcement& announcement, PhraseForm form, const QueueState& state,
                      Now now) {
    stage_.enter(on_air_of(announcement), now.mono);
    Speaking speaking{announcement, {}, is_speaker(announcement, state), now.mono};
    if (parts_.voice != nullptr) {
        Result<Utterance> utterance = parts_.voice->utter(announcement, form);
        if (utterance) {
            speaking.words = utterance.value().words;
            speaking.ends = now.mono + utterance.value().length;
            if (speaking.aloud) {
                speaking.ends += patience;
                parts_.player->play(announcement.call_id, utterance.value().sound);
            }
            for (const Problem& problem : utterance.value().problems) {
                parts_.log->write({now.utc, now.mono, LogLevel::Warning, "voice.clip_missing",
                                   fields_of(problem)});
            }
        } else {
            parts_.log->write({now.utc, now.mono, LogLevel::Error, "announce.failed",
                               fields_of(utterance.problem())});
            report("failed", announcement, Millis{0}, now);
            speaking.aloud = false;
        }
    }
    if (speaking.aloud) {
        say("announce.started", announcement, Record{{"words", speaking.words}}, now);
        report("started", announcement, Millis{0}, now);
    }
    speaking_ = std::move(speaking);
}

void Announcer::end_if_over(Now now) {
    if (!speaking_) {
        return;
    }
    if (speaking_->aloud) {
        while (const auto played = parts_.player->finished()) {
            if (played->call_id == speaking_->announcement.call_id) {
                Record more;
                more.set("first_sample", static_cast<std::int64_t>(played->first_sample))
                    .set("samples", static_cast<std::int64_t>(played->samples));
                const Millis audible{static_cast<std::int64_t>(played->samples) * 1000 / 48'000};
                more.set("words", speaking_->words).set("audible_ms", audible.count());
                say("announce.ended", speaking_->announcement, std::move(more), now);
                report(counts_as_heard() ? "done" : "muted", speaking_->announcement, audible, now);
                last_said_ = speaking_->announcement.call_id;
                finish(now);
                return;
            }
        }
    }
    if (now.mono >= speaking_->ends) {
        if (speaking_->aloud) {
            say("announce.failed", speaking_->announcement,
                Record{{"reason", std::string("the sound device took no samples")}}, now);
            report("failed", speaking_->announcement, Millis{0}, now);
        }
        finish(now);
    }
}

void Announcer::finish(Now now) {
    stage_.voice_ended(speaking_->announcement.call_id, now.mono);
    queue_.ended(speaking_->announcement.call_id);
    speaking_.reset();
}

void Announcer::account_for(const DroppedAnnouncement& dropped, const QueueState& state, Now now) {
    if (!is_speaker(dropped.announcement, state)) {
        return;
    }
    const std::string phase = dropped.reason == DropReason::Expired ? "expired" : "withdrawn";
    say("announce." + phase, dropped.announcement, Record{{"reason", dropped.why}}, now);
    report(phase, dropped.announcement, Millis{0}, now);
}

std::optional<Moment> Announcer::next_deadline() const {
    if (speaking_) {
        return speaking_->ends;
    }
    if (queue_.waiting() > 0) {
        return stage_.free_from(queue_.waiting());
    }
    return std::nullopt;
}

} // namespace panggil::screen

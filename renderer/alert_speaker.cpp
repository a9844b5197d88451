// SPDX-License-Identifier: MIT
#include "renderer/alert_speaker.hpp"

#include "renderer/sound/volume.hpp"

#include <algorithm>
#include <utility>

namespace panggil::screen {

bool AlertSpeaker::look(const QueueState& state, Now now) {
    voice_.look(state, now.utc);
    hour_ = hour_text(state, now.utc);
    return saying_ && end_if_over(now);
}

void AlertSpeaker::warn(const Problem& problem, std::string event, Now now) {
    parts_.log->write({now.utc, now.mono, LogLevel::Warning, std::move(event), fields_of(problem)});
}

void AlertSpeaker::begin(bool aloud, Now now) {
    const auto text = voice_.due(now.mono);
    if (!text) {
        return;
    }
    if (!aloud || parts_.voice == nullptr || parts_.player == nullptr ||
        !play(*text, "alert-" + text->alert, 0, now)) {
        voice_.said(*text, now.mono); // the zone's speaker says it, or nobody can
        return;
    }
    voice_.begun(*text);
}

void AlertSpeaker::begin_hour_text(bool aloud, int volume_db, Now now) {
    if (!has_hour_text()) {
        return;
    }
    last_hour_ = hour_;
    if (aloud && parts_.voice != nullptr && parts_.player != nullptr) {
        static_cast<void>(play({"", hour_->kind}, hour_->kind, volume_db, now));
    }
}

bool AlertSpeaker::play(AlertText text, std::string call_id, int volume_db, Now now) {
    Announcement announcement;
    announcement.kind = text.kind;
    auto utterance = parts_.voice->utter(announcement, PhraseForm::Full);
    const bool is_warning = text.kind.starts_with("alert.");
    if (!utterance) {
        warn(utterance.problem(), is_warning ? "alert.failed" : "text.failed", now);
        return false;
    }
    for (const Problem& problem : utterance.value().problems) {
        warn(problem, "voice.clip_missing", now);
    }
    parts_.log->write(
        {now.utc, now.mono, is_warning ? LogLevel::Warning : LogLevel::Info,
         is_warning ? "alert.started" : "text.started",
         Record{{"alert", text.alert}, {"kind", text.kind}, {"words", utterance.value().words}}});
    saying_ = Saying{std::move(text), std::move(call_id), is_warning,
                     std::move(utterance.value().captions),
                     now.mono + utterance.value().length + player_patience};
    parts_.player->play(saying_->call_id, at_volume(utterance.value().sound, volume_db));
    return true;
}

std::optional<Micros> AlertSpeaker::said_for() const {
    const auto samples = saying_ ? parts_.player->progress(saying_->call_id) : std::nullopt;
    return samples ? std::optional(Micros(static_cast<std::int64_t>(*samples * 1000 / 48)))
                   : std::nullopt;
}

std::string AlertSpeaker::said_now() const {
    const auto heard = said_for();
    return heard ? caption_at(saying_->captions, *heard) : std::string();
}

std::optional<Moment> AlertSpeaker::next_deadline(Moment now) const {
    if (!saying_) {
        return voice_.next_due();
    }
    const auto heard = said_for();
    const auto more = heard ? next_caption_in(saying_->captions, *heard) : std::nullopt;
    return more ? std::min(saying_->ends, now + *more) : saying_->ends;
}

bool AlertSpeaker::end_if_over(Now now) {
    const auto played = parts_.player->finished();
    const bool ended = played && played->call_id == saying_->call_id;
    if (!ended && now.mono < saying_->ends) {
        return false;
    }
    const bool whole = ended && !played->broken;
    const std::string again = saying_->is_warning ? "; it is said again" : "";
    Record line{{"alert", saying_->text.alert}, {"kind", saying_->text.kind}};
    if (!ended) {
        parts_.player->drop();
        line.set("reason", "the sound device took no samples" + again);
    } else if (!whole) {
        line.set("reason", "the machine or its sound device stood still" + again);
    }
    parts_.log->write(
        {now.utc, now.mono, whole ? LogLevel::Info : LogLevel::Error,
         std::string(saying_->is_warning ? "alert." : "text.") + (whole ? "said" : "failed"),
         std::move(line)});
    if (saying_->is_warning && whole) {
        voice_.said(saying_->text, now.mono);
    } else if (saying_->is_warning) {
        voice_.failed(saying_->text, now.mono);
    }
    saying_.reset();
    return true;
}

} // namespace panggil::screen

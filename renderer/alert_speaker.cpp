// SPDX-License-Identifier: MIT
#include "renderer/alert_speaker.hpp"

#include <algorithm>
#include <utility>

namespace panggil::screen {

bool AlertSpeaker::look(const QueueState& state, Now now) {
    voice_.look(state, now.utc);
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
    if (!aloud || parts_.voice == nullptr || parts_.player == nullptr) {
        voice_.said(*text, now.mono); // the zone's speaker says it
        return;
    }
    Announcement announcement;
    announcement.kind = text->kind;
    auto utterance = parts_.voice->utter(announcement, PhraseForm::Full);
    if (!utterance) {
        warn(utterance.problem(), "alert.failed", now);
        voice_.said(*text, now.mono);
        return;
    }
    for (const Problem& problem : utterance.value().problems) {
        warn(problem, "voice.clip_missing", now);
    }
    saying_ = Saying{*text, "alert-" + text->alert, std::move(utterance.value().captions),
                     now.mono + utterance.value().length + player_patience};
    voice_.begun(*text);
    parts_.player->play(saying_->call_id, utterance.value().sound);
    parts_.log->write(
        {now.utc, now.mono, LogLevel::Warning, "alert.started",
         Record{{"alert", text->alert}, {"kind", text->kind}, {"words", utterance.value().words}}});
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
    Record line{{"alert", saying_->text.alert}, {"kind", saying_->text.kind}};
    if (!ended) {
        parts_.player->drop();
        line.set("reason", "the sound device took no samples; it is said again");
    } else if (!whole) {
        line.set("reason", "the machine stood still in the middle of it; it is said again");
    }
    parts_.log->write({now.utc, now.mono, whole ? LogLevel::Info : LogLevel::Error,
                       whole ? "alert.said" : "alert.failed", std::move(line)});
    if (whole) {
        voice_.said(saying_->text, now.mono);
    } else {
        voice_.failed(saying_->text, now.mono);
    }
    saying_.reset();
    return true;
}

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#pragma once
/// Who speaks where: at most one screen in each acoustic zone, so that two televisions in one hall
/// never talk over each other. The choice is part of the replicated state (zone/<id>.speaker), so
/// every screen knows it. Pure: what was heard of the screens comes as an argument.

#include "core/queue_state.hpp"

#include <span>

namespace panggil {

/// A screen that wants to speak, in the order in which screens made themselves known.
struct SpeakerCandidate {
    std::string screen;
    TextList zones;
    std::int64_t audible = 0; ///< as ScreenStatus::audio_ok
    Moment live{};            ///< when it last said that it follows the hub: who does not hear the
                              ///< calls can't say them
};

/// A speaker that is silent for longer gives its zone away, if somebody else can take it.
inline constexpr Millis speaker_patience{6'000};

/// The event that moves a zone to another speaker, or nothing. A zone keeps its speaker while that
/// one is live and audible, and while nobody better is there: moving is what could say a call
/// twice. A speaker that was not heard yet counts as heard at `since`, when this hub began to
/// listen.
[[nodiscard]] std::optional<Event> choose_speakers(const QueueState& state,
                                                   std::span<const SpeakerCandidate> candidates,
                                                   Moment since, Moment now, UtcTime utc);

} // namespace panggil

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

/// A voice that yields breaks off when the latest question that the hub has answered was asked so
/// long ago: somebody else in its zone can say the call.
inline constexpr Millis voice_alone{2'500};

/// From when on the hub takes such a voice for silent, counted from its screen's last word: the
/// device may have half a second more of it, and clocks and threads are never exact.
inline constexpr Millis voice_over{3'500};

/// True when a voice that was granted at `granted`, takes `length`, and whose screen was last heard
/// at `heard` has surely broken off before its end.
[[nodiscard]] constexpr bool broke_off(Moment granted, Millis length, Moment heard, Moment now) {
    constexpr Millis slack{500};
    return now >= heard + voice_over && granted + length > heard + voice_alone + slack;
}

/// The event that moves a zone to another speaker, or says whether there is one who could go on in
/// its place (zone/<id>.relief), or nothing. A zone keeps its speaker while that
/// one is live and audible, and while nobody better is there: moving is what could say a call
/// twice. A speaker that was not heard yet counts as heard at `since`, when this hub began to
/// listen.
[[nodiscard]] std::optional<Event> choose_speakers(const QueueState& state,
                                                   std::span<const SpeakerCandidate> candidates,
                                                   Moment since, Moment now, UtcTime utc);

} // namespace panggil

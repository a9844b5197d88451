// SPDX-License-Identifier: MIT
#include "core/speaker.hpp"

#include <algorithm>

namespace panggil {

namespace {

/// How well a screen can speak in a zone; higher is better.
enum class Fitness { Absent, Mute, Virtual, Audible };

Fitness fitness(const SpeakerCandidate& candidate, std::string_view zone, Moment now) {
    const bool covers = std::ranges::find(candidate.zones, zone) != candidate.zones.end();
    if (!covers || candidate.live == Moment::min() || now - candidate.live > speaker_patience) {
        return Fitness::Absent;
    }
    return candidate.audible >= 2   ? Fitness::Audible
           : candidate.audible == 1 ? Fitness::Virtual
                                    : Fitness::Mute;
}

Fitness fitness_of(const std::string& screen, std::span<const SpeakerCandidate> candidates,
                   std::string_view zone, Moment since, Moment now) {
    const auto found = std::ranges::find(candidates, screen, &SpeakerCandidate::screen);
    if (found != candidates.end()) {
        // After a restart of the hub the speaker has to find its way back first.
        SpeakerCandidate incumbent = *found;
        incumbent.live = std::max(incumbent.live, since);
        return fitness(incumbent, zone, now);
    }
    return !screen.empty() && now - since <= speaker_patience ? Fitness::Audible : Fitness::Absent;
}

} // namespace

std::optional<Event> choose_speakers(const QueueState& state,
                                     std::span<const SpeakerCandidate> candidates, Moment since,
                                     Moment now, UtcTime utc) {
    Event event;
    for (const auto& [key, zone] : records_under(state, "zone/")) {
        const std::string_view id = id_of(key);
        const std::string* speaker = &zone->text("speaker");
        Fitness best = fitness_of(*speaker, candidates, id, since, now);
        for (const SpeakerCandidate& candidate : candidates) {
            if (const Fitness fit = fitness(candidate, id, now); fit > best) {
                best = fit;
                speaker = &candidate.screen;
            }
        }
        const bool relief = std::ranges::any_of(candidates, [&](const auto& candidate) {
            return candidate.screen != *speaker && fitness(candidate, id, now) > Fitness::Mute;
        });
        if (*speaker != zone->text("speaker") || relief != (zone->number("relief") != 0)) {
            Record changed = *zone;
            changed.set("speaker", *speaker);
            changed.erase("relief");
            if (relief) {
                changed.set("relief", std::int64_t{1});
            }
            event.set.emplace(key, std::move(changed));
        }
    }
    if (event.set.empty()) {
        return std::nullopt;
    }
    event.seq = state.seq + 1;
    event.cause = "speaker";
    event.actor = "hub";
    event.utc = utc;
    return event;
}

} // namespace panggil

// SPDX-License-Identifier: MIT
#pragma once
/// Voice: turns an announcement into one finished buffer and the words it says. Clips are decoded
/// when they are first needed and kept. What a pack lacks is told when it is loaded, and costs a
/// call a word at most. Main thread only.

#include "core/phrase.hpp"
#include "renderer/player.hpp"
#include "renderer/sound/clip_store.hpp"

#include <filesystem>

namespace panggil::screen {

/// An announcement ready to be played: nothing is left to be looked up, decoded or timed.
struct Utterance {
    std::shared_ptr<const Sound> sound;
    std::string words;
    Micros length{0};
    Problems problems; ///< clips that were missing or unreadable: the rest is said
};

class Voice {
public:
    /// `folder` holds pack.json and its clips. Problems that leave a pack which can call are put
    /// into `problems`; without one, the first of them is the result.
    [[nodiscard]] static Result<Voice> load(const std::filesystem::path& folder,
                                            Problems& problems);

    /// Fails only when nothing at all can be said.
    [[nodiscard]] Result<Utterance> utter(const Announcement& announcement, PhraseForm form);

private:
    Voice(VoicePack pack, ClipStore clips) : pack_(std::move(pack)), clips_(std::move(clips)) {}

    /// Files that could not be decoded: another melody of the clip is taken, or its word left out.
    void forget(const std::vector<std::string>& files);

    VoicePack pack_;
    ClipStore clips_;
};

} // namespace panggil::screen

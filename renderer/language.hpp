// SPDX-License-Identifier: MIT
#pragma once
/// Language: one voice pack as it speaks, from words to a buffer. A pack that falls back to another
/// is completed with that one's clips, rules and sentences. Clips are decoded when they are first
/// needed and kept. One thread at a time.

#include "core/phrase.hpp"
#include "renderer/sound/assemble.hpp"
#include "renderer/sound/clip_store.hpp"

#include <filesystem>

namespace panggil::screen {

class Language {
public:
    /// What is said: the samples, and the same as one line of words.
    struct Said {
        Sound sound;
        std::string words;
        Captions captions; ///< the same by the time at which they are heard
        Problems problems; ///< clips that were missing or unreadable: the rest is said
        TextList missing;  ///< their keys
    };

    /// `folder` holds pack.json and its clips; what it falls back to is a folder beside it.
    /// Problems are put into `problems`; where they leave no pack that can call, the first of them
    /// is the result instead.
    [[nodiscard]] static Result<Language> load(const std::filesystem::path& folder,
                                               Problems& problems);

    /// The same with every clip kept, and proven by playing it: what happens to the files
    /// afterwards changes nothing. `files` are those of the other languages of the same voice.
    [[nodiscard]] static Result<Language> load_whole(const std::filesystem::path& folder,
                                                     Problems& problems, ClipFiles& files);

    /// Fails only when nothing at all can be said.
    [[nodiscard]] Result<Said> say(const Announcement& announcement, PhraseForm form, Chime chime);

    [[nodiscard]] const VoicePack& pack() const { return pack_; }

    [[nodiscard]] ClipStore& clips() { return clips_; }

private:
    static Result<Language> read(const std::filesystem::path& folder, Problems& problems,
                                 ClipFiles* files);

    Language(VoicePack pack, ClipStore clips) : pack_(std::move(pack)), clips_(std::move(clips)) {}

    /// Files that could not be decoded: another melody of the clip is taken, or its word left out.
    void forget(const std::vector<std::string>& files);

    VoicePack pack_;
    ClipStore clips_;
};

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#pragma once
/// Voice: turns an announcement into one finished buffer and the words it says: in the hall's
/// language, and after it in the ticket's own when that is another one and there is a pack for it.
/// What a pack lacks is told when it is loaded, and costs a call a word at most. One thread at a
/// time.

#include "renderer/language.hpp"
#include "renderer/player.hpp"

#include <map>
#include <memory>
#include <set>

namespace panggil::screen {

/// An announcement ready to be played: nothing is left to be looked up, decoded or timed.
struct Utterance {
    std::shared_ptr<const Sound> sound;
    std::string words;
    Captions captions; ///< the same by the time at which they are heard
    Micros length{0};
    Problems problems; ///< clips that were missing or unreadable: the rest is said
    TextList missing;  ///< their keys, and languages that could not be said
};

class Voice {
public:
    /// `folder` is the pack of the hall's language; those of other languages are the folders beside
    /// it that bear a language's name ("en-US"), and are read when a ticket first asks for one.
    /// Problems as Language::load().
    [[nodiscard]] static Result<Voice> load(const std::filesystem::path& folder,
                                            Problems& problems);

    /// The same, with all it can ever say kept and proven, also the packs beside it: what happens
    /// to the files afterwards changes nothing. It is kept in a file of its own in the folder
    /// `spool`, and in memory where that cannot be. Faults of the packs beside it are told in
    /// `beside`. Any thread; it takes as long as to play everything once, unheard.
    [[nodiscard]] static Result<Voice> load_whole(const std::filesystem::path& folder,
                                                  Problems& problems, Problems& beside,
                                                  const std::filesystem::path& spool = {});

    /// What a pack beside the home lacks that `before` could say is said as it was there, in that
    /// language. Answers why, one problem for each; none = nothing was kept. A language whose
    /// folder is gone was taken away on purpose, and is not kept. Of two that were loaded whole;
    /// from then on one thread for both.
    [[nodiscard]] Problems keep_from(const Voice& before);

    /// The languages beside the home that can be said. Of one that was loaded whole.
    [[nodiscard]] std::set<std::string> languages() const;

    /// Both say everything in the same way. Of two that were loaded whole.
    [[nodiscard]] bool is_same(const Voice& other) const;

    [[nodiscard]] const VoicePack& pack() const { return home_.pack(); }

    /// Fails only when nothing at all can be said.
    [[nodiscard]] Result<Utterance> utter(const Announcement& announcement, PhraseForm form,
                                          Chime chime = Chime::Rings);

private:
    Voice(Language home, std::filesystem::path packs)
        : home_(std::move(home)), packs_(std::move(packs)) {}

    /// Of a pack beside the home.
    struct Other {
        std::shared_ptr<Language> language; ///< null: there is none, or it cannot be used
        std::size_t holes = 0;              ///< problems that cost somebody a word
        std::optional<Problem> fault;       ///< the first of those
    };

    void load_beside(Problems& problems);
    [[nodiscard]] Other load_whole_other(const std::string& lang, Problems& problems);
    [[nodiscard]] Result<Language> load_other(const std::string& lang, Problems& problems);

    /// The pack of a language, or null: it is the hall's own, or there is none (told once).
    [[nodiscard]] Language* other(const std::string& lang, Problems& problems);
    void add_other(Language::Said& said, const Announcement& announcement, PhraseForm form);

    Language home_;
    std::filesystem::path packs_;
    std::map<std::string, Other> others_;
    /// What stood beside the home when it was loaded whole, a pack or not; nothing when the folder
    /// could not be read.
    std::optional<std::set<std::string>> beside_;
    std::optional<ClipFiles> files_; ///< of one that was loaded whole: nothing is read any more
};

} // namespace panggil::screen

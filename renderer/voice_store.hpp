// SPDX-License-Identifier: MIT
#pragma once
/// VoiceStore: the voice of this machine as it may be used: read whole, proven, and the last good
/// one kept. A pack that is broken or half copied never replaces the voice that speaks, nor its
/// language where it stands beside the wanted one; nor does one that is gone, but a language beside
/// it whose folder was taken away. A pack is read and proven by a thread of its own, the first one
/// too, and given out when that is done. So a call never mixes two packs, and nobody waits while
/// one is read. What was wrong is logged once for each version. Main thread only.

#include "core/log.hpp"
#include "renderer/clock.hpp"
#include "renderer/site_watch.hpp"
#include "renderer/voice.hpp"

#include <future>
#include <memory>
#include <thread>
#include <vector>

namespace panggil::screen {

class VoiceStore {
public:
    /// What the hub is told of it, as ScreenStatus::voice and voice_fault.
    struct Standing {
        std::string state;
        std::string fault;

        friend bool operator==(const Standing&, const Standing&) = default;
    };

    /// `packs`: the folder that is wanted, and those that stand in for it at the start. Begins to
    /// read the first that can be used. `spool`: a folder on the disk in which it may keep what it
    /// read; empty, or where that cannot be, it is kept in memory.
    VoiceStore(std::vector<std::filesystem::path> packs, Log& log,
               std::filesystem::path spool = {});
    ~VoiceStore();
    VoiceStore(const VoiceStore&) = delete;
    VoiceStore& operator=(const VoiceStore&) = delete;

    /// The first voice is being read: what is to be said may wait for it.
    [[nodiscard]] bool is_starting() const { return starting_; }

    /// Null while there is none. Whoever is at a call keeps the one it began with.
    [[nodiscard]] const std::shared_ptr<Voice>& voice() const { return voice_; }

    [[nodiscard]] const Standing& standing() const { return standing_; }

    /// Takes note of changed files, and takes up what was read.
    void turn(Now now);

    /// When turn() has something to do by itself.
    [[nodiscard]] std::optional<Moment> due() const;

    /// Readable when turn() has something to do; -1 among them is none.
    [[nodiscard]] std::vector<int> descriptors() const;

private:
    struct Read {
        std::size_t pack = 0; ///< which of packs_
        std::shared_ptr<Voice> voice;
        Problems problems;     ///< of one that cannot be used, why: the first
        Problems beside;       ///< of the packs beside it
        std::size_t holes = 0; ///< problems that cost somebody a word
    };

    [[nodiscard]] static std::vector<Read> read(const std::vector<std::filesystem::path>& packs,
                                                bool only_first,
                                                const std::filesystem::path& spool);
    void watch_packs();
    [[nodiscard]] bool files_changed(Moment now);
    void begin_reading();
    /// Of the wanted pack, when the reading itself has failed.
    [[nodiscard]] Read unread(const std::exception& failure) const;
    [[nodiscard]] std::vector<Read> take_read();
    void take(std::vector<Read> all, Now now);
    void accept(Read& read, Now now);
    [[nodiscard]] Standing standing_of(const Read& read, const Problems& kept) const;
    void reject(const Read& read, Now now);
    void tell(const char* event, const Read& read, const Problems& problems, Now now);
    void tell_beside(const Read& read, const Problems& kept, Now now);
    void tell_languages(const std::set<std::string>& before, const Read& read, Now now);

    std::vector<std::filesystem::path> packs_;
    std::filesystem::path spool_;
    Log* log_;
    std::shared_ptr<Voice> voice_;
    Standing standing_;
    std::size_t holes_ = 0;  ///< of the voice that is given out
    std::size_t speaks_ = 0; ///< which of packs_
    Problems told_;          ///< of the version that was rejected last
    Problems told_beside_;   ///< of the packs beside the voice, as they are now
    bool starting_ = true;   ///< nothing was taken up yet
    int wake_;               ///< the reader has ended
    std::vector<std::unique_ptr<SiteWatch>> watches_;
    bool read_again_ = false; ///< files have changed since the reader began
    std::future<std::vector<Read>> reading_;
    std::thread reader_;
};

} // namespace panggil::screen

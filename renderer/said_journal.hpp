// SPDX-License-Identifier: MIT
#pragma once
/// SaidJournal: which calls this screen has begun to say and has said, on disk, so that a restart
/// neither repeats nor forgets one. Each line is written at once behind the last one, over blanks
/// that lie there, and synced before the voice begins, and after it has ended: "S 77-12 5f0c2a91-7"
/// with the bid, "D 77-12". A torn last line counts as not written. Without a folder, or when the
/// disk fails, it remembers for this life only: the hall is still to hear its calls. One process at
/// a time holds the file; one thread.

#include "core/recent_ids.hpp"
#include "core/result.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace panggil::screen {

class SaidJournal {
public:
    /// Remembers in memory only.
    SaidJournal() = default;
    /// Reads and goes on with "<folder>/said.log"; the folder is made when it is not there. A
    /// problem leaves a journal that works in memory.
    SaidJournal(const std::filesystem::path& folder, Problems& problems);
    SaidJournal(const SaidJournal&) = delete;
    SaidJournal& operator=(const SaidJournal&) = delete;
    ~SaidJournal();

    [[nodiscard]] bool has_said(std::string_view call_id) const { return said_.contains(call_id); }

    /// A call, and the bid with which the hub gave it.
    struct Begun {
        std::string call_id;
        std::string bid;
    };

    /// The call that was begun last in an earlier life, and not ended there.
    [[nodiscard]] const std::optional<Begun>& interrupted() const { return interrupted_; }

    /// The last call that was said to its end, "" at the very first start.
    [[nodiscard]] const std::string& last_said() const { return last_said_; }

    /// The Problem is for the log: the voice goes on without the disk.
    Result<Done> begin(const Begun& call);
    Result<Done> end(const std::string& call_id);

private:
    void read(const std::string& text);
    void remember(const std::string& call_id);
    Result<Done> append(const std::string& line);

    std::filesystem::path file_;
    int lock_ = -1;
    int descriptor_ = -1;
    std::size_t end_ = 0;  ///< where the next line begins, in bytes
    std::size_t room_ = 0; ///< up to where the file has blanks
    std::size_t torn_ = 0; ///< what a failure may have left behind the end
    /// More calls than any hall makes within the longest time for which one may be said late.
    RecentIds said_{2000};
    std::optional<Begun> interrupted_;
    std::string last_said_;
};

} // namespace panggil::screen

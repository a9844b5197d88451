// SPDX-License-Identifier: MIT
#pragma once
/// Backups of a hub's journal: whole copies in one file each, made while the hub works, checked
/// before they are trusted. Restoring keeps what was there. Files and folders are the caller's to
/// choose; nothing is ever overwritten but the hub's own journal.

#include "core/queue_state.hpp"
#include "core/result.hpp"

#include <atomic>
#include <string>
#include <thread>

namespace panggil::hub {

/// Copies the journal of a hub's folder into a new file. May run beside the hub, from any thread.
[[nodiscard]] Result<Done> back_up(const std::string& folder, const std::string& file);

struct Restored {
    Sequence seq = 0;     ///< the last event of the backup
    std::string kept_old; ///< folder with what was there before, "" when there was nothing
};

/// Puts a backup in the place of a stopped hub's journal, after reading it from end to end. The
/// journal that was there is moved aside. The next start has a higher term, so that screens take
/// over the restored board and no call_id is ever used again.
[[nodiscard]] Result<Restored> restore(const std::string& folder, const std::string& file,
                                       UtcTime now);

/// Each day's backup, in "<folder>/backup", while the hub goes on; the last two weeks are kept.
class DailyBackup {
public:
    explicit DailyBackup(std::string folder) : folder_(std::move(folder)) {}

    /// Begins the backup of this service day ("2026-11-24") if it is not there; to be asked each
    /// turn. A backup that went wrong is told once, by the first call after it, and tried again
    /// after an hour.
    [[nodiscard]] Result<Done> see(const std::string& day, Moment now);

private:
    [[nodiscard]] Result<Done> make(const std::string& day) const;

    std::string folder_;
    std::string seen_;
    Moment not_before_{};
    Result<Done> last_ = Done{}; ///< of the worker, until done_
    std::atomic<bool> done_ = false;
    std::jthread worker_;
};

} // namespace panggil::hub

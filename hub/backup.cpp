// SPDX-License-Identifier: MIT
#include "hub/backup.hpp"

#include "codec/durable.hpp"
#include "hub/folder_lock.hpp"
#include "hub/journal.hpp"
#include "hub/sqlite.hpp"
#include "hub/term.hpp"
#include "link/failpoint.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

namespace panggil::hub {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kept_days = 14;
constexpr std::chrono::hours pause_after_failure{1};

Problem trouble(const fs::path& place, const std::string& what, const std::string& hint) {
    return {"backup.failed", place.string(), what, hint, ""};
}

/// What was renamed in this folder is so after a power cut too.
Result<Done> on_disk(const fs::path& folder) {
    return codec::sync_to_disk(folder.string())
               ? Result<Done>(Done{})
               : trouble(folder, std::strerror(errno), "look at the disk and the system log");
}

std::vector<fs::path> backups_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (entry.path().extension() == ".sqlite") {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

/// Moves the journal and what belongs to it into a folder of its own; "" when there is none. The
/// journal goes first: without its last pages (-wal) it would be an older one.
Result<std::string> move_aside(const fs::path& folder, UtcTime now) {
    std::error_code error;
    const fs::path aside =
        folder / ("before-restore-" + std::to_string(now.time_since_epoch().count()));
    bool moved = false;
    for (const char* name : {"journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"}) {
        if (!error && fs::exists(folder / name, error)) {
            fs::create_directories(aside, error);
            if (!error) {
                fs::rename(folder / name, aside / name, error);
            }
            moved = true;
        }
    }
    if (error) {
        return trouble(aside, "the old journal cannot be moved there: " + error.message(),
                       "let this user write the folder");
    }
    return moved ? aside.string() : std::string();
}

} // namespace

Result<Done> back_up(const std::string& folder, const std::string& file) {
    std::error_code error;
    if (fs::exists(file, error)) {
        return trouble(file, "is there already",
                       "give another name; a backup is never overwritten");
    }
    const std::string journal = folder + "/journal.sqlite";
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2(journal.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
    const sqlite::Database database(raw);
    if (opened != SQLITE_OK || !sqlite::execute(raw, "PRAGMA busy_timeout=5000")) {
        return sqlite::problem_of(raw, journal);
    }
    // Under another name until it is whole.
    const std::string fresh = file + ".new";
    fs::remove(fresh, error);
    sqlite::Statement copy(raw, "VACUUM INTO ?");
    if (!copy.bind(std::string_view(fresh)).run()) {
        Problem problem = sqlite::problem_of(raw, fresh);
        fs::remove(fresh, error);
        return problem;
    }
    if (!codec::sync_to_disk(fresh)) {
        return trouble(fresh, std::strerror(errno), "look at the disk and the system log");
    }
    fs::rename(fresh, file, error);
    if (error) {
        return trouble(file, error.message(), "let this user write the folder");
    }
    return on_disk(fs::absolute(file).parent_path());
}

Result<Restored> restore(const std::string& folder, const std::string& file, UtcTime now) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) {
        return trouble(file, "is no file", "backups are in the folder backup of the hub's --data");
    }
    // Read whole, as a hub would, in a place of its own.
    const fs::path trial = fs::path(folder) / "restore-trial";
    fs::remove_all(trial, error);
    fs::create_directories(trial, error);
    fs::copy_file(file, trial / "journal.sqlite", error);
    if (error) {
        return trouble(trial, error.message(), "let this user write the folder; is the disk full?");
    }
    Restored restored;
    {
        auto journal = Journal::open(trial.string());
        if (!journal) {
            return journal.problem();
        }
        const auto state = journal.value().load();
        if (!state) {
            return state.problem();
        }
        restored.seq = state.value().seq;
        if (restored.seq == 0) {
            return trouble(file, "holds no event", "look for another backup");
        }
        // What was said after the backup is not known any more: late is worse than silent.
        if (const auto silenced = journal.value().silence_calls(); !silenced) {
            return silenced.problem();
        }
    }
    {
        const Result<FolderLock> lock = FolderLock::take(folder);
        if (!lock) {
            return lock.problem();
        }
        if (!codec::sync_to_disk((trial / "journal.sqlite").string())) {
            return trouble(trial, std::strerror(errno), "look at the disk and the system log");
        }
        // Whoever starts a hub between the two renames is told that a journal is missing.
        if (const auto marked = mark_begun(folder); !marked) {
            return marked.problem();
        }
        const auto kept = move_aside(folder, now);
        if (!kept) {
            return kept.problem();
        }
        restored.kept_old = kept.value();
        link::failpoint("restore.between");
        fs::rename(trial / "journal.sqlite", fs::path(folder) / "journal.sqlite", error);
    }
    if (error) {
        return trouble(folder, error.message(), "the old journal is in " + restored.kept_old);
    }
    if (const auto stored = on_disk(folder); !stored) {
        return stored.problem();
    }
    fs::remove_all(trial, error);
    return restored;
}

Result<Done> DailyBackup::see(const std::string& day, Moment now) {
    Result<Done> told = Done{};
    if (done_.exchange(false)) {
        worker_.join();
        told = std::exchange(last_, Done{});
        if (!told) {
            seen_.clear(); // the disk may have room in an hour
            not_before_ = now + pause_after_failure;
        }
    }
    if (day.empty() || day == seen_ || worker_.joinable() || now < not_before_) {
        return told;
    }
    seen_ = day;
    worker_ = std::jthread([this, day] {
        last_ = make(day);
        done_ = true;
    });
    return told;
}

Result<Done> DailyBackup::make(const std::string& day) const {
    const fs::path folder = fs::path(folder_) / "backup";
    const fs::path file = folder / ("journal-" + day + ".sqlite");
    std::error_code error;
    fs::create_directories(folder, error);
    const Result<Done> made =
        fs::exists(file, error) ? Result<Done>(Done{}) : back_up(folder_, file.string());
    if (made) {
        std::vector<fs::path> files = backups_in(folder);
        // Those of a clock that was ahead are the first to go: never the one that was just made.
        std::stable_partition(files.begin(), files.end(),
                              [&](const fs::path& each) { return each > file; });
        for (std::size_t index = 0; index + kept_days < files.size(); ++index) {
            fs::remove(files[index], error);
        }
    }
    return made;
}

} // namespace panggil::hub

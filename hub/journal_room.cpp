// SPDX-License-Identifier: MIT
#include "hub/journal_room.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace panggil::hub {

namespace {

/// Thirty visitors or so. It is written once in each life of a hub.
constexpr std::int64_t room = std::int64_t{1} << 20;
/// What one transaction, which ends before the log is looked at, may add.
constexpr std::int64_t last_one = std::int64_t{64} << 10;
/// Of the log itself, and of each page in it.
constexpr std::int64_t page_head = 24;

} // namespace

bool keep_within_room(sqlite3* database) {
    sqlite::Statement size(database, "PRAGMA page_size");
    if (!size.step()) {
        return false;
    }
    const std::int64_t pages = (room - last_one) / (size.number(0) + page_head);
    return sqlite3_wal_autocheckpoint(database, static_cast<int>(pages)) == SQLITE_OK;
}

void make_room(const std::string& journal) {
    const int log = ::open((journal + "-wal").c_str(), O_WRONLY | O_CLOEXEC);

    struct stat now {};

    if (log < 0) {
        return;
    }
    if (::fstat(log, &now) == 0 && now.st_size < room) {
        const std::string zeros(static_cast<std::size_t>(room - now.st_size), '\0');
        if (::pwrite(log, zeros.data(), zeros.size(), now.st_size) > 0) {
            (void)::fdatasync(log);
        }
    }
    ::close(log);
}

} // namespace panggil::hub

// SPDX-License-Identifier: MIT
#include "hub/device_table.hpp"

#include "hub/sqlite.hpp"

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace panggil::hub {

namespace {

using sqlite::execute;
using sqlite::Statement;
using sqlite::Transaction;

constexpr const char* schema = R"(
CREATE TABLE IF NOT EXISTS devices(
    key TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, added INTEGER NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0, seen INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS names ON devices(name) WHERE revoked = 0;
CREATE TABLE IF NOT EXISTS pending(
    key TEXT PRIMARY KEY, address TEXT NOT NULL, last INTEGER NOT NULL) WITHOUT ROWID;
)";

constexpr std::size_t longest_name = 32;

bool is_device_name(const std::string& name) {
    return !name.empty() && name.size() <= longest_name && name != "hub" &&
           std::ranges::all_of(name, [](char letter) {
               return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
                      letter == '-';
           });
}

std::int64_t number(UtcTime time) {
    return time.time_since_epoch().count();
}

UtcTime time_of(std::int64_t number) {
    return UtcTime{Millis{number}};
}

} // namespace

struct DeviceTable::Impl {
    std::string path;
    sqlite::Database database;
    std::int64_t version = 0;

    [[nodiscard]] Problem problem() const {
        Problem found = sqlite::problem_of(database.get(), path);
        found.code = "keys.failed";
        if (found.hint.find("backup") != std::string::npos) {
            found.hint = "put back a copy of this file, or enrol the machines anew";
        }
        return found;
    }

    [[nodiscard]] std::int64_t data_version() const {
        Statement asked(database.get(), "PRAGMA data_version");
        return asked.step() ? asked.number(0) : -1;
    }
};

DeviceTable::DeviceTable(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

DeviceTable::DeviceTable(DeviceTable&&) noexcept = default;
DeviceTable& DeviceTable::operator=(DeviceTable&&) noexcept = default;
DeviceTable::~DeviceTable() = default;

Result<DeviceTable> DeviceTable::open(const std::string& folder) {
    auto impl = std::make_unique<Impl>();
    impl->path = folder + "/devices.sqlite";
    // Who may write this file may let anybody in. SQLite's own files take its mode.
    const int made = ::open(impl->path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (made >= 0) {
        ::close(made);
    }

    struct stat about {};

    if (::stat(impl->path.c_str(), &about) == 0 && (about.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        return Problem{"key.too_open", impl->path, "can be written by others",
                       "chmod 600 " + impl->path, ""};
    }
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2(impl->path.c_str(), &raw,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    impl->database.reset(raw);
    if (opened != SQLITE_OK || !execute(raw, "PRAGMA busy_timeout=500") ||
        !execute(raw, "PRAGMA synchronous=FULL") || !execute(raw, schema)) {
        return impl->problem();
    }
    impl->version = impl->data_version();
    return DeviceTable(std::move(impl));
}

Result<std::vector<Device>> DeviceTable::devices() {
    std::vector<Device> list;
    Statement row(impl_->database.get(),
                  "SELECT key, name, role, added, revoked, seen FROM devices ORDER BY added, name");
    while (row.step()) {
        auto holder = parse_role(row.text(2));
        if (!holder) {
            return Problem{"keys.failed", impl_->path + " " + row.text(1), holder.problem().what,
                           "revoke this device and add it anew", ""};
        }
        holder.value().name = row.text(1);
        holder.value().revoked = row.number(4) != 0;
        list.push_back({row.text(0), std::move(holder).value(), time_of(row.number(3)),
                        time_of(row.number(4)), time_of(row.number(5))});
    }
    return row.failed() ? Result<std::vector<Device>>(impl_->problem()) : std::move(list);
}

Result<KeyTable> DeviceTable::keys() {
    auto list = devices();
    if (!list) {
        return list.problem();
    }
    KeyTable table;
    for (Device& device : list.value()) {
        table.emplace(std::move(device.key), std::move(device.holder));
    }
    return table;
}

Result<Done> DeviceTable::add(const std::string& key, const KeyHolder& holder, UtcTime now) {
    if (!is_device_name(holder.name)) {
        return Problem{"keys.bad_name", holder.name, "is not a name for a machine",
                       "1 to 32 of a-z, 0-9 and -, such as tv-lobi or loket-3", ""};
    }
    const auto known = devices();
    if (!known) {
        return known.problem();
    }
    for (const Device& device : known.value()) {
        if (device.key == key) {
            return Problem{"keys.known", device.holder.name,
                           device.holder.revoked ? "had this key, which was revoked"
                                                 : "has this key already",
                           "give every machine a key of its own", ""};
        }
        if (device.holder.name == holder.name && !device.holder.revoked) {
            return Problem{"keys.name_taken", holder.name, "has a key already",
                           "choose another name, or first: panggil-hub keys revoke " + holder.name,
                           ""};
        }
    }
    sqlite3* database = impl_->database.get();
    const std::string role = role_text(holder);
    Transaction transaction(database);
    const bool done =
        transaction.open() &&
        Statement(database, "INSERT INTO devices(key, name, role, added) VALUES(?, ?, ?, ?)")
            .bind(key)
            .bind(holder.name)
            .bind(role)
            .bind(number(now))
            .run() &&
        Statement(database, "DELETE FROM pending WHERE key = ?").bind(key).run();
    return done && transaction.commit() ? Result<Done>(Done{}) : impl_->problem();
}

Result<Device> DeviceTable::revoke(const std::string& name, UtcTime now) {
    auto known = devices();
    if (!known) {
        return known.problem();
    }
    std::string names;
    for (Device& device : known.value()) {
        if (device.holder.revoked) {
            continue;
        }
        if (device.holder.name != name) {
            names += (names.empty() ? "" : ", ") + device.holder.name;
            continue;
        }
        device.revoked = now;
        device.holder.revoked = true;
        if (!Statement(impl_->database.get(), "UPDATE devices SET revoked = ? WHERE key = ?")
                 .bind(number(now))
                 .bind(device.key)
                 .run()) {
            return impl_->problem();
        }
        return std::move(device);
    }
    return Problem{"keys.unknown_name", name, "has no key that holds",
                   names.empty() ? "there are none" : "there are: " + names, ""};
}

Result<Done> DeviceTable::saw(const std::vector<std::string>& keys, UtcTime now) {
    sqlite3* database = impl_->database.get();
    Transaction transaction(database);
    bool done = transaction.open();
    for (const std::string& key : keys) {
        done = done && Statement(database, "UPDATE devices SET seen = ? WHERE key = ?")
                           .bind(number(now))
                           .bind(key)
                           .run();
    }
    return done && transaction.commit() ? Result<Done>(Done{}) : impl_->problem();
}

Result<Done> DeviceTable::knock(const std::string& key, const std::string& address, UtcTime now) {
    sqlite3* database = impl_->database.get();
    Transaction transaction(database);
    const bool done =
        transaction.open() &&
        Statement(database, "DELETE FROM pending WHERE last < ?")
            .bind(number(now - pending_lifetime))
            .run() &&
        Statement(database, "INSERT INTO pending SELECT ?1, ?2, ?3 "
                            "WHERE NOT EXISTS(SELECT 1 FROM devices WHERE key = ?1) "
                            "ON CONFLICT(key) DO UPDATE SET address = ?2, last = ?3")
            .bind(key)
            .bind(address)
            .bind(number(now))
            .run() &&
        Statement(database, "DELETE FROM pending WHERE address = ?1 AND key NOT IN "
                            "(SELECT key FROM pending WHERE address = ?1 "
                            "ORDER BY key = ?2 DESC, last DESC LIMIT ?3)")
            .bind(address)
            .bind(key)
            .bind(std::int64_t{most_pending_of_address})
            .run() &&
        // One came, so one goes at most.
        Statement(database, "DELETE FROM pending WHERE (SELECT count(*) FROM pending) > ?2 AND "
                            "key = (SELECT key FROM pending AS one WHERE key <> ?1 ORDER BY "
                            "(SELECT count(*) FROM pending AS its WHERE its.address = one.address) "
                            "DESC, last LIMIT 1)")
            .bind(key)
            .bind(std::int64_t{most_pending})
            .run();
    return done && transaction.commit() ? Result<Done>(Done{}) : impl_->problem();
}

Result<std::vector<PendingKey>> DeviceTable::pending(UtcTime now) {
    std::vector<PendingKey> list;
    Statement row(impl_->database.get(),
                  "SELECT key, address, last FROM pending WHERE last >= ? ORDER BY last");
    row.bind(number(now - pending_lifetime));
    while (row.step()) {
        list.push_back({row.text(0), row.text(1), time_of(row.number(2))});
    }
    return row.failed() ? Result<std::vector<PendingKey>>(impl_->problem()) : std::move(list);
}

bool DeviceTable::changed() {
    const std::int64_t now = impl_->data_version();
    return std::exchange(impl_->version, now) != now;
}

} // namespace panggil::hub

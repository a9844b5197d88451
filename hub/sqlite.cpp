// SPDX-License-Identifier: MIT
#include "hub/sqlite.hpp"

namespace panggil::hub::sqlite {

Problem problem_of(sqlite3* database, const std::string& path) {
    const int code = database == nullptr ? SQLITE_NOMEM : sqlite3_errcode(database);
    const std::string what = database == nullptr ? "out of memory" : sqlite3_errmsg(database);
    switch (code & 0xFF) {
    case SQLITE_FULL:
        return {"journal.full", path, "the disk is full",
                "free some space; the hub goes on by itself", "Penyimpanan server penuh."};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {"journal.busy", path, "is held by another program",
                "try again; does a backup program read the hub's folder?",
                "Penyimpanan server sedang dipakai program lain."};
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return {"journal.damaged", path, what,
                "stop the hub and restore the last backup: panggil-hub restore --help", ""};
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return {"journal.cannot_open", path, what, "let the hub's user write this folder", ""};
    default:
        return {"journal.failed", path, what, "look at the disk and the system log",
                "Penyimpanan server bermasalah."};
    }
}

Prepared Shelf::take(const char* sql) {
    if (auto idle = idle_.extract(sql)) {
        return std::move(idle.mapped());
    }
    sqlite3_stmt* raw = nullptr;
    sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    return Prepared(raw);
}

void Shelf::put_back(const char* sql, Prepared statement) {
    sqlite3_reset(statement.get()); // what it reads is held no longer
    sqlite3_clear_bindings(statement.get());
    idle_.insert_or_assign(sql, std::move(statement));
}

bool execute(sqlite3* database, const char* sql) {
    return sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

} // namespace panggil::hub::sqlite

// SPDX-License-Identifier: MIT
#pragma once
/// The hub's way to speak to SQLite: owners for its handles, statements bound in order, and its
/// errors as Problems. Only what keeps a database, and looks into one, includes this.

#include "core/result.hpp"

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace panggil::hub::sqlite {

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};

struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

using Database = std::unique_ptr<sqlite3, CloseDatabase>;

using Prepared = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// The statements of one database that come again and again, prepared once: to prepare one costs
/// more than to run it. One thread. Must go before its database.
class Shelf {
public:
    explicit Shelf(sqlite3* database) : database_(database) {}

    /// One that nobody uses; null when it cannot be prepared: the database says why.
    [[nodiscard]] Prepared take(const char* sql);
    void put_back(const char* sql, Prepared statement);

private:
    sqlite3* database_;
    std::map<std::string_view, Prepared> idle_; ///< by their text, which is the program's own
};

/// One prepared statement in use: bound in order, stepped, read by column.
class Statement {
public:
    Statement(sqlite3* database, const char* sql) {
        sqlite3_stmt* raw = nullptr;
        result_ = sqlite3_prepare_v2(database, sql, -1, &raw, nullptr);
        statement_.reset(raw);
    }

    /// Taken from the shelf, and put back in the end. `sql` lives as long as the program.
    Statement(Shelf& shelf, const char* sql)
        : shelf_(&shelf), sql_(sql), statement_(shelf.take(sql)),
          result_(statement_ ? SQLITE_OK : SQLITE_ERROR) {}

    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    ~Statement() {
        if (shelf_ != nullptr && statement_) {
            shelf_->put_back(sql_, std::move(statement_));
        }
    }

    Statement& bind(std::int64_t number) {
        if (usable()) {
            result_ = sqlite3_bind_int64(statement_.get(), ++bound_, number);
        }
        return *this;
    }

    Statement& bind(std::string_view text) {
        if (usable()) {
            // The callers' texts outlive the statement.
            result_ = sqlite3_bind_text(statement_.get(), ++bound_, text.data(),
                                        static_cast<int>(text.size()), SQLITE_STATIC);
        }
        return *this;
    }

    /// True while there is a row to read.
    bool step() {
        if (usable()) {
            result_ = sqlite3_step(statement_.get());
        }
        return result_ == SQLITE_ROW;
    }

    /// Runs a statement without rows; true when it succeeded.
    bool run() {
        while (step()) {
        }
        if (result_ == SQLITE_DONE) {
            // Else its end, which may come after another's failure, would wipe that out.
            sqlite3_reset(statement_.get());
        }
        return result_ == SQLITE_DONE;
    }

    [[nodiscard]] bool failed() const {
        return result_ != SQLITE_ROW && result_ != SQLITE_DONE && result_ != SQLITE_OK;
    }

    [[nodiscard]] std::int64_t number(int column) const {
        return sqlite3_column_int64(statement_.get(), column);
    }

    [[nodiscard]] std::string text(int column) const {
        const auto* bytes = sqlite3_column_blob(statement_.get(), column);
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
        return bytes == nullptr ? std::string()
                                : std::string(static_cast<const char*>(bytes), size);
    }

private:
    [[nodiscard]] bool usable() const { return statement_ != nullptr && !failed(); }

    Shelf* shelf_ = nullptr;
    const char* sql_ = nullptr;
    Prepared statement_;
    int result_ = SQLITE_OK;
    int bound_ = 0;
};

/// Runs statements without rows; true when they succeeded.
[[nodiscard]] bool execute(sqlite3* database, const char* sql);

/// Rolls back unless it was committed.
class Transaction {
public:
    explicit Transaction(sqlite3* database) : own_(database), shelf_(&own_), open_(begin()) {}

    explicit Transaction(Shelf& shelf) : own_(nullptr), shelf_(&shelf), open_(begin()) {}

    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    ~Transaction() {
        if (open_) {
            (void)Statement(*shelf_, "ROLLBACK").run();
        }
    }

    [[nodiscard]] bool open() const { return open_; }

    bool commit() {
        const bool done = Statement(*shelf_, "COMMIT").run();
        open_ = open_ && !done;
        return done;
    }

private:
    [[nodiscard]] bool begin() { return Statement(*shelf_, "BEGIN IMMEDIATE").run(); }

    Shelf own_; ///< empty when another's is used
    Shelf* shelf_;
    bool open_;
};

/// What went wrong last, with the file's name and what to do. Codes: journal.full,
/// journal.damaged, journal.cannot_open, journal.busy, journal.failed.
[[nodiscard]] Problem problem_of(sqlite3* database, const std::string& path);

} // namespace panggil::hub::sqlite

// SPDX-License-Identifier: MIT
#pragma once
/// JournalReader: what the tables of a journal say, for its owner and for those who look back.
/// Reads only. One thread. Codes: journal.damaged and those of sqlite.hpp.

#include "core/queue_state.hpp"
#include "core/result.hpp"
#include "hub/sqlite.hpp"

#include <string>

namespace panggil::hub {

class JournalReader {
public:
    /// `file` and `remedy` are for the Problems. The database must outlive it.
    JournalReader(sqlite3* database, std::string file, std::string remedy)
        : database_(database), file_(std::move(file)), remedy_(std::move(remedy)) {}

    /// Opens a journal beside the hub that may be writing it, or a backup of one.
    [[nodiscard]] static Result<sqlite::Database> open_beside(const std::string& file);

    /// What SQLite complains of now.
    [[nodiscard]] Problem problem() const { return sqlite::problem_of(database_, file_); }

    [[nodiscard]] Problem damaged(std::string what) const {
        return {"journal.damaged", file_, std::move(what), remedy_, ""};
    }

    /// `sql` gives rows of key and record.
    [[nodiscard]] Result<Records> records(const char* sql) const;

    /// The state before the first event that is kept.
    [[nodiscard]] Result<QueueState> base() const;

    /// The last event that was applied.
    struct Last {
        UtcTime utc{};
        std::string digest; ///< that the hub wrote; "" when there was no event
    };

    /// Applies the events up to and including number `last` to the base.
    [[nodiscard]] Result<Last> replay(QueueState& base, Sequence last) const;

private:
    sqlite3* database_;
    std::string file_;
    std::string remedy_;
};

} // namespace panggil::hub

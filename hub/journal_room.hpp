// SPDX-License-Identifier: MIT
#pragma once
/// The room that the journal's log (-wal) has on the disk. An event that is written over what lies
/// there costs its own blocks; one that makes a file longer costs the file system's notes about it
/// as well, which are several times as much, and a memory card dies of it. Docs: decision 037.

#include "hub/sqlite.hpp"

#include <string>

namespace panggil::hub {

/// Has the log go round within the room: what it holds is brought into the journal before it is
/// full. False when the database says no.
[[nodiscard]] bool keep_within_room(sqlite3* database);

/// Fills the room with zeros, behind what the log of this journal holds; SQLite takes them for the
/// end of it. Only who holds the folder's lock does this. It waits for the disk. Where it is full
/// the log grows as it is written.
void make_room(const std::string& journal);

} // namespace panggil::hub

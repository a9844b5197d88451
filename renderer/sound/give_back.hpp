// SPDX-License-Identifier: MIT
#pragma once

/// Gives what the program has freed back to the system. Takes some milliseconds: for moments at
/// which nobody waits. Any thread.

namespace panggil::screen {

void give_back_memory();

} // namespace panggil::screen

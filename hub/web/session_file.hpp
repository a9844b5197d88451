// SPDX-License-Identifier: MIT
#pragma once
/// The sessions on disk, in DATA/web/sessions.jsonl (0600): a hub that is started again asks no
/// clerk for the PIN, in the middle of a press least of all. Only prints of cookies stand there. A
/// session whose PIN is another by now does not come back. Losing this file only means signing in.

#include "hub/machine.hpp"
#include "hub/web/access.hpp"
#include "hub/web/sessions.hpp"

namespace panggil::hub::web {

/// What can be used of what is there; a file that is broken or readable by others is as none.
[[nodiscard]] Sessions read_sessions(const std::string& data, const Credentials& access, Now now);

/// False, with errno, when that failed.
[[nodiscard]] bool write_sessions(const std::string& data, const Sessions& sessions,
                                  const Credentials& access, Now now);

} // namespace panggil::hub::web

// SPDX-License-Identifier: MIT
#pragma once
/// What the console says about what the hub answered: a line for people, a flat record for
/// machines. Pure.

#include "console/language.hpp"
#include "core/message.hpp"

#include <string>

namespace panggil::console {

/// "F018 dipanggil ke loket 3". For `issue` the ticket's label and nothing else.
[[nodiscard]] std::string answer_text(const std::string& op, const Ack& ack, Language language);
/// {"ok":1,"request_id":…,"seq":…,"ticket":…}; `repeated` when nothing was done again.
[[nodiscard]] Record answer_record(const Ack& ack);
/// {"error":"closed","where":…,"what":…,"hint":…,"pesan":…}
[[nodiscard]] Record refusal_record(const Problem& problem, const std::string& request_id);

/// An event as one line: "09.41.22 #1842 call F018 → Loket 3 (staff:loket-3)".
[[nodiscard]] std::string event_text(const Event& event, const QueueState& state);

/// A screen as columns and as a record.
[[nodiscard]] Record screen_record(const ScreenStatus& screen);

} // namespace panggil::console

// SPDX-License-Identifier: MIT
// The service day, when an administrator must say which it is.
#include "core/calendar.hpp"
#include "core/operations/draft.hpp"
#include "core/operations/groups.hpp"

namespace panggil {

namespace {

Problem not_today(const std::string& today) {
    return {"conflict", "day", "by the hub's clock today is " + today,
            "set the clock of the hub's machine first, then name its day",
            "Menurut jam server hari ini " + today + ". Betulkan jam server dahulu."};
}

/// The day is named so that nobody believes a wrong clock by a slip of the hand.
Result<Done> day_reset(Draft& draft) {
    const Minutes offset(draft.read("hall").number("utc_offset"));
    const UtcTime now = draft.context().now;
    const std::string today = date_text(hall_time(now, offset));
    const std::string& stored = draft.read("hall").text("day");
    if (draft.arg("day") != today) {
        return not_today(today);
    }
    if (stored == today) {
        return Problem{"conflict", "day", "it is " + today + " in this hall already",
                       "nothing is to be done", "Hari layanan sudah " + today + "."};
    }
    // A day that came too early: its queue goes on as today's, for its numbers are in people's
    // hands. One that is long past: it is as if it was yesterday, and the hub begins today.
    const std::string yesterday = date_text(hall_time(now - std::chrono::days(1), offset));
    draft.edit("hall").set("day", stored > today ? today : yesterday);
    draft.report("day", today);
    return Done{};
}

} // namespace

std::vector<Operation> day_operations() {
    return {
        {"day-reset",
         "Say that the hub's clock is right, when it differs from the service day by far.",
         "Tegaskan bahwa jam server benar, bila jauh berbeda dari hari layanan.",
         {{"day", "today, such as 2026-11-24", ParameterKind::Word}},
         day_reset},
    };
}

} // namespace panggil

// SPDX-License-Identifier: MIT
// Notices for the ticker, and alerts that take the screens over.
#include "core/calendar.hpp"
#include "core/operations/draft.hpp"
#include "core/operations/groups.hpp"

#include <algorithm>

namespace panggil {

namespace {

/// More than a wall can show; a script that loops must not fill the state.
constexpr std::size_t most_notices = 20;

/// "3, 17 (gempa)": what could have been meant.
std::string known_ids(const Draft& draft, std::string_view under, std::string_view field) {
    std::string text;
    for (const auto& [key, record] : records_under(draft.state(), under)) {
        text += (text.empty() ? "" : ", ") + std::string(id_of(key));
        if (!field.empty()) {
            text += " (" + record->text(field) + ")";
        }
    }
    return text.empty() ? "there are none" : "there are: " + text;
}

Result<Done> notice(Draft& draft) {
    if (records_under(draft.state(), "notice/").size() >= most_notices) {
        return Problem{"too_many", "notice", "there are already " + std::to_string(most_notices),
                       "clear one first", "Pengumuman sudah penuh. Hapus salah satu dahulu."};
    }
    const std::string id = std::to_string(draft.seq());
    Record& record = draft.edit("notice/" + id);
    record.set("text", draft.arg("text"));
    record.set("at", draft.now());
    draft.report("id", id);
    return Done{};
}

Result<Done> clear(Draft& draft, const std::string& under, std::string_view field, const char* code,
                   const char* pesan) {
    const std::string& id = draft.arg("id");
    if (!draft.state().records.contains(under + id)) {
        return Problem{code, under + id, "does not exist", known_ids(draft, under, field), pesan};
    }
    draft.remove(under + id);
    draft.report("id", id);
    return Done{};
}

Result<Done> notice_clear(Draft& draft) {
    return clear(draft, "notice/", "", "unknown_notice", "Pengumuman itu tidak ada.");
}

/// UTC milliseconds of the next time at which the hall's clock reads so.
std::int64_t next_time(const Draft& draft, const std::string& clock) {
    const Minutes offset(draft.read("hall").number("utc_offset"));
    const UtcTime now = draft.context().now;
    const auto midnight = std::chrono::floor<std::chrono::days>(now + offset);
    UtcTime end = UtcTime(midnight) - offset + Minutes(minutes_of(clock));
    if (end <= now) {
        end += std::chrono::days(1);
    }
    return end.time_since_epoch().count();
}

Result<Done> alert_raise(Draft& draft) {
    for (const auto& [key, alert] : records_under(draft.state(), "alert/")) {
        if (alert->text("kind") == draft.arg("kind")) {
            return Problem{"conflict", std::string(key), "is the same alert, and still on",
                           "clear it before raising it anew",
                           "Peringatan " + draft.arg("kind") + " masih berlaku."};
        }
    }
    const bool tsunami = draft.arg("kind") == "tsunami";
    if (!draft.arg("level").empty() && !tsunami) {
        return Problem{"bad_request", "level", "belongs to a tsunami", "leave it out",
                       "Tingkat hanya untuk tsunami."};
    }
    const std::string id = std::to_string(draft.seq());
    Record& alert = draft.edit("alert/" + id);
    alert.set("kind", draft.arg("kind"));
    alert.set("drill", std::int64_t{draft.has_flag("drill") ? 1 : 0});
    alert.set("at", draft.now());
    if (tsunami) {
        // Nobody is harmed by walking uphill once too often.
        alert.set("level", draft.arg("level").empty() ? "awas" : draft.arg("level"));
    }
    if (!draft.arg("until").empty()) {
        alert.set("until", next_time(draft, draft.arg("until")));
    }
    draft.report("id", id);
    draft.report("kind", draft.arg("kind"));
    return Done{};
}

Result<Done> alert_clear(Draft& draft) {
    return clear(draft, "alert/", "kind", "unknown_alert", "Peringatan itu tidak ada.");
}

} // namespace

std::vector<Operation> message_operations() {
    return {
        {"notice",
         "Show a notice on the screens.",
         "Tampilkan pengumuman.",
         {{"text", "what it says", ParameterKind::Text}},
         notice},
        {"notice-clear",
         "Take a notice down.",
         "Hapus pengumuman.",
         {{"id", "its id, as `notice` answered", ParameterKind::Word}},
         notice_clear},
        {"alert-raise",
         "Raise an alert on all screens.",
         "Tampilkan peringatan darurat.",
         {{"kind",
           "what happens",
           ParameterKind::Word,
           Need::Required,
           {"gempa", "tsunami", "kebakaran", "listrik-padam"}},
          {"drill", "a drill: marked as LATIHAN", ParameterKind::Flag, Need::Optional},
          {"level",
           "of a tsunami; without it the highest",
           ParameterKind::Word,
           Need::Optional,
           {"waspada", "siaga", "awas"}},
          {"until", "when it ends by itself, hall time, such as 13.00", ParameterKind::ClockTime,
           Need::Optional}},
         alert_raise},
        {"alert-clear",
         "End an alert.",
         "Akhiri peringatan darurat.",
         {{"id", "its id, as `alert-raise` answered", ParameterKind::Word}},
         alert_clear},
    };
}

} // namespace panggil

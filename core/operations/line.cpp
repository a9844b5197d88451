// SPDX-License-Identifier: MIT
// The line itself: who is put back into it, and who leaves the hall.
#include "core/operations/desk.hpp"
#include "core/operations/groups.hpp"

#include <algorithm>

namespace panggil {

namespace {

/// Refusal of a ticket that is somebody's: of another service, at another counter, or just being
/// served (taking that away would hide what is done).
Result<Done> must_be_ours(const Draft& draft, const std::string& label, const char* hint) {
    const std::string& counter_id = draft.arg("counter");
    const Record& counter = draft.read(counter_key(counter_id));
    const Record& ticket = draft.read(ticket_key(label));
    if (!serves(counter, ticket.text("service"))) {
        return Problem{"not_callable", "ticket " + label,
                       "belongs to a service that " + counter_name(counter) + " does not serve",
                       "name a counter of its own service",
                       "Nomor " + label + " bukan untuk layanan di " + nama_loket(counter) + "."};
    }
    const std::string& state = ticket.text("state");
    if (state == "serving" || (state == "called" && ticket.text("counter") != counter_id)) {
        const Record& there = draft.read(counter_key(ticket.text("counter")));
        const bool served = state == "serving";
        return Problem{
            "conflict", "ticket " + label,
            (served ? "is being served at " : "is called to ") + counter_name(there), hint,
            "Nomor " + label + (served ? " sedang dilayani di " : " sedang dipanggil ke ") +
                nama_loket(there) + "."};
    }
    return Done{};
}

/// The place before everybody who waits for the service.
std::int64_t front_of_line(const Draft& draft, const std::string& service, std::int64_t otherwise) {
    std::int64_t front = otherwise;
    for (const auto& [key, other] : records_under(draft.state(), "ticket/")) {
        if (other->text("state") == "waiting" && other->text("service") == service) {
            front = std::min(front, other->number("line") - 1);
        }
    }
    return front;
}

Result<Done> requeue(Draft& draft) {
    const std::string& label = draft.arg("ticket");
    const std::string& position = draft.arg("position");
    if (draft.read(ticket_key(label)).text("state") == "waiting") {
        return Problem{"conflict", "ticket " + label, "is in the line already", "wait for its turn",
                       "Nomor " + label + " masih dalam antrean."};
    }
    if (auto ours = must_be_ours(draft, label, "finish or hold it there first"); !ours) {
        return ours;
    }
    if (auto in_time = must_not_be_too_late(draft, label); !in_time) {
        return in_time;
    }
    take_off_boards(draft, label);
    Record& ticket = draft.edit(ticket_key(label));
    if (position == "front") {
        ticket.set("line", front_of_line(draft, ticket.text("service"), ticket.number("line")));
    } else if (position != "kept") {
        ticket.set("line", draft.seq());
    }
    ticket.set("state", "waiting");
    ticket.erase("counter").erase("absent_at");
    draft.report("ticket", label);
    draft.report("service", ticket.text("service"));
    return Done{};
}

Result<Done> cancel(Draft& draft) {
    const std::string& label = draft.arg("ticket");
    if (auto ours = must_be_ours(draft, label, "finish or withdraw it there"); !ours) {
        return ours;
    }
    take_off_boards(draft, label);
    forget_at_all_counters(draft, label);
    draft.report("ticket", label);
    draft.report("service", draft.read(ticket_key(label)).text("service"));
    draft.remove(ticket_key(label));
    return Done{};
}

} // namespace

std::vector<Operation> line_operations() {
    const Parameter counter{"counter", "a counter of its service", ParameterKind::Counter};
    const Parameter ticket{"ticket", "the ticket", ParameterKind::Ticket};
    return {
        {"requeue",
         "Put a late, held or called visitor back in the line.",
         "Kembalikan nomor ke antrean.",
         {counter,
          ticket,
          {"position",
           "back (if not said), front, or kept: the place it has waited for",
           ParameterKind::Word,
           Need::Optional,
           {"back", "front", "kept"}}},
         requeue,
         Access::OwnCounter},
        {"cancel",
         "The visitor has left; the number is called no more.",
         "Batalkan nomor: pengunjung sudah pergi.",
         {counter, ticket},
         cancel,
         Access::OwnCounter},
    };
}

} // namespace panggil

// SPDX-License-Identifier: MIT
// The line itself: who is put back into it, and who leaves the hall.
#include "core/operations/desk.hpp"
#include "core/operations/groups.hpp"

#include <algorithm>

namespace panggil {

namespace {

/// Refusal of a ticket that somebody is just serving: taking it away would hide what is done.
Result<Done> must_not_be_served(const Draft& draft, const std::string& label, const char* hint) {
    const Record& ticket = draft.read(ticket_key(label));
    if (ticket.text("state") != "serving") {
        return Done{};
    }
    const Record& there = draft.read(counter_key(ticket.text("counter")));
    return Problem{"conflict", "ticket " + label, "is being served at " + counter_name(there), hint,
                   "Nomor " + label + " sedang dilayani di " + nama_loket(there) + "."};
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
    if (auto free = must_not_be_served(draft, label, "finish or hold it there first"); !free) {
        return free;
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
    if (auto free = must_not_be_served(draft, label, "finish it there"); !free) {
        return free;
    }
    take_off_boards(draft, label);
    draft.report("ticket", label);
    draft.report("service", draft.read(ticket_key(label)).text("service"));
    draft.remove(ticket_key(label));
    return Done{};
}

} // namespace

std::vector<Operation> line_operations() {
    const Parameter ticket{"ticket", "the ticket", ParameterKind::Ticket};
    return {
        {"requeue",
         "Put a late, held or called visitor back in the line.",
         "Kembalikan nomor ke antrean.",
         {ticket,
          {"position",
           "back (if not said), front, or kept: the place it has waited for",
           ParameterKind::Word,
           Need::Optional,
           {"back", "front", "kept"}}},
         requeue},
        {"cancel",
         "The visitor has left; the number is called no more.",
         "Batalkan nomor: pengunjung sudah pergi.",
         {ticket},
         cancel},
    };
}

} // namespace panggil

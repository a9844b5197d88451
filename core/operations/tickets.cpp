// SPDX-License-Identifier: MIT
// A ticket's life outside of calling: issued, served, finished, set aside, handed on.
#include "core/operations/desk.hpp"
#include "core/operations/groups.hpp"
#include "core/ticket_code.hpp"

#include <algorithm>

namespace panggil {

namespace {

Result<Done> issue(Draft& draft) {
    const std::string& service_id = draft.arg("service");
    Record& service = draft.edit(service_key(service_id));
    const std::int64_t number = service.number("last") + 1;
    if (number > last_ticket_number) {
        return Problem{"used_up", "service " + service_id, "has no numbers left today",
                       "numbers start again with the next service day",
                       "Nomor antrean layanan ini sudah habis untuk hari ini."};
    }
    const std::string label = make_ticket_code(service.text("prefix"), static_cast<int>(number),
                                               static_cast<int>(service.number("digits")));
    if (draft.state().records.contains(ticket_key(label))) {
        return Problem{"conflict", "ticket " + label, "exists already",
                       "two services must not have the same prefix",
                       "Nomor " + label + " sudah ada. Hubungi admin."};
    }
    std::int64_t ahead = 0;
    for (const auto& [key, other] : records_under(draft.state(), "ticket/")) {
        ahead += other->text("state") == "waiting" && other->text("service") == service_id ? 1 : 0;
    }
    service.set("last", number);
    Record& ticket = draft.edit(ticket_key(label));
    ticket.set("service", service_id);
    ticket.set("state", "waiting");
    ticket.set("line", draft.seq());
    ticket.set("issued", draft.now());
    ticket.set("priority", draft.arg("priority"));
    ticket.set("lang", draft.arg("lang"));
    draft.report("ticket", label);
    draft.report("service", service_id);
    draft.report("ahead", ahead);
    draft.report("priority", draft.arg("priority"));
    return Done{};
}

Result<Done> serve(Draft& draft) {
    const std::string& counter_id = draft.arg("counter");
    const Record counter = draft.read(counter_key(counter_id));
    if (auto held = must_have_ticket(counter); !held) {
        return held;
    }
    if (counter.text("status") == "serving") {
        return Problem{"conflict", counter_name(counter),
                       "is already serving " + counter.text("ticket"), "finish it when it is done",
                       "Nomor " + counter.text("ticket") + " sudah sedang dilayani."};
    }
    put_on_desk(draft, counter_id, counter.text("ticket"), DeskState::Serving);
    return Done{};
}

Result<Done> finish(Draft& draft) {
    const std::string& counter_id = draft.arg("counter");
    const Record counter = draft.read(counter_key(counter_id));
    if (auto held = must_have_ticket(counter); !held) {
        return held;
    }
    // Also straight from calling: many clerks begin to serve without saying so.
    draft.remove(ticket_key(counter.text("ticket")));
    clear_desk(draft, counter_id);
    draft.report("ticket", counter.text("ticket"));
    draft.report("counter", counter_id);
    return Done{};
}

/// The ticket has left the desk and can be called again later.
void leave_desk(Draft& draft, const std::string& counter_id, const std::string& label) {
    clear_desk(draft, counter_id);
    draft.report("ticket", label);
    draft.report("counter", counter_id);
}

Result<Done> no_show(Draft& draft) {
    const std::string& counter_id = draft.arg("counter");
    const Record counter = draft.read(counter_key(counter_id));
    if (auto held = must_have_ticket(counter); !held) {
        return held;
    }
    if (counter.text("status") == "serving") {
        return Problem{"conflict", counter_name(counter),
                       "is already serving " + counter.text("ticket"), "finish or hold it",
                       "Nomor " + counter.text("ticket") + " sedang dilayani, berarti hadir."};
    }
    mark_absent(draft, counter.text("ticket"));
    leave_desk(draft, counter_id, counter.text("ticket"));
    return Done{};
}

Result<Done> hold(Draft& draft) {
    const std::string& counter_id = draft.arg("counter");
    const Record counter = draft.read(counter_key(counter_id));
    if (auto held = must_have_ticket(counter); !held) {
        return held;
    }
    draft.edit(ticket_key(counter.text("ticket"))).set("state", "held");
    leave_desk(draft, counter_id, counter.text("ticket"));
    return Done{};
}

Result<Done> resume(Draft& draft) {
    const std::string& counter_id = draft.arg("counter");
    const std::string& label = draft.arg("ticket");
    const Record counter = draft.read(counter_key(counter_id));
    if (auto open = must_be_open(counter); !open) {
        return open;
    }
    const Record& ticket = draft.read(ticket_key(label));
    if (ticket.text("state").empty()) {
        if (auto past = must_be_past(counter, label); !past) {
            return past;
        }
    } else if (ticket.text("state") != "held" && ticket.text("state") != "no_show") {
        return Problem{"not_callable", "ticket " + label, "is neither on hold nor a no-show",
                       "call it instead", "Nomor " + label + " tidak sedang ditunda."};
    }
    if (ticket.has("state") && !serves(counter, ticket.text("service"))) {
        return Problem{"not_callable", "ticket " + label,
                       "belongs to a service that " + counter_name(counter) + " does not serve",
                       "resume it at a counter of its own service",
                       "Nomor " + label + " bukan untuk layanan di " + nama_loket(counter) + "."};
    }
    if (auto in_time = must_not_be_too_late(draft, label); !in_time) {
        return in_time;
    }
    // Silent: the visitor stands at the desk again. Calling a held ticket aloud is `call`.
    release_desk(draft, counter_id);
    take_back_finished(draft, counter_id, label);
    put_on_desk(draft, counter_id, label, DeskState::Serving);
    return Done{};
}

Result<Done> transfer(Draft& draft) {
    const std::string& counter_id = draft.arg("counter");
    const std::string& to = draft.arg("to"); // "counter/3" or "service/dukcapil"
    const Record counter = draft.read(counter_key(counter_id));
    if (auto held = must_have_ticket(counter); !held) {
        return held;
    }
    if (to == counter_key(counter_id)) {
        return Problem{"conflict", counter_name(counter), "cannot transfer to itself",
                       "name another counter or a service",
                       "Nomor ini sudah di " + nama_loket(counter) + "."};
    }
    const std::string& label = counter.text("ticket");
    Record& ticket = draft.edit(ticket_key(label));
    ticket.set("state", "waiting"); // keeps its number and the place it has waited for
    ticket.erase("counter");
    ticket.set("moved_from", counter_id);
    if (to.starts_with("service/")) {
        ticket.set("service", std::string(id_of(to)));
    } else {
        const Record& target = draft.read(to);
        if (target.list("services").empty()) {
            return Problem{"conflict", counter_name(target), "serves nothing",
                           "name another counter", nama_loket(target) + " tidak punya layanan."};
        }
        if (!serves(target, ticket.text("service"))) {
            ticket.set("service", target.list("services").front());
        }
        ticket.set("counter", std::string(id_of(to))); // reserved: nobody else calls it by turn
    }
    wipe_desk(draft, counter_id);
    draft.report("ticket", label);
    draft.report("counter", counter_id);
    draft.report("to", std::string(id_of(to)));
    draft.report("service", ticket.text("service"));
    return Done{};
}

} // namespace

std::vector<Operation> ticket_operations() {
    const Parameter counter{"counter", "the counter that has the ticket", ParameterKind::Counter};
    return {
        {"issue",
         "Give out a new ticket and print its label.",
         "Ambil nomor antrean baru.",
         {{"service", "the service, by id or prefix", ParameterKind::Service},
          {"priority",
           "why it goes ahead",
           ParameterKind::Word,
           Need::Optional,
           {"lansia", "disabilitas", "ibu-hamil"}},
          {"lang", "language of its announcements, such as id-ID", ParameterKind::Word,
           Need::Optional}},
         issue,
         Access::Kiosk},
        {"serve",
         "The visitor has come to the counter.",
         "Pengunjung sudah di loket, mulai dilayani.",
         {counter},
         serve,
         Access::OwnCounter},
        {"finish",
         "The visitor is done.",
         "Selesai dilayani.",
         {counter},
         finish,
         Access::OwnCounter},
        {"no-show",
         "The visitor did not come; the ticket can be called again later.",
         "Pengunjung tidak hadir; nomor masih bisa dipanggil lagi.",
         {counter},
         no_show,
         Access::OwnCounter},
        {"hold",
         "Set the ticket aside, to be resumed or called again.",
         "Tunda nomor ini untuk dilanjutkan nanti.",
         {counter},
         hold,
         Access::OwnCounter},
        {"resume",
         "Take a held, late or just finished visitor back without a call.",
         "Lanjutkan nomor yang ditunda atau baru selesai, tanpa panggilan.",
         {counter, {"ticket", "the ticket", ParameterKind::TicketOrPast}},
         resume,
         Access::OwnCounter},
        {"transfer",
         "Hand the visitor on; number and waiting time are kept.",
         "Pindahkan ke layanan atau loket lain; nomor dan waktu tunggu tetap.",
         {counter, {"to", "the counter or service that goes on", ParameterKind::CounterOrService}},
         transfer,
         Access::OwnCounter},
    };
}

} // namespace panggil

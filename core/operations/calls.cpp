// SPDX-License-Identifier: MIT
// Calling: who is next, what the hall hears, and the record of the last calls.
#include "core/operations/before.hpp"
#include "core/operations/desk.hpp"
#include "core/operations/groups.hpp"
#include "core/operations/turn.hpp"

#include <cstdio>

namespace panggil {

namespace {

constexpr std::size_t remembered_calls = 12;

Key call_key(Sequence seq) {
    char text[32];
    std::snprintf(text, sizeof text, "call/%012lld", static_cast<long long>(seq));
    return text;
}

/// One entry per ticket, newest last, twelve in all.
void remember_call(Draft& draft, const std::string& counter_id, const Record& counter) {
    forget_calls_of(draft, counter.text("ticket"));
    std::vector<Key> kept;
    for (const auto& [key, call] : records_under(draft.state(), "call/")) {
        if (call->text("ticket") != counter.text("ticket")) {
            kept.emplace_back(key);
        }
    }
    for (std::size_t index = 0; index + remembered_calls <= kept.size(); ++index) {
        draft.remove(kept[index]);
    }
    Record& call = draft.edit(call_key(draft.seq()));
    for (const auto* field : {"call_id", "ticket", "agency", "zone", "priority"}) {
        call.set(field, counter.text(field));
    }
    call.set("counter", counter_id);
    call.set("attempt", counter.number("attempt"));
    call.set("at", counter.number("called_at"));
}

/// The ticket on the desk is called: the counter shows it, the hall hears it.
void call_out(Draft& draft, const std::string& counter_id, const char* kind, std::int64_t attempt) {
    Record& counter = draft.edit(counter_key(counter_id));
    const std::string call_id =
        std::to_string(draft.context().term) + "-" + std::to_string(draft.seq());
    counter.set("attempt", attempt);
    counter.set("call_id", call_id);
    counter.set("called_at", draft.now());
    Record& ticket = draft.edit(ticket_key(counter.text("ticket")));
    ticket.set("attempts", ticket.number("attempts") + 1);
    remember_call(draft, counter_id, counter);

    Announcement announcement;
    announcement.call_id = call_id;
    announcement.seq = draft.seq();
    // Who was handed on is not new in the hall, and is told to go on, not to come.
    announcement.kind = attempt > 1 || ticket.text("moved_from").empty() ? kind : "transfer";
    announcement.attempt = static_cast<int>(attempt);
    announcement.zone = counter.text("zone");
    announcement.counter = counter_id;
    announcement.ticket = counter.text("ticket");
    announcement.number_style = draft.read(service_key(counter.text("service"))).text("style");
    announcement.place = counter.text("place");
    announcement.place_number = counter.number("number");
    // The panel names the office of the service; a counter may serve several.
    const std::string& office = draft.read(service_key(counter.text("service"))).text("agency");
    announcement.agency =
        draft.read("agency/" + (office.empty() ? counter.text("agency") : office)).text("spoken");
    announcement.priority = ticket.text("priority");
    announcement.lang = ticket.text("lang");
    announcement.ttl = draft.context().rules.announcement_ttl;
    draft.announce(std::move(announcement));
    draft.report("call_id", call_id);
    draft.report("attempt", attempt);
}

/// Why a ticket that somebody named cannot be called here, or Done.
Result<Done> must_be_callable(const Draft& draft, const Record& counter, const std::string& label) {
    const Record& ticket = draft.read(ticket_key(label));
    const std::string& state = ticket.text("state");
    if (state.empty()) {
        return must_be_past(counter, label);
    }
    if (state == "called" || state == "serving") {
        const Record& there = draft.read(counter_key(ticket.text("counter")));
        const bool here = counter.text("ticket") == label;
        return Problem{"conflict", "ticket " + label,
                       here ? "is already at this counter" : "is at " + counter_name(there),
                       here ? "recall it to say it again" : "finish or withdraw it there first",
                       "Nomor " + label +
                           (here ? " sudah di loket ini. Gunakan panggil ulang."
                                 : " sedang di " + nama_loket(there) + ".")};
    }
    if (!serves(counter, ticket.text("service"))) {
        return Problem{"not_callable", "ticket " + label,
                       "belongs to a service that " + counter_name(counter) + " does not serve",
                       "transfer it, or call it at a counter of its own service",
                       "Nomor " + label + " bukan untuk layanan di " + nama_loket(counter) + "."};
    }
    return must_not_be_too_late(draft, label);
}

/// Refusal of a call that would send away, or repeat, one who was called a moment ago. A clock that
/// was set back since must not silence a counter.
Result<Done> must_be_spaced(const Draft& draft, const Record& counter, Millis spacing,
                            const char* pesan) {
    const Millis since{draft.now() - counter.number("called_at")};
    if (counter.text("status") != "calling" || since < Millis{0} || since >= spacing) {
        return Done{};
    }
    return Problem{"rate", counter_name(counter), "has called a moment ago",
                   "give the visitor time to come", pesan};
}

Result<Done> call(Draft& draft) {
    const std::string& counter_id = draft.arg("counter");
    const Record counter = draft.read(counter_key(counter_id));
    if (auto open = must_be_open(counter); !open) {
        return open;
    }
    if (auto spaced = must_be_spaced(draft, counter, draft.context().rules.call_spacing,
                                     "Tombol tertekan dua kali? Hanya satu panggilan dibuat.");
        !spaced) {
        return spaced;
    }
    Turn choice{draft.arg("ticket")};
    const bool by_turn = choice.label.empty();
    if (by_turn) {
        choice = whose_turn(draft.state(), counter_id, counter.number("ordinary_next") != 0);
        if (choice.label.empty()) {
            return Problem{"nothing_to_call", counter_name(counter), "nobody is waiting for it",
                           "wait for the next ticket, or call a held one by its number",
                           "Tidak ada antrean yang menunggu untuk " + nama_loket(counter) + "."};
        }
    } else if (auto callable = must_be_callable(draft, counter, choice.label); !callable) {
        return callable;
    }
    const TextList before = before_call(draft, counter_id, choice.label);
    release_desk(draft, counter_id);
    take_back_finished(draft, counter_id, choice.label);
    put_on_desk(draft, counter_id, choice.label, DeskState::Calling);
    if (by_turn) {
        // The counter owes an ordinary turn after a favour, and until that turn has come.
        draft.edit(counter_key(counter_id))
            .set("ordinary_next", std::int64_t{choice.favoured ? 1 : 0});
    }
    draft.edit(counter_key(counter_id)).set("before", before);
    call_out(draft, counter_id, "call", 1);
    return Done{};
}

Result<Done> recall(Draft& draft) {
    const std::string& counter_id = draft.arg("counter");
    const Record counter = draft.read(counter_key(counter_id));
    if (auto open = must_be_open(counter); !open) {
        return open;
    }
    if (counter.text("status") != "calling") {
        const bool serving = counter.text("status") == "serving";
        return Problem{"nothing_to_recall", counter_name(counter),
                       serving ? "is already serving " + counter.text("ticket")
                               : "has not called anybody",
                       serving ? "finish it before calling the next" : "call a ticket first",
                       serving ? "Nomor " + counter.text("ticket") + " sedang dilayani di " +
                                     nama_loket(counter) + "."
                               : "Belum ada nomor yang dipanggil di " + nama_loket(counter) + "."};
    }
    if (auto spaced =
            must_be_spaced(draft, counter, draft.context().rules.recall_spacing,
                           "Baru saja dipanggil. Tunggu sebentar sebelum memanggil ulang.");
        !spaced) {
        return spaced;
    }
    put_on_desk(draft, counter_id, counter.text("ticket"), DeskState::Calling);
    call_out(draft, counter_id, "recall", counter.number("attempt") + 1);
    return Done{};
}

Result<Done> withdraw(Draft& draft) {
    const std::string& counter_id = draft.arg("counter");
    const Record counter = draft.read(counter_key(counter_id));
    if (auto held = must_have_ticket(counter); !held) {
        return held;
    }
    const std::string& label = counter.text("ticket");
    if (counter.text("status") != "calling") {
        return Problem{"conflict", counter_name(counter), "is already serving " + label,
                       "finish, hold or transfer it",
                       "Nomor " + label + " sudah dilayani, panggilannya tidak bisa dibatalkan."};
    }
    const Millis window = draft.context().rules.undo_window;
    if (window != Millis{0} && Millis{draft.now() - counter.number("called_at")} > window) {
        const std::string seconds =
            std::to_string(std::chrono::duration_cast<std::chrono::seconds>(window).count());
        return Problem{"closed", counter_name(counter),
                       "called " + label + " more than " + seconds + " s ago",
                       "requeue, hold or no-show it: the hall has long heard the call",
                       "Panggilan hanya bisa dibatalkan dalam " + seconds +
                           " detik. Kembalikan nomor ke antrean, tunda, atau tandai tidak hadir."};
    }
    Record& ticket = draft.edit(ticket_key(label));
    ticket.set("attempts", ticket.number("attempts") - counter.number("attempt"));
    forget_calls_of(draft, label);
    wipe_desk(draft, counter_id);
    bring_back(draft, counter_id, label, counter.list("before"));
    draft.report("ticket", label);
    draft.report("counter", counter_id);
    draft.report("status", draft.read(counter_key(counter_id)).text("status"));
    draft.report("call_id", counter.text("call_id"));
    return Done{};
}

} // namespace

std::vector<Operation> call_operations() {
    const Parameter counter{"counter", "the counter that calls", ParameterKind::Counter};
    return {
        {"call",
         "Call the next in line, or the given ticket. A ticket that was being served is finished; "
         "one that was called and did not come is set aside as a no-show.",
         "Panggil antrean berikutnya, atau nomor yang ditentukan.",
         {counter,
          {"ticket",
           "this ticket instead of the next: waiting, on hold, not shown up, or one of the last "
           "ten "
           "that this counter has called",
           ParameterKind::TicketOrPast, Need::Optional}},
         call,
         Access::OwnCounter},
        {"recall",
         "Say the same call again and count the attempt.",
         "Panggil ulang nomor yang sama.",
         {counter},
         recall,
         Access::OwnCounter},
        {"withdraw",
         "Take back a call made by mistake: its ticket and whoever it sent away are where they "
         "were "
         "before.",
         "Batalkan panggilan yang keliru; nomor itu dan yang ada di loket kembali seperti "
         "sebelumnya.",
         {counter},
         withdraw,
         Access::OwnCounter},
    };
}

} // namespace panggil

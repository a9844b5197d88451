// SPDX-License-Identifier: MIT
// Counters open, close and take breaks.
#include "core/operations/desk.hpp"
#include "core/operations/groups.hpp"

namespace panggil {

namespace {

/// A visitor at the desk is not left in the air by a shutter that goes down.
Result<Done> must_be_free(const Record& counter) {
    if (!is_occupied(counter)) {
        return Done{};
    }
    return Problem{"conflict", counter_name(counter),
                   "still has " + counter.text("ticket") + " in front of it",
                   "finish, hold, transfer or no-show it first",
                   "Masih ada nomor " + counter.text("ticket") + " di " + nama_loket(counter) +
                       ". Selesaikan, tunda, atau pindahkan dahulu."};
}

void set_status(Draft& draft, const char* status) {
    Record& counter = draft.edit(counter_key(draft.arg("counter")));
    counter.set("status", status);
    counter.set("reason", draft.arg("reason"));
    counter.set("until", draft.arg("until"));
    if (std::string_view(status) != "open") {
        counter.erase("armed");
    }
    draft.report("counter", draft.arg("counter"));
    draft.report("status", status);
}

Result<Done> open(Draft& draft) {
    // Opening an open counter is no fault: the clerk gets what was asked for.
    if (!is_occupied(draft.read(counter_key(draft.arg("counter"))))) {
        set_status(draft, "open");
    } else {
        const std::string status = draft.read(counter_key(draft.arg("counter"))).text("status");
        set_status(draft, status.c_str());
    }
    return Done{};
}

Result<Done> close(Draft& draft) {
    if (auto free = must_be_free(draft.read(counter_key(draft.arg("counter")))); !free) {
        return free;
    }
    set_status(draft, "closed");
    return Done{};
}

/// Arming an armed counter keeps its turn among those that are armed.
Result<Done> arm(Draft& draft) {
    const Key key = counter_key(draft.arg("counter"));
    const Record& counter = draft.read(key);
    if (auto open = must_be_open(counter); !open) {
        return open;
    }
    if (auto free = must_be_free(counter); !free) {
        return free;
    }
    if (counter.number("armed") == 0) {
        draft.edit(key).set("armed", draft.now());
    }
    draft.report("counter", draft.arg("counter"));
    return Done{};
}

Result<Done> disarm(Draft& draft) {
    draft.edit(counter_key(draft.arg("counter"))).erase("armed");
    draft.report("counter", draft.arg("counter"));
    return Done{};
}

Result<Done> take_break(Draft& draft) {
    const Record& counter = draft.read(counter_key(draft.arg("counter")));
    if (auto free = must_be_free(counter); !free) {
        return free;
    }
    if (counter.text("status") == "closed") {
        return Problem{"closed", counter_name(counter), "is closed and needs no break",
                       "open it first", nama_loket(counter) + " sedang tutup."};
    }
    set_status(draft, "break");
    return Done{};
}

} // namespace

std::vector<Operation> counter_operations() {
    const Parameter counter{"counter", "the counter", ParameterKind::Counter};
    const Parameter reason{"reason", "what the hall is told", ParameterKind::Text, Need::Optional};
    return {
        {"open", "The counter takes visitors.", "Buka loket.", {counter}, open, Access::OwnCounter},
        {"close",
         "The counter takes nobody any more.",
         "Tutup loket.",
         {counter, reason},
         close,
         Access::OwnCounter},
        {"break",
         "The counter pauses.",
         "Loket istirahat.",
         {counter,
          {"until", "when it opens again, hall time, such as 13.00", ParameterKind::ClockTime,
           Need::Optional},
          reason},
         take_break,
         Access::OwnCounter},
        {"arm",
         "Call the next who comes, at once: for a clerk who is ready while nobody waits.",
         "Siaga: panggil otomatis begitu ada yang datang.",
         {counter},
         arm,
         Access::OwnCounter},
        {"disarm",
         "Take that back; the counter stays open.",
         "Batalkan siaga; loket tetap buka.",
         {counter},
         disarm,
         Access::OwnCounter},
    };
}

} // namespace panggil

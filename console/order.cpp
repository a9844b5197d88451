// SPDX-License-Identifier: MIT
// What is wanted of one screen.
#include "codec/wire.hpp"
#include "console/answer.hpp"
#include "console/board_text.hpp"
#include "console/console.hpp"

namespace panggil::console {

namespace {

using namespace std::chrono_literals;

/// The hub says before that that the screen does not answer.
Micros patience_for(std::string_view deed) {
    return deed == "test-voice" ? 22s : 8s;
}

std::string done_text(const OrderFate& fate, Language language) {
    if (fate.deed == "test-voice") {
        return std::string(
                   in(language, "kalimat uji terdengar ", "the test sentence was heard for ")) +
               seconds_text(fate.audible.count(), language);
    }
    if (fate.deed == "identify") {
        return std::string(in(language, "nama layar tampil selama 10 detik",
                              "its name stands on it for 10 seconds"));
    }
    return std::string(fate.waits == 1 ? in(language, "dimulai ulang setelah panggilan selesai",
                                            "starts anew after the call")
                                       : in(language, "dimulai ulang", "starts anew"));
}

Record record_of(const OrderFate& fate) {
    Record record{{"ok", std::int64_t{1}}, {"screen", fate.screen}, {"order", fate.deed}};
    if (fate.deed == "test-voice") {
        record.set("audible_ms", fate.audible.count());
    } else if (fate.deed == "restart") {
        record.set("waits", fate.waits);
    }
    return record;
}

} // namespace

int order(const OrderScreen& wish, const Desk& desk) {
    const Result<HubMessage> answer = desk.line.ask_for(
        OrderRequest{0, wish.screen, wish.deed, wish.anyway ? 1 : 0}, patience_for(wish.deed));
    if (!answer) {
        return give_up(answer.problem(), "", desk);
    }
    if (const auto* no = std::get_if<Refusal>(&answer.value().body)) {
        return give_up(no->problem, "", desk);
    }
    const auto* fate = std::get_if<OrderFate>(&answer.value().body);
    if (fate == nullptr) {
        return give_up({"not_understood", "hub", "answered something else",
                        "install the same version on hub and consoles",
                        "Jawaban server tidak dimengerti."},
                       "", desk);
    }
    if (fate->refused && !fate->refused->code.empty()) {
        return give_up(*fate->refused, "", desk);
    }
    desk.output.say(desk.common.form == Form::Json
                        ? codec::encode(record_of(*fate))
                        : fate->screen + ": " + done_text(*fate, desk.common.language));
    return AllDone;
}

} // namespace panggil::console

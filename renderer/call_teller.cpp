// SPDX-License-Identifier: MIT
#include "renderer/call_teller.hpp"

#include <utility>

namespace panggil::screen {

void CallTeller::say(std::string event, const Announcement& call, Record more, Now now) const {
    more.set("seq", call.seq)
        .set("announce_id", call.call_id)
        .set("ticket", call.ticket)
        .set("counter", call.counter)
        .set("zone", call.zone)
        .set("kind", call.kind)
        .set("attempt", std::int64_t{call.attempt});
    log_->write({now.utc, now.mono, LogLevel::Info, std::move(event), std::move(more)});
}

void CallTeller::warn(const Problem& problem, std::string event, Now now) const {
    log_->write({now.utc, now.mono, LogLevel::Warning, std::move(event), fields_of(problem)});
}

void CallTeller::fail(const Problem& problem, std::string event, Now now) const {
    log_->write({now.utc, now.mono, LogLevel::Error, std::move(event), fields_of(problem)});
}

void CallTeller::report(std::string phase, const Announcement& call, Now now,
                        Millis audible) const {
    report_voice(std::move(phase), call, {}, audible, {}, now);
}

void CallTeller::report_voice(std::string phase, const Announcement& call, const std::string& bid,
                              Millis audible, const TextList& missing, Now now) const {
    if (report_) {
        report_(
            {call.call_id, screen_, call.zone, std::move(phase), audible, now.utc, bid, missing});
    }
}

void CallTeller::let_go(const std::string& call_id, const std::string& bid, Now now) const {
    if (report_) {
        report_({call_id, screen_, {}, "interrupted", Millis{0}, now.utc, bid});
    }
}

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#pragma once
/// CallTeller: what log and hub learn of a call's voice at this screen. Main thread.

#include "core/event.hpp"
#include "core/log.hpp"
#include "core/message.hpp"
#include "renderer/clock.hpp"

#include <functional>
#include <string>

namespace panggil::screen {

class CallTeller {
public:
    using Report = std::function<void(Receipt)>;

    /// `log` outlives this; `report` may be empty: then there is no hub.
    CallTeller(std::string screen, Log& log, Report report)
        : screen_(std::move(screen)), log_(&log), report_(std::move(report)) {}

    /// A line of the log, with what the call is.
    void say(std::string event, const Announcement& call, Record more, Now now) const;
    void warn(const Problem& problem, std::string event, Now now) const;
    void fail(const Problem& problem, std::string event, Now now) const;

    /// To the hub; `audible` as in Receipt.
    void report(std::string phase, const Announcement& call, Now now,
                Millis audible = Millis{0}) const;
    /// The same of a voice that was asked for with this bid.
    void report_voice(std::string phase, const Announcement& call, const std::string& bid,
                      Millis audible, const TextList& missing, Now now) const;
    /// This screen does not say what it may have been given.
    void let_go(const std::string& call_id, const std::string& bid, Now now) const;

private:
    std::string screen_;
    Log* log_;
    Report report_;
};

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#include "hub/opening.hpp"

#include "hub/term.hpp"

namespace panggil::hub {

namespace {

constexpr Millis pause{2000};

/// Room may come back, a disk that failed may answer again, a file system that became read-only
/// may be mounted anew. Another hub in the folder is none of these: one of the two must go.
bool may_pass(const Problem& problem) {
    return problem.code == "journal.full" || problem.code == "journal.failed" ||
           problem.code == "journal.cannot_open" || problem.code == "journal.busy";
}

} // namespace

Result<Hub> Opening::open(Now now, std::int64_t above) {
    auto journal = Journal::open(folder_);
    return journal ? Hub::start(std::move(journal).value(), hall_, *log_, now, above)
                   : Result<Hub>(journal.problem());
}

Result<Hub> Opening::begin(Now now) {
    auto hub = open(now, 0);
    if (hub) {
        return hub;
    }
    if (hub.problem().code == "journal.damaged") {
        const auto term = next_term(folder_, 0, now.utc);
        return Hub::start_without_journal(hub.problem(), hall_, *log_,
                                          term ? term.value() : unwritten_term(folder_, now.utc),
                                          now);
    }
    if (may_pass(hub.problem())) {
        waits_ = true;
        next_try_ = now.mono + pause;
        return Hub::start_without_journal(hub.problem(), hall_, *log_,
                                          unwritten_term(folder_, now.utc), now);
    }
    return hub;
}

void Opening::try_again(Hub& hub, Now now) {
    if (!waits_ || now.mono < next_try_) {
        return;
    }
    next_try_ = now.mono + pause;
    auto whole = open(now, hub.term());
    if (whole) {
        waits_ = false;
        hub = std::move(whole).value();
    } else if (!may_pass(whole.problem())) {
        // Worse than it was. What was said stays true: nothing is stored.
        waits_ = false;
        log_->write(
            {now.utc, now.mono, LogLevel::Error, whole.problem().code, fields_of(whole.problem())});
    }
}

} // namespace panggil::hub

// SPDX-License-Identifier: MIT
#include "tests/soak/tally.hpp"

namespace panggil::soak {

void Tally::write(const LogLine& line) {
    ++events_[line.event];
    speaks_ = line.event == "announce.started" ||
              (speaks_ && line.event != "announce.ended" && line.event != "announce.failed");
    if (line.event == "call.shown") {
        ++open_[line.fields.text("announce_id")].shown;
    } else if (line.event == "announce.ended") {
        ++open_[line.fields.text("announce_id")].heard;
    } else if (line.event == "layout.shown") {
        layout_ = line.fields.text("name");
    } else if (line.event.starts_with("link.")) {
        live_ = line.event == "link.live" || (live_ && line.event == "link.alarm");
        stale += line.event == "link.stale" ? 1 : 0;
    }
    if (line.level != LogLevel::Info && limit_.ask(line.event, line.mono).say != 0) {
        told_->write(line);
    }
}

void Tally::judge(UtcTime utc, Moment now, Micros at_least) {
    std::erase_if(open_, [&](const auto& each) {
        const auto& [call_id, fate] = each;
        if (now - fate.called < at_least) {
            return false;
        }
        ++calls;
        lost += fate.shown == 0 || fate.heard == 0 ? 1 : 0;
        doubled += fate.shown > 1 || fate.heard > 1 ? 1 : 0;
        if (fate.shown != 1 || fate.heard != 1) {
            told_->write({utc, now, LogLevel::Error, "soak.call",
                          Record{{"call_id", call_id},
                                 {"shown", std::int64_t{fate.shown}},
                                 {"heard", std::int64_t{fate.heard}}}});
        }
        return true;
    });
}

std::int64_t Tally::count(const std::string& event) const {
    const auto found = events_.find(event);
    return found == events_.end() ? 0 : found->second;
}

} // namespace panggil::soak

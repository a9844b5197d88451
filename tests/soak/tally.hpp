// SPDX-License-Identifier: MIT
#pragma once
/// Tally: the log of a soaked hall, counted instead of kept: weeks of it would fill a disk. Each
/// call is to be shown once and heard to its end once; what was not is told with its call_id.
/// Warnings are passed on, once a minute of the hall for each kind.

#include "core/log.hpp"

#include <map>
#include <string>

namespace panggil::soak {

class Tally final : public Log {
public:
    /// `told` gets what a reader of the run should see.
    explicit Tally(Log& told) : told_(&told) {}

    void write(const LogLine& line) override;

    /// A clerk has called it.
    void expect(const std::string& call_id, Moment now) { open_[call_id].called = now; }

    /// Judges those that are older than a call is good for; at the end all of them.
    void judge(UtcTime utc, Moment now, Micros at_least);

    [[nodiscard]] bool is_live() const { return live_; }

    [[nodiscard]] bool is_speaking() const { return speaks_; }

    [[nodiscard]] const std::string& layout() const { return layout_; }

    /// The screen has put its light out for the night.
    [[nodiscard]] bool is_dark() const { return count("screen.night") > count("screen.day"); }

    [[nodiscard]] std::int64_t count(const std::string& event) const;

    std::int64_t calls = 0; ///< judged so far
    std::int64_t lost = 0;
    std::int64_t doubled = 0;
    std::int64_t stale = 0; ///< how often the screen could not vouch for what it showed

private:
    struct Fate {
        Moment called{};
        int shown = 0;
        int heard = 0;
    };

    Log* told_;
    std::map<std::string, std::int64_t> events_;
    std::map<std::string, Fate> open_;
    OncePerMinute limit_;
    std::string layout_;
    bool live_ = false;
    bool speaks_ = false;
};

} // namespace panggil::soak

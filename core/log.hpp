// SPDX-License-Identifier: MIT
#pragma once
/// Log: where a program says what happened, as named events with flat fields (the list of names is
/// in docs/logging.md). Callers pass the time, so that one turn of a loop says one time. Writing
/// never fails for the caller: a full disk must not stop a hall.

#include "core/record.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

#include <map>

namespace panggil {

enum class LogLevel { Info, Warning, Error };

struct LogLine {
    UtcTime utc{};
    Moment mono{};
    LogLevel level = LogLevel::Info;
    std::string event; ///< "call.shown", "layout.rejected"
    Record fields;     ///< "seq", "call_id", "ticket" ...
};

class Log {
public:
    virtual ~Log() = default;
    virtual void write(const LogLine& line) = 0;
};

/// Decides which repeated lines are worth saying: the first of a kind at once, then one a minute
/// with the number of those that were held back. The clock is the caller's.
class OncePerMinute {
public:
    struct Verdict {
        std::int64_t held_back = 0; ///< lines of this kind since the last one that was said
        std::int64_t say = 0;       ///< 1 = say it
    };

    [[nodiscard]] Verdict ask(std::string_view kind, Moment now);

private:
    struct Memory {
        Moment said{};
        std::int64_t held_back = 0;
    };

    std::map<std::string, Memory, std::less<>> kinds_;
};

/// A problem as the fields of a log line.
[[nodiscard]] Record fields_of(const Problem& problem);

} // namespace panggil

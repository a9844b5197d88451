// SPDX-License-Identifier: MIT
#pragma once
/// LogFile: writes log lines to standard error or a file, one a line, as JSON for machines or as
/// text for people. Each line is flushed: the last words before a crash are the ones that matter.
/// When a file cannot be written the lines go to standard error. One thread.

#include "core/log.hpp"

#include <cstdio>

namespace panggil::codec {

enum class LogForm { Json, Text };

/// {"t":"2026-11-24T08:00:00.123Z","mono":123456,"level":"info","event":"call.shown", …fields}
[[nodiscard]] std::string encode(const LogLine& line);
/// 16:00:00.123 call.shown  ticket=F018 counter=3
[[nodiscard]] std::string to_text(const LogLine& line);

class LogFile final : public Log {
public:
    /// `path` empty = standard error.
    static Result<LogFile> open(const std::string& path, LogForm form);
    LogFile(LogFile&& other) noexcept;
    LogFile& operator=(LogFile&& other) noexcept;
    ~LogFile() override;

    void write(const LogLine& line) override;

private:
    LogFile(std::FILE* file, LogForm form) : file_(file), form_(form) {}

    std::FILE* file_; ///< owned unless it is stderr
    LogForm form_;
};

} // namespace panggil::codec

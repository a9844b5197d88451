// SPDX-License-Identifier: MIT
#include "codec/log_file.hpp"

#include "core/joined.hpp"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstring>
#include <utility>

namespace panggil::codec {

namespace {

std::string_view name_of(LogLevel level) {
    switch (level) {
    case LogLevel::Warning:
        return "warning";
    case LogLevel::Error:
        return "error";
    case LogLevel::Info:
        break;
    }
    return "info";
}

/// ISO 8601 in UTC with milliseconds.
std::string stamp(UtcTime utc) {
    const auto day = std::chrono::floor<std::chrono::days>(utc);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{utc - day};
    char text[40];
    std::snprintf(
        text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return text;
}

std::string plain(const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*number);
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
        return text->find(' ') == std::string::npos ? *text : '"' + *text + '"';
    }
    return joined(std::get<TextList>(value), ",");
}

} // namespace

std::string encode(const LogLine& line) {
    nlohmann::ordered_json json;
    json["t"] = stamp(line.utc);
    json["mono"] = std::chrono::duration_cast<Millis>(line.mono.time_since_epoch()).count();
    json["level"] = name_of(line.level);
    json["event"] = line.event;
    for (const auto& [field, value] : line.fields.fields()) {
        std::visit([&, &name = field](const auto& content) { json[name] = content; }, value);
    }
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string to_text(const LogLine& line) {
    std::string text = stamp(line.utc).substr(11, 12) + ' ';
    if (line.level != LogLevel::Info) {
        text += std::string(name_of(line.level)) + ": ";
    }
    text += line.event;
    for (const auto& [field, value] : line.fields.fields()) {
        text += ' ' + field + '=' + plain(value);
    }
    return text;
}

Result<LogFile> LogFile::open(const std::string& path, LogForm form) {
    if (path.empty()) {
        return LogFile(stderr, form);
    }
    std::FILE* file = std::fopen(path.c_str(), "ae");
    if (file == nullptr) {
        return Problem{"log.cannot_open", path,
                       std::string("cannot be opened for writing: ") + std::strerror(errno),
                       "choose another --log-file or mend the folder's permissions", ""};
    }
    return LogFile(file, form);
}

LogFile::LogFile(LogFile&& other) noexcept
    : file_(std::exchange(other.file_, stderr)), form_(other.form_) {}

LogFile& LogFile::operator=(LogFile&& other) noexcept {
    std::swap(file_, other.file_);
    std::swap(form_, other.form_);
    return *this;
}

LogFile::~LogFile() {
    if (file_ != stderr) {
        std::fclose(file_);
    }
}

void LogFile::write(const LogLine& line) {
    const std::string text = (form_ == LogForm::Json ? encode(line) : to_text(line)) + '\n';
    if (std::fwrite(text.data(), 1, text.size(), file_) != text.size() || std::fflush(file_) != 0) {
        if (file_ != stderr) {
            std::fwrite(text.data(), 1, text.size(), stderr);
        }
    }
}

} // namespace panggil::codec

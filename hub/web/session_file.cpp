// SPDX-License-Identifier: MIT
#include "hub/web/session_file.hpp"

#include "codec/durable.hpp"
#include "codec/secrets.hpp"
#include "codec/wire.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace panggil::hub::web {

namespace {

std::string file_of(const std::string& data) {
    return data + "/web/sessions.jsonl";
}

/// Which PIN a session was opened with.
std::string mark_of(const Credentials& access, const std::string& counter) {
    const Pin* pin = access.pin_of(counter);
    return pin == nullptr ? "" : codec::print_of(pin->hash);
}

/// Only this machine's wall clock knows how long a hub was not there.
std::int64_t utc_of(Moment at, Now now) {
    return (now.utc + std::chrono::floor<Millis>(at - now.mono)).time_since_epoch().count();
}

/// A number that a damaged file holds is taken for a time of these years.
Moment moment_of(std::int64_t utc, Now now) {
    const std::int64_t present = now.utc.time_since_epoch().count();
    constexpr std::int64_t furthest = Millis(std::chrono::years(1)).count();
    return now.mono + Millis(std::clamp(utc, present - furthest, present + furthest) - present);
}

bool is_private(const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::perms others = fs::perms::group_all | fs::perms::others_all;
    const fs::file_status status = fs::status(path, error);
    return !error && (status.permissions() & others) == fs::perms::none;
}

} // namespace

Sessions read_sessions(const std::string& data, const Credentials& access, Now now) {
    Sessions sessions;
    if (!is_private(file_of(data))) {
        return sessions;
    }
    std::ifstream file(file_of(data));
    for (std::string line; std::getline(file, line);) {
        const auto record = codec::decode_record(line);
        if (!record) {
            continue;
        }
        const std::string counter = record.value().text("counter");
        const std::string mark = mark_of(access, counter);
        if (!mark.empty() && mark == record.value().text("pin")) {
            sessions.restore(record.value().text("print"),
                             {counter, moment_of(record.value().number("used"), now),
                              moment_of(record.value().number("ends"), now)},
                             now.mono);
        }
    }
    return sessions;
}

bool write_sessions(const std::string& data, const Sessions& sessions, const Credentials& access,
                    Now now) {
    std::string text;
    for (const auto& [print, session] : sessions.all()) {
        text += codec::encode(Record{{"print", print},
                                     {"counter", session.counter},
                                     {"pin", mark_of(access, session.counter)},
                                     {"used", utc_of(session.used, now)},
                                     {"ends", utc_of(session.ends, now)}}) +
                '\n';
    }
    return codec::replace_file(file_of(data), text);
}

} // namespace panggil::hub::web

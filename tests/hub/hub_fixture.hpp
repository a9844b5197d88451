// SPDX-License-Identifier: MIT
#pragma once
/// A hub on a folder of its own, with a clock that the test turns.

#include "hub/hub.hpp"
#include "hub/sqlite.hpp"
#include "tests/catch.hpp"
#include "tests/core/small_hall.hpp"
#include "tests/must.hpp"
#include "tests/temporary_folder.hpp"

#include <functional>
#include <string>

namespace panggil::tests {

/// A folder of its own, with its path as text, as the hub takes it.
class TempFolder {
public:
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    test::TemporaryFolder folder_;
    std::string path_ = folder_.path().string();
};

class CapturedLog final : public Log {
public:
    void write(const LogLine& line) override {
        lines.push_back(line);
        if (on_line) {
            on_line(line);
        }
    }

    [[nodiscard]] std::size_t count(std::string_view event) const {
        std::size_t found = 0;
        for (const LogLine& line : lines) {
            found += line.event == event ? 1U : 0U;
        }
        return found;
    }

    std::vector<LogLine> lines;
    std::function<void(const LogLine&)> on_line; ///< what happens in the moment of this line
};

/// Another program that has the journal open.
class Stranger {
public:
    explicit Stranger(const std::string& folder) {
        sqlite3* raw = nullptr;
        REQUIRE(sqlite3_open((folder + "/journal.sqlite").c_str(), &raw) == SQLITE_OK);
        database_.reset(raw);
    }

    void operator()(const char* sql) const { REQUIRE(hub::sqlite::execute(database_.get(), sql)); }

private:
    hub::sqlite::Database database_;
};

inline hub::Now at(Millis since_morning) {
    return {morning + since_morning, Moment{Micros(since_morning) + std::chrono::hours(1)}};
}

inline Command command(std::string request_id, std::string op, Record args) {
    return {std::move(request_id), std::move(op), std::move(args), "uji", std::nullopt};
}

/// A running hub; stop() and start() are a restart of the program on the same folder.
class HallUnderTest {
public:
    HallUnderTest() { start(); }

    void start(Hall hall = small_hall()) {
        auto journal = hub::Journal::open(folder.path());
        REQUIRE(journal.ok());
        auto started = hub::Hub::start(std::move(journal).value(), std::move(hall), log, now);
        REQUIRE(started.ok());
        hub.emplace(std::move(started).value());
        hub->publish_to([this](const HubMessage& message) { published.push_back(message); });
    }

    void stop() { hub.reset(); }

    Ack operator()(const std::string& op, Record args) {
        return ask(std::to_string(++asked), op, std::move(args));
    }

    Ack ask(const std::string& request_id, const std::string& op, Record args) {
        pass(Millis(10));
        return hub->execute(command(request_id, op, std::move(args)), now);
    }

    void pass(Millis time) {
        now.utc += time;
        now.mono += time;
    }

    TempFolder folder;
    CapturedLog log;
    hub::Now now = at(Millis{0});
    std::vector<HubMessage> published;
    std::optional<hub::Hub> hub;
    int asked = 0;
};

} // namespace panggil::tests

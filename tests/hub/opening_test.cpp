// SPDX-License-Identifier: MIT
#include "hub/opening.hpp"
#include "hub/term.hpp"
#include "tests/hub/hub_fixture.hpp"

#include <fstream>

using namespace panggil;
using namespace panggil::tests;
namespace fs = std::filesystem;

namespace {

/// A hall that had a number, and is stopped.
class StoppedHall {
public:
    StoppedHall() {
        REQUIRE_FALSE(hall_("issue", args("service", "F")).refused);
        hall_.stop();
        hall_.pass(Millis(60'000));
    }

    [[nodiscard]] std::string at(const std::string& name) const {
        return hall_.folder.path() + '/' + name;
    }

    void change(const char* sql) const { Stranger(hall_.folder.path())(sql); }

    /// The health of the hub that begins here.
    std::string begins() {
        hub::Opening opening(hall_.folder.path(), small_hall(), hall_.log);
        auto hub = opening.begin(hall_.now);
        REQUIRE(hub.ok());
        CHECK(hub.value().has_journal() == (hub.value().heartbeat().health == "ok"));
        return hub.value().heartbeat().health;
    }

    HallUnderTest& hall() { return hall_; }

private:
    HallUnderTest hall_;
};

} // namespace

TEST_CASE("a folder that can't be written is waited for, and another hub in it is not",
          "[opening]") {
    StoppedHall stopped;
    CapturedLog& log = stopped.hall().log;
    hub::Now now = stopped.hall().now;
    hub::Opening opening(stopped.hall().folder.path(), small_hall(), log);
    SECTION("can't be written") {
        fs::remove(stopped.at("hub.lock"));
        fs::create_directory(stopped.at("hub.lock"));
        auto hub = opening.begin(now);
        REQUIRE(hub.ok());
        CHECK(hub.value().heartbeat().health == "storage");
        const auto term = hub.value().term();
        fs::remove(stopped.at("hub.lock"));
        now.mono += std::chrono::seconds(3);
        opening.try_again(hub.value(), now);
        CHECK(hub.value().heartbeat().health == "ok");
        CHECK(hub.value().term() > term);
        CHECK(hub.value().state().records.contains("ticket/F001"));
    }
    SECTION("another hub") {
        stopped.hall().start();
        const auto refused = opening.begin(now);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.problem().code == "journal.in_use");
    }
}

TEST_CASE("a folder that has lost its journal does not begin a new hall", "[opening]") {
    StoppedHall stopped;
    CHECK(stopped.begins() == "ok");
    SECTION("it is gone") {
        fs::remove(stopped.at("journal.sqlite"));
        CHECK(stopped.begins() == "rusak");
        CHECK_FALSE(fs::exists(stopped.at("journal.sqlite")));
    }
    SECTION("it is empty") {
        fs::resize_file(stopped.at("journal.sqlite"), 0);
        CHECK(stopped.begins() == "rusak");
    }
    SECTION("its events are gone") {
        stopped.change("DELETE FROM events");
        CHECK(stopped.begins() == "rusak");
    }
    SECTION("everything in it is gone") {
        stopped.change("DELETE FROM events; DELETE FROM records; DELETE FROM meta WHERE key = "
                       "'term'");
        CHECK(stopped.begins() == "rusak");
    }
    CHECK(stopped.begins() == "rusak"); // and not only once
    CHECK(stopped.hall().log.count("journal.damaged") == 2);
}

TEST_CASE("a hub that died before its first event begins anew", "[opening]") {
    TempFolder folder;
    CapturedLog log;
    {
        auto journal = hub::Journal::open(folder.path());
        REQUIRE(journal.ok());
        REQUIRE(journal.value().begin_term(morning).ok());
    }
    hub::Opening opening(folder.path(), small_hall(), log);
    const auto hub = opening.begin(at(Millis{0}));
    REQUIRE(hub.ok());
    CHECK(hub.value().heartbeat().health == "ok");
    CHECK(hub::is_begun(folder.path()));
}

// SPDX-License-Identifier: MIT
#include "hub/device_table.hpp"
#include "tests/hub/hub_fixture.hpp"

#include <algorithm>
#include <fstream>
#include <sys/resource.h>

using namespace panggil;
using namespace panggil::tests;
namespace fs = std::filesystem;

namespace {

std::string code_of(const auto& result) {
    return result ? "ok" : result.problem().code;
}

hub::DeviceTable open(const TempFolder& folder) {
    auto table = hub::DeviceTable::open(folder.path());
    REQUIRE(code_of(table) == "ok");
    return std::move(table).value();
}

KeyHolder holder(std::string name, std::string_view role) {
    KeyHolder made = parse_role(role).value();
    made.name = std::move(name);
    return made;
}

} // namespace

TEST_CASE("a device is known with its role until it is revoked, and remembered after", "[keys]") {
    const TempFolder folder;
    {
        auto table = open(folder);
        CHECK(table.keys().value().empty());
        REQUIRE(code_of(table.add("K1", holder("tv-1", "display"), morning)) == "ok");
        REQUIRE(code_of(table.add("K2", holder("loket-3", "counter:3,teknik"), morning)) == "ok");
        REQUIRE(code_of(table.saw({"K2"}, morning + Millis(5))) == "ok");
    }
    auto table = open(folder);
    const KeyTable keys = table.keys().value();
    REQUIRE(keys.size() == 2);
    CHECK(keys.at("K1") == holder("tv-1", "display"));
    CHECK(keys.at("K2") == holder("loket-3", "counter:3,teknik"));

    CHECK(code_of(table.revoke("tv-9", morning)) == "keys.unknown_name");
    REQUIRE(code_of(table.revoke("tv-1", morning + Millis(9))) == "ok");
    CHECK(table.keys().value().at("K1").revoked);
    CHECK_FALSE(table.keys().value().at("K2").revoked);
    CHECK(code_of(table.revoke("tv-1", morning)) == "keys.unknown_name");
    // The name is free again, the key never.
    CHECK(code_of(table.add("K1", holder("tv-2", "display"), morning)) == "keys.known");
    CHECK(code_of(table.add("K3", holder("tv-1", "display"), morning)) == "ok");
    const auto devices = table.devices().value();
    REQUIRE(devices.size() == 3);
    CHECK(devices[0].seen == morning + Millis(5));
    CHECK(devices[1].key + devices[2].key == "K1K3");
    CHECK(devices[1].revoked == morning + Millis(9));
}

TEST_CASE("names and keys are each one machine's", "[keys]") {
    const TempFolder folder;
    auto table = open(folder);
    REQUIRE(table.add("K1", holder("tv-1", "display"), morning).ok());
    CHECK(code_of(table.add("K2", holder("tv-1", "admin"), morning)) == "keys.name_taken");
    CHECK(code_of(table.add("K1", holder("tv-2", "admin"), morning)) == "keys.known");
    for (const char* name : {"", "hub", "TV", "tv 1", "tv/1", "../x", "tv\n",
                             "a234567890123456789012345678901234567890"}) {
        CHECK(code_of(table.add("K9", holder(name, "display"), morning)) == "keys.bad_name");
    }
    CHECK(table.keys().value().size() == 1);
}

TEST_CASE("unknown keys wait for ten minutes, thirty-two at most", "[keys]") {
    const TempFolder folder;
    auto table = open(folder);
    for (std::size_t key = 0; key < hub::most_pending; ++key) {
        const std::string address = "10.0.0." + std::to_string(key % 16);
        REQUIRE(code_of(table.knock("K" + std::to_string(key), address, morning)) == "ok");
    }
    CHECK(table.pending(morning).value().size() == hub::most_pending);
    SECTION("who knocks on stays, the others make room") {
        const UtcTime later = morning + hub::pending_lifetime + Millis(1);
        REQUIRE(table.knock("K3", "10.0.0.8", morning + Millis(1000)).ok());
        const auto left = table.pending(later).value();
        REQUIRE(left.size() == 1);
        CHECK(left[0].key == "K3");
        CHECK(left[0].address == "10.0.0.8");
        REQUIRE(table.knock("new", "10.0.0.9", later).ok());
        CHECK(table.pending(later).value().size() == 2);
    }
    SECTION("who is approved waits no more") {
        REQUIRE(table.add("K3", holder("tv-3", "display"), morning).ok());
        CHECK(table.pending(morning).value().size() == hub::most_pending - 1);
        REQUIRE(table.knock("K3", "10.0.0.7", morning).ok()); // the hub had not heard of it yet
        CHECK(table.pending(morning).value().size() == hub::most_pending - 1);
    }
}

TEST_CASE("keys of one machine do not keep another's off the list", "[keys]") {
    const TempFolder folder;
    auto table = open(folder);
    UtcTime now = morning;
    const auto knock = [&](const std::string& key, const std::string& address) {
        now += Millis(1000);
        REQUIRE(code_of(table.knock(key, address, now)) == "ok");
    };
    const auto has = [&](const std::string& key) {
        const auto list = table.pending(now).value();
        return std::ranges::count(list, key, &hub::PendingKey::key) == 1;
    };
    for (int flood = 0; flood < 100; ++flood) {
        knock("A" + std::to_string(flood), "10.0.0.66");
    }
    CHECK(table.pending(now).value().size() == hub::most_pending_of_address);
    CHECK(has("A99"));
    CHECK_FALSE(has("A91"));
    knock("screen", "10.0.0.7");
    CHECK(has("screen"));
    SECTION("and a flood from many machines takes from the fullest") {
        for (int flood = 0; flood < 60; ++flood) {
            knock("B" + std::to_string(flood), "10.0.1." + std::to_string(flood % 10));
        }
        CHECK(table.pending(now).value().size() == hub::most_pending);
        CHECK(has("screen"));
    }
    SECTION("what knocks on outlives what does not, at the same address") {
        for (int flood = 0; flood < 16; ++flood) {
            knock("C" + std::to_string(flood), "10.0.0.7");
            knock("screen", "10.0.0.7");
        }
        CHECK(has("screen"));
    }
}

TEST_CASE("what went wrong is told when descriptors are short, and the table goes on", "[keys]") {
    const TempFolder folder;
    auto table = open(folder);
    rlimit usual{};
    getrlimit(RLIMIT_NOFILE, &usual);
    const rlimit none{0, usual.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
    const auto refused = table.knock("K1", "10.0.0.7", morning);
    setrlimit(RLIMIT_NOFILE, &usual);
    REQUIRE(code_of(refused) == "keys.failed");
    CHECK(refused.problem().what == "unable to open database file");
    CHECK(table.pending(morning).value().empty());
    REQUIRE(code_of(table.knock("K1", "10.0.0.7", morning)) == "ok");
    CHECK(table.pending(morning).value().size() == 1);
}

TEST_CASE("a hub notices what another process writes, not what it wrote itself", "[keys]") {
    const TempFolder folder;
    auto hub = open(folder);
    auto admin = open(folder);
    CHECK_FALSE(hub.changed());
    REQUIRE(hub.saw({}, morning).ok());
    CHECK_FALSE(hub.changed());
    REQUIRE(admin.add("K1", holder("tv-1", "display"), morning).ok());
    CHECK(hub.changed());
    CHECK_FALSE(hub.changed());
    CHECK(hub.keys().value().size() == 1);
}

TEST_CASE("a table that others can write, or that is none, opens nothing", "[keys]") {
    const TempFolder folder;
    const fs::path file = fs::path(folder.path()) / "devices.sqlite";
    (void)open(folder);
    CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    fs::permissions(file, fs::perms::group_write, fs::perm_options::add);
    CHECK(code_of(hub::DeviceTable::open(folder.path())) == "key.too_open");
    fs::permissions(file, fs::perms::group_write, fs::perm_options::remove);
    std::ofstream(file, std::ios::binary) << std::string(5000, 'x');
    CHECK(code_of(hub::DeviceTable::open(folder.path())) == "keys.failed");
    CHECK(code_of(hub::DeviceTable::open(folder.path() + "/none")) == "keys.failed");
}

// SPDX-License-Identifier: MIT
#include "codec/secrets.hpp"
#include "hub/web/access.hpp"
#include "hub/web/session_file.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

#include <filesystem>
#include <fstream>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace panggil;
using namespace panggil::hub::web;
using namespace std::chrono_literals;

namespace {

/// A file that is there, is private, and cannot be opened, not even by root.
void put_socket(const std::filesystem::path& path) {
    const auto here = std::filesystem::current_path();
    std::filesystem::current_path(path.parent_path()); // the name of a socket is short
    sockaddr_un name{AF_UNIX, {}};
    path.filename().string().copy(static_cast<char*>(name.sun_path), sizeof name.sun_path - 1);
    const int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    REQUIRE(bind(descriptor, reinterpret_cast<const sockaddr*>(&name), sizeof name) == 0);
    close(descriptor);
    std::filesystem::current_path(here);
    REQUIRE(chmod(path.c_str(), S_IRUSR | S_IWUSR) == 0);
}

struct stat facts_of(const std::filesystem::path& path) {
    struct stat facts {};

    REQUIRE(stat(path.c_str(), &facts) == 0);
    return facts;
}

} // namespace

TEST_CASE("PINs that cannot be read are not taken for none", "[web][access]") {
    const test::TemporaryFolder folder;
    std::filesystem::create_directory(folder.path() / "web");
    put_socket(folder.path() / "web/access.jsonl");
    const auto read = read_access(folder.path().string());
    REQUIRE_FALSE(read.ok());
    CHECK(read.problem().code == "access.cannot_read");
    CHECK_FALSE(read.problem().what.empty());
}

TEST_CASE("a PIN that root sets is the hub's to read", "[web][access]") {
    const test::TemporaryFolder folder;
    constexpr uid_t the_hub = 12345;
    const bool is_root = geteuid() == 0 && chown(folder.path().c_str(), the_hub, the_hub) == 0;
    REQUIRE(store_pin(folder.path().string(), {"3", "hash", {}}).ok());
    const uid_t owner = is_root ? the_hub : geteuid();
    for (const char* name : {"web", "web/hub.lock", "web/access.jsonl"}) {
        INFO(name);
        CHECK(facts_of(folder.path() / name).st_uid == owner);
    }
}

TEST_CASE("a PIN is stored as a hash that only it fits", "[web][access]") {
    const test::TemporaryFolder folder;
    const std::string data = folder.path().string();
    const auto hash = codec::hash_pin("482913");
    REQUIRE(hash.ok());
    CHECK(hash.value().starts_with("$argon2id$"));
    CHECK(codec::pin_fits(hash.value(), "482913"));
    CHECK_FALSE(codec::pin_fits(hash.value(), "482914"));
    CHECK_FALSE(codec::pin_fits("", "482913"));
    CHECK_FALSE(codec::pin_fits(std::string(1000, 'x'), "482913"));

    REQUIRE(read_access(data).ok());
    CHECK(read_access(data).value().pins.empty());
    REQUIRE(store_pin(data, {"3", hash.value(), UtcTime{Millis(7)}}).ok());
    const auto read = read_access(data);
    REQUIRE(read.ok());
    REQUIRE(read.value().pin_of("3") != nullptr);
    CHECK(*read.value().pin_of("3") == Pin{"3", hash.value(), UtcTime{Millis(7)}});
    CHECK(read.value().pin_of("4") == nullptr);

    const std::filesystem::path file = folder.path() / "web/access.jsonl";
    CHECK((std::filesystem::status(file).permissions() & std::filesystem::perms::all) ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    std::ifstream bytes(file);
    const std::string text{std::istreambuf_iterator<char>(bytes), {}};
    CHECK(text.find("482913") == std::string::npos);
}

TEST_CASE("PINs and tokens are replaced and removed", "[web][access]") {
    const test::TemporaryFolder folder;
    const std::string data = folder.path().string();
    CHECK(access_version(data) == 0);
    REQUIRE(store_pin(data, {"3", "one", {}}).ok());
    const auto before = access_version(data);
    REQUIRE(store_pin(data, {"3", "two", {}}).ok());
    CHECK(access_version(data) != before);
    REQUIRE(store_token(data, {"simpus", "counter:3", "print", {}}).ok());
    CHECK(store_token(data, {"simpus", "admin", "other", {}}).problem().code == "access.exists");
    const auto read = read_access(data);
    REQUIRE(read.ok());
    REQUIRE(read.value().pins.size() == 1);
    CHECK(read.value().pins.front().hash == "two");
    REQUIRE(read.value().token_of("print") != nullptr);
    const KeyHolder holder = holder_of(*read.value().token_of("print"));
    CHECK(holder.name == "token:simpus");
    CHECK(holder.role == Role::Counter);
    CHECK(holder.counters == TextList{"3"});
    CHECK(remove_token(data, "nobody").problem().code == "access.unknown");
    REQUIRE(remove_token(data, "simpus").ok());
    REQUIRE(remove_pin(data, "3").ok());
    CHECK(remove_pin(data, "3").problem().code == "access.unknown");
    CHECK(read_access(data).value() == Credentials{});
}

TEST_CASE("sessions outlive the hub, but not their PIN, their time or their privacy",
          "[web][access]") {
    const test::TemporaryFolder folder;
    const std::string data = folder.path().string();
    REQUIRE(store_pin(data, {"3", "hash", {}}).ok());
    const Credentials access = read_access(data).value();
    const hub::Now now{UtcTime{1'000'000s}, Moment{500s}};
    Sessions sessions;
    sessions.open("a", "3", now.mono);
    REQUIRE(write_sessions(data, sessions, access, now));

    // Ten minutes later, after the machine has started anew.
    const hub::Now later{now.utc + 10min, Moment{5s}};
    Sessions back = read_sessions(data, access, later);
    REQUIRE(back.find("a", later.mono) != nullptr);
    CHECK(back.ends(*back.find("a", later.mono)) <= later.mono + 8h);

    SECTION("another PIN") {
        REQUIRE(store_pin(data, {"3", "another", {}}).ok());
        CHECK(read_sessions(data, read_access(data).value(), later).count() == 0);
    }
    SECTION("a day later") {
        CHECK(read_sessions(data, access, {now.utc + 24h, Moment{5s}}).count() == 0);
    }
    SECTION("a clock that was set back gives no more time than a new session has") {
        const hub::Now before{now.utc - 48h, Moment{5s}};
        Sessions kept = read_sessions(data, access, before);
        REQUIRE(kept.all().size() == 1);
        CHECK(kept.find("a", before.mono + 8h) == nullptr);
    }
    SECTION("a file that others can read") {
        std::filesystem::permissions(folder.path() / "web/sessions.jsonl",
                                     std::filesystem::perms::others_read,
                                     std::filesystem::perm_options::add);
        CHECK(read_sessions(data, access, later).count() == 0);
    }
}

TEST_CASE("what others could read is not believed, nor what is broken", "[web][access]") {
    const test::TemporaryFolder folder;
    const std::string data = folder.path().string();
    REQUIRE(store_pin(data, {"3", "hash", {}}).ok());
    const std::filesystem::path file = folder.path() / "web/access.jsonl";
    std::filesystem::permissions(file, std::filesystem::perms::group_read,
                                 std::filesystem::perm_options::add);
    CHECK(read_access(data).problem().code == "access.too_open");
    std::filesystem::permissions(file, std::filesystem::perms::group_read,
                                 std::filesystem::perm_options::remove);
    std::ofstream(file, std::ios::app) << "{\"kind\":\"key\"}\n";
    CHECK(read_access(data).problem().code == "access.bad_file");
}

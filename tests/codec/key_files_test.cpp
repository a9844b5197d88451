// SPDX-License-Identifier: MIT
#include "codec/key_files.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

#include <filesystem>
#include <fstream>
#include <set>

using namespace panggil;
using namespace panggil::codec;
namespace fs = std::filesystem;

namespace {

struct Folder {
    [[nodiscard]] std::string at(const char* name) const { return (path / name).string(); }

    void write(const char* name, const std::string& text, fs::perms mode) const {
        std::ofstream(path / name, std::ios::binary) << text;
        fs::permissions(path / name, mode);
    }

    test::TemporaryFolder folder;
    const fs::path& path = folder.path();
};

const KeyPair keys{std::string(40, 'p'), std::string(40, 's')};
constexpr auto private_mode = fs::perms::owner_read | fs::perms::owner_write;

std::string code_of(const auto& result) {
    return result ? "ok" : result.problem().code;
}

} // namespace

TEST_CASE("a key pair comes back from its file, which only its owner can read", "[keys]") {
    const Folder folder;
    REQUIRE(code_of(write_key_pair(folder.at("own.key"), keys)) == "ok");
    CHECK(fs::status(folder.at("own.key")).permissions() == private_mode);
    const auto read = read_key_pair(folder.at("own.key"));
    REQUIRE(code_of(read) == "ok");
    CHECK(read.value().public_key == keys.public_key);
    CHECK(read.value().secret_key == keys.secret_key);
    // A public key can be read from either file.
    CHECK(read_public_key(folder.at("own.key")).value() == keys.public_key);
    CHECK(code_of(write_key_pair(folder.at("own.key"), keys)) == "key.exists");
    CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 1);
}

TEST_CASE("a secret that others can read is not used", "[keys]") {
    const Folder folder;
    REQUIRE(write_key_pair(folder.at("own.key"), keys).ok());
    for (const auto more : {fs::perms::group_read, fs::perms::others_read, fs::perms::group_write,
                            fs::perms::others_exec}) {
        fs::permissions(folder.at("own.key"), private_mode | more);
        const auto read = read_key_pair(folder.at("own.key"));
        REQUIRE(code_of(read) == "key.too_open");
        CHECK(read.problem().hint == "chmod 600 " + folder.at("own.key"));
    }
}

TEST_CASE("what is no key file is told", "[keys]") {
    const Folder folder;
    CHECK(code_of(read_key_pair(folder.at("none"))) == "key.cannot_read");
    CHECK(code_of(read_public_key(folder.path.string())) == "key.cannot_read");
    for (const std::string& text :
         {std::string(), std::string("[]"), std::string("null"), std::string("{\"public\":7}"),
          "{\"public\":\"" + std::string(39, 'p') + "\",\"secret\":\"" + std::string(40, 's') +
              "\"}",
          "{\"public\":\"" + std::string(40, 'p') + "\"}", std::string(5000, '['),
          std::string(5000, ' ')}) {
        folder.write("own.key", text, private_mode);
        CHECK(code_of(read_key_pair(folder.at("own.key"))) == "key.bad_file");
        fs::remove(folder.at("own.key"));
    }
}

TEST_CASE("a client without a key of its own makes one, once", "[keys]") {
    const Folder folder;
    int made = 0;
    const auto make = [&] {
        ++made;
        return keys;
    };
    CHECK(code_of(read_client_keys(folder.path.string(), make)) == "key.cannot_read");
    CHECK(made == 0);
    REQUIRE(write_public_key(folder.at("hub.pub"), std::string(40, 'h')).ok());
    for (int time = 0; time < 2; ++time) {
        const auto client = read_client_keys(folder.path.string(), make);
        REQUIRE(code_of(client) == "ok");
        CHECK(client.value().hub_key == std::string(40, 'h'));
        CHECK(client.value().own.secret_key == keys.secret_key);
    }
    CHECK(made == 1);
    // The hub's key may be exchanged.
    REQUIRE(write_public_key(folder.at("hub.pub"), std::string(40, 'n')).ok());
    CHECK(read_client_keys(folder.path.string(), make).value().hub_key == std::string(40, 'n'));
}

TEST_CASE("a fingerprint is short, readable and the key's own", "[keys]") {
    // First 40 bits of SHA-256("abc"): ba7816bf8f.
    CHECK(fingerprint("abc") == "XJ4B-NP4P");
    std::set<std::string> seen;
    for (int key = 0; key < 1000; ++key) {
        seen.insert(fingerprint(std::to_string(key)));
    }
    CHECK(seen.size() == 1000);
    for (const char* typed : {"XJ4B-NP4P", "xj4bnp4p", "xj4b np4p"}) {
        CHECK(tidy_fingerprint(typed) == "XJ4B-NP4P");
    }
}

TEST_CASE("what a client learns of the hub's next key is kept, and gone when it is the hub's",
          "[keys]") {
    const Folder folder;
    HubTrust trust(std::string(40, 'h'), "");
    REQUIRE(keep_hub_trust(folder.path.string(), trust).ok());
    CHECK(read_public_key(folder.at("hub.pub")).value() == std::string(40, 'h'));
    CHECK_FALSE(fs::exists(folder.at("hub.next.pub")));

    REQUIRE(trust.hear(std::string(40, 'n')));
    REQUIRE(keep_hub_trust(folder.path.string(), trust).ok());
    const auto known = read_client_keys(folder.path.string(), [] { return keys; });
    REQUIRE(known.ok());
    CHECK(known.value().hub_key == std::string(40, 'h'));
    CHECK(known.value().next_hub_key == std::string(40, 'n'));

    REQUIRE(trust.try_other());
    REQUIRE(trust.opened());
    REQUIRE(keep_hub_trust(folder.path.string(), trust).ok());
    CHECK(read_public_key(folder.at("hub.pub")).value() == std::string(40, 'n'));
    CHECK_FALSE(fs::exists(folder.at("hub.next.pub")));
    CHECK(code_of(keep_hub_trust("/nowhere/at/all", trust)) == "key.cannot_write");
}

TEST_CASE("a hub's next key comes back with its times, and not without them", "[keys]") {
    const Folder folder;
    const NextKeyPair next{keys, UtcTime(Millis(1'795'478'400'000)),
                           UtcTime(Millis(1'795'564'800'000))};
    REQUIRE(write_next_key_pair(folder.at("next.key"), next).ok());
    CHECK_FALSE(
        write_next_key_pair(folder.at("next.key"), next).ok()); // never over one that is there
    const auto read = read_next_key_pair(folder.at("next.key"));
    REQUIRE(read.ok());
    CHECK(read.value().keys.secret_key == keys.secret_key);
    CHECK(read.value().announced == next.announced);
    CHECK(read.value().from == next.from);
    const std::string pair =
        R"({"public":")" + keys.public_key + R"(","secret":")" + keys.secret_key + '"';
    folder.write("no_time.key", pair + R"(,"announced":1795478400000})", private_mode);
    CHECK(code_of(read_next_key_pair(folder.at("no_time.key"))) == "key.bad_file");
    folder.write("odd_time.key", pair + R"(,"announced":"today","from":1})", private_mode);
    CHECK(code_of(read_next_key_pair(folder.at("odd_time.key"))) == "key.bad_file");
    folder.write("no_secret.key", R"({"public":"p","announced":1,"from":1})", private_mode);
    CHECK(code_of(read_next_key_pair(folder.at("no_secret.key"))) == "key.bad_file");
    CHECK_FALSE(read_next_key_pair(folder.at("none.key")).ok());
}

// SPDX-License-Identifier: MIT
// A hub changes its own key: what its folder holds at each step.
#include "hub/key_rotation.hpp"
#include "link/keys.hpp"
#include "tests/hub/hub_fixture.hpp"

#include <filesystem>

using namespace panggil;
using namespace panggil::tests;
namespace fs = std::filesystem;

namespace {

struct Folder {
    Folder() {
        REQUIRE(codec::write_key_pair(path("hub.key"), present).ok());
        REQUIRE(codec::write_public_key(path("hub.pub"), present.public_key).ok());
    }

    [[nodiscard]] std::string path(const char* name) const { return folder.path() + '/' + name; }

    [[nodiscard]] std::string key() const {
        return must(codec::read_key_pair(path("hub.key"))).public_key;
    }

    TempFolder folder;
    KeyPair present = link::new_key_pair();
    hub::KeyRotation rotation{folder.path()};
};

} // namespace

TEST_CASE("a next key is announced, and takes the place of the present one", "[key_rotation]") {
    Folder folder;
    CHECK_FALSE(must(folder.rotation.announced()));
    const auto made = must(folder.rotation.announce(morning, morning + std::chrono::hours(24)));
    CHECK((fs::status(folder.path("hub.next.key")).permissions() & fs::perms::all) ==
          (fs::perms::owner_read | fs::perms::owner_write));
    const auto next = must(folder.rotation.announced());
    REQUIRE(next);
    CHECK(next->keys.public_key == made.keys.public_key);
    CHECK(next->announced == morning);
    CHECK(next->from == morning + std::chrono::hours(24));
    CHECK(folder.rotation.announce(morning, morning).problem().code == "key.exists");
    CHECK(folder.key() == folder.present.public_key);

    SECTION("taken") {
        REQUIRE(folder.rotation.take(next->keys, morning).ok());
        CHECK(folder.key() == made.keys.public_key);
        CHECK(must(codec::read_public_key(folder.path("hub.pub"))) == made.keys.public_key);
        CHECK_FALSE(must(folder.rotation.announced()));
        const std::string old =
            folder.path("hub.key") + ".old-" + std::to_string(morning.time_since_epoch().count());
        CHECK(must(codec::read_key_pair(old)).public_key == folder.present.public_key);
    }
    SECTION("taken again after a power cut in the middle") {
        REQUIRE(codec::replace_key_pair(folder.path("hub.key"), next->keys).ok());
        REQUIRE(folder.rotation.take(next->keys, morning).ok());
        CHECK(folder.key() == made.keys.public_key);
        CHECK(must(codec::read_public_key(folder.path("hub.pub"))) == made.keys.public_key);
    }
    SECTION("sooner") {
        REQUIRE(folder.rotation.hasten(*next, morning).ok());
        CHECK(must(folder.rotation.announced())->from == morning);
        CHECK(must(folder.rotation.announced())->keys.public_key == made.keys.public_key);
    }
    SECTION("taken back") {
        REQUIRE(folder.rotation.withdraw().ok());
        CHECK_FALSE(must(folder.rotation.announced()));
        CHECK(folder.rotation.withdraw().problem().code == "keys.not_announced");
        CHECK(folder.key() == folder.present.public_key);
    }
}

TEST_CASE("a next key that is not one is told, and changes nothing", "[key_rotation]") {
    Folder folder;
    codec::NextKeyPair broken{link::new_key_pair(), morning, morning};
    broken.keys.secret_key = link::new_key_pair().secret_key;
    REQUIRE(codec::write_next_key_pair(folder.path("hub.next.key"), broken).ok());
    CHECK(folder.rotation.announced().problem().code == "key.broken");
    fs::permissions(folder.path("hub.next.key"), fs::perms::all);
    CHECK(folder.rotation.announced().problem().code == "key.too_open");
    CHECK(folder.key() == folder.present.public_key);
}

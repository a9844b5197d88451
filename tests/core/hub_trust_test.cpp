// SPDX-License-Identifier: MIT
#include "core/hub_trust.hpp"
#include "tests/catch.hpp"

using namespace panggil;

TEST_CASE("a key that is announced is news once", "[hub_trust]") {
    HubTrust trust("a", "");
    CHECK_FALSE(trust.hear("a"));
    CHECK(trust.hear("b"));
    CHECK_FALSE(trust.hear("b"));
    CHECK(trust.key() == "a");
    CHECK(trust.hear("c"));
    CHECK(trust.next() == "c");
}

TEST_CASE("the next key is tried by turns, and kept when it opens", "[hub_trust]") {
    HubTrust trust("a", "b");
    CHECK_FALSE(trust.opened());
    CHECK(trust.try_other());
    CHECK(trust.key() == "b");
    CHECK_FALSE(trust.try_other());
    CHECK(trust.key() == "a");
    CHECK(trust.try_other());
    CHECK(trust.opened());
    CHECK(trust.present() == "b");
    CHECK(trust.next().empty());
    CHECK_FALSE(trust.try_other());
    CHECK(trust.key() == "b");
}

TEST_CASE("a hub that takes its announcement back keeps its key", "[hub_trust]") {
    HubTrust trust("a", "b");
    CHECK(trust.try_other());
    CHECK_FALSE(trust.try_other());
    CHECK_FALSE(trust.opened());
    CHECK(trust.present() == "a");
}

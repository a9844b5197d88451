// SPDX-License-Identifier: MIT
/// PINs and tokens: what is stored tells nobody what they are.
#include "codec/secrets.hpp"
#include "tests/catch.hpp"

#include <set>

using namespace panggil;
using namespace panggil::codec;

TEST_CASE("a PIN fits its own hash only, and no two hashes of it are alike", "[secrets]") {
    const auto one = hash_pin("2580");
    const auto other = hash_pin("2580");
    REQUIRE(one.ok());
    REQUIRE(other.ok());
    CHECK(one.value().starts_with("$argon2id$"));
    CHECK(one.value() != other.value());
    CHECK(pin_fits(one.value(), "2580"));
    CHECK(pin_fits(other.value(), "2580"));
    CHECK_FALSE(pin_fits(one.value(), "2581"));
    CHECK_FALSE(pin_fits(one.value(), ""));
    CHECK_FALSE(pin_fits("", "2580"));
    CHECK_FALSE(pin_fits(std::string(5000, 'x'), "2580"));
}

TEST_CASE("a secret is 43 letters that nobody has had before, and fit into a header", "[secrets]") {
    std::set<std::string> seen;
    for (int count = 0; count < 100; ++count) {
        const std::string secret = new_secret();
        CHECK(secret.size() == 43);
        CHECK(secret.find_first_not_of(
                  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
              std::string::npos);
        CHECK(seen.insert(secret).second);
    }
}

TEST_CASE("the print of a secret is SHA-256", "[secrets]") {
    CHECK(print_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(print_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

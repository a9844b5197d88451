// SPDX-License-Identifier: MIT
// Who knocked without being known: a short list that no machine can fill alone.
#include "link/knocks.hpp"
#include "tests/catch.hpp"

using namespace panggil::link;

namespace {

std::size_t of(Knocks& knocks, const std::string& address) {
    return static_cast<std::size_t>(std::ranges::count(knocks.list(), address, &Knock::address));
}

/// 32 knocks of eight machines, four of each.
Knocks full() {
    Knocks knocks;
    for (int number = 0; number < 32; ++number) {
        knocks.add({"key" + std::to_string(number), "10.0.0." + std::to_string(number / 4)});
    }
    REQUIRE(knocks.list().size() == Knocks::most);
    return knocks;
}

} // namespace

TEST_CASE("a key is noted once, and of one machine no more than four", "[knocks]") {
    Knocks knocks;
    knocks.add({"key", "10.0.0.1"});
    knocks.add({"key", "10.0.0.2"});
    CHECK(knocks.list().size() == 1);
    for (int number = 0; number < 9; ++number) {
        knocks.add({"key" + std::to_string(number), "10.0.0.1"});
    }
    CHECK(of(knocks, "10.0.0.1") == 4);
    CHECK(knocks.take().size() == 4);
    CHECK(knocks.list().empty());
}

TEST_CASE("when the list is full, a machine with many gives way to one with few", "[knocks]") {
    Knocks knocks = full();
    for (const char* key : {"new1", "new2", "new3"}) {
        knocks.add({key, "10.0.1.1"});
        CHECK(knocks.list().size() == Knocks::most);
    }
    // It has three now: with a fourth it would have as many as those that gave way.
    CHECK(of(knocks, "10.0.1.1") == 3);
    CHECK(knocks.list().back().key == "new3");
    knocks.add({"new4", "10.0.1.1"});
    CHECK(of(knocks, "10.0.1.1") == 3);
}

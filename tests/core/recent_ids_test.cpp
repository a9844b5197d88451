// SPDX-License-Identifier: MIT
#include "core/recent_ids.hpp"
#include "tests/catch.hpp"

using namespace panggil;

TEST_CASE("an id is known until so many others have come", "[recent_ids]") {
    RecentIds ids(3);
    CHECK_FALSE(ids.contains("1-1"));
    CHECK(ids.add("1-1"));
    CHECK(ids.add("1-2"));
    CHECK(ids.add("1-3"));
    CHECK_FALSE(ids.add("1-1"));
    CHECK(ids.all() == std::deque<std::string>{"1-1", "1-2", "1-3"});
    CHECK(ids.add("1-4"));
    CHECK_FALSE(ids.contains("1-1"));
    CHECK(ids.all() == std::deque<std::string>{"1-2", "1-3", "1-4"});
    CHECK(ids.add("1-1"));
}

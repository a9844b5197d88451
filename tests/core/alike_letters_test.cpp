// SPDX-License-Identifier: MIT
#include "core/alike_letters.hpp"
#include "tests/catch.hpp"

using namespace panggil;

namespace {

Hall with_prefixes(const std::vector<std::string>& prefixes) {
    Hall hall;
    for (const std::string& prefix : prefixes) {
        Service service;
        service.prefix = prefix;
        hall.services.push_back(service);
    }
    return hall;
}

} // namespace

TEST_CASE("prefixes that sound alike are named together, with letters that do not",
          "[alike_letters]") {
    const Problems problems = alike_prefixes(with_prefixes({"A", "C", "F", "H", "J", "U"}), "h");
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].code == "hall.alike_prefix");
    CHECK(problems[0].where == "h#/services/3/prefix");
    CHECK(problems[0].what == "\"A, H\" sound alike in a noisy hall");
    CHECK(problems[0].hint == "better: L M N R");
    CHECK(problems[1].where == "h#/services/4/prefix");
    CHECK(problems[1].what == "\"C, J\" sound alike in a noisy hall");
}

TEST_CASE("a digit, another length or another set tells prefixes apart", "[alike_letters]") {
    CHECK(
        alike_prefixes(with_prefixes({"A", "B", "F", "M", "U", "4K-", "5K-", "KA"}), "h").empty());
    const Problems longer = alike_prefixes(with_prefixes({"4K-", "4H"}), "h");
    REQUIRE(longer.size() == 1);
    CHECK(longer[0].what == "\"4K-, 4H\" sound alike in a noisy hall");
}

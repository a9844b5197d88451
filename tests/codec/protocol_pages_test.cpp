// SPDX-License-Identifier: MIT
#include "codec/protocol/pages.hpp"
#include "tests/golden.hpp"

#include <filesystem>
#include <set>

using namespace panggil;

TEST_CASE("docs/protocol is what the tables of the code say", "[wire]") {
    const std::string folder = "docs/protocol/";
    std::set<std::string> made;
    for (const codec::Page& page : codec::protocol_pages()) {
        testing::check_golden(folder + page.name, page.text);
        made.insert(page.name);
    }
    CHECK(made.size() > 15);
    // A message that is gone leaves no schema behind.
    const std::filesystem::path schemas =
        std::filesystem::path(PANGGIL_SOURCE_DIR) / folder / "schemas";
    for (const auto& file : std::filesystem::directory_iterator(schemas)) {
        INFO(file.path() << " is made by nothing");
        CHECK(made.contains("schemas/" + file.path().filename().string()));
    }
}

// SPDX-License-Identifier: MIT
/// Tables that an office makes with a spreadsheet, or writes as JSON.
#include "codec/table_codec.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using namespace panggil::codec;

namespace {

struct Read {
    Places places{1};
    Result<Tree> table;

    explicit Read(std::string_view text) : table(decode_table(text, "data/libur.csv", places)) {}

    [[nodiscard]] const Tree::List& rows() const {
        REQUIRE(table.ok());
        REQUIRE(table.value().list() != nullptr);
        return *table.value().list();
    }

    [[nodiscard]] const Problem& problem() const {
        REQUIRE_FALSE(table.ok());
        CHECK(table.problem().code == "data.bad_table");
        return table.problem();
    }
};

} // namespace

TEST_CASE("a spreadsheet's table is read with the sign that stands between its names", "[table]") {
    for (const char* text :
         {"date,name\n2026-08-17,Kemerdekaan\n", "date;name\r\n2026-08-17; Kemerdekaan\r\n",
          "date\tname\n2026-08-17\tKemerdekaan",
          "# libur\n\n\"date\",\"name\"\n\"2026-08-17\",\"Kemerdekaan\"\n"}) {
        INFO(text);
        const Read read(text);
        REQUIRE(read.rows().size() == 1);
        CHECK(read.rows()[0].text_or("date") == "2026-08-17");
        CHECK(read.rows()[0].text_or("name") == "Kemerdekaan");
    }
    CHECK(Read("").rows().empty());
    CHECK(Read("date,name\n").rows().empty());
}

TEST_CASE("each cell knows the line on which it stands", "[table]") {
    const Read read("date,name\n\n# a remark\n2026-08-17,Kemerdekaan\n");
    const Place& place = read.places.at(read.rows()[0].at("name").place());
    CHECK(to_text(place) == "data/libur.csv:4:1");
}

TEST_CASE("a row with a cell too few is told with its line", "[table]") {
    const Read read("date,name\n2026-08-17\n");
    CHECK(read.problem().where == "data/libur.csv:2:1");
    CHECK(read.problem().what.find("1") != std::string::npos);
}

TEST_CASE("a table without end is refused", "[table]") {
    std::string text = "date\n";
    for (int row = 0; row < 5000; ++row) {
        text += "x\n";
    }
    CHECK(Read(text).rows().size() == 5000);
    CHECK_FALSE(Read(text + "x\n").problem().what.empty());
}

TEST_CASE("a table in JSON is a list of objects, or has one called rows", "[table]") {
    CHECK(Read(R"([{"date":"2026-08-17"}])").rows().size() == 1);
    CHECK(Read(R"({"rows":[{"date":"2026-08-17"},{"date":"2026-12-25"}]})").rows().size() == 2);
    CHECK_FALSE(Read(R"(["2026-08-17"])").problem().what.empty());
    CHECK_FALSE(Read(R"({"days":[]})").problem().what.empty());
    CHECK_FALSE(Read(R"([{"date":)").table.ok());
}

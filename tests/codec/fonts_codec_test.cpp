// SPDX-License-Identifier: MIT
#include "codec/fonts_codec.hpp"
#include "tests/catch.hpp"

#include <fstream>
#include <iterator>

using namespace panggil;
using codec::read_font_faces;

TEST_CASE("the table of faces that is delivered can be read", "[fonts_codec]") {
    std::ifstream file(PANGGIL_SOURCE_DIR "/fonts/fonts.json");
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const Result<FontFaces> faces = read_font_faces(bytes);
    REQUIRE(faces);
    CHECK(faces.value().files.at("Lato Black") == std::vector<std::string>{"Lato-Black.ttf"});
    CHECK(!faces.value().fallback.empty());
}

TEST_CASE("a wrong table names the place of the fault", "[fonts_codec]") {
    const auto place = [](const char* bytes) { return read_font_faces(bytes).problem().where; };
    CHECK(place("{") == "fonts.json");
    CHECK(place("[]") == "fonts.json#/faces");
    CHECK(place(R"({"faces": {"Lato Bold": "Lato-Bold.ttf"}})") == "fonts.json#/faces/Lato Bold");
    CHECK(place(R"({"faces": {"A": ["../a.ttf"]}})") == "fonts.json#/faces/A");
    CHECK(place(R"({"faces": {}, "fallback": []})") == "fonts.json#/fallback");
    CHECK(place(R"({"faces": {}, "extra": 1})") == "fonts.json#/extra");
}

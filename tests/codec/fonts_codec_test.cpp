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
    CHECK(faces.value().origins.at("Lato Black") == FontOrigin{"fonts-lato", "OFL-1.1"});
    CHECK(!faces.value().fallback.empty());
}

TEST_CASE("a wrong table names the place of the fault", "[fonts_codec]") {
    const auto place = [](const char* bytes) { return read_font_faces(bytes).problem().where; };
    CHECK(place("{") == "fonts.json");
    CHECK(place("[]") == "fonts.json#/sources");
    CHECK(place(R"({"sources": [{"faces": {}}]})") == "fonts.json#/sources/0");
    const auto place_in_faces = [&](const std::string& faces) {
        return place((R"({"sources": [{"licence": "OFL-1.1", "faces": )" + faces + "}]}").c_str());
    };
    CHECK(place_in_faces(R"([])") == "fonts.json#/sources/0/faces");
    CHECK(place_in_faces(R"({"A": "a.ttf"})") == "fonts.json#/sources/0/faces/A");
    CHECK(place_in_faces(R"({"A": ["../a.ttf"]})") == "fonts.json#/sources/0/faces/A");
    CHECK(place(R"({"sources": [{"licence": 1, "faces": {}}]})") ==
          "fonts.json#/sources/0/licence");
    CHECK(place(R"({"sources": [{"licence": "MIT", "faces": {"A": ["a.ttf"]}},
                                {"licence": "MIT", "faces": {"A": ["b.ttf"]}}]})") ==
          "fonts.json#/sources/1/faces/A");
    CHECK(place(R"({"sources": [], "fallback": []})") == "fonts.json#/fallback");
    CHECK(place(R"({"sources": [], "extra": 1})") == "fonts.json#/extra");
}

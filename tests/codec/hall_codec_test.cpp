// SPDX-License-Identifier: MIT
#include "codec/hall_codec.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace panggil;

namespace {

std::string file(const std::string& name) {
    std::ifstream stream(std::string(PANGGIL_SOURCE_DIR) + "/" + name);
    std::stringstream text;
    text << stream.rdbuf();
    return text.str();
}

const std::string bolmut = "hub/halls/mpp-bolmut.json";

/// The Bolmut hall with one text replaced, read again: the problems as "code where".
std::vector<std::string> faults_with(const std::string& from, const std::string& to) {
    std::string text = file(bolmut);
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    const auto reading = codec::decode_hall(text, "h");
    std::vector<std::string> faults;
    for (const auto& list : {reading.errors, reading.warnings}) {
        for (const Problem& problem : list) {
            CHECK_FALSE(problem.hint.empty());
            faults.push_back(problem.code + " " + problem.where);
        }
    }
    return faults;
}

using Faults = std::vector<std::string>;

} // namespace

TEST_CASE("the hall of Bolaang Mongondow Utara is read without a word of complaint",
          "[hall_codec]") {
    const auto reading = codec::decode_hall(file(bolmut), bolmut);
    for (const Problem& problem : reading.errors) {
        INFO(to_line(problem));
        CHECK(false);
    }
    CHECK(reading.warnings.empty());
    const Hall& hall = reading.hall;
    CHECK(hall.site == "bolmut");
    CHECK(hall.utc_offset == Minutes(480));
    CHECK(hall.clock_suffix == "WITA");
    CHECK(hall.hours[4] == TextList{"08.00-11.30", "13.00-15.00"});
    CHECK(hall.hours[6].empty());
    CHECK(hall.rules.announcement_ttl == Millis(120'000));
    REQUIRE(hall.agencies.size() == 10);
    REQUIRE(hall.counters.size() == 10);
    std::string prefixes;
    for (const Service& service : hall.services) {
        prefixes += service.prefix;
    }
    CHECK(prefixes == "ACFHJKLPRU");
    CHECK(hall.counters[2].agency == "dukcapil");
    CHECK(hall.counters[2].number == 3);
    CHECK(hall.agencies[2].tagline == "Kependudukan dan Pencatatan Sipil");
}

TEST_CASE("a counter has the tags that the hall gives it", "[hall_codec]") {
    std::string text = file(bolmut);
    const std::string from = R"("number": 3,)";
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), from + R"( "tags": ["utama", "lantai-1"],)");
    const auto reading = codec::decode_hall(text, "h");
    CHECK(reading.errors.empty());
    CHECK(reading.hall.counters[2].tags == TextList{"utama", "lantai-1"});
    CHECK(reading.hall.counters[3].tags.empty());
}

TEST_CASE("each fault of a hall is named with its place", "[hall_codec]") {
    CHECK(faults_with(R"("id": "lobi")", R"("id": "loby")").front() ==
          "hall.unknown_reference h#/counters/0/zone");
    CHECK(faults_with(R"("prefix": "C")", R"("prefix": "A")") ==
          Faults{"hall.duplicate h#/services/1/prefix"});
    CHECK(faults_with(R"("prefix": "C")", R"("prefix": "B")") ==
          Faults{"hall.confusable_prefix h#/services/1/prefix"});
    CHECK(faults_with(R"("prefix": "C")", R"("prefix": "c")") ==
          Faults{"hall.bad_value h#/services/1/prefix"});
    CHECK(faults_with(R"("number": 2)", R"("number": 1)") ==
          Faults{"hall.duplicate h#/counters/1/number"});
    CHECK(faults_with(R"("number": 2)", R"("number": "2")") ==
          Faults{"hall.wrong_kind h#/counters/1/number"});
    CHECK(faults_with(R"("number": 2)", R"("nomor": 2)") ==
          Faults{"hall.missing h#/counters/1/number", "hall.unknown_key h#/counters/1/nomor"});
    CHECK(faults_with("08.00-12.00", "12.00-08.00") == Faults{"hall.bad_value h#/hours/mon"});
    CHECK(faults_with(R"("site": "bolmut")", R"("site": "Bol Mut")") ==
          Faults{"hall.bad_value h#/site"});
    CHECK(faults_with(R"("day_start": "closed")", R"("day_start": "tutup")") ==
          Faults{"hall.bad_value h#/rules/day_start"});
    CHECK(faults_with(R"("announcement_ttl_s": 120)", R"("announcement_ttl_s": 1)") ==
          Faults{"hall.bad_value h#/rules/announcement_ttl_s"});
    CHECK(faults_with(R"("services": ["keuangan"])", R"("services": [])") ==
          Faults{"hall.missing h#/counters/1/services", "hall.unserved_service h#/services/1/id"});
}

TEST_CASE("a warning that the office lives with is not told again, and needs its reason",
          "[hall_codec]") {
    CHECK(codec::decode_hall(file(bolmut), bolmut).accepted == TextList{"hall.alike_prefix"});
    const std::string both = R"("accepted": { "D202": "Nomornya sudah dicetak", )";
    CHECK(faults_with(R"("D203")", R"("D209")") == Faults{"hall.unknown_key h#/accepted/D209"});
    std::string text = file(bolmut);
    for (const auto& [from, to] :
         {std::pair<std::string, std::string>{R"("prefix": "C")", R"("prefix": "B")"},
          {R"("accepted": {)", both}}) {
        text.replace(text.find(from), from.size(), to);
    }
    const auto reading = codec::decode_hall(text, "h");
    CHECK(reading.ok());
    CHECK(reading.warnings.empty());
    CHECK(reading.accepted.size() == 2);
    // Without a reason nobody has decided anything.
    text.replace(text.find("Nomornya sudah dicetak"), 22, "");
    CHECK(codec::decode_hall(text, "h").warnings.size() == 1);
}

TEST_CASE("quiet hours of a zone are read, and a slip in them is named", "[hall_codec]") {
    const std::string zone = R"({ "id": "lobi", "label": "Ruang Tunggu" })";
    const auto with = [&](const std::string& span) {
        return R"({ "id": "lobi", "label": "Ruang Tunggu", "volume": [")" + span + R"("] })";
    };
    CHECK(faults_with(zone, with("12.00-13.00 -9")).empty());
    CHECK(faults_with(zone, with("12.00-13.00 louder")) ==
          Faults{"hall.bad_value h#/zones/0/volume"});
}

TEST_CASE("a misspelt key is answered with the one that was meant", "[hall_codec]") {
    std::string text = file(bolmut);
    text.replace(text.find("clock_suffix"), 12, "clock_sufix");
    const auto reading = codec::decode_hall(text, "h");
    REQUIRE(reading.errors.size() == 1);
    CHECK(reading.errors[0].code == "hall.unknown_key");
    CHECK(reading.errors[0].hint.find("did you mean \"clock_suffix\"?") == 0);
}

TEST_CASE("several faults are found in one pass", "[hall_codec]") {
    std::string text = file(bolmut);
    text.replace(text.find(R"("digits": 3)"), 11, R"("digits": 9)");
    text.replace(text.find(R"("agency": "pupr")"), 16, R"("agency": "pup")");
    text.replace(text.find(R"("name": )"), 8, R"("nama": )");
    CHECK(codec::decode_hall(text, "h").errors.size() == 4);
}

TEST_CASE("what is no hall at all is refused in one sentence", "[hall_codec]") {
    for (const auto* text : {"", "{", "[]", "3", "{\"site\":1e5}", "\xFF"}) {
        INFO(text);
        CHECK_FALSE(codec::decode_hall(text, "h").ok());
    }
    CHECK_FALSE(codec::decode_hall(std::string(100'000, '['), "h").ok());
    CHECK_FALSE(codec::decode_hall(std::string(2'000'000, ' '), "h").ok());
}

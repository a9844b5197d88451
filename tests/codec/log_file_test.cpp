// SPDX-License-Identifier: MIT
#include "codec/log_file.hpp"
#include "tests/catch.hpp"

using namespace panggil;

namespace {

LogLine sample() {
    LogLine line;
    line.utc = UtcTime(Millis(1'795'491'999'123));
    line.mono = Moment(Micros(5'250'999));
    line.event = "call.shown";
    line.fields = Record{{"seq", std::int64_t{1842}},
                         {"ticket", std::string("F018")},
                         {"words", std::string("nomor antrean")}};
    return line;
}

} // namespace

TEST_CASE("a log line is one JSON object that begins with its time and name", "[log_file]") {
    CHECK(codec::encode(sample()) ==
          R"({"t":"2026-11-24T03:46:39.123Z","mono":5250,"level":"info","event":"call.shown",)"
          R"("seq":1842,"ticket":"F018","words":"nomor antrean"})");
}

TEST_CASE("a log line for people is short and quotes what has spaces", "[log_file]") {
    CHECK(codec::to_text(sample()) ==
          R"(03:46:39.123 call.shown seq=1842 ticket=F018 words="nomor antrean")");
}

TEST_CASE("text that is not UTF-8 cannot break a log line", "[log_file]") {
    LogLine line = sample();
    line.fields = Record{{"what", std::string("\xff\xfe")}};
    CHECK(codec::encode(line).find("\"what\":\"\xEF\xBF\xBD") != std::string::npos);
}

TEST_CASE("a log that cannot be opened says which and what to do", "[log_file]") {
    const auto log = codec::LogFile::open("/nowhere/at/all.log", codec::LogForm::Json);
    REQUIRE_FALSE(log.ok());
    CHECK(log.problem().where == "/nowhere/at/all.log");
}

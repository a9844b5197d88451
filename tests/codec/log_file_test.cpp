// SPDX-License-Identifier: MIT
#include "codec/log_file.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

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

TEST_CASE("a log file is added to, line by line, in the form that was asked for", "[log_file]") {
    const test::TemporaryFolder folder;
    const std::string path = (folder.path() / "hub.log").string();
    const auto text = [&] {
        std::ifstream file(path);
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    auto json = codec::LogFile::open(path, codec::LogForm::Json);
    REQUIRE(json.ok());
    json.value().write(sample());
    CHECK(text() == codec::encode(sample()) + '\n'); // before it is closed: the last words count
    {
        codec::LogFile moved(std::move(json).value());
        moved.write(sample());
    }
    auto words = codec::LogFile::open(path, codec::LogForm::Text);
    REQUIRE(words.ok());
    words.value().write(sample());
    CHECK(text() == codec::encode(sample()) + '\n' + codec::encode(sample()) + '\n' +
                        codec::to_text(sample()) + '\n');

    // Another file takes its place, and what came before stays in the first.
    const std::string other = (folder.path() / "other.log").string();
    words.value() = std::move(codec::LogFile::open(other, codec::LogForm::Json)).value();
    words.value().write(sample());
    CHECK(std::filesystem::file_size(other) == codec::encode(sample()).size() + 1);
}

TEST_CASE("warnings and errors are told as such, also to people", "[log_file]") {
    LogLine line = sample();
    line.level = LogLevel::Warning;
    line.fields = Record{{"missing", TextList{"num.1", "num.2"}}};
    CHECK(codec::to_text(line) == "03:46:39.123 warning: call.shown missing=num.1,num.2");
    CHECK(codec::encode(line).find(R"("level":"warning")") != std::string::npos);
    line.level = LogLevel::Error;
    CHECK(codec::to_text(line).starts_with("03:46:39.123 error: "));
    CHECK(codec::encode(line).find(R"("level":"error")") != std::string::npos);
}

// SPDX-License-Identifier: MIT
// The command itself, started as people start it, says every number of a ticket in both languages.
#include "tests/catch.hpp"
#include "tests/core/english.hpp"
#include "tests/core/terbilang.hpp"

#include <cstdio>
#include <functional>
#include <memory>
#include <sstream>

using namespace panggil;

namespace {

const std::string root = PANGGIL_SOURCE_DIR;

/// What the command prints; it must end well.
std::string printed(const std::string& command) {
    std::FILE* const pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string text;
    std::array<char, 65'536> block{};
    while (const std::size_t got = std::fread(block.data(), 1, block.size(), pipe)) {
        text.append(block.data(), got);
    }
    REQUIRE(pclose(pipe) == 0);
    return text;
}

struct Spelling {
    std::string pack;
    std::string before;
    std::string after;
    std::function<std::string(int)> cardinal;
    std::function<std::string(const std::string&)> digits;
};

const std::array<Spelling, 2> spellings{
    {{"id-ID", "nomor antrean ka ", ", loket enam.", test::terbilang, test::digits_spelled},
     {"en-US", "ticket number K ", ", counter six.", test::spelled_in_english,
      test::digits_in_english}}};

} // namespace

TEST_CASE("the command says 0 to 9999 in both styles and languages as independent spellings do",
          "[say]") {
    for (const Spelling& spelling : spellings) {
        for (const std::string style : {"digits", "cardinal"}) {
            std::istringstream lines(
                printed(std::string(PANGGIL_BINARY_DIR) + "/panggil-screen say --pack " + root +
                        "/audio/" + spelling.pack + " --hall " + root +
                        "/hub/halls/mpp-bolmut.json --ticket K --numbers 0-9999 --counter 6 "
                        "--form compact --words --style " +
                        style));
            std::string line;
            for (int number = 0; number <= 9999; ++number) {
                REQUIRE(std::getline(lines, line));
                const std::string words = style == "digits"
                                              ? spelling.digits(std::to_string(number))
                                              : spelling.cardinal(number);
                if (line != spelling.before + words + spelling.after) {
                    FAIL(spelling.pack << ' ' << style << ' ' << number << ": " << line);
                }
            }
            CHECK_FALSE(std::getline(lines, line));
        }
    }
}

// SPDX-License-Identifier: MIT
#include "renderer/commands/say.hpp"
#include "renderer/sound/clip_store.hpp"
#include "renderer/sound/wav_file.hpp"
#include "tests/catch.hpp"
#include "tests/core/terbilang.hpp"
#include "tests/temporary_folder.hpp"

#include <CLI/CLI.hpp>

#include <fstream>

using namespace panggil;
using namespace panggil::screen;

namespace {

const std::string root = PANGGIL_SOURCE_DIR;

SayOptions words_of(std::string ticket, std::string counter) {
    SayOptions options;
    options.pack = root + "/audio/id-ID";
    options.hall = root + "/hub/halls/mpp-bolmut.json";
    options.ticket = std::move(ticket);
    options.counter = std::move(counter);
    options.print = SayOptions::Print::Words;
    return options;
}

} // namespace

TEST_CASE("say prints the words of a call in one line", "[say]") {
    const SayAnswer answer = say(words_of("F018", "3"));
    CHECK(answer.exit_code == 0);
    CHECK(answer.out == "nomor antrean ef nol satu delapan, silakan menuju Dinas Kependudukan dan "
                        "Pencatatan Sipil, loket tiga.\n");
    CHECK(answer.err.empty());
    SayOptions last = words_of("f18", "10");
    last.attempt = 3;
    last.form = "compact";
    CHECK(say(last).out == "panggilan terakhir, nomor antrean ef delapan belas, loket sepuluh.\n");
    SayOptions first = words_of("C007", "2");
    first.priority = "lansia";
    CHECK(say(first).out.starts_with("antrean prioritas, nomor antrean ce nol nol tujuh, "));
}

TEST_CASE("every counter of the hall is announced with the name of its agency", "[say]") {
    const std::string prefixes = "ACFHJKLPRU";
    for (int counter = 1; counter <= 10; ++counter) {
        const std::string prefix(1, prefixes[static_cast<std::size_t>(counter - 1)]);
        const SayAnswer answer = say(words_of(prefix + "001", std::to_string(counter)));
        INFO(answer.out);
        CHECK(answer.exit_code == 0);
        const std::string named = ", silakan menuju ";
        const std::size_t at = answer.out.find(named) + named.size();
        const std::string first = answer.out.substr(at, answer.out.find(' ', at) - at);
        CHECK((first == "Dinas" || first == "Badan"));
        CHECK(answer.out.ends_with(", loket " + test::terbilang(counter) + ".\n"));
    }
}

TEST_CASE("say writes what is heard into a file", "[say]") {
    const test::TemporaryFolder folder;
    SayOptions options = words_of("F018", "3");
    options.print = SayOptions::Print::Nothing;
    options.out = (folder.path() / "call.wav").string();
    const SayAnswer answer = say(options);
    CHECK(answer.exit_code == 0);
    CHECK(answer.out.empty());
    ClipStore written(folder.path(), 48'000);
    const auto samples = written.samples("call.wav");
    REQUIRE(samples);
    CHECK(samples.value().size() > 48'000 * 5);
    options.out = (folder.path() / "nowhere" / "call.wav").string();
    CHECK(say(options).exit_code == 1);
    CHECK(say(options).err.find("cannot be written") != std::string::npos);
}

TEST_CASE("say names what it does not know and what there is", "[say]") {
    SayAnswer answer = say(words_of("F018", "33"));
    CHECK(answer.exit_code == 1);
    CHECK(answer.err ==
          "counter 33: this hall has no such counter (there are 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)\n");
    answer = say(words_of("X018", "3"));
    CHECK(answer.exit_code == 1);
    CHECK(answer.err == "ticket X018: this hall has no service with the prefix \"X\" (there are A, "
                        "C, F, H, J, K, L, P, R, U; with --style any label can be tried)\n");
    CHECK(say(words_of("eighteen", "3")).exit_code == 1);
    SayOptions nowhere = words_of("F018", "3");
    nowhere.hall = "no/such/hall.json";
    CHECK(say(nowhere).exit_code == 1);
    nowhere = words_of("F018", "3");
    nowhere.pack = "no/such/pack";
    CHECK(say(nowhere).exit_code == 1);
    CHECK(say(nowhere).err.find("no/such/pack/pack.json") != std::string::npos);
    SayOptions nothing = words_of("F018", "3");
    nothing.print = SayOptions::Print::Nothing;
    CHECK(say(nothing).exit_code == 2);
}

TEST_CASE("a hall with mixed prefixes is read as printed", "[say]") {
    const test::TemporaryFolder folder;
    std::ifstream file(root + "/hub/halls/mpp-bolmut.json");
    std::string hall(std::istreambuf_iterator<char>(file), {});
    const std::string prefix = R"("prefix": "K")";
    hall.replace(hall.find(prefix), prefix.size(), R"("prefix": "4K-")");
    std::ofstream(folder.path() / "hall.json") << hall;
    SayOptions options = words_of("4K-10", "6");
    options.hall = (folder.path() / "hall.json").string();
    options.form = "compact";
    const SayAnswer answer = say(options);
    CHECK(answer.err.empty());
    CHECK(answer.out == "nomor antrean empat ka, sepuluh, loket enam.\n");
    std::ofstream(folder.path() / "hall.json") << R"({"schema": "hall/1", "site": 7})";
    CHECK(say(options).exit_code == 1);
    CHECK(say(options).err.find("hall.json#/site") != std::string::npos);
}

TEST_CASE("another language is another folder, and no line of code", "[say]") {
    const test::TemporaryFolder folder;
    std::filesystem::copy(root + "/tests/data/voice/en-small/pack.json", folder.path());
    REQUIRE(write_wav(folder.path() / "tone.wav", {8'000, std::vector<float>(800, 0.1F)}));
    const auto english = [&](std::string ticket) {
        SayOptions options = words_of(std::move(ticket), "6");
        options.pack = folder.path().string();
        return options;
    };
    CHECK(say(english("K018")).out == "ticket K zero one eight, please go to counter six.\n");
    CHECK(say(english("F2112")).out ==
          "ticket F two thousand one hundred and twelve, please go to counter six.\n");
    SayOptions again = english("F20");
    again.attempt = 4;
    again.form = "compact";
    const SayAnswer answer = say(again);
    CHECK(answer.out == "second call, ticket F twenty, please go to counter six.\n");
    CHECK(answer.exit_code == 0);
    // Its alphabet is short on purpose, and that is said.
    CHECK(answer.err.starts_with("warning: "));
    CHECK(answer.err.find("pack.json#/letters: lacks A B C D E G") != std::string::npos);
    CHECK(say(english("A001")).exit_code == 1);
    CHECK(say(english("A001")).out == "ticket zero zero one, please go to counter six.\n");
}

TEST_CASE("the command line of say leads to the same sound", "[say]") {
    const test::TemporaryFolder folder;
    const std::string file = (folder.path() / "call.wav").string();
    CLI::App app;
    int exit_code = 7;
    add_say(app, exit_code);
    const SayOptions options = words_of("K10", "6");
    std::vector<std::string> arguments{file,         "--out",  "3",        "--attempt",  "6",
                                       "--counter",  "K10",    "--ticket", options.hall, "--hall",
                                       options.pack, "--pack", "say"}; // CLI11: last first
    app.parse(arguments);
    CHECK(exit_code == 0);
    CHECK(std::filesystem::file_size(file) > 48'000 * 3 * 5);
    for (std::vector<std::string> wrong :
         {std::vector<std::string>{"loud", "--form", "say"}, {"0", "--attempt", "say"}, {"say"}}) {
        CHECK_THROWS_AS(app.parse(wrong), CLI::ParseError);
    }
}

TEST_CASE("say reads any label in a style that is asked for", "[say]") {
    SayOptions options = words_of("4K-10", "2");
    options.form = "compact";
    options.style = "auto";
    CHECK(say(options).out == "nomor antrean empat ka, sepuluh, loket dua.\n");
    options.style = "digits";
    CHECK(say(options).out == "nomor antrean empat ka, satu nol, loket dua.\n");
    options.style = "cardinal_then_digits";
    options.attempt = 2;
    CHECK(say(options).out == "panggilan kedua, nomor antrean empat ka, satu nol, loket dua.\n");
}

TEST_CASE("say takes numbers from first to last, and only as words", "[say]") {
    SayOptions options = words_of("K", "6");
    options.form = "merged";
    options.numbers = "9-11";
    CHECK(say(options).out == "ka sembilan, loket enam.\nka sepuluh, loket enam.\n"
                              "ka sebelas, loket enam.\n");
    for (const char* wrong : {"9", "9-", "-9", "11-9", "9-10000", "a-b", "1-2x"}) {
        options.numbers = wrong;
        CHECK(say(options).exit_code == 1);
        CHECK(say(options).err.find("FIRST-LAST") != std::string::npos);
    }
    options.numbers = "1-2";
    options.out = "call.wav";
    CHECK(say(options).exit_code == 2);
}

// SPDX-License-Identifier: MIT
#include "console/command_line.hpp"
#include "console/request_id.hpp"
#include "core/operation.hpp"
#include "tests/catch.hpp"

#include <algorithm>

using namespace panggil;
using namespace panggil::console;

namespace {

using Words = std::vector<std::string>;

CommandLine read(const Words& words, const Environment& environment = {}) {
    const auto result = read_command_line(words, environment);
    REQUIRE(std::holds_alternative<CommandLine>(result));
    return std::get<CommandLine>(result);
}

Operate operation(const Words& words) {
    const CommandLine line = read(words);
    REQUIRE(std::holds_alternative<Operate>(line.request));
    return std::get<Operate>(line.request);
}

EarlyExit exit_of(const Words& words, const Environment& environment = {}) {
    const auto result = read_command_line(words, environment);
    REQUIRE(std::holds_alternative<EarlyExit>(result));
    return std::get<EarlyExit>(result);
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("each verb becomes its operation with its arguments", "[command_line]") {
    struct Case {
        Words words;
        std::string op;
        Record args;
    };

    const auto text = [](const char* value) { return std::string(value); };
    const std::vector<Case> cases{
        {{"call", "3"}, "call", {{"counter", text("3")}}},
        {{"call", "3", "--ticket", "F018"},
         "call",
         {{"counter", text("3")}, {"ticket", text("F018")}}},
        {{"recall", "3"}, "recall", {{"counter", text("3")}}},
        {{"withdraw", "3"}, "withdraw", {{"counter", text("3")}}},
        {{"serve", "3"}, "serve", {{"counter", text("3")}}},
        {{"finish", "3"}, "finish", {{"counter", text("3")}}},
        {{"no-show", "3"}, "no-show", {{"counter", text("3")}}},
        {{"hold", "3"}, "hold", {{"counter", text("3")}}},
        {{"resume", "3", "--ticket", "F018"},
         "resume",
         {{"counter", text("3")}, {"ticket", text("F018")}}},
        {{"transfer", "3", "--to", "kesehatan"},
         "transfer",
         {{"counter", text("3")}, {"to", text("kesehatan")}}},
        {{"issue", "F", "--priority", "lansia", "--lang", "id-ID"},
         "issue",
         {{"service", text("F")}, {"priority", text("lansia")}, {"lang", text("id-ID")}}},
        {{"requeue", "3", "--ticket", "F018", "--position", "front"},
         "requeue",
         {{"counter", text("3")}, {"ticket", text("F018")}, {"position", text("front")}}},
        {{"cancel", "3", "--ticket", "F018"},
         "cancel",
         {{"counter", text("3")}, {"ticket", text("F018")}}},
        {{"open", "3"}, "open", {{"counter", text("3")}}},
        {{"close", "3", "--reason", "Jaringan terganggu"},
         "close",
         {{"counter", text("3")}, {"reason", text("Jaringan terganggu")}}},
        {{"break", "3", "--until", "13.00"},
         "break",
         {{"counter", text("3")}, {"until", text("13.00")}}},
        {{"arm", "3"}, "arm", {{"counter", text("3")}}},
        {{"disarm", "3"}, "disarm", {{"counter", text("3")}}},
        {{"notice", "Siapkan KTP-el."}, "notice", {{"text", text("Siapkan KTP-el.")}}},
        {{"notice-clear", "17"}, "notice-clear", {{"id", text("17")}}},
        {{"alert", "raise", "--kind", "gempa", "--drill"},
         "alert-raise",
         {{"kind", text("gempa")}, {"drill", std::int64_t{1}}}},
        {{"alert", "clear", "21"}, "alert-clear", {{"id", text("21")}}},
        {{"day-reset", "2026-11-24"}, "day-reset", {{"day", text("2026-11-24")}}},
    };
    for (const Case& each : cases) {
        INFO(each.op);
        const Operate operate = operation(each.words);
        CHECK(operate.op == each.op);
        CHECK(operate.args == each.args);
    }
    CHECK(cases.size() >= all_operations().size());
}

TEST_CASE("every operation of the table has help in both languages", "[command_line]") {
    for (const Operation& each : all_operations()) {
        INFO(each.name);
        Words words{std::string(each.name)};
        if (each.name.starts_with("alert-")) {
            words = {"alert", std::string(each.name.substr(6))};
        }
        words.emplace_back("--help");
        const EarlyExit help = exit_of(words);
        CHECK(help.code == 0);
        CHECK(has(help.out, each.kalimat.substr(0, 20)));
        CHECK(has(help.out, "Contoh:"));
        const EarlyExit english = exit_of(words, {"", "en"});
        CHECK(has(english.out, each.sentence.substr(0, 20)));
        CHECK(has(english.out, "Examples:"));
    }
}

TEST_CASE("common options stand before or behind the verb, and the environment is weaker",
          "[command_line]") {
    CHECK(read({"state"}).common.hub == "tcp://127.0.0.1:5560");
    CHECK(read({"state"}, {"tcp://10.0.0.1:5560", ""}).common.hub == "tcp://10.0.0.1:5560");
    CHECK(read({"--hub", "tcp://10.0.0.2:1", "state"}, {"tcp://10.0.0.1:1", ""}).common.hub ==
          "tcp://10.0.0.2:1");
    CHECK(read({"state", "--hub", "tcp://10.0.0.2:1", "--json"}).common.form == Form::Json);
    CHECK(read({"state", "--lang", "en"}).common.language == Language::English);
    CHECK(read({"state"}, {"", "en"}).common.language == Language::English);
    CHECK(read({"state"}).common.keys.empty());
    CHECK(read({"state"}, {"", "", "/etc/a"}).common.keys == "/etc/a");
    CHECK(read({"--keys", "/b", "call", "3"}, {"", "", "/etc/a"}).common.keys == "/b");
    CHECK(read({"state", "--lang", "id"}, {"", "en"}).common.language == Language::Indonesian);
    CHECK(read({"issue", "F", "--lang", "id-ID"}).common.language == Language::Indonesian);
    CHECK(operation({"call", "3", "--wait", "--request-id", "01J", "--actor", "budi"}).actor ==
          "budi");
    CHECK(operation({"call", "3", "--wait"}).until == Until::Heard);
}

TEST_CASE("wrong usage is exit code 2 and says what was meant", "[command_line]") {
    for (const Words& words :
         {Words{}, Words{"call"}, Words{"call", "3", "4"}, Words{"call", "3", "--tikcet", "F"},
          Words{"alert"}, Words{"alert", "raise"}, Words{"issue", "F", "--priority", "lansi"},
          Words{"simulate", "--rate", "0"}, Words{"watch", "--seconds", "x"},
          Words{"state", "--lang", "fr"}, Words{"call", "3", "--request-id", ""},
          Words{"call", "3", "--request-id", "a b"},
          Words{"call", "3", "--request-id", std::string(65, 'a')}}) {
        const EarlyExit wrong = exit_of(words);
        CHECK(wrong.code == 2);
        CHECK(wrong.out.empty());
        CHECK_FALSE(wrong.err.empty());
    }
    CHECK(has(exit_of({"cal", "3"}).err, "maksud Anda \"call\"?"));
    CHECK(has(exit_of({"cal", "3"}, {"", "en"}).err, "did you mean \"call\"?"));
}

TEST_CASE("help and version are data on standard output", "[command_line]") {
    CHECK(exit_of({"--help"}).code == 0);
    CHECK(has(exit_of({"--help"}).out, "panggil call 3 --wait"));
    CHECK(has(exit_of({"--version"}).out, "panggil "));
}

TEST_CASE("a virtual day takes its rate, seed, length and speed", "[command_line]") {
    const CommandLine line =
        read({"simulate", "--rate", "4", "--seed", "7", "--seconds", "60", "--speed", "2"});
    const auto& day = std::get<Simulate>(line.request);
    CHECK(day.calls_per_minute == Approx(4));
    CHECK(day.seed == 7);
    CHECK(day.seconds == Approx(60));
    CHECK(day.speed == Approx(2));
}

TEST_CASE("request ids are 26 letters, sort by time and differ by chance", "[request_id]") {
    const UtcTime early{Millis(1'795'491'999'123)};
    const std::string one = make_request_id(early, 1, 2);
    CHECK(one.size() == 26);
    CHECK(one < make_request_id(early + Millis(1), 0, 0));
    CHECK(one != make_request_id(early, 1, 3));
    CHECK(one.substr(0, 10) == make_request_id(early, 9, 9).substr(0, 10));
    CHECK(make_request_id(UtcTime(Millis(0)), 0, 31) == "0000000000000000000000000Z");
    CHECK(new_request_id() != new_request_id());
}

// SPDX-License-Identifier: MIT
/// What is JSON to us, and what is not: cases by which parsers differ, through the decoder of the
/// wire and that of the files that an office writes. docs/json.md is the table of what they decide;
/// PANGGIL_REBASELINE=1 writes it anew.
#include "codec/layout_codec.hpp"
#include "codec/wire.hpp"
#include "tests/golden.hpp"

#include <array>

using namespace panggil;
using namespace panggil::codec;

namespace {

/// What RFC 8259 says of it.
enum class Rule {
    Json,   ///< it is JSON
    Broken, ///< it is none
    Open,   ///< readers may differ
    Comfort ///< none, but people write it: comments, a comma too many
};

/// Whole: the document itself, with GOOD where a good one stands. Else the value of a member that
/// nobody reads.
enum class Stands { AsValue, Whole };

struct Case {
    const char* about;
    std::string text;
    Rule rule = Rule::Broken;
    Stands stands = Stands::AsValue;
};

std::string times(std::size_t count, const std::string& piece) {
    std::string text;
    for (; count > 0; --count) {
        text += piece;
    }
    return text;
}

std::vector<Case> cases() {
    using std::string_literals::operator""s;
    constexpr auto whole = Stands::Whole;
    return {
        // Numbers
        {"zero", "0", Rule::Json},
        {"minus zero", "-0", Rule::Json},
        {"the largest whole number of 64 bits", "9223372036854775807", Rule::Json},
        {"one more than that", "9223372036854775808", Rule::Open},
        {"the least one", "-9223372036854775808", Rule::Json},
        {"one less than that", "-9223372036854775809", Rule::Open},
        {"twenty nines", times(20, "9"), Rule::Open},
        {"a thousand digits", times(1000, "9"), Rule::Open},
        {"a fraction", "1.5", Rule::Json},
        {"a whole number as a fraction", "1.0", Rule::Json},
        {"an exponent", "1e2", Rule::Json},
        {"an exponent beyond all numbers", "1e400", Rule::Open},
        {"an exponent below all numbers", "1e-400", Rule::Open},
        {"an exponent without digits", "1e"},
        {"a leading zero", "01"},
        {"a plus", "+1"},
        {"a point without digits behind it", "1."},
        {"a point without digits before it", ".5"},
        {"two minus signs", "--1"},
        {"a minus alone", "-"},
        {"hexadecimal", "0x1F"},
        {"digits with blanks", "1 000"},
        {"not a number", "NaN"},
        {"infinity", "Infinity"},
        {"minus infinity", "-Infinity"},
        {"digits of full width", "\xEF\xBC\x91"},
        {"a NUL behind a number", "12\0"s},
        // Words
        {"null", "null", Rule::Json},
        {"true", "true", Rule::Json},
        {"True", "True"},
        {"a word cut off", "tru"},
        {"a word too long", "nullx"},
        {"undefined", "undefined"},
        // Texts
        {"an empty text", R"("")", Rule::Json},
        {"all short escapes but control characters", R"("\"\\\/")", Rule::Json},
        {"a line break, escaped", R"("a\nb")", Rule::Json},
        {"a NUL, escaped", R"("\u0000")", Rule::Json},
        {"a NUL as it is", "\"a\0b\""s},
        {"a tab as it is", "\"a\tb\""},
        {"a line break as it is", "\"a\nb\""},
        {"a pair of surrogates", R"("\uD83D\uDE00")", Rule::Json},
        {"a high surrogate alone", R"("\uD83D")", Rule::Open},
        {"a low surrogate alone", R"("\uDE00")", Rule::Open},
        {"surrogates in the wrong order", R"("\uDE00\uD83D")", Rule::Open},
        {"a surrogate and another letter", R"("\uD83D\u0041")", Rule::Open},
        {"an escape cut off", R"("\u00")"},
        {"an escape that is none", R"("\x41")"},
        {"a capital escape", R"("\U0041")"},
        {"single quotes", "'a'"},
        {"no closing quote", R"("a)"},
        {"UTF-8 of two, three and four bytes", "\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\"",
         Rule::Json},
        {"a byte that no UTF-8 has", "\"\xFF\""},
        {"UTF-8 cut off", "\"\xE2\x82\""},
        {"UTF-8 longer than it need be", "\"\xC0\x80\""},
        {"a slash, longer than it need be", "\"\xC0\xAF\""},
        {"a surrogate as UTF-8", "\"\xED\xA0\x80\""},
        {"beyond U+10FFFF", "\"\xF4\x90\x80\x80\""},
        {"a letter in Latin-1", "\"\xE9\""},
        {"a mark that turns the direction",
         "\"\xE2\x80\xAE"
         "abc\"",
         Rule::Json},
        {"the line separator U+2028", "\"\xE2\x80\xA8\"", Rule::Json},
        {"a no-character, U+FFFF", "\"\xEF\xBF\xBF\"", Rule::Json},
        {"a text of 100,000 letters", '"' + times(100'000, "a") + '"', Rule::Json},
        // Lists and objects
        {"an empty list", "[]", Rule::Json},
        {"a comma behind the last item", "[1,]", Rule::Comfort},
        {"a comma behind the last member", R"({"a":1,})", Rule::Comfort},
        {"two commas behind the last item", "[1,,]"},
        {"a comma alone in an object", "{,}"},
        {"a comma alone", "[,]"},
        {"two commas", "[1,,2]"},
        {"a comma before the first", "[,1]"},
        {"no comma", "[1 2]"},
        {"no closing bracket", "[1"},
        {"the wrong closing bracket", "[1}"},
        {"a colon in a list", R"(["a":1])"},
        {"an empty name", R"({"":1})", Rule::Json},
        {"a name twice", R"({"a":1,"a":2})", Rule::Open},
        {"a name twice, once escaped", R"({"a":1,"\u0061":2})", Rule::Open},
        {"a name without quotes", "{a:1}"},
        {"a name that is a number", "{1:1}"},
        {"no colon", R"({"a" 1})"},
        {"no value", R"({"a":})"},
        {"10 lists in lists", times(10, "[") + times(10, "]"), Rule::Json},
        {"60 lists in lists", times(60, "[") + times(60, "]"), Rule::Json},
        {"100,000 lists in lists", times(100'000, "[") + times(100'000, "]"), Rule::Open},
        {"100,000 opened, none closed", times(100'000, "[")},
        {"100,000 objects in objects", times(100'000, R"({"a":)") + "1" + times(100'000, "}"),
         Rule::Open},
        // Comments
        {"a comment to the end of its line", "1 // satu\n", Rule::Comfort},
        {"a comment between signs", "/* satu */ 1", Rule::Comfort},
        {"a comment that does not end", "1 /* satu"},
        {"a comment of a shell", "1 # satu\n"},
        // Whole documents
        {"nothing", "", Rule::Broken, whole},
        {"blanks", " \t\r\n", Rule::Broken, whole},
        {"a good one between blanks", " \n\tGOOD\r\n ", Rule::Json, whole},
        {"a mark of byte order before it", "\xEF\xBB\xBFGOOD", Rule::Open, whole},
        {"half of that mark", "\xEF\xBBGOOD", Rule::Broken, whole},
        {"a mark of byte order behind it", "GOOD\xEF\xBB\xBF", Rule::Broken, whole},
        {"a NUL behind it", "GOOD\0"s, Rule::Broken, whole},
        {"a NUL and more behind it", "GOOD\0x"s, Rule::Broken, whole},
        {"a NUL before it", "\0GOOD"s, Rule::Broken, whole},
        {"two of them", "GOOD GOOD", Rule::Broken, whole},
        {"a bracket too many", "GOOD}", Rule::Broken, whole},
        {"a word behind it", "GOOD x", Rule::Broken, whole},
        {"a form feed before it", "\fGOOD", Rule::Broken, whole},
        {"a blank that does not break, before it", "\xC2\xA0GOOD", Rule::Broken, whole},
        {"a page of a web server in its place", "<html></html>", Rule::Broken, whole},
        {"a list", "[]", Rule::Json, whole},
        {"a number", "1", Rule::Json, whole},
        {"a text", R"("a")", Rule::Json, whole},
        {"null, alone", "null", Rule::Json, whole},
    };
}

constexpr std::string_view good_message =
    R"({"v":1,"site":"uji","type":"hb","hub":"9f00000000000001","term":77,"boot":"a1b2c3d4",)"
    R"("seq":1,"dg":"5e","mono":1,"utc":1,"d":{"health":"ok"}})";
constexpr std::string_view good_layout =
    R"({"version":2,"theme":"tema.json","root":{"widget":"text","text":"Halo"}})";

/// The case in a document that is good but for it.
std::string in(std::string_view good, const Case& each) {
    std::string document = each.text;
    if (each.stands == Stands::Whole) {
        for (auto at = document.find("GOOD"); at != std::string::npos; at = document.find("GOOD")) {
            document.replace(at, 4, good);
        }
        return document;
    }
    return std::string(good.substr(0, 1)) + "\"note\":" + document + "," +
           std::string(good.substr(1));
}

/// "" when it was accepted, else why not.
std::string wire_says(const Case& each) {
    const auto message = decode_hub_message(in(good_message, each), "uji");
    return message ? "" : message.problem().code + ": " + message.problem().what;
}

std::string layout_says(const Case& each) {
    const std::filesystem::path site(PANGGIL_SOURCE_DIR);
    const auto read = [&](const std::filesystem::path& path) {
        return Result<std::string>(path.filename() == "tema.json"
                                       ? R"({"name":"uji","colors":{"ink":"#000000"}})"
                                       : in(good_layout, each));
    };
    const auto loaded = load_layout(site / "uji.json", site, "", read,
                                    [](const std::filesystem::path&) { return true; });
    if (!loaded) {
        return loaded.problem().code + ": " + loaded.problem().what;
    }
    const Problems& problems = loaded.value().problems;
    const bool is_the_text = loaded.value().layout.root.text_or("text") == "Halo";
    CHECK(is_the_text); // what is accepted is what was meant
    return problems.empty() ? "" : "with a warning: " + problems.front().what;
}

bool is_accepted(const std::string& said) {
    return said.empty() || said.starts_with("with a warning");
}

/// The case as a person can read it in a table.
std::string shown(const std::string& text) {
    std::string safe;
    for (const char letter : text.substr(0, 32)) {
        const auto byte = static_cast<unsigned char>(letter);
        char code[8];
        std::snprintf(code, sizeof code, "<%02X>", byte);
        safe += letter == '|' ? "\\|" : byte < 0x20 || byte > 0x7E ? code : std::string(1, letter);
    }
    if (text.size() > 32) {
        safe += " … (" + std::to_string(text.size()) + " bytes)";
    }
    return safe.empty() ? "" : "`" + safe + "`";
}

std::string told(const std::string& said) {
    return said.empty() ? "accepted" : is_accepted(said) ? "accepted, " + said : said;
}

std::string_view name_of(Rule rule) {
    constexpr std::array<std::string_view, 4> names{"JSON", "none", "may differ", "none"};
    return names.at(static_cast<std::size_t>(rule));
}

} // namespace

TEST_CASE("what is no JSON is refused by the wire and in files, but for what people write",
          "[json]") {
    REQUIRE(is_accepted(wire_says({"", "0", Rule::Json})));
    REQUIRE(is_accepted(layout_says({"", "0", Rule::Json})));
    for (const Case& each : cases()) {
        INFO(each.about << ": " << shown(each.text));
        const bool wire = is_accepted(wire_says(each));
        const bool layout = is_accepted(layout_says(each));
        CHECK_FALSE((each.rule == Rule::Broken && (wire || layout)));
        CHECK_FALSE((each.rule == Rule::Comfort && wire));
        CHECK_FALSE((each.rule == Rule::Comfort && !layout));
        CHECK_FALSE((each.rule == Rule::Json && each.stands == Stands::AsValue && !layout));
    }
}

TEST_CASE("the table of decisions about JSON is up to date", "[json]") {
    std::string page = "# What is JSON here\n\n"
                       "<!-- Written by tests/codec/json_decisions_test.cpp "
                       "(PANGGIL_REBASELINE=1), not by hand. -->\n\n"
                       "Parsers differ where the standard (RFC 8259) is silent, and attackers live "
                       "on the difference. This is what ours\n"
                       "decide: the wire's (messages of hub, screens and consoles; the journal), "
                       "and that of files that an office writes\n"
                       "(layouts, themes, screens.json). A case stands as the value of a member "
                       "that nobody reads, `GOOD` for a whole good\n"
                       "document. Bytes that cannot be read are written as `<FF>`.\n\n"
                       "| case | | RFC 8259 | on the wire | in a file |\n|---|---|---|---|---|\n";
    for (const Case& each : cases()) {
        page += "| " + std::string(each.about) + " | " + shown(each.text) + " | " +
                std::string(name_of(each.rule)) + " | " + told(wire_says(each)) + " | " +
                told(layout_says(each)) + " |\n";
    }
    testing::check_golden("docs/json.md", page);
}

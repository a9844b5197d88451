// SPDX-License-Identifier: MIT
/// `panggil-screen check` on voice packs: what ships passes, and each fault is told once, with its
/// line and what to do.
#include "renderer/commands/check.hpp"
#include "renderer/sound/wav_file.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

#include <sndfile.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fstream>
#include <sstream>

using namespace panggil;
using namespace panggil::screen;
namespace fs = std::filesystem;

namespace {

const fs::path tree(PANGGIL_SOURCE_DIR);

std::string text_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

CheckAnswer look_at(const fs::path& path) {
    return check({{path.string()}, tree.string(), "", "en", false});
}

/// A copy of the default pack in which a test may break things.
class Pack {
public:
    Pack() {
        fs::copy(tree / "audio/id-ID/pack.json", folder.path());
        fs::copy(tree / "audio/id-ID/clips", folder.path() / "clips", fs::copy_options::recursive);
    }

    void edit(const std::string& from, const std::string& to) const {
        std::string text = text_of(manifest());
        const std::size_t at = text.find(from);
        REQUIRE(at != std::string::npos);
        std::ofstream(manifest(), std::ios::binary) << text.replace(at, from.size(), to);
    }

    void clip(const std::string& name, std::size_t samples, float level = 0.1F,
              int rate = 48'000) const {
        Sound sound{rate, std::vector<float>(samples)};
        for (std::size_t at = 0; at < samples; ++at) {
            sound.samples[at] =
                std::clamp(level * std::sin(0.05F * static_cast<float>(at)), -1.0F, 1.0F);
        }
        REQUIRE(write_wav(folder.path() / "clips/num" / name, sound));
    }

    [[nodiscard]] fs::path manifest() const { return folder.path() / "pack.json"; }

    test::TemporaryFolder folder;
};

/// Exactly one finding, of this code, at the line of the manifest that holds `line`, with these
/// words in it.
void check_told(const Pack& pack, const std::string& weight, const std::string& line,
                const std::vector<std::string>& words) {
    const CheckAnswer answer = look_at(pack.folder.path());
    INFO(answer.out);
    CHECK(answer.exit_code == (weight.starts_with("error") ? 1 : 0));
    CHECK(answer.err == (weight.starts_with("error") ? "1 files: 1 errors, 0 warnings\n"
                                                     : "1 files: 0 errors, 1 warnings\n"));
    const std::string text = text_of(pack.manifest());
    const std::size_t at = text.find(line);
    REQUIRE(at != std::string::npos);
    const auto number =
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1;
    const std::string told_at = answer.out.substr(0, answer.out.find(": "));
    CHECK(told_at.find("/pack.json:" + std::to_string(number) + ':') != std::string::npos);
    CHECK(answer.out.find(": " + weight + ": ") != std::string::npos);
    for (const std::string& word : words) {
        CHECK(answer.out.find(word) != std::string::npos);
    }
    CHECK(answer.out.find("\n    " + std::to_string(number) + " | ") != std::string::npos);
}

} // namespace

TEST_CASE("every pack that ships passes the check without a warning", "[check]") {
    const CheckAnswer answer = look_at(tree / "audio");
    CHECK(answer.out == "");
    CHECK(answer.exit_code == 0);
    CHECK(std::stoi(answer.err) >= 3);
}

TEST_CASE("a clip or slot that is not there is told once, with the one that was meant", "[check]") {
    const Pack pack;
    const std::string line = R"("call.compact": ")";
    SECTION("a clip") {
        pack.edit(line + "nomor_antrean", line + "nomor_antrian");
        check_told(pack, "error voice.missing_clip", line, {R"(did you mean "nomor_antrean"?)"});
    }
    SECTION("a slot") {
        pack.edit(line + "nomor_antrean {ticket}", line + "nomor_antrean {tiket}");
        check_told(pack, "error voice.bad_template", line, {R"(did you mean "ticket"?)"});
    }
    SECTION("a key of a clip") {
        pack.edit(R"("num.7": {"text": "tujuh", )", R"("num.7": {"text": "tujuh", "gain_bd": 0, )");
        check_told(pack, "warning voice.unknown_key", R"("num.7": )",
                   {R"(did you mean "gain_db"?)"});
    }
}

TEST_CASE("a file that cannot be a clip is told at its line of the manifest", "[check]") {
    const Pack pack;
    const auto told = [&](const std::string& what, const std::string& remedy) {
        check_told(pack, "error voice.bad_clip", R"("num.7": )",
                   {"clips/num/7-m.flac: " + what, remedy});
    };
    SECTION("of another rate") {
        pack.clip("7-m.flac", 20'000, 0.1F, 44'100);
        told("has 44100 Hz, the pack has 48000", "mono, at the rate of the pack");
    }
    SECTION("stereo") {
        SF_INFO info{};
        info.samplerate = 48'000;
        info.channels = 2;
        info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
        SNDFILE* file =
            sf_open((pack.folder.path() / "clips/num/7-m.flac").c_str(), SFM_WRITE, &info);
        REQUIRE(file != nullptr);
        const std::vector<float> samples(20'000, 0.1F);
        sf_writef_float(file, samples.data(), 10'000);
        sf_close(file);
        told("has 2 channels", "mono");
    }
    SECTION("without a sample") {
        pack.clip("7-m.flac", 0);
        told("is empty", "record it again");
    }
    SECTION("without a byte") {
        fs::resize_file(pack.folder.path() / "clips/num/7-m.flac", 0);
        told("is not a sound file", "FLAC or WAV");
    }
    SECTION("of half a minute") {
        pack.clip("7-m.flac", 30 * 48'000);
        told("lasts 30 s, a clip lasts up to 20", "cut it");
    }
    SECTION("cut short") {
        fs::resize_file(pack.folder.path() / "clips/num/7-m.flac", 6'000);
        told("ends after", "");
    }
    SECTION("not there") {
        fs::remove(pack.folder.path() / "clips/num/7-m.flac");
        told("there is no such file", "mend the path");
    }
}

TEST_CASE("all files of a clip are told, and not its sentences once more", "[check]") {
    const Pack pack;
    for (const char* file : {"7-m.flac", "7-c.flac", "7-f.flac"}) {
        fs::remove(pack.folder.path() / "clips/num" / file);
    }
    CHECK(look_at(pack.folder.path()).err == "1 files: 3 errors, 0 warnings\n");
}

TEST_CASE("a clip that is cut off or stands out is a warning", "[check]") {
    const Pack pack;
    pack.clip("7-m.flac", 20'000, 3.0F);
    const std::string out = look_at(pack.folder.path()).out;
    CHECK(out.find("warning voice.clipped: its peaks are cut off") != std::string::npos);
    CHECK(out.find("warning voice.too_loud") != std::string::npos);
    CHECK(look_at(pack.folder.path()).exit_code == 0);
}

TEST_CASE("a number rule that cannot work is told once, at the rule", "[check]") {
    const Pack pack;
    SECTION("the lowest is missing") {
        pack.edit(R"([0, "num.0"], [1, "num.1"])", R"([1, "num.1"])");
        check_told(pack, "error voice.no_number_rule", R"([1, "num.1"])",
                   {"below 1", "add the rules"});
    }
    SECTION("one in the middle is missing") {
        pack.edit(R"([30, "num.30 [>>]"])", R"([35, "num.30 [>>]"])");
        check_told(pack, "error voice.no_number_rule", R"([20, "num.20 [>>]"])",
                   {"says 30 with the words of 20", "a rule with a base up to 30 is missing"});
    }
    SECTION("it asks for itself") {
        pack.edit(R"([30, "num.30 [>>]"])", R"([30, "<< num.30", 1])");
        check_told(pack, "error voice.endless_number_rule", R"([30, "<< num.30", 1])",
                   {"asks for the very number", "smaller numbers"});
    }
}

TEST_CASE("a pack that falls back to itself is told", "[check]") {
    const Pack pack;
    const std::string itself = pack.folder.path().filename().string();
    pack.edit(R"("consent": null,)", R"("consent": null, "falls_back_to": ")" + itself + "\",");
    check_told(pack, "error voice.cyclic_fallback", "falls_back_to",
               {"let it end at a pack that is complete"});
}

TEST_CASE("every fault of a pack that cannot speak is told, not only the first", "[check]") {
    const Pack pack;
    pack.edit(R"("templates": {)", R"("templtes": {)");
    pack.edit(R"("lang": "id-ID")", R"("lang": 7)");
    pack.edit(R"("rate": 48000)", R"("rate": 48)");
    const CheckAnswer answer = look_at(pack.folder.path());
    INFO(answer.out);
    CHECK(answer.exit_code == 1);
    CHECK(answer.err == "1 files: 3 errors, 1 warnings\n");
    CHECK(answer.out.find(R"(did you mean "templates"?)") != std::string::npos);
}

TEST_CASE("a manifest that is too big or no JSON is refused with a remedy", "[check]") {
    const Pack pack;
    std::ofstream(pack.manifest(), std::ios::app) << std::string(3U << 20U, ' ');
    CHECK(look_at(pack.manifest()).exit_code == 1);
}

TEST_CASE("texts that the hall would show and not say are a warning", "[check]") {
    const Pack pack;
    pack.edit(R"("alert.gempa.drill")", R"("alert.gempa.latihan")");
    pack.edit(R"("text.break")", R"("text.rehat")");
    check_told(pack, "warning voice.unsaid_text", R"("templates": {)",
               {"lacks alert.gempa.drill, text.break: shown in this hall, and not heard"});
}

TEST_CASE("a speaker has agreed in a file that is there, and for as long as it says", "[check]") {
    const Pack pack;
    const auto speaks = [&](const std::string& consent) {
        pack.edit(R"("speaker": null,)", R"("speaker": "Ibu Rahma",)");
        pack.edit(R"("consent": null,)", R"("consent": )" + consent + ",");
    };
    const auto agrees = [&](const std::string& until) {
        speaks(R"("consent.json")");
        std::ofstream(pack.folder.path() / "consent.json")
            << R"({"speaker": "Ibu Rahma", "agreed_on": "2020-01-02", "scope": "MPP", "until": )"
            << until << R"(, "scan": "consent.pdf"})";
    };
    const auto scan = [&] { std::ofstream(pack.folder.path() / "consent.pdf") << "signed"; };
    SECTION("no file is named") {
        speaks("null");
        check_told(pack, "warning voice.no_consent", R"("speaker": )",
                   {"Ibu Rahma", "name the signed consent"});
    }
    SECTION("the file is not there") {
        speaks(R"("consent.pdf")");
        check_told(pack, "error voice.no_such_consent", R"("consent": )",
                   {"consent.pdf", "put the signed consent there"});
    }
    SECTION("the file is there") {
        speaks(R"("consent.pdf")");
        scan();
        CHECK(look_at(pack.folder.path()).out == "");
    }
    SECTION("the record holds") {
        agrees("null");
        scan();
        CHECK(look_at(pack.manifest()).out == "");
    }
    SECTION("the scan of the record is not there") {
        agrees("null");
        CHECK(look_at(pack.manifest()).out.find("consent.json:1:") != std::string::npos);
        CHECK(look_at(pack.manifest()).out.find("error voice.no_such_consent") !=
              std::string::npos);
    }
    SECTION("it is over") {
        agrees(R"("2020-12-31")");
        scan();
        CHECK(look_at(pack.manifest())
                  .out.find("warning voice.consent_over: the consent ended on 2020-12-31") !=
              std::string::npos);
    }
    SECTION("its day is no day") {
        agrees(R"("besok")");
        scan();
        CHECK(look_at(pack.manifest()).out.find("error voice.bad_consent") != std::string::npos);
    }
}

namespace {

/// A line of hall.json tells it: hall.json:LINE:COLUMN: warning CODE: TEXT...
bool warns(const std::string& out, const std::string& text) {
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) {
        const auto place = line.find("hall.json:");
        const auto warning = line.find(": warning ", place);
        const auto told = line.find(": " + text, warning);
        if (place != std::string::npos && told != std::string::npos &&
            std::isdigit(static_cast<unsigned char>(line[warning - 1])) != 0) {
            return true;
        }
    }
    return false;
}

} // namespace

TEST_CASE("prefixes that are alike by ear and by eye are told with better letters", "[check]") {
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "hall.json";
    std::string hall = text_of(tree / "hub/halls/mpp-bolmut.json");
    const std::string prefix = R"("prefix": "U")";
    for (auto at = hall.find(prefix); at != std::string::npos; at = hall.find(prefix)) {
        hall.replace(at, prefix.size(), R"("prefix": "O")");
    }
    hall.replace(hall.find("\"accepted\""), 10, "\"acepted\"");
    std::ofstream(file) << hall;
    const std::string out = look_at(file).out;
    INFO(out);
    CHECK(warns(out, "\"A, H, K\" sound alike in a noisy hall (better: "));
    CHECK(warns(out, "\"O\""));
}

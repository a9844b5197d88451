// SPDX-License-Identifier: MIT
/// `panggil-screen check` as an administrator sees it.
#include "core/diagnosis.hpp"
#include "renderer/commands/check.hpp"
#include "renderer/commands/explain.hpp"
#include "renderer/commands/migrate.hpp"
#include "tests/catch.hpp"
#include "tests/golden.hpp"
#include "tests/renderer/film_maker.hpp"
#include "tests/temporary_folder.hpp"

#include <filesystem>
#include <fstream>
#include <set>

using namespace panggil;
using namespace panggil::screen;
namespace fs = std::filesystem;

namespace {

const fs::path tree(PANGGIL_SOURCE_DIR);

/// A copy of our site's data whose files a test may change.
struct Copy {
    test::TemporaryFolder folder;

    Copy() {
        for (const char* part : {"layouts", "fonts", "assets", "data", "hub/halls"}) {
            if (fs::exists(tree / part)) {
                fs::create_directories((folder.path() / part).parent_path());
                fs::copy(tree / part, folder.path() / part, fs::copy_options::recursive);
            }
        }
    }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder.path() / name, std::ios::binary) << text;
    }

    [[nodiscard]] CheckAnswer check(const std::string& name, const std::string& lang = "en",
                                    bool json = false) const {
        return screen::check({{(folder.path() / name).string()}, "", "", lang, json});
    }
};

} // namespace

TEST_CASE("everything we ship passes without a warning", "[check]") {
    const CheckAnswer answer = check({{(tree / "layouts").string(), (tree / "hub/halls").string(),
                                       (tree / "screens.json").string()},
                                      "",
                                      "",
                                      "en",
                                      false});
    CHECK(answer.out == "");
    CHECK(answer.exit_code == 0);
}

TEST_CASE("a mistake is told with its line, a caret, a code and what was meant", "[check]") {
    const Copy copy;
    copy.write("layouts/salah.json", "{\n  \"extends\": \"mpp-lanskap.json\",\n"
                                     "  \"root\": {\"zones\": {\"board\": {\n"
                                     "    \"widget\": \"counters-gird\"\n  }}}\n}\n");
    const CheckAnswer english = copy.check("layouts/salah.json");
    CHECK(english.exit_code == 1);
    CHECK(english.out ==
          "layouts/salah.json:4:15: error L104: widget \"counters-gird\" is unknown (did you mean "
          "\"counters-grid\"?)\n"
          "    4 |     \"widget\": \"counters-gird\"\n"
          "      |               ^~~~~~~~~~~~~~~\n"
          "      = at /root/zones/board/widget\n");
    const CheckAnswer pesan = copy.check("layouts/salah.json", "id");
    CHECK(
        pesan.out.starts_with("layouts/salah.json:4:15: galat L104: widget \"counters-gird\" tidak "
                              "dikenal (maksud Anda \"counters-grid\"?)\n"));
    const CheckAnswer json = copy.check("layouts/salah.json", "en", true);
    CHECK(json.out.find("\"code\":\"L104\"") != std::string::npos);
    CHECK(json.out.find("\"line\":4") != std::string::npos);
    CHECK(json.out.find("\"pointer\":\"/root/zones/board/widget\"") != std::string::npos);
}

TEST_CASE("what no schema sees is seen: contrast, size, fit, edges", "[check]") {
    const Copy copy;
    const auto codes = [&](const std::string& root) {
        copy.write("layouts/lihat.json", R"({"theme": "themes/laut.json", "root": )" + root + "}");
        const std::string out = copy.check("layouts/lihat.json").out;
        std::set<std::string> found;
        for (const Diagnosis& each : all_diagnoses()) {
            if (out.find(' ' + std::string(each.code) + ':') != std::string::npos) {
                found.emplace(each.code);
            }
        }
        return found;
    };
    const std::string inside = R"("style": {"padding": 40})";
    CHECK(codes(R"({"widget": "text", "text": "Halo", "font": "meta", )" + inside + "}").empty());
    CHECK(codes(R"({"widget": "text", "text": "Halo", "color": "line", )" + inside + "}") ==
          std::set<std::string>{"K201"});
    CHECK(codes(R"({"widget": "text", "text": "Halo", "font": "meta"})") ==
          std::set<std::string>{"K260"});
    CHECK(
        codes(R"({"widget": "grid", "cols": [200, "1fr"], "padding": 40, "areas": ["a ."], "zones":
                    {"a": {"widget": "text", "text": "Kabupaten Bolaang Mongondow Utara"}}})") ==
        std::set<std::string>{"K210", "K211", "K220"});
    CHECK(
        codes(
            R"({"widget": "grid", "rows": [20, "1fr"], "padding": 40, "areas": ["a", "."], "zones":
                    {"a": {"widget": "text", "text": "Tinggi"}}})") ==
        std::set<std::string>{"K222"});
    CHECK(codes(R"({"widget": "now-calling", "card": {"widget": "ticket", "font": "meta", )" +
                inside + "}}") == std::set<std::string>{"K210"});
    CHECK(codes(R"({"widget": "grid", "cols": [100, "1fr"], "rows": [100, "1fr"], "padding": 40,
                    "areas": ["a .", ". ."], "zones": {"a": {"widget": "qr",
                    "text": "https://www.lapor.go.id", "scanMetres": 3}}})") ==
          std::set<std::string>{"K250"});
    CHECK(codes(R"({"widget": "text", "text": "Halo", "fit": "error", )" + inside + "}").empty());
    CHECK(codes(R"({"widget": "text", "fit": "error", "font": "call-idle", "text":
                    "Kabupaten Bolaang Mongondow Utara, Provinsi Sulawesi Utara, Republik", )" +
                inside + "}") == std::set<std::string>{"K120"});
    const std::string cards = R"({"widget": "counters-grid", "cols": 2, "overflow": {"error": true},
                                  "card": {"widget": "text", "text": "{desk.number}"}, )" +
                              inside;
    CHECK(codes(cards + R"(, "minCard": [300, 100]})").empty());
    CHECK(codes(cards + R"(, "minCard": [300, 400]})") == std::set<std::string>{"K161"});
}

TEST_CASE("a schedule that leaves an hour empty or a rule without effect is told", "[check]") {
    const Copy copy;
    copy.write("screens.json", R"({"version": 1, "screens": {"tv-1": {}},
        "rules": [{"id": "a", "screens": "tv-2", "show": "layouts/tutup.json"},
                  {"id": "b", "show": "layouts/tutup.json"},
                  {"id": "c", "show": "layouts/libur.json", "when": {"daypart": "malam"}}]})");
    const std::string out = copy.check("screens.json").out;
    CHECK(out.find("error R101: there is no screen \"tv-2\"") != std::string::npos);
    CHECK(out.find("warning R201: \"c\" can never hold: \"b\" above it always wins") !=
          std::string::npos);
    CHECK(out.find("error R104") != std::string::npos);
    CHECK(out.find("error R102") != std::string::npos);
}

TEST_CASE("a hall that cannot be used is told, whatever was asked for", "[check]") {
    const Copy copy;
    copy.write("hub/halls/mpp-bolmut.json", "{\"schema\": \"hall/1\" \"site\": \"a\"}");
    const CheckAnswer broken = copy.check("layouts/mpp-lanskap.json");
    CHECK(broken.exit_code == 1);
    CHECK(broken.out.starts_with("hub/halls/mpp-bolmut.json:1:20: error S101: a comma is missing"));
    copy.write("hub/halls/mpp-bolmut.json", R"({"schema": "hall/1", "site": "a"})");
    CHECK(copy.check("layouts/mpp-lanskap.json").out.find("error D114: \"name\" is missing") !=
          std::string::npos);
    fs::remove_all(copy.folder.path() / "hub");
    const CheckAnswer none = copy.check("layouts/mpp-lanskap.json");
    CHECK(none.out.starts_with("hub/halls: warning D205: no hall was found"));
    CHECK(none.exit_code == 0);
}

TEST_CASE("one comma too few in a file that all share is one finding", "[check]") {
    const Copy copy;
    std::string base = testing::read_text("layouts/dasar.json");
    base.erase(base.find("\"version\": 2,") + 12, 1);
    copy.write("layouts/dasar.json", base);
    const std::string out = copy.check("layouts").out;
    CHECK(out.starts_with("layouts/dasar.json:3:15: error S101"));
    CHECK(out.find("error", out.find("error") + 1) == std::string::npos);
}

TEST_CASE("edges are judged as the screens of a layout have them", "[check]") {
    const Copy copy;
    copy.write("layouts/tepi.json", R"({"theme": "themes/laut.json",
        "root": {"widget": "text", "text": "Halo", "font": "meta"}})");
    CHECK(copy.check("layouts/tepi.json").out.find("warning K260") != std::string::npos);
    const auto with_safe = [&](const std::string& other) {
        copy.write("screens.json", R"({"version": 1, "screens": {"tv-1": {"safe": 3}, "tv-2": )" +
                                       other + R"(}, "rules": [{"id": "a",
                                       "show": "layouts/tepi.json"}]})");
        return copy.check("layouts/tepi.json").out;
    };
    CHECK(with_safe(R"({"safe": 2.5})").empty());
    CHECK(with_safe("{}").find("warning K260") != std::string::npos); // that one cuts it off
}

TEST_CASE("what can be read is asked of each screen that shows a layout", "[check]") {
    const Copy copy;
    copy.write("layouts/jauh.json", R"({"theme": "themes/laut.json", "root": {"widget": "ticket",
        "font": "number", "value": "F018", "style": {"padding": 40}}})");
    const auto told = [&](const std::string& first, const std::string& second) {
        copy.write("screens.json",
                   R"({"version": 1, "screens": {"tv-1": )" + first + R"(, "tv-2": )" + second +
                       R"(}, "rules": [{"id": "a", "show": "layouts/jauh.json"}]})");
        return copy.check("layouts/jauh.json").out;
    };
    CHECK(told("{}", "{}").empty());
    CHECK(told(R"({"screenInches": 55})", R"({"farthestMetres": 4})").empty());
    const std::string far = told("{}", R"({"screenInches": 32, "farthestMetres": 12})");
    CHECK(far.find("warning K210") != std::string::npos);
    CHECK(far.find("12 metres") != std::string::npos);
    CHECK(far.find("32 inch") != std::string::npos);
    // The same far seat before a screen that is large enough.
    CHECK(told("{}", R"({"screenInches": 85, "farthestMetres": 12})").empty());
    copy.write("screens.json", R"({"version": 1, "screens": {"tv-1": {"screenInches": 4}},
        "rules": [{"id": "a", "show": "layouts/jauh.json"}]})");
    CHECK(copy.check("screens.json").out.find("error L107") != std::string::npos);
}

TEST_CASE("a layout is looked at in every size that it may meet", "[check]") {
    const Copy copy;
    const auto told = [&](int width) {
        copy.write("layouts/lebar.json", R"({"theme": "themes/laut.json", "root": {"widget": "grid",
            "padding": 40, "cols": ["1fr", )" +
                                             std::to_string(width) + R"(], "areas": ["a ."],
            "zones": {"a": {"widget": "text", "text": "Silakan menuju loket tiga",
                            "font": "title"}}}})");
        return copy.check("layouts/lebar.json").out;
    };
    CHECK(told(1000).empty());
    // Fits 16:9, but not the narrower 4:3, whose spare goes up and down.
    CHECK(told(1520) != "");
}

TEST_CASE("the members of a screen's settings are known, and what it cannot do is told",
          "[check]") {
    const Copy copy;
    const auto told = [&](const std::string& settings) {
        copy.write("screens.json",
                   R"({"version": 1, "screens": {"tv-1": )" + settings +
                       R"(}, "rules": [{"id": "a", "show": "layouts/tutup.json"}]})");
        return copy.check("screens.json").out;
    };
    CHECK(told(R"({"only": {"agencies": ["dukcapil"], "except": ["3"]}, "rotate": 270})")
              .find("error") == std::string::npos);
    CHECK(told(R"({"only": {"agensi": ["dukcapil"]}})").find("error L103") != std::string::npos);
    CHECK(told(R"({"only": {"agensi": ["dukcapil"]}})").find("\"agency\"") != std::string::npos);
    const std::string rotated = told(R"({"rotate": 45})");
    CHECK(rotated.find("error L101") != std::string::npos);
    CHECK(rotated.find("one of: 0, 90, 180, 270") != std::string::npos);
}

TEST_CASE("a layout of the first version is read as it stands, and can be rewritten", "[migrate]") {
    const std::string old = testing::read_text("tests/golden/migration/v1.jsonc");
    const Copy copy;
    copy.write("layouts/lobi.json", old);
    const CheckAnswer answer = copy.check("layouts/lobi.json");
    CHECK(answer.out.find("error") == std::string::npos);
    const fs::path file = copy.folder.path() / "layouts/lobi.json";
    const auto done = migrate(file);
    REQUIRE(done);
    CHECK(done.value().ends_with("1 -> 2; the old one is lobi.json.v1.bak"));
    const auto text = [](const fs::path& path) {
        std::ifstream in(path, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    testing::check_golden("tests/golden/migration/v1-as-v2.json", text(file));
    CHECK(text(file.string() + ".v1.bak") == old);
    const auto again = migrate(file);
    REQUIRE(again);
    CHECK(again.value().find("nothing to do") != std::string::npos);
    CHECK_FALSE(migrate(copy.folder.path() / "layouts/themes/laut.json"));
    CHECK_FALSE(migrate(copy.folder.path() / "layouts/tidak-ada.json"));
}

TEST_CASE("films twice, ended texts, pulses that flash, pages that nobody can read", "[check]") {
    const Copy copy;
    const auto told = [&](const std::string& layout) {
        copy.write("layouts/lihat.json", layout);
        return copy.check("layouts/lihat.json").out;
    };
    const std::string theme = R"({"theme": "themes/laut.json", )";
    const std::string film = R"({"widget": "video", "src": "assets/lambang.svg"})";
    CHECK(told(theme + R"("root": {"widget": "layers", "items": [)" + film + "," + film + "]}}")
              .find("layouts/lihat.json:1:130: error L126") != std::string::npos);
    CHECK(told(theme + R"("root": {"widget": "spacer"}, "playlists": {"a": {"items": [
            {"text": "Lama", "when": {"until": "2020-01-31"}},
            {"text": "Baru", "when": {"until": "2999-01-31"}}]}}})")
              .find("layouts/lihat.json:2:48: warning P201: has ended on 2020-01-31") !=
          std::string::npos);
    CHECK(told(theme + R"("root": {"widget": "ticker", "playlist": "a", "secondsPerItem": 2,
            "style": {"padding": 40}}, "playlists": {"a": {"items": [{"text":
            "Siapkan KTP-el asli dan Kartu Keluarga sebelum nomor Anda dipanggil."}]}}})")
              .find("warning K241") != std::string::npos);
    copy.write("layouts/themes/kilat.json",
               R"({"colors": {"ink": "#000000"}, "motion": {"a": {"kind": "pulse", "ms": 100}}})");
    CHECK(copy.check("layouts/themes/kilat.json").out.find("warning K230: flashes 10 times") !=
          std::string::npos);
    copy.write("assets/rusak.png", "not a picture");
    CHECK(told(theme + R"("root": {"widget": "image", "src": "assets/rusak.png"}})")
              .find("layouts/lihat.json:1:66: error P101: \"rusak.png\" cannot be shown") !=
          std::string::npos);
    copy.write("assets/rusak.mp3", "not a sound");
    CHECK(told(theme + R"("root": {"widget": "anthem", "audio": "assets/rusak.mp3"}})")
              .find("layouts/lihat.json:1:69: error P105: the sound of \"rusak.mp3\" cannot") !=
          std::string::npos);
}

TEST_CASE("a film of a list that is to be heard and cannot be is told", "[check]") {
    const Copy copy;
    const auto assets = copy.folder.path() / "assets";
    testing::make_film(assets / "bisu.mp4", {});
    testing::FilmPlan plan;
    plan.sound = "flac";
    testing::make_film(assets / "nyanyi.mkv", plan);
    const auto told = [&](const std::string& items, const char* volume = "0.5") {
        copy.write("layouts/film.json",
                   R"({"theme": "themes/laut.json", "root": {"widget": "video", "playlist": "a",
                       "volume": )" +
                       std::string(volume) + R"(}, "playlists": {"a": {"items": [)" + items +
                       "]}}}");
        return copy.check("layouts/film.json").out;
    };
    const std::string silent = R"({"video": "assets/bisu.mp4"})";
    CHECK(told(silent + R"(, {"video": "assets/nyanyi.mkv"})").empty()); // some may be silent
    CHECK(told(silent).find("error P105: the sound of \"bisu.mp4\"") != std::string::npos);
    CHECK(told(silent, "0").empty());
    // A film of another day is looked at as well: nobody would hear what is wrong with it before.
    copy.write("assets/rusak.mp4", "no film");
    CHECK(told(silent + R"(, {"video": "assets/rusak.mp4", "when": {"after": "2999-01-01"}})")
              .find("error P105: the sound of \"rusak.mp4\"") != std::string::npos);
}

TEST_CASE("every diagnosis has a code of its own and says both what and how", "[check]") {
    std::set<std::string_view> codes;
    std::set<std::string_view> names;
    std::string pages =
        "# What `panggil-screen check` says\n\nWritten from the program's own table; "
        "do not edit. 1xx are errors, 2xx warnings.\n\n"
        "| Code | Name | Says | Remedy | Berkata | Perbaikan |\n"
        "|---|---|---|---|---|---|\n";
    for (const Diagnosis& each : all_diagnoses()) {
        INFO(each.code);
        CHECK(codes.insert(each.code).second);
        CHECK(names.insert(each.name).second);
        CHECK(each.code.size() == 4);
        CHECK_FALSE(each.english.empty());
        CHECK_FALSE(each.english_hint.empty());
        CHECK_FALSE(each.indonesian.empty());
        CHECK_FALSE(each.indonesian_hint.empty());
        pages += "| " + std::string(each.code) + " | `" + std::string(each.name) + "` | " +
                 std::string(each.english) + " | " + std::string(each.english_hint) + " | " +
                 std::string(each.indonesian) + " | " + std::string(each.indonesian_hint) + " |\n";
    }
    testing::check_golden("docs/diagnoses.md", pages);
}

TEST_CASE("a screen can say why it shows what it shows", "[explain]") {
    const auto at = [](const std::string& time, std::int64_t waiting = 0) {
        return explain({tree.string(), "tv-tunggu-1", time, waiting}).out;
    };
    CHECK(at("2026-11-20 11.45").find("-> rehat: its conditions hold: layouts/istirahat.json") !=
          std::string::npos);
    CHECK(at("2026-11-20 11.45", 3).find("rehat: waiting: 3 wait") != std::string::npos);
    CHECK(at("2026-11-20 11.45", 3).find("-> biasa") != std::string::npos);
    CHECK(at("2026-08-17 09.00").find("-> libur") != std::string::npos);
    CHECK(at("2026-11-22 09.00").find("-> tutup: its conditions hold") != std::string::npos);
    CHECK(at("2026-11-20 11.45")
              .find("while a number is called: biasa: layouts/mpp-lanskap.json (rehat would hide "
                    "it)") != std::string::npos);
    CHECK(at("2026-11-20 09.00").find("while a number is called") == std::string::npos);
}

// SPDX-License-Identifier: MIT
/// Every diagnosis of the table is one that somebody can meet: for each there is a file here that
/// provokes it.
#include "core/diagnosis.hpp"
#include "renderer/commands/check.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

using namespace panggil;
using namespace panggil::screen;
namespace fs = std::filesystem;

namespace {

const fs::path tree(PANGGIL_SOURCE_DIR);

std::string whole(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Our site with some files changed, and the codes that check has for one of them.
class Faulty {
public:
    Faulty() {
        for (const char* part : {"layouts", "fonts", "assets", "data", "hub/halls"}) {
            fs::create_directories((site() / part).parent_path());
            fs::copy(tree / part, site() / part, fs::copy_options::recursive);
        }
    }

    [[nodiscard]] const fs::path& site() const { return folder_.path(); }

    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((site() / name).parent_path());
        std::ofstream(site() / name, std::ios::binary) << text;
    }

    [[nodiscard]] std::set<std::string> codes(const std::string& path) const {
        const std::string out =
            check({{(site() / path).string()}, site().string(), "", "en", true}).out;
        const std::string key = R"("code":")";
        std::set<std::string> found;
        for (std::size_t at = out.find(key); at != std::string::npos; at = out.find(key, at)) {
            at += key.size();
            found.insert(out.substr(at, out.find('"', at) - at));
        }
        return found;
    }

private:
    test::TemporaryFolder folder_;
};

std::string with_root(const std::string& root, const std::string& more = "") {
    return R"({"theme": "themes/laut.json", )" + more + R"("root": )" + root + "}";
}

std::string text(const std::string& fields) {
    return with_root(R"({"widget": "text", "style": {"padding": 40}, )" + fields + "}");
}

std::string in_grid(const std::string& tracks, const std::string& widget) {
    return with_root(R"({"widget": "grid", "padding": 40, )" + tracks + R"(, "zones": {"a": )" +
                     widget + "}}");
}

const std::string film = R"({"widget": "video", "src": "assets/lambang.svg"})";
const std::string spacer = R"({"widget": "spacer"})";

/// Code, and the whole text of a layout that deserves it.
std::vector<std::pair<std::string, std::string>> faulty_layouts() {
    std::string parts;
    for (int at = 0; at < 501; ++at) {
        parts += (at > 0 ? "," : "") + std::string(R"({"use": "parts/kaki.json"})");
    }
    return {
        {"S101", "{\"a\": 1\n\"b\": 2}"},
        {"S102", R"({"a" 1})"},
        {"S103", "{\"a: 1,\n\"b\": 2}"},
        {"S104", R"({"root": )"},
        {"S105", R"({"a": [1, 2})"},
        {"S106", "{a: 1}"},
        {"S107", ""},
        {"S108", std::string(100'000, '[')},
        {"S109", R"({"a": ya})"},
        {"S201", with_root(spacer, R"("name": "a", "name": "b", )")},
        {"L101", text(R"("text": "a", "hidden": "yes")")},
        {"L102", with_root(spacer, R"("colour": "red", )")},
        {"L103", text(R"("text": "a", "colour": "ink")")},
        {"L104", with_root(R"({"widget": "counters-gird"})")},
        {"L105", with_root("{}")},
        {"L106", text(R"("text": "a", "align": "centre")")},
        {"L107", with_root(R"({"widget": "attempts", "max": 20})")},
        {"L108", with_root(R"({"widget": "counter-card", "card": {"widget": "ticket",
                               "states": {"caled": {}}}})")},
        {"L110", with_root(spacer, R"("canvas": [0, 5], )")},
        {"L111", R"({"extends": "dasar.json"})"},
        {"L112", R"({"version": 99, "root": {"widget": "spacer"}})"},
        {"L113", R"({"extends": "tidak-ada.json"})"},
        {"L114", with_root(R"({"widget": "image", "src": "/etc/passwd"})")},
        {"L115", R"({"extends": "uji.json", "root": {"widget": "spacer"}})"},
        {"L117", with_root(R"({"widget": "layers", "items": [)" + parts + "]}")},
        {"L118", with_root(R"({"use": "themes/laut.json"})")},
        {"L120", in_grid(R"("cols": ["1rf"], "areas": ["a"])", spacer)},
        {"L121", in_grid(R"("cols": [9, 9], "rows": [9, 9], "areas": ["a .", ". a"])", spacer)},
        {"L122", in_grid(R"("rows": [9, 9], "areas": ["a"])", spacer)},
        {"L123", in_grid(R"("areas": ["a ."])", spacer)},
        {"L124", in_grid(R"("areas": ["b"])", spacer)},
        {"L125", in_grid(R"("cols": [9, 9], "areas": ["a b"])", spacer)},
        {"L126", with_root(R"({"widget": "layers", "items": [)" + film + "," + film + "]}")},
        {"L201", text(R"("text": "a", "runs": [{"text": "b"}])")},
        {"T101", text(R"("text": "a", "color": "ambre")")},
        {"T102", text(R"("text": "a", "font": "met")")},
        {"T103", with_root(R"({"widget": "ticker", "playlist": "kabar", "enter": "pages"})")},
        {"T108", R"({"root": {"widget": "spacer"}})"},
        {"T202", text("\"text\": \"a \U0010FFFD\"")},
        {"D101", text(R"("text": "{agency.shrot}")")},
        {"D102", with_root(R"({"widget": "ticker", "playlist": "kabar"})")},
        {"D103", with_root(R"({"widget": "now-calling", "bind": {"agencies": ["dukcapill"]}})")},
        {"D104", with_root(R"({"widget": "now-calling", "bind": {"counter": "99"}})")},
        {"D105", with_root(R"({"widget": "now-calling", "bind": {"zones": ["lobby"]}})")},
        {"D106", with_root(R"({"widget": "requirements", "table": "data/rusak.csv"})")},
        {"K120", text(R"("font": "call-idle", "fit": "error", "text":
                         "Kabupaten Bolaang Mongondow Utara, Provinsi Sulawesi Utara, Republik")")},
        {"K161", with_root(R"({"widget": "counters-grid", "cols": 2, "overflow": {"error": true},
                               "minCard": [300, 400],
                               "card": {"widget": "text", "text": "{desk.number}"}})")},
        {"K201", text(R"("text": "Halo", "color": "line")")},
        {"K202", with_root(R"({"widget": "layers", "items": [
                     {"widget": "image", "src": "assets/lambang.svg"},
                     {"widget": "text", "text": "Halo", "align": "center", "valign": "middle"}]})")},
        {"K210", with_root(R"({"widget": "now-calling", "card": {"widget": "ticket",
                               "font": "meta", "style": {"padding": 40}}})")},
        {"K211", in_grid(R"("cols": [200, "1fr"], "areas": ["a ."])",
                         R"({"widget": "text", "text": "Kabupaten Bolaang Mongondow Utara"})")},
        {"K220", in_grid(R"("cols": [200, "1fr"], "areas": ["a ."])",
                         R"({"widget": "text", "text": "Kabupaten Bolaang Mongondow Utara"})")},
        {"K221", in_grid(R"("cols": [520, "1fr"], "areas": ["a ."])",
                         R"({"widget": "text", "font": "title",
                             "text": "Kabupaten Bolaang Mongondow Utara"})")},
        {"K222", in_grid(R"("rows": [20, "1fr"], "areas": ["a", "."])",
                         R"({"widget": "text", "text": "Tinggi"})")},
        {"K223", in_grid(R"("rows": [1060, "1fr", 60], "areas": [".", "a", "."])",
                         R"({"widget": "text", "text": "Hilang"})")},
        {"K240",
         with_root(R"({"widget": "ticker", "mode": "scroll", "charsPerSecond": 8,
                     "font": "badge", "playlist": "kabar"})",
                   R"("playlists": {"kabar": {"items": [{"text": "iiiiiiiiii iiiiiiiiiii"}]}}, )")},
        {"K241",
         with_root(
             R"({"widget": "ticker", "secondsPerItem": 2, "playlist": "kabar",
                     "style": {"padding": 40}})",
             R"("playlists": {"kabar": {"items": [{"text": "Siapkan KTP-el asli dan Kartu Keluarga sebelum nomor Anda dipanggil."}]}}, )")},
        {"K250",
         in_grid(R"("cols": [100, "1fr"], "rows": [100, "1fr"], "areas": ["a .", ". ."])",
                 R"({"widget": "qr", "text": "https://www.lapor.go.id", "scanMetres": 3})")},
        {"K260", with_root(R"({"widget": "text", "text": "Halo", "font": "meta"})")},
        {"K261", with_root(R"({"widget": "counters-grid", "cols": 10, "minCard": [100, 2000],
                     "overflow": {"shrink": true}, "card": {"widget": "ticket"}})")},
        {"P101", with_root(R"({"widget": "image", "src": "assets/rusak.png"})")},
        {"P105", with_root(R"({"widget": "anthem", "audio": "assets/rusak.png"})")},
        {"P102", with_root(R"({"widget": "image", "src": "assets/besar.png"})")},
        {"P201", with_root(spacer, R"("playlists": {"kabar": {"items": [{"text": "Lama",
                     "when": {"until": "2020-01-31"}}]}}, )")},
    };
}

/// The head of a picture of 9000 x 20 pixels.
std::string wide_png() {
    static constexpr unsigned char bytes[]{
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48,
        0x44, 0x52, 0x00, 0x00, 0x23, 0x28, 0x00, 0x00, 0x00, 0x14, 0x08, 0x02, 0x00, 0x00,
        0x00, 0x6F, 0x5A, 0x01, 0x3A, 0x00, 0x00, 0x00, 0x0B, 0x49, 0x44, 0x41, 0x54, 0x78,
        0x9C, 0x63, 0x60, 0x80, 0x01, 0x00, 0x00, 0x0A, 0x00, 0x01, 0x7F, 0x80, 0x74, 0x5E,
        0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};
    return {std::begin(bytes), std::end(bytes)};
}

std::string schedule(const std::string& rules, const std::string& more = "") {
    return R"({"version": 1, "screens": {"tv-1": {}}, )" + more + R"("rules": [)" + rules + "]}";
}

const std::string always = R"({"id": "biasa", "show": "layouts/mpp-lanskap.json"})";

std::string rule(const std::string& fields) {
    return schedule(R"({"id": "a", "show": "layouts/tutup.json", )" + fields + "}, " + always);
}

std::vector<std::pair<std::string, std::string>> faulty_schedules() {
    return {
        {"P103", schedule(always, R"("holidays": "data", )")},
        {"R101", rule(R"("screens": "tv-2")")},
        {"R101", schedule(always, R"("pins": {"tv-2": "layouts/tutup.json"}, )")},
        {"L113", schedule(always, R"("pins": {"tv-1": "layouts/tidak-ada.json"}, )")},
        {"R102",
         schedule(R"({"id": "a", "show": "layouts/tutup.json", "when": {"holiday": true}})")},
        {"R103", schedule(always, R"("dayparts": {"pagi": {"mon": ["delapan"]}}, )")},
        {"R104", rule(R"("when": {"daypart": "malam"})")},
        {"R105", rule(R"("when": {"holiday": true}}, {"id": "a", "show": "layouts/libur.json",
                          "when": {"holiday": false})")},
        {"R106", schedule("")},
        {"R107", schedule(always, R"("dayparts": {"pagi": {"senin": ["08.00-12.00"]}}, )")},
        {"R201", rule(R"("when": {"daypart": "rehat", "days": "weekend"})")
                     .insert(1, R"("dayparts": {"rehat": {"mon-fri": ["12.00-13.00"]}}, )")},
        {"T106",
         R"({"version": 1, "screens": {"tv-1": {"mode": "malam"}}, "rules": [)" + always + "]}"},
        {"D105",
         R"({"version": 1, "screens": {"tv-1": {"zones": ["lobby"]}}, "rules": [)" + always + "]}"},
        {"D103", R"({"version": 1, "screens": {"tv-1": {"only": {"agencies": ["dukcapill"]}}},
                     "rules": [)" +
                     always + "]}"},
        {"D201", schedule(R"({"id": "biasa", "show": "layouts/satu.json"})")},
    };
}

/// Code, and what is changed into what in our own hall.
struct Slip {
    std::string code, from, to;
};

const std::vector<Slip> slips{
    {"D110", R"("site": "bolmut")", R"("site": "bolmut", "site": "bolmut")"},
    {"D111", R"("number": 2)", R"("number": "2")"},
    {"D112", R"("prefix": "C")", R"("prefix": "c")"},
    {"D113", "clock_suffix", "clock_sufix"},
    {"D114", R"("number": 2,)", ""},
    {"D115", R"("number": 2)", R"("number": 1)"},
    {"D116", R"("id": "lobi")", R"("id": "loby")"},
    {"D202", R"("prefix": "C")", R"("prefix": "B")"},
    {"D203", R"("D203": )", R"("D202": )"},
    {"D204", R"("services": ["keuangan"])", R"("services": ["dukcapil"])"},
};

std::vector<std::pair<std::string, std::string>> faulty_themes() {
    return {
        {"T104", R"({"colors": {"ink": "red"}})"},
        {"T105", R"({"colors": {"ink": "#000000"}, "fonts": {"a": {"size": -3}}})"},
        {"T107", R"({"colors": {"ink": "#000000"}, "motion": {"a": {"kind": "jump"}}})"},
        {"K230", R"({"colors": {"ink": "#000000"},
                     "motion": {"a": {"kind": "pulse", "ms": 100}}})"},
    };
}

/// Fonts are asked for where a text is drawn.
std::string with_face(const std::string& face) {
    return R"({"colors": {"paper": "#FFFFFF", "ink": "#000000"},
               "fonts": {"meta": {"face": ")" +
           face + R"(", "size": 60, "line": 72}}})";
}

} // namespace

TEST_CASE("each diagnosis of the table is provoked by a file", "[check]") {
    std::set<std::string> provoked;
    const auto expect = [&](const std::string& code, const std::set<std::string>& found) {
        INFO(code << " among " << found.size() << ": " << (found.empty() ? "" : *found.begin()));
        CHECK(found.contains(code));
        for (const std::string& each : found) {
            INFO(each);
            CHECK(each.find('.') == std::string::npos); // a code, not a name
        }
        provoked.insert(code);
    };
    {
        const Faulty site;
        site.write("data/rusak.csv", "a,b\n1,2\n1\n");
        site.write("assets/rusak.png", "no picture");
        site.write("assets/besar.png", wide_png());
        for (const auto& [code, layout] : faulty_layouts()) {
            site.write("layouts/uji.json", layout);
            expect(code, site.codes("layouts/uji.json"));
        }
        for (int at = 0; at < 9; ++at) {
            site.write("layouts/r" + std::to_string(at) + ".json",
                       R"({"extends": "r)" + std::to_string(at + 1) + R"(.json"})");
        }
        site.write("layouts/r9.json", with_root(spacer));
        expect("L116", site.codes("layouts/r0.json"));
        fs::resize_file(site.site() / "layouts/r9.json", 17U << 20U);
        expect("P104", site.codes("layouts/r9.json"));
        site.write("layouts/satu.json",
                   with_root(R"({"widget": "counter-card", "bind": {"counter": "1"}})"));
        for (const auto& [code, file] : faulty_schedules()) {
            site.write("screens.json", file);
            expect(code, site.codes("screens.json"));
        }
    }
    const Faulty site;
    for (const auto& [code, theme] : faulty_themes()) {
        site.write("layouts/themes/uji.json", theme);
        expect(code, site.codes("layouts/themes/uji.json"));
    }
    site.write("layouts/uji.json", R"({"theme": "themes/uji.json", "root": {"widget": "text",
        "text": "Halo", "style": {"padding": 40}}})");
    site.write("layouts/themes/uji.json", with_face("Nosuch Face"));
    expect("T201", site.codes("layouts/uji.json"));
    site.write("fonts/Lato-Black.ttf", "no font");
    site.write("layouts/themes/uji.json", with_face("Lato Black"));
    expect("T111", site.codes("layouts/uji.json"));
    const std::string hall = whole(tree / "hub/halls/mpp-bolmut.json");
    for (const auto& [code, from, to] : slips) {
        std::string changed = hall;
        const std::size_t at = changed.find(from);
        INFO(code);
        REQUIRE(at != std::string::npos);
        site.write("hub/halls/mpp-bolmut.json", changed.replace(at, from.size(), to));
        expect(code, site.codes("hub/halls/mpp-bolmut.json"));
    }
    fs::remove_all(site.site() / "hub/halls");
    expect("D205", site.codes("layouts/mpp-lanskap.json"));

    provoked.insert("T110"); // a machine without any font: no file of a site does that
    for (const Diagnosis& each : all_diagnoses()) {
        INFO(each.code << " is in the table, and nothing provokes it");
        CHECK(provoked.contains(std::string(each.code)));
    }
}

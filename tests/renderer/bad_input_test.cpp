// SPDX-License-Identifier: MIT
/// What an office, a disk or a joker can put on a wall, drawn by the real hand with the real fonts:
/// damaged fonts, places without size, other scripts, names without end. The picture comes, and the
/// numbers are in it.
#include "renderer/paint.hpp"
#include "renderer/scene_reading.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/hall_on_screen.hpp"
#include "tests/renderer/studio.hpp"
#include "tests/temporary_folder.hpp"

#include <SDL_ttf.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <random>

using namespace panggil;
using namespace panggil::testing;
namespace fs = std::filesystem;

namespace {

/// As the television draws: measured with the fonts that are then drawn.
Scene drawn(Studio& studio, const Layout& layout, const Board& board) {
    screen::PatchedCards patched;
    const Size glass = studio.canvas.size();
    Scene scene =
        screen::present(layout, board, {tests::morning + Millis(100'000), Moment{Millis(1500)}},
                        glass, studio.text, patched);
    const std::array<Rect, 1> everything{Rect{0, 0, glass.width, glass.height}};
    screen::paint(scene, everything, studio.canvas);
    return scene;
}

/// Three hundred characters of this piece, which has so many.
std::string long_name(const std::string& piece, int letters_in_piece = 1) {
    std::string name;
    for (int letters = 0; letters < 300; letters += letters_in_piece) {
        name += piece;
    }
    return name;
}

const std::array<std::string, 6> strange_texts{
    long_name("W"), long_name("kata ", 5),
    long_name("\xD8\xB3"), // Arabic, without a blank
    "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7 ABC 123 \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", // three
                                                                                         // ways
    long_name("\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",
              5),                               // emoji
    long_name("a\xCC\x81\xCC\x82\xCC\x83", 4)}; // marks upon marks

std::string damaged(std::string bytes, std::mt19937& chance) {
    if (chance() % 3 == 0) {
        return bytes.substr(0, chance() % bytes.size());
    }
    for (std::size_t times = 1 + chance() % 200; times > 0; --times) {
        const std::size_t reach =
            chance() % 2 == 0 ? 512 : bytes.size(); // the head leads to the rest
        bytes[chance() % reach] = static_cast<char>(chance() % 256);
    }
    return bytes;
}

} // namespace

TEST_CASE("damaged fonts draw something or are replaced; nothing falls", "[bad_input]") {
    const std::string whole =
        read_whole(sdl::FontBook(lato(), "no-such-folder").file_of("Lato Black")).value();
    REQUIRE(whole.size() > 10'000);
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "Lato-Black.ttf";
    std::mt19937 chance(20261124);
    int replaced = 0;
    for (int round = 0; round < 120; ++round) {
        std::ofstream(file, std::ios::binary) << damaged(whole, chance);
        sdl::FontBook fonts(lato(), folder.path());
        sdl::Media media;
        sdl::TextCache text(fonts, media);
        sdl::SurfaceCanvas canvas({400, 200}, text, media);
        for (const int pixels : {8, 61, 300}) {
            const Font font{"Lato Black", pixels, pixels == 61 ? -2 : 0};
            const TextExtent size = text.measure(font, "F018 \xC3\x89j");
            static_cast<void>(text.extent(font));
            canvas.draw(TextMark{font, "F018 \xC3\x89j", {20, 120}, {255, 255, 255}, size.ink},
                        255);
        }
        replaced += fonts.take_problems().empty() ? 0 : 1;
    }
    CHECK(replaced > 2); // not only harmless bytes were hit
    CHECK(replaced < 120);
}

TEST_CASE("a font that could not be opened is tried again after a while, and told once",
          "[bad_input]") {
    const std::string whole =
        read_whole(sdl::FontBook(lato(), "no-such-folder").file_of("Lato Black")).value();
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "Lato-Black.ttf";
    std::ofstream(file, std::ios::binary) << "no font";
    sdl::FontBook fonts(lato(), folder.path());
    const auto ask = [&](int times) {
        for (int each = 0; each < times; ++each) {
            static_cast<void>(fonts.open("Lato Black", 20));
        }
    };
    ask(2'000);
    CHECK(fonts.open_file(file.string(), 20) == nullptr);
    CHECK(fonts.take_problems().size() == 1);
    std::ofstream(file, std::ios::binary) << whole;
    ask(500);
    CHECK(fonts.open_file(file.string(), 20) != nullptr);
    CHECK(fonts.take_problems().empty());
}

TEST_CASE("places without size are drawn as nothing", "[bad_input]") {
    Studio studio({320, 180});
    const Board board = board_of_morning();
    std::string items;
    for (const char* widget :
         {R"("widget": "text", "text": "Halo", "fit": "shrink")",
          R"("widget": "text", "text": "Halo", "fit": "wrap")", R"("widget": "now-calling")",
          R"("widget": "counters-grid", "card": {"widget": "ticket"})",
          R"("widget": "call-history")", R"("widget": "qr", "text": "x")",
          R"("widget": "image", "src": "assets/lambang.svg")",
          R"("widget": "ticker", "playlist": "pengumuman", "mode": "scroll")",
          R"("widget": "queue-table")", R"("widget": "emergency")"}) {
        for (const char* tracks : {R"("cols": [0])", R"("rows": [0])", R"("cols": [0.2])",
                                   R"("cols": [0], "rows": [0])", R"("padding": 5000)"}) {
            items += (items.empty() ? "" : ",") +
                     std::string(R"({"widget": "grid", "areas": ["a"], )") + tracks +
                     R"(, "zones": {"a": {)" + widget + "}}}";
        }
    }
    const Scene scene =
        drawn(studio, layout_of(R"({"widget": "layers", "items": [)" + items + "]}"), board);
    CHECK_FALSE(scene.nodes.empty());
    for (const Size glass : {Size{1, 1}, Size{1, 400}, Size{400, 1}}) {
        Studio small(glass);
        CHECK_FALSE(drawn(small, our_layout(), board).nodes.empty());
    }
}

TEST_CASE("the names of our ten offices stand whole in their places, whatever these are",
          "[bad_input]") {
    const std::string file = std::string(PANGGIL_SOURCE_DIR) + "/hub/halls/mpp-bolmut.json";
    const Hall hall = codec::decode_hall(read_whole(file).value(), file).hall;
    std::vector<std::string> names;
    for (const Agency& agency : hall.agencies) {
        names.push_back(agency.label);
        names.push_back(agency.short_name);
    }
    REQUIRE(names.size() == 20);
    Studio studio({64, 64});
    for (const std::string& name : names) {
        for (const char letter : name) {
            INFO(name << ": " << letter); // plain letters: each is one byte
            CHECK(TTF_GlyphIsProvided(studio.fonts.open("Lato Bold", 37), letter) != 0);
        }
    }
    std::mt19937 chance(20261129);
    const auto between = [&](int least, int most) {
        return std::uniform_int_distribution<int>(least, most)(chance);
    };
    constexpr Size glass{1920, 1080};
    screen::PatchedCards patched;
    const Board board = board_of_morning();
    Layout layout = our_layout();
    for (int round = 0; round < 1'000; ++round) {
        const std::string& name = names[chance() % names.size()];
        const std::string fit = std::array{"shrink", "wrap", "fill"}[chance() % 3];
        const std::string font = std::array{"name", "strong", "meta"}[chance() % 3];
        const int least = fit == "wrap" ? 140 : 60; // three lines of the largest, or one
        const Rect place{between(0, 100), between(0, 100), between(320, 1'800),
                         between(least, 300)};
        const Tree::List padding{place.y, glass.width - place.right(),
                                 glass.height - place.bottom(), place.x};
        layout.root = Tree::Object{{"widget", "text"},
                                   {"text", name},
                                   {"font", font},
                                   {"fit", fit},
                                   {"style", Tree::Object{{"padding", padding}}}};
        const Scene scene = screen::present(layout, board, {}, glass, studio.text, patched);
        std::string words;
        for (const Node& node : scene.nodes) {
            for (const Mark& mark : node.marks) {
                if (const TextMark* line = text_of(mark); line != nullptr) {
                    INFO(name << ", " << fit << ", " << font << ", " << place.width << " x "
                              << place.height << "; ink at " << line->ink.x - place.x << ' '
                              << line->ink.y - place.y << ", " << line->ink.width << " x "
                              << line->ink.height);
                    // A leg such as that of R leans out of its own width, as in print.
                    const int lean = line->font.pixels / 20;
                    const Rect room{place.x - lean, place.y, place.width + 2 * lean, place.height};
                    CHECK(intersect(line->ink, room) == line->ink);
                    CHECK(bounds_of(mark) == line->ink); // nothing of it is cut
                    words += line->text;
                }
            }
        }
        const auto without_blanks = [](std::string text) {
            std::erase(text, ' ');
            return text;
        };
        CHECK(without_blanks(words) == without_blanks(name));
    }
}

TEST_CASE("strange texts stand in layouts and tickers without end, and nothing falls",
          "[bad_input]") {
    Studio studio({320, 180});
    for (const std::string& text : strange_texts) {
        Layout layout = our_layout();
        for (const char* fit : {"shrink", "ellipsis", "wrap", "fill"}) {
            layout.root = Tree::Object{{"widget", "text"}, {"text", text}, {"fit", fit}};
            CHECK_FALSE(drawn(studio, layout, board_of_morning()).nodes.empty());
        }
        layout.playlists = Tree::Object{
            {"kabar", Tree::Object{{"items", Tree::List{Tree::Object{{"text", text}}}}}}};
        for (const char* mode : {"pages", "scroll"}) {
            layout.root = Tree::Object{{"widget", "ticker"}, {"playlist", "kabar"}, {"mode", mode}};
            CHECK_FALSE(drawn(studio, layout, board_of_morning()).nodes.empty());
        }
        layout.root = Tree::Object{{"widget", "qr"}, {"text", text}};
        CHECK_FALSE(drawn(studio, layout, board_of_morning()).nodes.empty());
    }
}

TEST_CASE("a hall of endless and strange names keeps its numbers on the glass", "[bad_input]") {
    for (const std::string& name : strange_texts) {
        Board board = board_of_morning();
        REQUIRE(board.call);
        const auto rename = [&](Card& card) {
            card.agency_short = card.agency_label = card.agency_tagline = name;
            card.service_label = name;
        };
        std::ranges::for_each(board.cards, rename);
        std::ranges::for_each(board.history, rename);
        rename(*board.call);
        board.hall_name = board.hall_place = board.hall_place_short = board.hall_address = name;
        for (const char* file : {"layouts/mpp-lanskap.json", "layouts/mpp-potret.json"}) {
            const fs::path root(PANGGIL_SOURCE_DIR);
            const Layout layout =
                codec::load_layout(root / file, root, "", read_whole).value().layout;
            Studio studio(layout.canvas.height > layout.canvas.width ? Size{540, 960}
                                                                     : Size{960, 540});
            const Scene scene = drawn(studio, layout, board);
            CHECK(screen::shows_text(scene, board.call->ticket));
            for (const Card& card : board.cards) {
                INFO(file << ' ' << card.counter << ' ' << card.ticket);
                CHECK((card.ticket.empty() || screen::shows_text(scene, card.ticket)));
            }
        }
    }
}

// SPDX-License-Identifier: MIT
#include "core/clock_text.hpp"
#include "renderer/sdl/reading_order.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/studio.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace panggil;
using testing::Studio;

namespace {

constexpr std::uint32_t black_pixel = 0xFF000000U;

TextMark mark_at(Studio& studio, const Font& font, const std::string& text, Point origin) {
    const Rect ink = studio.text.measure(font, text).ink;
    return {font,
            text,
            origin,
            {255, 255, 255, 255},
            {origin.x + ink.x, origin.y + ink.y, ink.width, ink.height}};
}

} // namespace

TEST_CASE("the ten digits of Lato are equally wide", "[text]") {
    Studio studio({1, 1});
    for (const char* face : {"Lato Black", "Lato Heavy", "Lato Regular"}) {
        for (const int pixels : {24, 37, 93, 216}) {
            const int width = studio.text.measure({face, pixels}, "0").advance;
            CHECK(width > 0);
            for (const char* digit : {"1", "2", "3", "4", "5", "6", "7", "8", "9"}) {
                CHECK(studio.text.measure({face, pixels}, digit).advance == width);
            }
        }
    }
    CHECK(studio.fonts.take_problems().empty());
}

TEST_CASE("the seconds of a clock are drawn apart, where they would stand anyway", "[text]") {
    Studio studio({1, 1});
    for (const char* face : {"Lato Black", "Lato Heavy", "Lato Regular"}) {
        for (const Font& font :
             {Font{face, 24}, Font{face, 37}, Font{face, 64, 2}, Font{face, 216}}) {
            for (const char* text : {"08.15.47", "11.11.11", "23:59:07", "7.07.31"}) {
                INFO(face << ' ' << font.pixels << ' ' << text);
                const sdl::TextRun whole = sdl::render_run(studio.fonts, font, text);
                const TextExtent made = studio.text.measure(font, text);
                CHECK(std::abs(made.advance - whole.advance) <= 2);
                CHECK(std::abs(made.ink.right() - whole.ink.right()) <= 2);
                CHECK(made.ink.x == whole.ink.x);
                CHECK(made.ink.y == whole.ink.y);
                CHECK(made.ink.height == whole.ink.height);
            }
        }
    }
}

TEST_CASE("a clock keeps its width, and its minutes their place, from second to second", "[text]") {
    Studio studio({1, 1});
    const Font font{"Lato Heavy", 61};
    const TextExtent first = studio.text.measure(font, "08.15.00");
    for (int second = 10; second < 60; ++second) {
        const TextExtent next = studio.text.measure(font, "08.15." + std::to_string(second));
        CHECK(next.ink.x == first.ink.x);
        CHECK(next.advance == first.advance);
    }
}

TEST_CASE("only what has hours, minutes and seconds is a clock with seconds", "[text]") {
    const auto parts = clock_parts("08.15.47");
    REQUIRE(parts);
    CHECK(parts->head == "08.15.");
    CHECK(parts->tail == "47");
    CHECK(parts->separator == '.');
    for (const char* text :
         {"", "08.15", "F018", "08.15.4", "08.15.47 WITA", "1.2.3.44", "......", "0815.."}) {
        CHECK_FALSE(clock_parts(text));
    }
}

TEST_CASE("text paints exactly its stated ink", "[text]") {
    for (const int tracking : {0, 3, -2}) {
        for (const char* text : {"F018", "jgf", "AVATAR", "Silakan ke loket", "Éa", "W", ".",
                                 "ÅÉ j", "漢 a", "/j", "08.15.47"}) {
            Studio studio({900, 200});
            const Font font{"Lato Black", 61, tracking};
            const TextMark mark = mark_at(studio, font, text, {40, 120});
            TextMark generous = mark; // would let pixels outside the stated ink through
            generous.ink = {0, 0, 900, 200};
            studio.canvas.draw(generous, 255);
            INFO(text << " with tracking " << tracking);
            CHECK(studio.touched(black_pixel) == mark.ink);
        }
    }
}

TEST_CASE("ink is relative to the pen: a J that hangs to the left keeps its place", "[text]") {
    Studio studio({1, 1});
    const Font font{"Lato Black", 120};
    const Rect alone = studio.text.measure(font, "j").ink;
    CHECK(alone.x < 0);
    const Rect after = studio.text.measure(font, "Hj").ink;
    const int pen = studio.text.measure(font, "H").advance;
    CHECK(std::abs(after.right() - (pen + alone.right())) <= 2); // the kerning of the pair
}

TEST_CASE("ink is where the pen says, whatever margins the library adds", "[text]") {
    // Behind a wide blank no letter reaches left of the picture, so nothing can be shifted there.
    Studio studio({1, 1});
    const std::string blank = "\u2003";
    for (const int pixels : {26, 40, 120, 280}) {
        const Font font{"Lato Black", pixels};
        const int pen = studio.text.measure(font, blank).advance;
        for (const std::string text : {"j", "J", "F", "A", "y", "/j", "f", "Wj"}) {
            const Rect alone = studio.text.measure(font, text).ink;
            const Rect behind = studio.text.measure(font, blank + text).ink;
            INFO(text << " at " << pixels);
            CHECK(std::abs(behind.x - pen - alone.x) <= 1); // the blank may end within a pixel
            CHECK(behind.y == alone.y);
            CHECK(behind.height == alone.height);
        }
    }
}

TEST_CASE("the parts of a line are about as wide as the line", "[text]") {
    Studio studio({1, 1});
    const Font font{"Lato Bold", 40};
    const int whole = studio.text.measure(font, "Loket 12").advance;
    const int parts =
        studio.text.measure(font, "Loket ").advance + studio.text.measure(font, "12").advance;
    CHECK(std::abs(whole - parts) <= 2);
}

TEST_CASE("blanks have width and no ink", "[text]") {
    Studio studio({1, 1});
    const TextExtent blank = studio.text.measure({"Lato Bold", 40}, "  ");
    CHECK(blank.advance > 10);
    CHECK(blank.ink.empty());
    CHECK(studio.text.measure({"Lato Bold", 40}, "").advance == 0);
}

TEST_CASE("tracking adds to every letter", "[text]") {
    Studio studio({1, 1});
    const int plain = studio.text.measure({"Lato Black", 80, 0}, "018").advance;
    CHECK(studio.text.measure({"Lato Black", 80, 5}, "018").advance == plain + 15);
    CHECK(studio.text.measure({"Lato Black", 80, -4}, "018").advance == plain - 12);
}

TEST_CASE("a joiner against a ligature has no width and no replacement sign", "[text]") {
    Studio studio({1, 1});
    const Font font{"Lato Bold", 48};
    const TextExtent joined = studio.text.measure(font, "Istirahat");
    const TextExtent apart = studio.text.measure(font, "Isti\u200Crahat");
    CHECK(std::abs(joined.advance - apart.advance) <= 1);
    CHECK(std::abs(joined.ink.width - apart.ink.width) <= 1);
}

TEST_CASE("a joiner keeps t and i apart: two letters side by side, in exact ink", "[text]") {
    Studio studio({400, 200});
    const Font font{"Lato Bold", 120};
    const std::string apart = "t\u200Ci";
    studio.canvas.draw(mark_at(studio, font, apart, {20, 150}), 255);
    CHECK(studio.touched(black_pixel) == mark_at(studio, font, apart, {20, 150}).ink);
    const std::vector<std::uint32_t> joined_by_us = studio.picture();

    studio.canvas.set_clip({0, 0, 400, 200});
    studio.canvas.clear({0, 0, 0, 255});
    const int pen = studio.text.measure(font, "t").advance;
    studio.canvas.draw(mark_at(studio, font, "t", {20, 150}), 255);
    studio.canvas.draw(mark_at(studio, font, "i", {20 + pen, 150}), 255);
    const std::vector<std::uint32_t> side_by_side = studio.picture();

    studio.canvas.clear({0, 0, 0, 255});
    studio.canvas.draw(mark_at(studio, font, "ti", {20, 150}), 255);
    const std::vector<std::uint32_t> ligature = studio.picture();

    const auto difference = [&](const std::vector<std::uint32_t>& other) {
        long long sum = 0;
        for (std::size_t at = 0; at < other.size(); ++at) {
            const auto level = [](std::uint32_t pixel) { return static_cast<int>(pixel & 255U); };
            sum += std::abs(level(other[at]) - level(joined_by_us[at]));
        }
        return sum / 255; // in whole pixels
    };
    CHECK(difference(side_by_side) < 120); // the edges of a shift by less than a pixel
    CHECK(difference(ligature) > 3 * difference(side_by_side));
}

TEST_CASE("a letter that the face lacks comes from the fall-back", "[text]") {
    Studio studio({1, 1});
    const TextExtent thai = studio.text.measure({"Lato Bold", 48}, "\u0E01");
    CHECK(!thai.ink.empty());
    const TextExtent mixed = studio.text.measure({"Lato Bold", 48}, "A\u2116B");
    CHECK(mixed.advance > studio.text.measure({"Lato Bold", 48}, "AB").advance);
}

TEST_CASE("a letter that no font has leaves a quiet gap and is told once", "[text]") {
    Studio studio({400, 100});
    const Font font{"Lato Bold", 48};
    // Private letters, as good as an emoji of next year.
    const TextExtent gap = studio.text.measure(font, "\U0010FFF1\U0010FFF2\U0010FFF3");
    CHECK(gap.ink.empty());
    CHECK(gap.advance == 24);
    const TextExtent number = studio.text.measure(font, "F018");
    const TextExtent both = studio.text.measure(font, "\U0010FFF1F018");
    CHECK(both.advance == number.advance + 24);
    CHECK(both.ink.width == number.ink.width);
    const Problems problems = studio.fonts.take_problems();
    REQUIRE(problems.size() == 3);
    CHECK(problems.front().code == "font.no_letter");
    CHECK(problems.front().what.find("U+10FFF1") != std::string::npos);
    static_cast<void>(studio.text.measure({"Lato Bold", 50}, "\U0010FFF1"));
    CHECK(studio.fonts.take_problems().empty());
}

TEST_CASE("a text in a script that nobody here has does not fill the log", "[text]") {
    Studio studio({1, 1});
    std::string text;
    for (int at = 0; at < 200; ++at) {
        text += "\xF4\x8F\xBE" + std::string(1, static_cast<char>(0x80 + at % 64));
        text += "\xF4\x8F\xBD" + std::string(1, static_cast<char>(0x80 + at % 64));
    }
    static_cast<void>(studio.text.measure({"Lato Bold", 48}, text));
    CHECK(studio.fonts.take_problems().size() <= 20);
}

namespace {

std::string order_of(const std::string& codes) {
    std::vector<sdl::FontBook::Letter> letters;
    for (const char each : codes) { // small letters stand for Hebrew ones
        const auto code = static_cast<Uint32>(each);
        letters.push_back({each >= 'a' ? code - 'a' + 0x05D0 : code, std::string(1, each)});
    }
    std::string order;
    for (const sdl::Stretch& stretch : sdl::stretches_of(letters)) {
        order += stretch.leftward ? '<' : '>';
        for (const auto& letter : stretch.letters) {
            order += letter.bytes;
        }
    }
    return order;
}

} // namespace

TEST_CASE("a line is read in the directions of its letters", "[text]") {
    CHECK(order_of("F018") == ">F018");
    CHECK(order_of("") == ">");
    CHECK(order_of("abc") == "<abc");
    CHECK(order_of("LOKET abc TIGA") == ">LOKET <abc> TIGA");
    CHECK(order_of("LOKET abc 12") == ">LOKET >12<abc ");
    CHECK(order_of("abc 12 def") == "< def>12<abc ");
    CHECK(order_of("abc F018 def") == "< def>F018<abc ");
    CHECK(order_of("abc F 1 (G) def") == "< def>F 1 (G)<abc ");
}

TEST_CASE("letters that are written from right to left stand so", "[text]") {
    Studio studio({400, 200});
    // A narrow letter and after it a wide one: yod, shin.
    const TextMark mark = mark_at(studio, {"Lato Black", 100}, "\u05D9\u05E9", {100, 150});
    studio.canvas.draw(mark, 255);
    CHECK(studio.touched(black_pixel) == mark.ink);
    std::vector<int> widths; // of the letters, with the blank columns between them
    bool blank = true;
    for (int x = mark.ink.x; x < mark.ink.right(); ++x) {
        bool touched = false;
        for (int y = mark.ink.y; y < mark.ink.bottom(); ++y) {
            touched = touched || studio.canvas.pixel(x, y) != black_pixel;
        }
        if (touched && blank) {
            widths.push_back(0);
        }
        blank = !touched;
        widths.back() += touched ? 1 : 0;
    }
    REQUIRE(widths.size() == 2);
    CHECK(widths.front() > 2 * widths.back()); // the wide one is left of the narrow one
    CHECK(studio.fonts.take_problems().empty());
    // Joined Arabic is narrower than its letters alone, with tracking as well.
    for (const int tracking : {0, 6}) {
        const Font font{"Lato Black", 60, tracking};
        const int joined = studio.text.measure(font, "\u0633\u0644\u0627\u0645").advance;
        int alone = 0;
        for (const char* letter : {"\u0633", "\u0644", "\u0627", "\u0645"}) {
            alone += studio.text.measure(font, letter).advance;
        }
        CHECK(joined > 0);
        CHECK(joined < alone);
    }
}

TEST_CASE("an unknown face is replaced and reported once", "[text]") {
    Studio studio({1, 1});
    CHECK(studio.text.measure({"Nosuch Face", 30}, "abc").advance > 0);
    CHECK(studio.text.measure({"Nosuch Face", 60}, "abc").advance > 0);
    const Problems problems = studio.fonts.take_problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().code == "font.replaced");
    CHECK(problems.front().where == "Nosuch Face");
}

TEST_CASE("a broken font file is reported once, and the text is drawn all the same", "[text]") {
    const std::filesystem::path folder = std::string(PANGGIL_BINARY_DIR) + "/text_test_fonts";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "Lato-Black.ttf") << "no font";
    sdl::FontBook fonts(testing::lato(), folder);
    sdl::Media media;
    sdl::TextCache text(fonts, media);
    CHECK(!text.measure({"Lato Black", 40}, "F018").ink.empty());
    CHECK(!text.measure({"Lato Black", 80}, "F018").ink.empty());
    const Problems problems = fonts.take_problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().code == "font.unreadable");
    std::filesystem::remove_all(folder);
}

TEST_CASE("a face outside the table is found by family and style", "[text]") {
    Studio studio({1, 1});
    CHECK(studio.fonts.file_of("Noto Sans Bold").find("NotoSans-Bold") != std::string::npos);
    CHECK(studio.fonts.take_problems().empty());
}

TEST_CASE("a capital H is as high as the font says", "[text]") {
    Studio studio({1, 1});
    const Font font{"Lato Black", 100};
    const FontExtent extent = studio.text.extent(font);
    const Rect ink = studio.text.measure(font, "H").ink;
    CHECK(ink.y == -extent.cap_height);
    CHECK(ink.height == extent.cap_height);
    CHECK(extent.ascent > extent.cap_height);
    CHECK(extent.descent > 0);
}

TEST_CASE("runs are kept within the budget", "[text]") {
    sdl::FontBook fonts(testing::lato(), "no-such-folder");
    sdl::Media media;
    sdl::TextCache text(fonts, media, 40'000);
    for (int number = 0; number < 300; ++number) {
        (void)text.measure({"Lato Bold", 40}, std::to_string(number));
        REQUIRE(text.kept_bytes() <= 40'000);
    }
}

TEST_CASE("a font file is opened once for all its sizes, and each looks as if it were alone",
          "[text]") {
    const auto picture = [](sdl::FontBook& fonts, int pixels) {
        const sdl::TextRun run = sdl::render_run(fonts, {"Lato Black", pixels}, "Loket 3 AVATo");
        CHECK(!run.ink.empty());
        return run;
    };
    sdl::FontBook fonts(testing::lato(), "no-such-folder");
    for (int round = 0; round < 2; ++round) {
        for (const int pixels : {20, 90, 21, 20, 33}) {
            sdl::FontBook fresh(testing::lato(), "no-such-folder");
            const sdl::TextRun alone = picture(fresh, pixels);
            const sdl::TextRun beside = picture(fonts, pixels);
            CHECK(beside.coverage == alone.coverage);
            CHECK(beside.ink == alone.ink);
            CHECK(beside.advance == alone.advance);
        }
        static_cast<void>(sdl::render_run(fonts, {"Lato Bold", 40}, "Loket 3"));
    }
    CHECK(fonts.open_fonts() == 2);
}

TEST_CASE("the minutes of a clock are not kept", "[text]") {
    sdl::FontBook fonts(testing::lato(), "no-such-folder");
    sdl::Media media;
    sdl::TextCache text(fonts, media);
    const auto pass = [&](int hour) {
        for (int minute = 0; minute < 60; ++minute) {
            const std::string time = std::to_string(hour) + '.' + std::to_string(10 + minute % 50);
            for (int second = 10; second < 60; ++second) {
                (void)text.measure({"Lato Bold", 40}, time + '.' + std::to_string(second));
            }
        }
    };
    pass(10);
    const std::size_t after_an_hour = text.kept_bytes();
    for (int hour = 11; hour < 20; ++hour) {
        pass(hour);
    }
    CHECK(text.kept_bytes() < after_an_hour + 10'000); // nothing but the sixty seconds
}

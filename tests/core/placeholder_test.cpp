// SPDX-License-Identifier: MIT
#include "core/placeholder.hpp"
#include "tests/catch.hpp"

using namespace panggil;

namespace {

struct Words {
    Board board;
    Card card;
    Tree strings = Tree(Tree::Object{{"goto", "Silakan ke loket"}});

    std::string operator()(std::string_view text) const {
        PlaceholderScope scope;
        scope.board = &board;
        scope.card = &card;
        scope.strings = &strings;
        return fill_placeholders(text, scope);
    }
};

} // namespace

TEST_CASE("placeholders read the card and the hall", "[placeholder]") {
    Words words;
    words.board.hall_name = "Mal Pelayanan Publik";
    words.card.agency_short = "Dukcapil";
    words.card.place = "Gerai";
    words.card.number = "3";
    words.card.ticket = "4K-10";
    words.card.queues = {{"ktp", "KTP", 4}, {"kk", "KK", 3}};
    CHECK(words("{hall.name}: {agency.short}") == "Mal Pelayanan Publik: Dukcapil");
    CHECK(words("{desk.place}") == "Gerai 3");
    CHECK(words("{ticket.letter} {ticket.digits}") == "4K 10");
    CHECK(words("{waiting} antre") == "7 antre");
    CHECK(words("{strings.goto}") == "Silakan ke loket");
}

TEST_CASE("an unknown placeholder stays visible", "[placeholder]") {
    const Words words;
    CHECK(words("{agency.shrot} {strings.none} {") == "{agency.shrot} {strings.none} {");
}

TEST_CASE("what stands in brackets vanishes with its placeholders", "[placeholder]") {
    Words words;
    CHECK(words("Istirahat[ s.d. {until:HH.mm}]") == "Istirahat");
    words.card.until = "13.00";
    CHECK(words("Istirahat[ s.d. {until:HH.mm}]") == "Istirahat s.d. 13.00");
    CHECK(words("[{reason} · ]{until}") == "13.00");
    CHECK(words("Lantai [2]") == "Lantai [2]");
    CHECK(words("{until} [") == "13.00 [");
}

TEST_CASE("a holiday and the next opening are said, or nothing of them", "[placeholder]") {
    Words words;
    CHECK(words("{holiday}[Buka {reopens:EEEE}]") == "");
    words.board.holiday = "Hari Buruh";
    words.board.reopens = std::chrono::sys_days(std::chrono::year(2026) / 5 / 4);
    CHECK(words("{holiday}[: buka {reopens:EEEE, d MMMM}][ pukul {reopens}]") ==
          "Hari Buruh: buka Senin, 4 Mei pukul 08.00");
}

TEST_CASE("what people wrote is never read as a placeholder", "[placeholder]") {
    Words words;
    words.card.reason = "{hall.name} [x]";
    CHECK(words("Tutup: {reason}") == "Tutup: {hall.name} [x]");
}

TEST_CASE("an age is told in minutes", "[placeholder]") {
    Words words;
    PlaceholderScope scope;
    scope.board = &words.board;
    scope.card = &words.card;
    scope.utc = UtcTime{Minutes(100)};
    CHECK(fill_placeholders("{age}", scope) == "baru saja");
    words.card.called_at = Millis(Minutes(93)).count();
    CHECK(fill_placeholders("{age}", scope) == "7 menit lalu");
}

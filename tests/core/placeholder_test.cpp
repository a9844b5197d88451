// SPDX-License-Identifier: MIT
#include "core/placeholder.hpp"
#include "tests/catch.hpp"

#include <algorithm>

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

TEST_CASE("every placeholder reads its own field", "[placeholder]") {
    Words words;
    Card& card = words.card;
    Board& board = words.board;
    board.utc_offset = Minutes(480);
    card.agency_id = "dukcapil";
    card.agency_short = "Dukcapil";
    card.agency_label = "Dinas Dukcapil";
    card.agency_tagline = "Melayani sepenuh hati";
    card.agency_kind = "opd";
    card.service_label = "KTP elektronik";
    card.service_short = "KTP";
    card.service_fee = "gratis";
    card.service_duration = "15 menit";
    card.number = "3";
    card.numbers = "3 dan 4";
    card.place = "Loket";
    card.ticket = "F018";
    card.attempt = 2;
    card.queues = {{"ktp", "KTP", 5}};
    card.eta_from = 10;
    card.eta_to = 20;
    card.quota_left = 0;
    card.until = "13.00";
    card.reason = "Rapat";
    card.priority = "lansia";
    card.called_at = 1'795'478'400'000; // 2026-11-24 08.00 in the hall
    board.hall_name = "MPP";
    board.hall_place = "Kabupaten Bolaang Mongondow Utara";
    board.hall_place_short = "Bolmut";
    board.hall_address = "Jalan Trans Sulawesi";
    board.clock_suffix = "WITA";
    board.holiday = "Hari Guru";
    board.said = "nomor antrean";
    board.reopens = UtcTime(Millis(1'795'478'400'000 + 86'400'000));
    board.heard_at = UtcTime(Millis(1'795'478'400'000 + 60'000));

    const std::vector<std::pair<std::string, std::string>> expected{
        {"agency.id", "dukcapil"},
        {"agency.short", "Dukcapil"},
        {"agency.label", "Dinas Dukcapil"},
        {"agency.tagline", "Melayani sepenuh hati"},
        {"agency.kind", "opd"},
        {"service.label", "KTP elektronik"},
        {"service.short", "KTP"},
        {"service.fee", "gratis"},
        {"service.duration", "15 menit"},
        {"desk.number", "3"},
        {"desk.numbers", "3 dan 4"},
        {"desk.label", "Loket"},
        {"desk.place", "Loket 3"},
        {"ticket", "F018"},
        {"ticket.letter", "F"},
        {"ticket.digits", "018"},
        {"attempt", "2"},
        {"waiting", "5"},
        {"ahead", "5"},
        {"eta", "20 menit"},
        {"etaRange", "10–20 menit"},
        {"quotaLeft", "0"},
        {"until", "13.00"},
        {"reason", "Rapat"},
        {"priority", "lansia"},
        {"called", "08.00"},
        {"age", "baru saja"},
        {"hall.name", "MPP"},
        {"hall.place", "Kabupaten Bolaang Mongondow Utara"},
        {"hall.placeShort", "Bolmut"},
        {"hall.clock", "WITA"},
        {"hall.address", "Jalan Trans Sulawesi"},
        {"holiday", "Hari Guru"},
        {"reopens", "08.00"},
        {"said", "nomor antrean"},
        {"link.heard", "08.01"},
        {"page", "2"},
        {"pages", "3"}};
    PlaceholderScope scope{&board, &card, &words.strings, 2, 3, UtcTime(Millis(card.called_at))};
    for (const auto& [name, text] : expected) {
        INFO(name);
        CHECK(fill_placeholders("{" + name + "}", scope) == text);
    }
    // None is forgotten here.
    CHECK(all_placeholders().size() == expected.size());
    for (const std::string_view name : all_placeholders()) {
        CHECK(std::ranges::find(expected, name, &std::pair<std::string, std::string>::first) !=
              expected.end());
    }
    scope.card = nullptr; // outside a repeater a card's names are empty, not unknown
    CHECK(fill_placeholders("<{ticket}{called}{quotaLeft}{eta}>", scope) == "<>");
}

TEST_CASE("a place without a number, or a number without a place, has no blank beside it",
          "[placeholder]") {
    Words words;
    words.card.place = "Gerai";
    CHECK(words("<{desk.place}>") == "<Gerai>");
    words.card.number = "3";
    CHECK(words("<{desk.place}>") == "<Gerai 3>");
    words.card.place = "";
    CHECK(words("<{desk.place}>") == "<3>");
}

TEST_CASE("a wait that is one figure is said as one, and an unknown one not at all",
          "[placeholder]") {
    Words words;
    CHECK(words("{etaRange}") == "");
    words.card.eta_to = 1;
    words.card.eta_from = 1;
    CHECK(words("{etaRange}") == "1 menit");
    words.card.eta_from = 0;
    CHECK(words("{etaRange}") == "0–1 menit");
    CHECK(words("{eta}") == "1 menit");
}

TEST_CASE("a time is said by its pattern, an age short or long", "[placeholder]") {
    Words words;
    words.board.utc_offset = Minutes(480);
    words.card.until = "13.05";
    CHECK(words("{until:H:mm}") == "13:05");
    words.card.until = "sebentar"; // as the hub states it, when it is no time
    CHECK(words("{until:H:mm}") == "sebentar");
    words.card.called_at = 1'795'478'400'000;
    PlaceholderScope scope{
        &words.board, &words.card, nullptr, 1, 1, UtcTime(Millis(words.card.called_at + 59'999))};
    CHECK(fill_placeholders("{age}, {age:short}", scope) == "baru saja, baru");
    scope.utc += Millis(1);
    CHECK(fill_placeholders("{age}, {age:short}", scope) == "1 menit lalu, 1 mnt");
    words.card.called_at = 0;
    CHECK(fill_placeholders("{age}", scope) == "baru saja");
}

TEST_CASE("which form a placeholder can have is known, and what a text names", "[placeholder]") {
    for (const char* name : {"until", "called", "reopens", "link.heard"}) {
        INFO(name);
        CHECK(has_form(name, "EEEE, d MMMM yyyy HH.mm:ss"));
        CHECK_FALSE(has_form(name, "HH.mm WITA"));
        CHECK_FALSE(has_form(name, "short"));
    }
    CHECK(has_form("age", "short"));
    CHECK(has_form("age", "long"));
    CHECK_FALSE(has_form("age", "HH.mm"));
    CHECK(has_form("ticket", ""));
    CHECK_FALSE(has_form("ticket", "short"));
    CHECK(has_form("nobody.knows", "short")); // told as unknown, not as a wrong form
    CHECK(placeholder_names("{ticket} ke {desk.place}, {until:HH.mm} {") ==
          std::vector<std::string>{"ticket", "desk.place", "until"});
    const auto uses = placeholder_uses("{ticket} {until:HH:mm}");
    REQUIRE(uses.size() == 2);
    CHECK(uses[0].format.empty());
    CHECK(uses[1].name == "until");
    CHECK(uses[1].format == "HH:mm");
}

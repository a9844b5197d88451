// SPDX-License-Identifier: MIT
#include "core/plain_text.hpp"
#include "core/ticket_code.hpp"
#include "tests/catch.hpp"

using namespace panggil;

TEST_CASE("a ticket's label is taken apart into prefix, hyphen and digits", "[ticket_code]") {
    CHECK(parse_ticket_code("F018").value() == TicketCode{"F", "", "018"});
    CHECK(parse_ticket_code("A-042").value() == TicketCode{"A", "-", "042"});
    CHECK(parse_ticket_code("4K-10").value() == TicketCode{"4K", "-", "10"});
    CHECK(parse_ticket_code("L412").value().number() == 412);
    CHECK(parse_ticket_code("12abc-9999").value().text() == "12ABC-9999");
}

TEST_CASE("what does not follow the pattern is not a ticket", "[ticket_code]") {
    for (const auto* text :
         {"", "018", "F", "F-", "F--1", "F01234", "123F1", "ABCD1", "F 18", "F01a",
          "\xC3\x81"
          "018",
          "-1", "F018 "}) {
        INFO(text);
        const auto code = parse_ticket_code(text);
        REQUIRE_FALSE(code);
        CHECK(code.problem().code == "bad_ticket");
        CHECK_FALSE(code.problem().pesan.empty());
    }
}

TEST_CASE("what is made can be read back", "[ticket_code]") {
    for (const auto* prefix : {"F", "4K-", "A-", "12ABC", "L"}) {
        REQUIRE(is_ticket_prefix(prefix));
        for (const int number : {1, 9, 10, 99, 100, 999, 1000, 9999}) {
            const std::string label = make_ticket_code(prefix, number, 3);
            INFO(label);
            CHECK(parse_ticket_code(label).value().number() == number);
            CHECK(parse_ticket_code(label).value().text() == label);
        }
    }
    CHECK(make_ticket_code("F", 18, 3) == "F018");
    CHECK(make_ticket_code("4K-", 10, 2) == "4K-10");
    CHECK_FALSE(is_ticket_prefix("123A"));
    CHECK_FALSE(is_ticket_prefix("f"));
    CHECK_FALSE(is_ticket_prefix("A1"));
    CHECK_FALSE(is_ticket_prefix(""));
}

TEST_CASE("text for the wall hides nothing and turns nothing around", "[plain_text]") {
    CHECK(fault_of_text("Rapat s.d. 13.00 — Bolaang Mongondow é 人 😀", 60).empty());
    CHECK(fault_of_text("tab\there", 60) == "holds a control character");
    CHECK(fault_of_text("\xC2\x85", 60) == "holds a control character");
    CHECK(fault_of_text("abc\xE2\x80\xAE"
                        "cba",
                        60) == "holds an invisible or direction-changing character");
    CHECK(fault_of_text("zero\xE2\x80\x8Bwidth", 60) ==
          "holds an invisible or direction-changing character");
    CHECK(fault_of_text("\xC0\xAF", 60) == "is not valid UTF-8");
    CHECK(fault_of_text("\xED\xA0\x80", 60) == "is not valid UTF-8");
    CHECK(fault_of_text("\xF4\x90\x80\x80", 60) == "is not valid UTF-8");
    CHECK(fault_of_text("\xE2\x80", 60) == "is not valid UTF-8");
    CHECK(fault_of_text("12345", 5).empty());
    CHECK(fault_of_text("123456", 5) == "is longer than 5 characters");
}

// SPDX-License-Identifier: MIT
#include "hub/web/call_book.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using namespace panggil::hub::web;
using namespace std::chrono_literals;

namespace {

Announcement call() {
    Announcement announcement;
    announcement.call_id = "1-1";
    announcement.ticket = "F001";
    announcement.counter = "1";
    announcement.zone = "lobi";
    announcement.ttl = 90s;
    return announcement;
}

std::string nobody(const std::string&) {
    return "";
}

} // namespace

TEST_CASE("a verdict holds while nothing new is reported, and is told once", "[web][calls]") {
    CallBook book;
    Moment now{1h};
    book.begin(call(), now, UtcTime{}, now);
    const std::vector<Receipt> muted{{"1-1", "tv-1", "lobi", "muted", 0ms, UtcTime{}}};
    int told = 0;
    auto last = Hearing::Waiting;
    for (int tenths = 0; tenths < 150; ++tenths) {
        now += 100ms;
        book.take("1-1", muted, nobody, now);
        const Hearing hearing = book.find("1-1")->verdict.hearing;
        told += hearing != last ? 1 : 0;
        last = hearing;
    }
    CHECK(told == 1);
    CHECK(last == Hearing::NotHeard);
    CHECK(book.find("1-1")->revision == 2); // the receipt, then the verdict
}

TEST_CASE("what is reported after a verdict is still taken", "[web][calls]") {
    CallBook book;
    Moment now{1h};
    book.begin(call(), now, UtcTime{}, now);
    std::vector<Receipt> receipts{{"1-1", "tv-1", "lobi", "muted", 0ms, UtcTime{}}};
    book.take("1-1", receipts, nobody, now);
    now += 5s;
    book.take("1-1", receipts, nobody, now);
    REQUIRE(book.find("1-1")->verdict.hearing == Hearing::NotHeard);
    CHECK(book.due(now) == std::vector<std::string>{"1-1"});
    receipts.push_back({"1-1", "tv-2", "lobi", "done", 3s, UtcTime{}});
    book.take("1-1", receipts, nobody, now + 1s);
    CHECK(book.find("1-1")->verdict.hearing == Hearing::Heard);
    CHECK(book.due(now + 40s).empty()); // told for long enough
}

TEST_CASE("a call that was not heard is asked for as long as a voice may still say it",
          "[web][calls]") {
    CallBook book;
    const Moment made{1h};
    book.begin(call(), made, UtcTime{}, made);
    std::vector<Receipt> receipts{{"1-1", "tv-1", "lobi", "muted", 0ms, UtcTime{}}};
    book.take("1-1", receipts, nobody, made);
    book.take("1-1", receipts, nobody, made + 5s);
    REQUIRE(book.find("1-1")->verdict.hearing == Hearing::NotHeard);
    CHECK(book.due(made + 80s).size() == 1); // it may begin until 90 s have passed
    receipts.push_back({"1-1", "tv-1", "lobi", "done", 3s, UtcTime{}});
    book.take("1-1", receipts, nobody, made + 85s);
    CHECK(book.find("1-1")->verdict.hearing == Hearing::Heard);
    CHECK(book.due(made + 100s).size() == 1); // told for a while
    CHECK(book.due(made + 106s).empty());
    CHECK(book.calls_of("1", made + 119s).size() == 1);
    CHECK(book.calls_of("1", made + 121s).empty());
}

TEST_CASE("a call that nobody has said in its time is asked for no more", "[web][calls]") {
    CallBook book;
    const Moment made{1h};
    book.begin(call(), made, UtcTime{}, made);
    const std::vector<Receipt> receipts{{"1-1", "tv-1", "lobi", "muted", 0ms, UtcTime{}}};
    book.take("1-1", receipts, nobody, made);
    book.take("1-1", receipts, nobody, made + 5s);
    CHECK(book.due(made + 111s).empty());
}

TEST_CASE("a call that something else held up is asked for, and told of, as long as it is good",
          "[web][calls]") {
    CallBook book;
    const Moment made{1h};
    book.begin(call(), made, UtcTime{}, made);
    std::vector<Receipt> receipts{{"1-1", "tv-1", "lobi", "postponed", 300s, UtcTime{}},
                                  {"1-1", "tv-1", "lobi", "failed", 0ms, UtcTime{}}};
    book.take("1-1", receipts, nobody, made + 180s);
    book.take("1-1", receipts, nobody, made + 185s);
    REQUIRE(book.find("1-1")->verdict.hearing == Hearing::NotHeard);
    CHECK(book.due(made + 310s).size() == 1);
    CHECK(book.calls_of("1", made + 206s).empty()); // nothing new for long
    receipts.push_back({"1-1", "tv-1", "lobi", "done", 3s, UtcTime{}});
    book.take("1-1", receipts, nobody, made + 311s);
    CHECK(book.calls_of("1", made + 312s).size() == 1);
}

TEST_CASE("a call that was withdrawn is asked for no longer than one that was heard",
          "[web][calls]") {
    CallBook book;
    const Moment made{1h};
    book.begin(call(), made, UtcTime{}, made);
    book.take("1-1", {{"1-1", "tv-1", "lobi", "withdrawn", 0ms, UtcTime{}}}, nobody, made + 2s);
    REQUIRE(book.find("1-1")->verdict.hearing == Hearing::NotHeard);
    CHECK(book.due(made + 20s).size() == 1);
    CHECK(book.due(made + 23s).empty());
}

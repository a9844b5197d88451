// SPDX-License-Identifier: MIT
#include "core/ledger.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using Answer = SpeakVerdict::Answer;

namespace {

Receipt tells(std::string screen, std::string phase, std::int64_t at = 0) {
    return {"1-7", std::move(screen), "lobi", std::move(phase), Millis{0}, UtcTime{Millis{at}}};
}

} // namespace

TEST_CASE("a call is given to one screen, and to the same one again", "[ledger]") {
    Ledger ledger;
    CHECK(ledger.judge("1-7", "tv-1", false) == Answer::Held);
    CHECK(ledger.judge("1-7", "tv-1", true) == Answer::Granted);
    CHECK(ledger.note(tells("tv-1", "granted")));
    CHECK(ledger.judge("1-7", "tv-1", true) == Answer::Granted);
    CHECK(ledger.judge("1-7", "tv-2", true) == Answer::Held);
    // The zone has moved, but the call is still the first one's.
    CHECK(ledger.judge("1-7", "tv-1", false) == Answer::Granted);
    CHECK(ledger.judge("1-8", "tv-2", true) == Answer::Granted);
}

TEST_CASE("who failed gives the call back, who ended it settles it", "[ledger]") {
    Ledger ledger;
    (void)ledger.note(tells("tv-1", "granted"));
    for (const char* phase : {"failed", "muted", "interrupted"}) {
        INFO(phase);
        Ledger given_back = ledger;
        CHECK(given_back.note(tells("tv-2", phase)));
        CHECK(given_back.judge("1-7", "tv-2", true) == Answer::Held);
        CHECK(given_back.note(tells("tv-1", phase)));
        CHECK(given_back.judge("1-7", "tv-2", true) == Answer::Granted);
        CHECK_FALSE(given_back.is_settled("1-7"));
    }
    for (const char* phase : {"done", "expired", "withdrawn"}) {
        INFO(phase);
        Ledger settled = ledger;
        CHECK(settled.note(tells("tv-1", phase)));
        CHECK(settled.is_settled("1-7"));
        CHECK(settled.judge("1-7", "tv-1", true) == Answer::Settled);
        CHECK(settled.judge("1-7", "tv-2", true) == Answer::Settled);
    }
    CHECK(ledger.note(tells("tv-2", "shown")));
    CHECK_FALSE(ledger.is_settled("1-7"));
}

TEST_CASE("what is told twice is kept once, but a voice may be given again", "[ledger]") {
    Ledger ledger;
    CHECK(ledger.note(tells("tv-1", "shown")));
    CHECK_FALSE(ledger.note(tells("tv-1", "shown", 5)));
    CHECK(ledger.note(tells("tv-1", "granted", 1)));
    CHECK(ledger.note(tells("tv-1", "failed", 2)));
    CHECK(ledger.note(tells("tv-1", "granted", 3)));
    CHECK(ledger.judge("1-7", "tv-2", true) == Answer::Held);
    CHECK(ledger.receipts("1-7").size() == 4);
}

TEST_CASE("who could not say a call and now can tells so again, once", "[ledger]") {
    Ledger ledger;
    const auto with_bid = [](const std::string& phase, const std::string& bid, std::int64_t at) {
        Receipt receipt = tells("tv-1", phase, at);
        receipt.bid = bid;
        return receipt;
    };
    CHECK(ledger.note(tells("tv-1", "queued")));
    CHECK_FALSE(ledger.note(tells("tv-1", "queued", 5)));
    CHECK(ledger.note(with_bid("muted", "a-1", 6)));
    CHECK_FALSE(ledger.note(with_bid("muted", "a-1", 7))); // told again: times are reckoned anew
    CHECK(ledger.note(with_bid("queued", "a-2", 8)));
    CHECK_FALSE(ledger.note(with_bid("queued", "a-2", 9)));
    CHECK(ledger.judge("1-7", "tv-1", true) == Answer::Granted);
    // A late word about the time without a voice takes nothing from who is saying it.
    (void)ledger.note(with_bid("granted", "a-3", 10));
    CHECK_FALSE(ledger.note(with_bid("muted", "a-0", 11)));
    CHECK(ledger.judge("1-7", "tv-2", true) == Answer::Held);
}

TEST_CASE("a ping may tell the end before the report that knows how long it was heard",
          "[ledger]") {
    Ledger ledger;
    CHECK(ledger.note(tells("tv-1", "done")));
    Receipt report = tells("tv-1", "done");
    report.audible = Millis{3100};
    CHECK_FALSE(ledger.note(report)); // nothing new has happened
    REQUIRE(ledger.receipts("1-7").size() == 1);
    CHECK(ledger.receipts("1-7").front().audible == Millis{3100});
    CHECK_FALSE(ledger.note(tells("tv-1", "done"))); // the next ping takes nothing away
    CHECK(ledger.receipts("1-7").front().audible == Millis{3100});
}

TEST_CASE("a word about an older bid takes nothing away", "[ledger]") {
    const auto with_bid = [](const char* phase, const char* bid, std::int64_t at) {
        Receipt receipt = tells("tv-1", phase, at);
        receipt.bid = bid;
        return receipt;
    };
    Ledger ledger;
    CHECK(ledger.note(with_bid("granted", "a-1", 1)));
    CHECK(ledger.note(with_bid("failed", "a-1", 2)));
    CHECK(ledger.note(with_bid("granted", "a-2", 3)));
    SECTION("the failure of the first voice comes once more, late") {
        CHECK(ledger.is_stale(with_bid("failed", "a-1", 9)));
        CHECK_FALSE(ledger.note(with_bid("failed", "a-1", 9)));
        CHECK(ledger.judge("1-7", "tv-2", true) == Answer::Held);
    }
    SECTION("that of the second counts, once") {
        CHECK(ledger.note(with_bid("failed", "a-2", 9)));
        CHECK_FALSE(ledger.note(with_bid("failed", "a-2", 10)));
        CHECK(ledger.judge("1-7", "tv-2", true) == Answer::Granted);
    }
    SECTION("what was heard was heard") {
        CHECK(ledger.note(with_bid("done", "a-1", 9)));
        CHECK(ledger.is_settled("1-7"));
    }
    SECTION("a client without bids is believed") {
        CHECK(ledger.note(tells("tv-1", "failed", 9)));
        CHECK(ledger.judge("1-7", "tv-2", true) == Answer::Granted);
    }
}

TEST_CASE("what an earlier life of a screen was given is given back", "[ledger]") {
    const auto with_bid = [](const char* phase, const char* bid) {
        Receipt receipt = tells("tv-1", phase);
        receipt.bid = bid;
        return receipt;
    };
    Ledger ledger;
    CHECK(ledger.note(with_bid("granted", "a-1")));
    CHECK(ledger.begin_life("tv-1", "a").empty());
    CHECK(ledger.begin_life("tv-2", "b").empty());
    CHECK(ledger.judge("1-7", "tv-2", true) == Answer::Held);
    SECTION("to whoever speaks") {
        CHECK(ledger.begin_life("tv-1", "b") == std::vector<std::string>{"1-7"});
        CHECK(ledger.judge("1-7", "tv-2", true) == Answer::Granted);
    }
    SECTION("but not what it has said") {
        CHECK(ledger.note(with_bid("done", "a-1")));
        CHECK(ledger.begin_life("tv-1", "b").empty());
        CHECK(ledger.is_settled("1-7"));
    }
}

TEST_CASE("however much was told, the end of a call gets through", "[ledger]") {
    Ledger ledger;
    for (int at = 0; at < 1000; ++at) {
        (void)ledger.note(tells("tv-1", "failed", at));
    }
    CHECK(ledger.receipts("1-7").size() == 300);
    CHECK(ledger.note(tells("tv-1", "done", 5000)));
    CHECK(ledger.is_settled("1-7"));
}

TEST_CASE("the ledger forgets the oldest calls", "[ledger]") {
    Ledger ledger;
    for (int call = 0; call < 3000; ++call) {
        (void)ledger.note({std::to_string(call), "tv-1", "lobi", "done", Millis{0}, {}});
    }
    CHECK_FALSE(ledger.is_settled("0"));
    CHECK(ledger.is_settled("2999"));
}

TEST_CASE("the ledger keeps the last thousand calls", "[ledger]") {
    Ledger ledger;
    const auto note = [&](int call) {
        (void)ledger.note({std::to_string(call), "tv-1", "lobi", "done", Millis{0}, {}});
    };
    for (int call = 0; call < 1000; ++call) {
        note(call);
    }
    CHECK(ledger.is_settled("0"));
    note(1000);
    CHECK_FALSE(ledger.is_settled("0"));
    CHECK(ledger.is_settled("1"));
}

TEST_CASE("the ledger keeps a day's calls, and the last hundred whatever the clock says",
          "[ledger]") {
    Ledger ledger;
    const auto note = [&](int call, std::int64_t hours) {
        (void)ledger.note({std::to_string(call), "tv-1", "lobi", "done", Millis{0},
                           UtcTime{std::chrono::hours(hours)}});
    };
    for (int call = 0; call < 200; ++call) {
        note(call, 100);
    }
    note(200, 124);
    CHECK(ledger.is_settled("0")); // a day has not passed
    note(201, 125);
    CHECK_FALSE(ledger.is_settled("101"));
    CHECK(ledger.is_settled("102"));
    CHECK(ledger.receipts("102").size() == 1);
    note(202, -1'000'000); // the clock was set back
    CHECK(ledger.is_settled("102"));
    CHECK(ledger.is_settled("201"));
}

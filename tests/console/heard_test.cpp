// SPDX-License-Identifier: MIT
#include "console/heard.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using namespace panggil::console;
using namespace std::chrono_literals;

namespace {

Receipt told(std::string screen, std::string phase) {
    return {"100-7", std::move(screen), "lobi", std::move(phase), Millis(6800), UtcTime{}};
}

Wait after(Millis passed, std::string speaker = "tv-1") {
    return {std::move(speaker), 120s, passed};
}

} // namespace

TEST_CASE("one screen that said it to its end is enough", "[heard]") {
    const Verdict verdict = judge({told("tv-2", "shown"), told("tv-2", "failed"),
                                   told("tv-1", "started"), told("tv-1", "done")},
                                  after(9s));
    CHECK(verdict.hearing == Hearing::Heard);
    CHECK(verdict.receipt.screen == "tv-1");
}

TEST_CASE("a call that is queued or being said is waited for", "[heard]") {
    CHECK(judge({}, after(1s)).hearing == Hearing::Waiting);
    CHECK(judge({told("tv-1", "shown")}, after(1s)).hearing == Hearing::Waiting);
    CHECK(judge({told("tv-1", "queued")}, after(100s)).hearing == Hearing::Waiting);
    CHECK(judge({told("tv-1", "queued"), told("tv-1", "started")}, after(119s)).hearing ==
          Hearing::Waiting);
    // The one that failed is not the last word while another is at it.
    CHECK(judge({told("tv-1", "failed"), told("tv-2", "started")}, after(20s)).hearing ==
          Hearing::Waiting);
}

TEST_CASE("a call that waits for the end of an overlay is waited for as long as it is good",
          "[heard]") {
    Receipt postponed = told("tv-1", "postponed");
    postponed.audible = 300s;
    CHECK(judge({told("tv-1", "queued"), postponed}, after(299s)).hearing == Hearing::Waiting);
    const Verdict late = judge({told("tv-1", "queued"), postponed}, after(361s));
    CHECK(late.hearing == Hearing::NotHeard);
    CHECK(late.reason == "no_report");
    CHECK(judge({postponed, told("tv-1", "done")}, after(299s)).hearing == Hearing::Heard);
}

TEST_CASE("a last word that ends the call is the reason", "[heard]") {
    for (const char* phase : {"withdrawn", "expired"}) {
        const Verdict verdict = judge({told("tv-1", "queued"), told("tv-1", phase)}, after(3s));
        CHECK(verdict.hearing == Hearing::NotHeard);
        CHECK(verdict.reason == phase);
        CHECK(reason_text(phase, Language::Indonesian) != phase);
        CHECK(reason_text(phase, Language::English) != phase);
    }
}

TEST_CASE("a voice that failed may be said again, and is waited for", "[heard]") {
    for (const char* phase : {"failed", "muted", "interrupted"}) {
        INFO(phase);
        const std::vector<Receipt> receipts{told("tv-1", "started"), told("tv-1", phase)};
        Wait wait = after(25s);
        wait.quiet = 9s;
        CHECK(judge(receipts, wait).hearing == Hearing::Waiting);
        wait.quiet = 21s;
        CHECK(judge(receipts, wait).hearing == Hearing::NotHeard);
        CHECK(judge(receipts, wait).reason == phase);
        CHECK(reason_text(phase, Language::Indonesian) != phase);
        // Where nobody speaks any more the clerk learns it soon.
        wait = after(5s, "");
        wait.quiet = 3s;
        CHECK(judge(receipts, wait).reason == phase);
    }
    CHECK(judge({told("tv-1", "started"), told("tv-1", "failed"), told("tv-1", "done")}, after(9s))
              .hearing == Hearing::Heard);
}

TEST_CASE("a call that was lost with its screen is told at once", "[heard]") {
    CHECK(judge({told("tv-1", "started"), told("hub", "interrupted")}, after(9s)).reason ==
          "interrupted");
    CHECK(judge({told("tv-1", "started"), told("hub", "interrupted"), told("tv-1", "done")},
                after(9s))
              .hearing == Hearing::Heard);
}

TEST_CASE("when the hub waits no longer, nor does the clerk", "[heard]") {
    CHECK(judge({told("hub", "expired")}, after(3s)).reason == "no_report");
    CHECK(judge({told("tv-1", "queued"), told("hub", "expired")}, after(3s)).reason == "no_report");
    CHECK(judge({told("tv-1", "started"), told("hub", "expired")}, after(3s)).reason ==
          "interrupted");
    CHECK(judge({told("tv-1", "interrupted"), told("tv-2", "muted"), told("hub", "expired")},
                after(3s))
              .reason == "muted");
    CHECK(judge({told("hub", "expired"), told("tv-1", "done")}, after(3s)).hearing ==
          Hearing::Heard);
    CHECK(reason_text("interrupted", Language::Indonesian) != "interrupted");
}

TEST_CASE("a zone without a voice and a silence beyond the deadline end the wait", "[heard]") {
    CHECK(judge({}, after(7s, "")).hearing == Hearing::Waiting);
    CHECK(judge({}, after(9s, "")).reason == "no_speaker");
    CHECK(judge({}, after(127s)).hearing == Hearing::Waiting);
    CHECK(judge({}, after(129s)).reason == "no_report");
    CHECK(judge({told("tv-1", "started")}, after(181s)).reason == "no_report");
}

// SPDX-License-Identifier: MIT
/// Was a call heard? By what the screens reported, and by the time that passed.
#include "core/hearing.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using namespace std::chrono_literals;

namespace {

Receipt word(std::string screen, std::string phase, Millis audible = 0ms) {
    Receipt receipt;
    receipt.call_id = "77-1";
    receipt.screen = std::move(screen);
    receipt.phase = std::move(phase);
    receipt.audible = audible;
    return receipt;
}

/// A hall whose speaker is tv-1, with calls that are good for 20 s.
Wait after(Millis passed, Millis quiet = 0ms) {
    return {"tv-1", 20s, passed, quiet};
}

void check(const Verdict& verdict, Hearing hearing, std::string_view reason,
           std::string_view screen) {
    CHECK(verdict.hearing == hearing);
    CHECK(verdict.reason == reason);
    CHECK(verdict.receipt.screen == screen);
}

void check_waiting(const Verdict& verdict) {
    check(verdict, Hearing::Waiting, "", "");
}

} // namespace

TEST_CASE("a call that one screen said to its end was heard, whatever others say", "[hearing]") {
    const auto verdict = judge({word("tv-2", "failed"), word("tv-1", "started"),
                                word("tv-1", "done", 7s), word("tv-3", "withdrawn")},
                               after(100s));
    check(verdict, Hearing::Heard, "", "tv-1");
    CHECK(verdict.receipt.audible == 7s);
}

TEST_CASE("to be shown is not to be heard", "[hearing]") {
    check_waiting(judge({word("tv-1", "shown")}, after(28s)));
    check(judge({word("tv-1", "shown")}, after(28'001ms)), Hearing::NotHeard, "no_report", "");
}

TEST_CASE("where no screen speaks that is known after eight seconds", "[hearing]") {
    Wait silent = after(8s);
    silent.speaker = "";
    check_waiting(judge({}, silent));
    silent.passed = 8'001ms;
    check(judge({}, silent), Hearing::NotHeard, "no_speaker", "");
    check_waiting(judge({}, after(28s)));
    check(judge({}, after(28'001ms)), Hearing::NotHeard, "no_report", "");
}

TEST_CASE(
    "a voice under way is waited for a minute beyond its time, and longer when it was put off",
    "[hearing]") {
    for (const char* phase : {"queued", "started"}) {
        INFO(phase);
        check_waiting(judge({word("tv-1", phase)}, after(80s)));
        check(judge({word("tv-1", phase)}, after(80'001ms)), Hearing::NotHeard, "no_report", "");
    }
    // An alert has the floor: the call is good for 90 s now, and a shorter word changes nothing.
    const std::vector<Receipt> put_off{word("tv-1", "postponed", 90s),
                                       word("tv-1", "postponed", 5s)};
    check_waiting(judge(put_off, after(150s)));
    check(judge(put_off, after(150'001ms)), Hearing::NotHeard, "no_report", "");
}

TEST_CASE("what the hall will not hear is told at once", "[hearing]") {
    for (const char* phase : {"withdrawn", "expired"}) {
        INFO(phase);
        check(judge({word("tv-2", "failed"), word("tv-1", phase)}, after(0ms)), Hearing::NotHeard,
              phase, "tv-1");
        // As long as another screen may still say it, nothing is over.
        check_waiting(judge({word("tv-1", phase), word("tv-2", "queued")}, after(0ms)));
    }
}

TEST_CASE("a call that was given back may still be said, while anybody speaks", "[hearing]") {
    for (const char* phase : {"failed", "muted", "interrupted"}) {
        INFO(phase);
        check_waiting(judge({word("tv-1", phase)}, after(25s, 20s)));
        check(judge({word("tv-1", phase)}, after(25s, 20'001ms)), Hearing::NotHeard, phase, "tv-1");
        Wait silent = after(25s, 2s);
        silent.speaker = "";
        check_waiting(judge({word("tv-1", phase)}, silent));
        silent.quiet = 2'001ms;
        check(judge({word("tv-1", phase)}, silent), Hearing::NotHeard, phase, "tv-1");
    }
}

TEST_CASE("the last word of a screen counts", "[hearing]") {
    check_waiting(judge({word("tv-1", "failed"), word("tv-1", "queued")}, after(40s, 40s)));
    check(judge({word("tv-1", "started"), word("tv-1", "interrupted")}, after(40s, 40s)),
          Hearing::NotHeard, "interrupted", "tv-1");
    // A word about the glass takes nothing back.
    check(judge({word("tv-1", "withdrawn"), word("tv-1", "shown")}, after(1s)), Hearing::NotHeard,
          "withdrawn", "tv-1");
}

TEST_CASE("the hub closes the account of a call: a screen's own reason is the better one",
          "[hearing]") {
    const Receipt closed = word("hub", "expired");
    check(judge({closed}, after(1s)), Hearing::NotHeard, "no_report", "");
    check(judge({word("tv-1", "queued"), closed}, after(1s)), Hearing::NotHeard, "no_report", "");
    check(judge({word("tv-1", "started"), closed}, after(1s)), Hearing::NotHeard, "interrupted",
          "");
    check(judge({word("tv-1", "started"), word("tv-1", "interrupted"), closed}, after(1s)),
          Hearing::NotHeard, "interrupted", "");
    check(judge({word("tv-1", "interrupted"), word("tv-2", "muted"), closed}, after(1s)),
          Hearing::NotHeard, "muted", "tv-2");
    check(judge({closed, word("tv-1", "done")}, after(1s)), Hearing::Heard, "", "tv-1");
}

TEST_CASE("a call that was lost with its screen was interrupted", "[hearing]") {
    check(judge({word("tv-1", "started"), word("hub", "interrupted")}, after(1s)),
          Hearing::NotHeard, "interrupted", "");
    check(judge({word("hub", "interrupted"), word("tv-2", "done")}, after(1s)), Hearing::Heard, "",
          "tv-2");
}

TEST_CASE("every reason has a sentence in both languages, and a new one stands for itself",
          "[hearing]") {
    for (const char* reason :
         {"withdrawn", "expired", "failed", "muted", "interrupted", "no_speaker", "no_report"}) {
        const ReasonText text = reason_text(reason);
        INFO(reason);
        CHECK(text.code == reason);
        CHECK(text.indonesian != reason);
        CHECK(text.english != reason);
        CHECK(text.indonesian != text.english);
    }
    CHECK(reason_text("muted").indonesian == "layar tanpa suara: hanya tampil");
    const ReasonText unknown = reason_text("of tomorrow");
    CHECK(unknown.indonesian == "of tomorrow");
    CHECK(unknown.english == "of tomorrow");
}

// SPDX-License-Identifier: MIT
#include "codec/wire.hpp"
#include "hub/hub.hpp"
#include "hub/journal_day.hpp"
#include "tests/catch.hpp"
#include "tests/hub/hub_fixture.hpp"

#include <csignal>
#include <random>
#include <sys/resource.h>

using namespace panggil;
using namespace panggil::tests;

namespace {

ScreenStatus screen(const std::string& name, std::int64_t audio_ok = 1) {
    ScreenStatus status;
    status.screen = name;
    status.zones = {"lobi"};
    status.audio_ok = audio_ok;
    status.health = "live";
    return status;
}

/// A limit on the size of files is what a full disk looks like to SQLite.
class FullDisk {
public:
    FullDisk() {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &room_);
        const rlimit none{0, room_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &none);
    }

    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &room_); }

private:
    rlimit room_{};
};

const std::string& speaker(const HallUnderTest& hall) {
    return record_at(hall.hub->state(), "zone/lobi").text("speaker");
}

} // namespace

TEST_CASE("what is done is published with its digest and answered with its number", "[hub]") {
    HallUnderTest hall;
    const Ack issued = hall("issue", args("service", "F"));
    CHECK_FALSE(issued.refused);
    CHECK(issued.result.text("ticket") == "F001");
    const Ack called = hall("call", args("counter", "1"));
    REQUIRE(hall.published.size() == 2);
    const auto& event = std::get<Event>(hall.published[1].body);
    CHECK(event.seq == called.seq);
    CHECK(hall.published[1].envelope.seq == called.seq);
    CHECK(hall.published[1].envelope.digest == codec::digest(hall.hub->state()));
    CHECK(called.result.text("call_id") ==
          std::to_string(hall.hub->term()) + "-" + std::to_string(called.seq));
    CHECK(hall.log.count("event.committed") == 4); // the hall, the day, the ticket, the call
}

TEST_CASE("an armed counter's call is written and published with the ticket that it waited for",
          "[hub]") {
    HallUnderTest hall;
    hall("arm", args("counter", "1"));
    const Ack issued = hall("issue", args("service", "F"));
    REQUIRE_FALSE(issued.refused);
    REQUIRE(hall.published.size() == 3);
    const auto* call = std::get_if<Event>(&hall.published[2].body);
    REQUIRE(call != nullptr);
    REQUIRE(call->announce);
    CHECK(call->seq == issued.seq + 1);
    CHECK(call->announce->ticket == issued.result.text("ticket"));
    CHECK(call->announce->counter == "1");
    hall.stop();
    hall.start(); // the journal's digest agrees
    CHECK(record_at(hall.hub->state(), "counter/1").text("status") == "calling");
    CHECK(hall.hub->judge({1, call->announce->call_id, "tv-1", Millis{1000}}, hall.now)->answer ==
          SpeakVerdict::Answer::Held); // it is still to be said
}

TEST_CASE("a refused command publishes nothing and moves nothing", "[hub]") {
    HallUnderTest hall;
    const QueueState before = hall.hub->state();
    const Ack ack = hall("call", args("counter", "1"));
    REQUIRE(ack.refused);
    CHECK(ack.refused->code == "nothing_to_call");
    CHECK(ack.seq == before.seq);
    CHECK(hall.hub->state() == before);
    CHECK(hall.published.empty());
}

TEST_CASE("one request id acts once and is answered the same, also after a restart", "[hub]") {
    HallUnderTest hall;
    const Ack first = hall.ask("01J", "issue", args("service", "F"));
    const Ack again = hall.ask("01J", "issue", args("service", "F"));
    CHECK(first.repeated == 0);
    CHECK(again.repeated == 1);
    CHECK(again.seq == first.seq);
    CHECK(again.result == first.result);
    hall.stop();
    hall.start();
    const Ack after = hall.ask("01J", "issue", args("service", "F"));
    CHECK(after.repeated == 1);
    CHECK(after.result == first.result);
    CHECK(records_under(hall.hub->state(), "ticket/").size() == 1);
    SECTION("but not for another command") {
        const Ack other = hall.ask("01J", "issue", args("service", "imb"));
        REQUIRE(other.refused);
        CHECK(other.refused->code == "bad_request");
        CHECK(records_under(hall.hub->state(), "ticket/").size() == 1);
    }
}

TEST_CASE("a refusal is answered the same to the same request", "[hub]") {
    HallUnderTest hall;
    CHECK(hall.ask("r", "call", args("counter", "1")).refused);
    hall("issue", args("service", "F"));
    const Ack again = hall.ask("r", "call", args("counter", "1"));
    CHECK(again.refused);
    CHECK(again.repeated == 1);
    CHECK_FALSE(hall.ask("r2", "call", args("counter", "1")).refused);
}

TEST_CASE("a request without a usable id is refused", "[hub]") {
    HallUnderTest hall;
    for (const std::string& id : {std::string(), std::string(65, 'x'), std::string("a b")}) {
        const Ack ack = hall.ask(id, "issue", args("service", "F"));
        REQUIRE(ack.refused);
        CHECK(ack.refused->code == "bad_request");
    }
}

TEST_CASE("a restart keeps the queue, and goes on in a higher term", "[hub]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    hall("issue", args("service", "F"));
    hall("call", args("counter", "1"));
    const QueueState before = hall.hub->state();
    const std::int64_t term = hall.hub->term();
    hall.stop();
    hall.start();
    CHECK(hall.hub->state().records == before.records);
    CHECK(hall.hub->state().seq == before.seq);
    CHECK(hall.hub->term() > term);
    SECTION("and calls that are still fresh are still to be said") {
        const Snapshot snapshot = hall.hub->snapshot(1, hall.now);
        REQUIRE(snapshot.recent.size() == 1);
        CHECK(snapshot.recent[0].announcement.ticket == "F001");
        CHECK(snapshot.recent[0].age == Millis(0));
    }
}

TEST_CASE("an edited hall is taken over at the next start", "[hub]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    hall.stop();
    Hall edited = small_hall();
    edited.name = "MPP Boroko";
    hall.start(edited);
    CHECK(record_at(hall.hub->state(), "hall").text("name") == "MPP Boroko");
    CHECK(records_under(hall.hub->state(), "ticket/").size() == 1);
    SECTION("but not the hall of another site") {
        hall.stop();
        edited.site = "lain";
        auto journal = hub::Journal::open(hall.folder.path());
        const auto started =
            hub::Hub::start(std::move(journal).value(), edited, hall.log, hall.now);
        REQUIRE_FALSE(started.ok());
        CHECK(started.problem().code == "journal.other_site");
    }
}

TEST_CASE("a snapshot carries the calls that are fresh and not yet said, with their age", "[hub]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    hall("issue", args("service", "F"));
    const std::string first = hall("call", args("counter", "1")).result.text("call_id");
    hall.pass(Millis(100'000));
    hall("call", args("counter", "2"));
    REQUIRE(hall.hub->snapshot(1, hall.now).recent.size() == 2);
    CHECK(hall.hub->snapshot(1, hall.now).recent[0].age == Millis(100'010));
    SECTION("said ones are left out") {
        CHECK(hall.hub->hear(Receipt{first, "tv-1", "lobi", "started", Millis(0), {}}, hall.now));
        CHECK(hall.hub->snapshot(1, hall.now).recent.size() == 2);
        CHECK(hall.hub->hear(Receipt{first, "tv-1", "lobi", "done", Millis(4000), {}}, hall.now));
        REQUIRE(hall.hub->snapshot(1, hall.now).recent.size() == 1);
        CHECK(hall.hub->snapshot(1, hall.now).recent[0].announcement.ticket == "F002");
        CHECK(hall.hub->ledger().receipts(first).size() == 2);
    }
    SECTION("old ones are left out") {
        hall.pass(Millis(21'000));
        CHECK(hall.hub->snapshot(1, hall.now).recent.size() == 1);
    }
}

TEST_CASE("the day turns by itself at the hall's midnight", "[hub]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    hall.pass(std::chrono::hours(16));
    hall.hub->turn(hall.now);
    CHECK(records_under(hall.hub->state(), "ticket/").empty());
    CHECK(hall("issue", args("service", "F")).result.text("ticket") == "F001");
}

TEST_CASE("a day that came years too early is told, and taken back with its queue", "[hub]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    hall.stop();
    const hub::Now right = hall.now;
    hall.now.utc += std::chrono::days(40); // the clock of one boot
    hall.start();
    CHECK(hall("issue", args("service", "F")).result.text("ticket") == "F001");
    hall.stop();
    hall.now = right;
    hall.start();
    CHECK(hall.log.count("day.ahead") == 1);
    CHECK(hall.hub->heartbeat().health == "clock");
    CHECK(hall.hub->backup_day(hall.now) == "2026-11-24");
    hall.pass(std::chrono::hours(16));
    hall.hub->turn(hall.now);
    CHECK(hall.hub->backup_day(hall.now) == "2026-11-25"); // each day has its backup all the same
    CHECK(hall("issue", args("service", "F")).result.text("ticket") == "F002");
    CHECK(hall.log.count("day.ahead") == 2);

    CHECK(hall("day-reset", args("day", "2026-11-24")).refused->code == "conflict");
    CHECK(hall("day-reset", args("day", "2026-11-25")).result.text("day") == "2026-11-25");
    hall.hub->turn(hall.now);
    CHECK(hall.hub->heartbeat().health == "ok");
    CHECK(hall("day-reset", args("day", "2026-11-25")).refused->code == "conflict");
    CHECK(hall("issue", args("service", "F")).result.text("ticket") == "F003"); // none twice
    hall.pass(std::chrono::hours(24));
    hall.hub->turn(hall.now);
    CHECK(hall("issue", args("service", "F")).result.text("ticket") == "F001");
    const auto day = hub::read_day(hall.folder.path() + "/journal.sqlite", "2026-11-25");
    REQUIRE(day.ok());
    CHECK(day.value().events.front().cause == "day-reset");
}

TEST_CASE("a clock that is months later begins no day before an admin has said that it is right",
          "[hub]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    hall.stop();
    hall.now.utc += std::chrono::days(100);
    hall.start();
    CHECK(hall.log.count("clock.jumped") == 1);
    CHECK(hall.hub->heartbeat().health == "clock");
    CHECK(hall("issue", args("service", "F")).result.text("ticket") == "F002");
    CHECK(hall.hub->backup_day(hall.now) == "2027-03-04");
    CHECK(hall("day-reset", args("day", "2027-03-04")).result.text("day") == "2027-03-04");
    hall.hub->turn(hall.now);
    CHECK(hall.hub->heartbeat().health == "ok");
    CHECK(record_at(hall.hub->state(), "hall").text("day") == "2027-03-04");
    CHECK(hall("issue", args("service", "F")).result.text("ticket") == "F001");
}

TEST_CASE("a zone's voice is the first screen's, and moves on when that one falls silent",
          "[hub]") {
    HallUnderTest hall;
    CHECK(hall.hub->hear(screen("tv-1"), hall.now));
    CHECK(hall.hub->hear(screen("tv-2"), hall.now));
    CHECK(speaker(hall) == "tv-1");
    hall.pass(Millis(6'001));
    hall.hub->turn(hall.now);
    CHECK(speaker(hall) == "tv-1"); // nobody is there to take over
    CHECK(hall.hub->hear(screen("tv-2"), hall.now));
    CHECK(speaker(hall) == "tv-2");
    CHECK(hall.hub->hear(screen("tv-1"), hall.now));
    CHECK(speaker(hall) == "tv-2"); // it does not move back
    CHECK(std::get<Event>(hall.published.back().body).cause == "speaker");
    ScreenStatus deaf = screen("tv-0");
    deaf.health = "syncing";
    CHECK(hall.hub->hear(deaf, hall.now)); // who does not hear the calls can't say them
    CHECK(speaker(hall) == "tv-2");
    CHECK_FALSE(hall.hub->hear(screen(""), hall.now));
    CHECK_FALSE(hall.hub->hear(screen("tv\n"), hall.now));
    CHECK(hall.hub->fleet().screens(hall.now.mono).size() == 3);
}

TEST_CASE("a hall of three hundred screens knows each of them, and strangers cannot fill it",
          "[hub]") {
    HallUnderTest hall;
    for (int number = 0; number < 300; ++number) {
        CHECK(hall.hub->hear(screen("tv-" + std::to_string(number)), hall.now));
    }
    CHECK(hall.hub->fleet().screens(hall.now.mono).size() == 300);
    CHECK(speaker(hall) == "tv-0");
    for (int number = 0; number < 1000; ++number) {
        CHECK(hall.hub->hear(screen("nobody-" + std::to_string(number)), hall.now));
    }
    CHECK(hall.hub->fleet().screens(hall.now.mono).size() == 512);
}

TEST_CASE("commands that come together are written together, and each has its own event", "[hub]") {
    HallUnderTest hall;
    hall.published.clear();
    const std::vector<Command> group{
        command("a", "issue", args("service", "F")), command("b", "call", args("counter", "1")),
        command("c", "call", args("counter", "2")),  // nobody waits any more
        command("a", "issue", args("service", "F")), // the same once more
        command("", "issue", args("service", "F")),  command("d", "issue", args("service", "F"))};
    const std::vector<Ack> acks = hall.hub->execute(group, hall.now);
    REQUIRE(acks.size() == group.size());
    CHECK(acks[0].result.text("ticket") == "F001");
    CHECK(acks[1].result.text("ticket") == "F001");
    CHECK(acks[2].refused->code == "nothing_to_call");
    CHECK(acks[3].repeated == 1);
    CHECK(acks[3].result == acks[0].result);
    CHECK(acks[4].refused->code == "bad_request");
    CHECK(acks[5].result.text("ticket") == "F002");
    REQUIRE(hall.published.size() == 3);
    for (const HubMessage& message : hall.published) {
        CHECK(std::get<Event>(message.body).seq == message.envelope.seq);
    }
    CHECK(hall.published[0].envelope.digest != hall.published[1].envelope.digest);
    CHECK(hall.published[2].envelope.digest == codec::digest(hall.hub->state()));
}

TEST_CASE("a group that can't be written leaves nothing, not even its refusals", "[hub]") {
    HallUnderTest hall;
    const QueueState before = hall.hub->state();
    hall.published.clear();
    const std::vector<Command> group{command("a", "issue", args("service", "F")),
                                     command("b", "call", args("counter", "1")),
                                     command("c", "call", args("counter", "2"))};
    std::vector<Ack> acks;
    {
        const FullDisk full;
        acks = hall.hub->execute(group, hall.now);
    }
    REQUIRE(acks.size() == group.size());
    for (const Ack& ack : acks) {
        REQUIRE(ack.refused);
        CHECK(ack.refused->code == "storage");
    }
    CHECK(hall.published.empty());
    CHECK(hall.hub->state() == before);
    const std::vector<Ack> again = hall.hub->execute(group, hall.now);
    CHECK(again[1].result.text("ticket") == "F001");
    CHECK(again[2].refused->code == "nothing_to_call");
    CHECK(again[2].repeated == 0);
}

TEST_CASE("a call that its speaker postpones stays good, also over a restart of the hub", "[hub]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    REQUIRE(hall.hub->hear(screen("tv-1"), hall.now));
    REQUIRE(hall.hub->hear(screen("tv-2"), hall.now));
    const std::string call = hall("call", args("counter", "1")).result.text("call_id");
    const Announcement announcement = *std::get<Event>(hall.published.back().body).announce;
    const std::string zone = announcement.zone;
    const Millis ttl = announcement.ttl;
    const auto postpone = [&](const char* who, Millis good_for) {
        REQUIRE(hall.hub->hear(Receipt{call, who, zone, "postponed", good_for, hall.now.utc},
                               hall.now));
    };
    const auto answer = [&] {
        return hall.hub->judge({1, call, "tv-1", Millis(5'000), "a-1"}, hall.now)->answer;
    };
    const auto let_pass = [&](Millis time) {
        hall.pass(time);
        REQUIRE(hall.hub->hear(screen("tv-1"), hall.now));
        hall.hub->turn(hall.now);
    };
    SECTION("by the speaker, once and for all that time") {
        postpone("tv-1", ttl + Millis(180'000));
        postpone("tv-1", ttl + Millis(180'000)); // told again until it is noted
        let_pass(ttl + Millis(60'000));
        CHECK(hall.log.count("announce.expired") == 0);
        CHECK(hall.hub->snapshot(1, hall.now).recent.size() == 1);
        hall.stop();
        hall.start();
        REQUIRE(hall.hub->hear(screen("tv-1"), hall.now));
        CHECK(answer() == SpeakVerdict::Answer::Granted);
    }
    SECTION("not for ever") {
        postpone("tv-1", std::chrono::hours(10));
        let_pass(ttl + Minutes(10) + Millis(1'000));
        CHECK(answer() == SpeakVerdict::Answer::Settled);
    }
    SECTION("not by another") {
        postpone("tv-2", ttl + Millis(180'000));
        let_pass(ttl + Millis(1'000));
        CHECK(answer() == SpeakVerdict::Answer::Settled);
        hall.stop();
        hall.start();
        REQUIRE(hall.hub->hear(screen("tv-1"), hall.now));
        CHECK(answer() == SpeakVerdict::Answer::Settled);
        CHECK(hall.log.count("announce.expired") == 0); // as it ever was: not this life's
    }
}

TEST_CASE("while a screen may be saying a call no other gets one, also after a restart", "[hub]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    hall("issue", args("service", "F"));
    REQUIRE(hall.hub->hear(screen("tv-1"), hall.now));
    REQUIRE(hall.hub->hear(screen("tv-2"), hall.now));
    const std::string first = hall("call", args("counter", "1")).result.text("call_id");
    const std::string second = hall("call", args("counter", "2")).result.text("call_id");
    const auto ask = [&](const std::string& call_id, const char* who) {
        return hall.hub->judge({1, call_id, who, Millis(12'000)}, hall.now)->answer;
    };
    using Answer = SpeakVerdict::Answer;
    CHECK(ask(first, "tv-1") == Answer::Granted);
    SECTION("it is cut off") {
        hall.pass(Millis(7'000));
        REQUIRE(hall.hub->hear(screen("tv-2"), hall.now)); // the zone moves
        CHECK(ask(second, "tv-2") == Answer::Held);
        hall.stop();
        hall.start();
        CHECK(ask(second, "tv-2") == Answer::Held);
        hall.pass(Millis(7'000));
        CHECK(ask(second, "tv-2") == Answer::Granted);
        CHECK(ask(first, "tv-2") == Answer::Held);
    }
    SECTION("it tells that it is over") {
        CHECK(hall.hub->hear(Receipt{first, "tv-1", "lobi", "done", Millis(4000), {}}, hall.now));
        hall.pass(Millis(7'000));
        REQUIRE(hall.hub->hear(screen("tv-2"), hall.now));
        CHECK(ask(second, "tv-2") == Answer::Granted);
    }
}

TEST_CASE("a screen that was started anew gives back what its last life was given", "[hub]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    ScreenStatus first_life = screen("tv-1");
    first_life.life = "a";
    ScreenStatus second_life = screen("tv-1");
    second_life.life = "b";
    REQUIRE(hall.hub->hear(first_life, hall.now));
    const std::string call = hall("call", args("counter", "1")).result.text("call_id");
    const auto ask = [&](const char* who, const char* bid) {
        return hall.hub->judge({1, call, who, Millis(5'000), bid}, hall.now)->answer;
    };
    using Answer = SpeakVerdict::Answer;
    CHECK(ask("tv-1", "a-1") == Answer::Granted);
    SECTION("so that another may say it at once") {
        hall.pass(Millis(6'001));
        REQUIRE(hall.hub->hear(screen("tv-2"), hall.now)); // the zone moves
        CHECK(ask("tv-2", "c-1") == Answer::Held);
        REQUIRE(hall.hub->hear(second_life, hall.now));
        CHECK(ask("tv-2", "c-1") == Answer::Granted);
    }
    SECTION("but a late word of that last life takes nothing from the new one") {
        REQUIRE(hall.hub->hear(second_life, hall.now));
        CHECK(ask("tv-1", "b-1") == Answer::Granted);
        REQUIRE(hall.hub->hear(first_life, hall.now));
        CHECK(hall.hub->hear(Receipt{call, "tv-1", "lobi", "failed", Millis(0), {}, "a-1"},
                             hall.now));
        hall.pass(Millis(6'001));
        REQUIRE(hall.hub->hear(screen("tv-2"), hall.now));
        CHECK(ask("tv-2", "c-1") == Answer::Held);
    }
}

TEST_CASE("a voice that is gone with its screen is told, and nobody says it again", "[hub]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    REQUIRE(hall.hub->hear(screen("tv-1"), hall.now));
    REQUIRE(hall.hub->hear(screen("tv-2"), hall.now));
    const std::string call = hall("call", args("counter", "1")).result.text("call_id");
    const auto phases = [&] {
        std::vector<std::string> all;
        for (const Receipt& receipt : hall.hub->ledger().receipts(call)) {
            all.push_back(receipt.screen + ' ' + receipt.phase);
        }
        return all;
    };
    REQUIRE(hall.hub->judge({1, call, "tv-1", Millis(5'000), "a-1"}, hall.now)->answer ==
            SpeakVerdict::Answer::Granted);
    hall.pass(Millis(5'600));
    hall.hub->turn(hall.now);
    CHECK(phases() == std::vector<std::string>{"tv-1 granted"}); // the zone is still its own
    hall.pass(Millis(1'000));
    REQUIRE(hall.hub->hear(screen("tv-2"), hall.now));
    hall.hub->turn(hall.now);
    CHECK(phases() == std::vector<std::string>{"tv-1 granted", "hub interrupted"});
    CHECK(hall.hub->judge({2, call, "tv-2", Millis(5'000), "b-1"}, hall.now)->answer ==
          SpeakVerdict::Answer::Held);
    hall.hub->turn(hall.now);
    CHECK(phases().size() == 2);
}

TEST_CASE("a voice that yields and is gone in its middle is said by the next speaker", "[hub]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    ScreenStatus voice = screen("tv-1");
    voice.life = "a";
    REQUIRE(hall.hub->hear(voice, hall.now));
    REQUIRE(hall.hub->hear(screen("tv-2"), hall.now));
    const std::string call = hall("call", args("counter", "1")).result.text("call_id");
    const auto ask = [&](const char* who, const char* bid) {
        return hall.hub->judge({1, call, who, Millis(7'000), bid, 1}, hall.now)->answer;
    };
    using Answer = SpeakVerdict::Answer;
    REQUIRE(ask("tv-1", "a-1") == Answer::Granted);
    hall.pass(Millis(2'000));
    REQUIRE(hall.hub->hear(voice, hall.now)); // its last word
    SECTION("it is taken back, and given") {
        hall.pass(Millis(3'400));
        hall.hub->turn(hall.now);
        CHECK(hall.hub->ledger().receipts(call).size() == 1); // it may still sound
        hall.pass(Millis(700));
        hall.hub->turn(hall.now);
        CHECK(hall.hub->ledger().receipts(call).back().phase == "interrupted");
        hall.pass(Millis(2'000));
        REQUIRE(hall.hub->hear(screen("tv-2"), hall.now)); // the zone moves
        CHECK(ask("tv-2", "c-1") == Answer::Granted);
        CHECK(ask("tv-1", "a-2") == Answer::Held);
    }
    SECTION("near its end nobody can know, and nobody else says it") {
        hall.pass(Millis(2'500));
        REQUIRE(hall.hub->hear(voice, hall.now));
        hall.pass(Millis(6'001));
        REQUIRE(hall.hub->hear(screen("tv-2"), hall.now));
        CHECK(ask("tv-2", "c-1") == Answer::Held);
    }
    SECTION("after a restart the hub does not know what it heard last") {
        hall.stop();
        hall.start();
        hall.pass(Millis(6'001));
        REQUIRE(hall.hub->hear(screen("tv-2"), hall.now));
        CHECK(ask("tv-2", "c-1") == Answer::Held);
    }
}

TEST_CASE("a report needs to be told no more once it is on disk", "[hub]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    const std::string call = hall("call", args("counter", "1")).result.text("call_id");
    const Receipt shown{call, "tv-1", "lobi", "shown", Millis(0), {}};
    REQUIRE(hall.hub->hear(shown, hall.now, Millis(700)));
    CHECK_FALSE(hall.hub->has_kept(shown));
    REQUIRE(hall.hub->ledger().receipts(call).size() == 1);
    CHECK(hall.hub->ledger().receipts(call)[0].at == hall.now.utc - Millis(700));
    hall.pass(Millis(300));
    hall.hub->turn(hall.now);
    CHECK(hall.hub->has_kept(shown));
    hall.stop();
    hall.start();
    CHECK(hall.hub->ledger().receipts(call).size() == 1);
}

TEST_CASE("the clips that a call had to do without are kept with it, as far as they are names",
          "[hub]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    const std::string call = hall("call", args("counter", "1")).result.text("call_id");
    Receipt done{call, "tv-1", "lobi", "done", Millis(4000), {}, "a-1", {"loket", "", "a\nb"}};
    REQUIRE(hall.hub->hear(done, hall.now));
    CHECK(hall.hub->ledger().receipts(call)[0].missing == TextList{"loket"});
    done.screen = "tv-2";
    done.missing.assign(1'000, "num.3");
    REQUIRE(hall.hub->hear(done, hall.now));
    hall.pass(Millis(300));
    hall.hub->turn(hall.now);
    hall.stop();
    hall.start();
    REQUIRE(hall.hub->ledger().receipts(call).size() == 2);
    CHECK(hall.hub->ledger().receipts(call)[0].missing == TextList{"loket"});
    CHECK(hall.hub->ledger().receipts(call)[1].missing == TextList(32, "num.3"));
}

TEST_CASE("what a ping has just told is kept no sooner than it is on disk", "[hub]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    const std::string call = hall("call", args("counter", "1")).result.text("call_id");
    ScreenStatus voice = screen("tv-1");
    voice.last_said = call;
    REQUIRE(hall.hub->hear(voice, hall.now));
    const Receipt done{call, "tv-1", "lobi", "done", Millis(4000), {}, "a-1"};
    REQUIRE(hall.hub->hear(done, hall.now, Millis(0)));
    CHECK_FALSE(hall.hub->has_kept(done)); // a hub that dies now has kept nothing
    hall.pass(Millis(300));
    hall.hub->turn(hall.now);
    CHECK(hall.hub->has_kept(done));
    hall.stop();
    hall.start();
    CHECK(hall.hub->ledger().is_settled(call));
}

TEST_CASE("a full disk refuses, publishes nothing, and is over when there is room again", "[hub]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    const QueueState before = hall.hub->state();
    hall.published.clear();

    // A limit on the size of files is what a full disk looks like to SQLite.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit room{};
    getrlimit(RLIMIT_FSIZE, &room);
    const rlimit none{4096, room.rlim_max};
    setrlimit(RLIMIT_FSIZE, &none);
    const Ack refused = hall.ask("r", "issue", args("service", "F"));
    setrlimit(RLIMIT_FSIZE, &room);

    REQUIRE(refused.refused);
    CHECK(refused.refused->code == "storage");
    CHECK(hall.published.empty());
    CHECK(hall.hub->state() == before);
    CHECK(hall.hub->heartbeat().health == "storage");
    CHECK(hall.log.count("journal.failed") == 1);

    const Ack done = hall.ask("r", "issue", args("service", "F"));
    CHECK_FALSE(done.refused);
    CHECK(done.result.text("ticket") == "F002");
    CHECK(hall.published.size() == 1);
    CHECK(hall.hub->heartbeat().health == "ok");
}

TEST_CASE("a command that is older than it may be, or of another life, is not carried out",
          "[hub]") {
    HallUnderTest hall;
    const auto sent = [&](const std::string& id, Millis age, std::int64_t term) {
        Command issue = command(id, "issue", args("service", "F"));
        issue.seen = Seen{term, hall.now.hub() - age};
        issue.life = Millis(5000);
        return hall.hub->execute(issue, hall.now);
    };
    const std::int64_t term = hall.hub->term();
    CHECK(sent("a", Millis(5001), term).refused->code == "expired");
    CHECK(sent("b", Millis(0), term - 1).refused->code == "expired");
    CHECK(records_under(hall.hub->state(), "ticket/").empty());
    SECTION("one that is fresh is, also under an id that has expired before") {
        CHECK(sent("a", Millis(5000), term).result.text("ticket") == "F001");
        CHECK(sent("b", Millis(-3), term).result.text("ticket") == "F002");
    }
    SECTION("the answer to one that was carried out does not expire") {
        CHECK_FALSE(sent("c", Millis(0), term).refused);
        hall.stop();
        hall.start();
        const Ack again = sent("c", Millis(90'000), term);
        CHECK(again.repeated == 1);
        CHECK(again.result.text("ticket") == "F001");
    }
}

TEST_CASE("whoever asks about a command gets its answer, or is told that it never will be done",
          "[hub]") {
    HallUnderTest hall;
    const Ack first = hall.ask("done", "issue", args("service", "F"));
    const Ack refused = hall.ask("refused", "call", args("counter", "99"));
    CHECK(hall.hub->answer({"done"}).result == first.result);
    CHECK(hall.hub->answer({"done"}).repeated == 1);
    CHECK(hall.hub->answer({"refused"}).refused == refused.refused);
    CHECK(hall.hub->answer({""}).refused->code == "bad_request");
    CHECK(hall.hub->answer({"late"}).refused->code == "unknown_rid");
    const Ack late = hall.ask("late", "issue", args("service", "F"));
    REQUIRE(late.refused);
    CHECK(late.refused->code == "expired");
    CHECK(late.repeated == 1);
    CHECK(records_under(hall.hub->state(), "ticket/").size() == 1);
}

TEST_CASE("each device has its own request ids", "[hub]") {
    HallUnderTest hall;
    const auto asked = [&](const std::string& device, const std::string& op, Record args) {
        Command asks = command("one", op, std::move(args));
        asks.device = device;
        return asks;
    };
    SECTION("the same id from another is another command, also in one write") {
        const std::vector both{asked("loket-1", "issue", args("service", "F")),
                               asked("loket-2", "issue", args("service", "F"))};
        const std::vector<Ack> acks = hall.hub->execute(both, hall.now);
        CHECK(acks.at(0).result.text("ticket") == "F001");
        CHECK(acks.at(1).result.text("ticket") == "F002");
        hall.stop();
        hall.start();
        CHECK(hall.hub->execute(both.at(1), hall.now).result.text("ticket") == "F002");
        CHECK(hall.hub->answer({"one"}, "loket-1").result.text("ticket") == "F001");
        CHECK(hall.hub->answer({"one"}, "loket-3").refused->code == "unknown_rid");
        CHECK(records_under(hall.hub->state(), "ticket/").size() == 2);
    }
    SECTION("so is one that was refused, or of which another was told that it was not done") {
        CHECK(hall.hub->execute(asked("loket-1", "call", args("counter", "99")), hall.now).refused);
        CHECK(hall.hub->answer({"one"}, "loket-2").refused->code == "unknown_rid");
        CHECK_FALSE(
            hall.hub->execute(asked("loket-3", "issue", args("service", "F")), hall.now).refused);
    }
    SECTION("what was asked before the hub had keys is not done again for anybody") {
        CHECK_FALSE(hall.hub->execute(asked("", "issue", args("service", "F")), hall.now).refused);
        const Ack again =
            hall.hub->execute(asked("loket-1", "issue", args("service", "F")), hall.now);
        CHECK(again.repeated == 1);
    }
}

TEST_CASE("a device that sends without end is slowed down, and no other one", "[hub]") {
    HallUnderTest hall;
    int asked = 0;
    const auto pressed = [&](const std::string& device) {
        Command open = command("r" + std::to_string(++asked), "open", args("counter", "1"));
        open.device = device;
        const Ack ack = hall.hub->execute(open, hall.now);
        return ack.refused ? ack.refused->code : "done";
    };
    for (int count = 0; count < 10; ++count) {
        CHECK(pressed("loket-1") == "done");
    }
    CHECK(pressed("loket-1") == "rate");
    CHECK(pressed("loket-2") == "done");
    hall.pass(Millis(199));
    CHECK(pressed("loket-1") == "rate");
    hall.pass(Millis(1));
    CHECK(pressed("loket-1") == "done");
    CHECK(pressed("loket-1") == "rate");
    hall.pass(Millis(600'000));
    int done = 0;
    while (pressed("loket-1") == "done") {
        ++done;
    }
    CHECK(done == 10);
    for (int count = 0; count < 30; ++count) {
        CHECK(pressed("") == "done"); // nobody is known where there are no keys
    }
}

TEST_CASE("a journal that another program holds is busy, and nothing is done", "[hub]") {
    HallUnderTest hall;
    const QueueState before = hall.hub->state();
    const Stranger stranger(hall.folder.path());
    stranger("BEGIN IMMEDIATE");
    const Ack refused = hall.ask("r", "issue", args("service", "F"));
    stranger("ROLLBACK");
    REQUIRE(refused.refused);
    CHECK(refused.refused->code == "busy");
    CHECK(hall.hub->state() == before);
    CHECK_FALSE(hall.ask("r", "issue", args("service", "F")).refused);
}

TEST_CASE("while the disk can't be read after a failure nothing is decided", "[hub]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    const QueueState before = hall.hub->state();
    const Stranger stranger(hall.folder.path());
    stranger("UPDATE records SET json = replace(json, 'waiting', 'serving') WHERE key LIKE 't%'");
    const auto on_full_disk = [&](const std::string& id) {
        const FullDisk full;
        return hall.ask(id, "issue", args("service", "F"));
    };
    const Problem unknown = *on_full_disk("a").refused;
    CHECK(unknown.code == "storage");
    CHECK(unknown.what.find("not known") != std::string::npos);
    CHECK(hall.hub->state() == before); // what is on disk now is not what its events say
    hall.published.clear();
    for (int count = 0; count < 3; ++count) {
        hall.pass(Millis(700));
        hall.hub->turn(hall.now);
        CHECK(hall("issue", args("service", "F")).refused->code == "storage");
        CHECK(hall("call", args("counter", "99")).refused->code == "storage");
    }
    CHECK(hall.hub->heartbeat().health == "storage");
    CHECK(hall.published.empty());
    stranger("UPDATE records SET json = replace(json, 'serving', 'waiting') WHERE key LIKE 't%'");
    hall.pass(Millis(1000));
    hall.hub->turn(hall.now);
    CHECK(hall("issue", args("service", "F")).result.text("ticket") == "F002");
    CHECK(hall.hub->heartbeat().health == "ok");
}

TEST_CASE("what is on disk after a write that failed was done, and its answer says so", "[hub]") {
    HallUnderTest hall;
    const Stranger stranger(hall.folder.path());
    stranger("CREATE TABLE old_records AS SELECT * FROM records");
    const Ack done = hall.ask("r", "issue", args("service", "F"));
    hall.stop();
    stranger("CREATE TABLE new_records AS SELECT * FROM records;"
             "CREATE TABLE new_replies AS SELECT * FROM replies;"
             "CREATE TABLE new_events AS SELECT * FROM events ORDER BY seq DESC LIMIT 1;"
             "DELETE FROM events WHERE seq IN (SELECT seq FROM new_events);"
             "DELETE FROM replies; DELETE FROM records;"
             "INSERT INTO records SELECT * FROM old_records");
    hall.start();
    // Between the decision and its write the very same comes to be on disk.
    hall.log.on_line = [&](const LogLine& line) {
        if (line.event == "command.refused") {
            stranger("INSERT INTO events SELECT * FROM new_events; DELETE FROM records;"
                     "INSERT INTO records SELECT * FROM new_records;"
                     "INSERT INTO replies SELECT * FROM new_replies");
        }
    };
    const std::vector<Command> group{command("r", "issue", args("service", "F")),
                                     command("s", "call", args("counter", "99"))};
    const std::vector<Ack> acks = hall.hub->execute(group, hall.now);
    hall.log.on_line = {};
    CHECK(hall.log.count("journal.failed") == 1);
    CHECK_FALSE(acks[0].refused);
    CHECK(acks[0].result == done.result);
    CHECK(acks[0].seq == done.seq);
    CHECK(acks[1].refused->code == "storage");
    CHECK(hall("issue", args("service", "F")).result.text("ticket") == "F002");
}

TEST_CASE("a hall that grew too large refuses more, and can be worked down", "[hub]") {
    // Services with long names make few tickets enough.
    Hall hall_of_words = small_hall();
    for (int index = 0; index < 60; ++index) {
        Service service = hall_of_words.services[0];
        service.id = "s" + std::to_string(index);
        service.prefix = std::string("G") + static_cast<char>('A' + index / 26) +
                         static_cast<char>('A' + index % 26);
        service.label = std::string(69'400, 'x');
        hall_of_words.services.push_back(service);
    }
    HallUnderTest hall;
    hall.stop();
    hall.start(hall_of_words);
    const auto size = [&] {
        return codec::encode(hall.hub->message(hall.hub->snapshot(1, hall.now), hall.now)).size();
    };
    REQUIRE(size() < 4U << 20U);
    std::optional<Problem> refused;
    std::vector<Command> group;
    for (int count = 0; !refused; ++count) {
        REQUIRE(count < 1000);
        group.push_back(command("g" + std::to_string(count), "issue", args("service", "F")));
        if (group.size() == 64) {
            hall.pass(Millis(10));
            for (const Ack& ack : hall.hub->execute(group, hall.now)) {
                refused = ack.refused;
            }
            group.clear();
        }
    }
    CHECK(refused->code == "too_many");
    CHECK_FALSE(refused->pesan.empty());
    CHECK(size() > 4'000'000);
    CHECK(size() < codec::largest_hub_message);
    CHECK(hall("notice", args("text", std::string(180, 'x'))).refused->code == "too_many");
    CHECK_FALSE(hall("call", args("counter", "1")).refused);
    CHECK_FALSE(hall("serve", args("counter", "1")).refused);
    CHECK_FALSE(hall("finish", args("counter", "1")).refused);
    const QueueState before = hall.hub->state();
    hall.stop();
    hall.start(hall_of_words); // what was committed can be read
    CHECK(hall.hub->state().records == before.records);
}

TEST_CASE("a day of random commands, interrupted by restarts, is the same from its journal",
          "[hub]") {
    HallUnderTest hall;
    std::mt19937 random(5);
    const auto pick = [&](std::vector<std::string> words) {
        return words[random() % words.size()];
    };
    QueueState followed = hall.hub->state();
    for (int step = 0; step < 400; ++step) {
        const std::string op = pick({"issue", "issue", "call", "call", "recall", "serve", "finish",
                                     "no-show", "hold", "withdraw", "open", "break"});
        Record arguments = op == "issue" ? args("service", pick({"F", "4K"}))
                                         : args("counter", pick({"1", "2", "3"}));
        hall(op, std::move(arguments));
        if (step % 97 == 96) {
            hall.stop();
            hall.start();
        }
    }
    for (const HubMessage& message : hall.published) {
        apply(followed, std::get<Event>(message.body));
        REQUIRE(codec::digest(followed) == message.envelope.digest);
    }
    CHECK(followed.records == hall.hub->state().records);
    const QueueState last = hall.hub->state();
    hall.stop();
    auto journal = hub::Journal::open(hall.folder.path());
    CHECK(journal.value().replay(last.seq).value().records == last.records);
    CHECK(journal.value().load().value().records == last.records);
}

TEST_CASE("a hub with a damaged journal stays up, shows no number and refuses with a remedy",
          "[hub]") {
    CapturedLog log;
    const hub::Now now = at(Millis{0});
    hub::Hub hub = hub::Hub::start_without_journal(
        {"journal.damaged", "data/journal.sqlite", "is cut", "", ""}, small_hall(), log, 77, now);
    std::vector<HubMessage> published;
    hub.publish_to([&](const HubMessage& message) { published.push_back(message); });
    hub.turn(at(Millis{90'000'000})); // the next day
    CHECK(hub.heartbeat().health == "rusak");
    CHECK(log.count("journal.damaged") == 1);
    CHECK(hub.snapshot(1, now).records.contains("counter/1"));
    CHECK(hub.message(Heartbeat{}, now).envelope.digest == codec::digest(hub.state()));
    const Ack ack = hub.execute(command("a", "issue", args("service", "F")), now);
    REQUIRE(ack.refused);
    CHECK(ack.refused->code == "storage");
    CHECK(ack.refused->hint.find("panggil-hub restore") != std::string::npos);
    CHECK(ack.refused->pesan.find("hubungi admin") != std::string::npos);
    ScreenStatus screen;
    screen.screen = "tv-1";
    screen.zones = {"lobi"};
    CHECK(hub.hear(screen, now));
    CHECK(published.empty());
}

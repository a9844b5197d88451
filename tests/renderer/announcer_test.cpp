// SPDX-License-Identifier: MIT
/// The ears of a hall in the test's own time: screens with their journals on disk, the hub's
/// ledger, and a line between them that may be cut.
#include "codec/voice_pack_codec.hpp"
#include "core/ledger.hpp"
#include "renderer/sound/wav_file.hpp"
#include "tests/catch.hpp"
#include "tests/fakes/manual_screen.hpp"
#include "tests/temporary_folder.hpp"

#include <memory>
#include <random>

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::testing;

namespace {

constexpr Micros step = std::chrono::milliseconds(50);
constexpr Millis step_ms{50};

std::shared_ptr<Voice> our_voice() {
    static Problems problems;
    static const auto voice = std::make_shared<Voice>(
        Voice::load(std::filesystem::path(PANGGIL_SOURCE_DIR) / "audio/id-ID", problems).value());
    return voice;
}

/// Another one, which knows the letters F and K.
std::shared_ptr<Voice> small_voice() {
    static const test::TemporaryFolder folder;
    static const auto voice = [] {
        std::filesystem::copy(std::filesystem::path(PANGGIL_SOURCE_DIR) /
                                  "tests/data/voice/en-small/pack.json",
                              folder.path() / "pack.json");
        Sound tone;
        tone.rate = 8'000;
        tone.samples.assign(2'000, 0.1F);
        REQUIRE(write_wav(folder.path() / "tone.wav", tone));
        Problems problems;
        return std::make_shared<Voice>(Voice::load(folder.path(), problems).value());
    }();
    return voice;
}

/// What the hub knows: state, ledger, and when each call was made.
class FakeHub {
public:
    /// Counter `counter` calls ticket `ticket`; heard by every ear that is on the line.
    Announcement call(const std::string& counter, const std::string& ticket) {
        Announcement announcement;
        announcement.seq = ++state.seq;
        announcement.call_id = "1-" + std::to_string(state.seq);
        announcement.zone = "lobi";
        announcement.counter = counter;
        announcement.ticket = ticket;
        announcement.place_number = std::stoi(counter);
        announcement.ttl = std::chrono::seconds(120);
        state.records["counter/" + counter]
            .set("call_id", announcement.call_id)
            .set("status", "calling")
            .set("ticket", ticket);
        state.records["call/" + std::to_string(state.seq)].set("ticket", ticket);
        return announcement;
    }

    void give_zone_to(const std::string& screen) {
        state.records["zone/lobi"].set("speaker", screen);
    }

    SpeakVerdict judge(const std::string& call_id, const std::string& screen,
                       const std::string& bid, UtcTime at) {
        const bool speaker = record_at(state, "zone/lobi").text("speaker") == screen;
        const auto answer = ledger.judge(call_id, screen, speaker);
        if (answer == SpeakVerdict::Answer::Granted) {
            (void)ledger.note({call_id, screen, "lobi", "granted", Millis{0}, at, bid});
        }
        return {0, call_id, answer, bid};
    }

    QueueState state;
    Ledger ledger;
};

/// A screen's ear, which can be killed and started again on its own folder.
class Ear {
public:
    Ear(std::string name, FakeHub& hub, Now& now) : name_(std::move(name)), hub_(&hub), now_(&now) {
        start();
    }

    void start() {
        player = std::make_unique<FakePlayer>();
        journal_ = std::make_unique<SaidJournal>(folder_.path(), problems_);
        REQUIRE(problems_.empty());
        answers_.clear();
        ear = std::make_unique<Announcer>(Announcer::Parts{
            name_,
            {},
            our_voice(),
            player.get(),
            &log,
            journal_.get(),
            [this](Receipt receipt) {
                receipt.at = now_->utc;
                unsent_.push_back(std::move(receipt));
            },
            [this](const SpeakRequest& request) {
                if (on_line) {
                    (loses_answers ? lost : answers_)
                        .push_back(hub_->judge(request.call_id, name_, request.bid, now_->utc));
                }
            },
            [this] { return answered; },
            name_ + std::to_string(++lives_),
            hearing_});
        if (journal_->interrupted()) {
            const auto& [call_id, bid] = *journal_->interrupted();
            unsent_.push_back({call_id, name_, "", "interrupted", Millis{0}, now_->utc, bid});
        }
    }

    /// From the next life on, which begins now.
    void set_hearing(Hearing hearing) {
        hearing_ = hearing;
        const bool works = player->works;
        kill();
        start();
        player->works = works;
    }

    void kill() {
        ear.reset();
        journal_.reset();
        unsent_.clear();
    }

    [[nodiscard]] bool alive() const { return ear != nullptr; }

    void hear(const Announcement& announcement, Millis age = Millis{0}, bool before_us = false) {
        ear->hear({announcement, age, before_us}, seen, *now_);
    }

    void turn() {
        if (!alive()) {
            return;
        }
        player->now = now_->mono;
        if (on_line) {
            seen = hub_->state;
            for (const Receipt& receipt : std::exchange(unsent_, {})) {
                (void)hub_->ledger.note(receipt);
            }
        }
        for (const SpeakVerdict& verdict : std::exchange(answers_, {})) {
            ear->hear(verdict, seen, *now_);
        }
        ear->turn(seen, *now_);
    }

    bool loses_answers = false;
    Moment answered = Moment::max() - voice_alone; ///< the hub's latest word
    std::vector<SpeakVerdict> lost;
    std::unique_ptr<FakePlayer> player;
    std::unique_ptr<Announcer> ear;
    KeptLog log;
    QueueState seen;
    bool on_line = true;

private:
    Hearing hearing_ = Hearing::Virtual;
    std::string name_;
    FakeHub* hub_;
    Now* now_;
    test::TemporaryFolder folder_;
    Problems problems_;
    std::unique_ptr<SaidJournal> journal_;
    std::vector<Receipt> unsent_;
    std::vector<SpeakVerdict> answers_;
    int lives_ = 0;
};

struct TwoEars {
    Now now{UtcTime{Millis{1'795'478'400'000}}, Moment{std::chrono::hours(1)}};
    FakeHub hub;
    Ear first{"tv-1", hub, now};
    Ear second{"tv-2", hub, now};

    TwoEars() {
        hub.give_zone_to("tv-1");
        pass(Millis(100));
    }

    void pass(Millis time) {
        for (Micros left = time; left > Micros{0}; left -= step) {
            first.turn();
            second.turn();
            now.mono += step;
            now.utc += std::chrono::duration_cast<Millis>(step);
        }
    }

    Announcement call(const std::string& counter, const std::string& ticket) {
        const Announcement announcement = hub.call(counter, ticket);
        first.seen = second.seen = hub.state;
        for (Ear* ear : {&first, &second}) {
            if (ear->alive() && ear->on_line) {
                ear->hear(announcement);
            }
        }
        return announcement;
    }
};

using Ids = std::vector<std::string>;
constexpr Millis long_enough{25'000};

} // namespace

TEST_CASE("the speaker says a call, the other screen keeps its time in silence", "[announcer]") {
    TwoEars hall;
    hall.call("3", "F018");
    hall.pass(Millis(500));
    CHECK(hall.first.ear->on_air()->ticket == "F018");
    CHECK(hall.second.ear->on_air()->ticket == "F018");
    hall.pass(long_enough);
    CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1"});
    CHECK(hall.second.log.calls("announce.started").empty());
    CHECK(hall.hub.ledger.is_settled("1-1"));
}

TEST_CASE("a call that comes before the first voice waits for it, and is said", "[announcer]") {
    TwoEars hall;
    Announcer& ear = *hall.first.ear;
    ear.use(std::shared_ptr<Voice>());
    ear.await_voice(true);
    hall.call("3", "F018");
    hall.pass(Millis(1500));
    CHECK_FALSE(ear.on_air()); // its number comes with its voice
    CHECK_FALSE(ear.next_deadline(hall.now.mono));
    SECTION("it comes") {
        ear.use(our_voice());
        ear.await_voice(false);
        hall.pass(Millis(500));
        REQUIRE(ear.on_air());
        CHECK(ear.on_air()->ticket == "F018");
        hall.pass(long_enough);
        CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1"});
    }
    SECTION("it does not come") {
        ear.await_voice(false);
        hall.pass(Millis(500));
        REQUIRE(ear.on_air());
        CHECK(ear.on_air()->ticket == "F018");
        CHECK(hall.first.log.calls("announce.started").empty());
    }
}

TEST_CASE("a call right after another one has no chime, one after a silence has", "[announcer]") {
    TwoEars hall;
    hall.call("3", "F018");
    hall.pass(Millis(500));
    hall.call("4", "F019"); // others wait, so this one follows at once
    hall.call("5", "F018");
    hall.call("6", "F018");
    hall.pass(4 * long_enough);
    hall.call("7", "F019");
    hall.pass(long_enough);
    std::vector<std::int64_t> samples;
    for (const LogLine& line : hall.first.log.lines) {
        if (line.event == "announce.ended") {
            samples.push_back(line.fields.number("samples"));
        }
    }
    REQUIRE(samples.size() == 5);
    const std::int64_t chime = 40'000; // it lasts 1 s, and the words are alike
    CHECK(samples[0] - samples[1] > chime);
    CHECK(samples[4] - samples[1] > chime);
}

TEST_CASE("until the last of the calls that wait has begun, more is to be said", "[announcer]") {
    TwoEars hall;
    CHECK_FALSE(hall.first.ear->has_more_to_say());
    hall.call("3", "F018");
    hall.call("4", "F019");
    hall.pass(Millis(500));
    int ended_before = 0;
    const auto ended = [&] {
        return static_cast<int>(hall.first.log.calls("announce.ended").size());
    };
    // Also while the panel still shows the first one, and nothing is heard.
    for (int steps = 0; hall.first.log.calls("announce.started").size() < 2; ++steps) {
        REQUIRE(steps < 4000);
        REQUIRE(hall.first.ear->has_more_to_say());
        ended_before = ended();
        hall.pass(step_ms);
    }
    CHECK(ended_before == 1);
    CHECK_FALSE(hall.first.ear->has_more_to_say());
    hall.pass(long_enough);
    CHECK_FALSE(hall.first.ear->has_more_to_say());
    hall.hub.state.records["alert/9"].set("kind", "gempa");
    hall.pass(long_enough);
    CHECK(hall.first.ear->has_more_to_say()); // between its texts, too
}

TEST_CASE("the loudspeaker of a zone is one screen, and its quiet hours are the zone's",
          "[announcer]") {
    TwoEars hall;
    CHECK(hall.first.ear->is_loudspeaker(hall.hub.state));
    CHECK_FALSE(hall.second.ear->is_loudspeaker(hall.hub.state));
    CHECK(hall.first.ear->quiet_db(hall.hub.state, hall.now) == 0);
    hall.hub.state.records["zone/lobi"].set("volume", TextList{"00.00-24.00 -12"});
    CHECK(hall.first.ear->quiet_db(hall.hub.state, hall.now) == -12);
}

TEST_CASE("a call made before a zone has a voice is said by the first that gets it",
          "[announcer]") {
    TwoEars hall;
    hall.hub.give_zone_to("");
    hall.call("3", "F018");
    hall.pass(Millis(1000));
    hall.hub.give_zone_to("tv-2");
    hall.pass(Millis(500));
    CHECK(hall.second.log.calls("announce.started") == Ids{"1-1"});
    hall.pass(long_enough);
    CHECK(hall.second.log.calls("announce.ended") == Ids{"1-1"});
    CHECK(hall.first.log.calls("announce.started").empty());
}

TEST_CASE("a voice that another could take over breaks off when the hub does not answer",
          "[announcer]") {
    TwoEars hall;
    const bool relief = GENERATE(true, false);
    hall.hub.state.records["zone/lobi"].set("relief", std::int64_t{relief ? 1 : 0});
    hall.call("3", "F018");
    hall.pass(Millis(1000));
    REQUIRE(hall.first.log.calls("announce.started") == Ids{"1-1"});
    CHECK(hall.first.ear->depends_on_hub() == relief);
    hall.first.answered = hall.now.mono;
    hall.first.on_line = false;
    hall.pass(Millis(2000));
    CHECK(hall.first.log.calls("announce.failed").empty());
    hall.pass(Millis(1000));
    CHECK(hall.first.log.calls("announce.failed") == (relief ? Ids{"1-1"} : Ids{}));
    CHECK_FALSE((relief && hall.first.ear->depends_on_hub()));
    // With nobody else in the zone it is said to its end, whatever the hub does.
    hall.pass(long_enough);
    CHECK(hall.first.log.calls("announce.ended") == (relief ? Ids{} : Ids{"1-1"}));
    // Back on the line it is said whole.
    hall.first.on_line = true;
    hall.first.answered = Moment::max() - voice_alone;
    hall.pass(long_enough);
    CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1"});
}

TEST_CASE("what a dead speaker had not begun is said by the next", "[announcer]") {
    TwoEars hall;
    hall.call("3", "F018");
    hall.call("4", "H009");
    hall.pass(Millis(1000));
    REQUIRE(hall.first.log.calls("announce.started") == Ids{"1-1"});
    hall.first.kill();
    hall.pass(Millis(6000));
    hall.hub.give_zone_to("tv-2");
    hall.pass(Millis(60'000));
    // The first call was heard in part, and who said it may come back: it is not said by another.
    CHECK(hall.second.log.calls("announce.ended") == Ids{"1-2"});

    SECTION("who comes back tells that it did not finish, and the call is said") {
        hall.first.start();
        hall.pass(Millis(30'000));
        CHECK(hall.second.log.calls("announce.ended") == Ids{"1-2", "1-1"});
        CHECK(hall.first.log.calls("announce.ended").empty());
    }
}

TEST_CASE("a speaker that lost the hub's answer and then its zone leaves the call to the next",
          "[announcer]") {
    TwoEars hall;
    hall.first.loses_answers = true;
    const Announcement call = hall.call("3", "F018");
    hall.pass(Millis(500));
    REQUIRE(hall.hub.ledger.judge(call.call_id, "tv-2", true) == SpeakVerdict::Answer::Held);
    hall.hub.give_zone_to("tv-2");
    hall.first.loses_answers = false;
    hall.pass(long_enough);
    CHECK(hall.first.log.calls("announce.started").empty());
    CHECK(hall.second.log.calls("announce.ended") == Ids{"1-1"});
    CHECK(hall.hub.ledger.is_settled("1-1"));
}

TEST_CASE("while something else has the floor calls are held, and then said in their order",
          "[announcer]") {
    TwoEars hall;
    hall.call("3", "F018");
    hall.pass(Millis(1000));
    const auto hold = [&](std::optional<Moment> until) {
        hall.first.ear->hold_calls(until, hall.hub.state, hall.now);
        hall.second.ear->hold_calls(until, hall.hub.state, hall.now);
    };
    hall.call("4", "H009");
    const Moment end = hall.now.mono + std::chrono::seconds(180);
    hold(end);
    hall.pass(Millis(60'000));
    // What was being said was said to its end; nothing else was begun.
    CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1"});
    CHECK_FALSE(hall.first.ear->is_calling(hall.now.mono));
    CHECK_FALSE(hall.first.ear->has_more_to_say()); // what has the floor is not to be low
    CHECK(hall.first.ear->next_deadline(hall.now.mono).value_or(Moment::max()) > hall.now.mono);
    hold(end);
    hall.call("5", "F019");
    hall.pass(Millis(119'000));
    CHECK(hall.first.log.calls("announce.started") == Ids{"1-1"});
    CHECK(hall.first.log.calls("announce.postponed") == Ids{"1-2", "1-3"});
    CHECK(hall.second.log.calls("announce.postponed").empty()); // the speaker tells the hub
    // To sleep until the end of it is good enough.
    CHECK(hall.first.ear->next_deadline(hall.now.mono).value_or(Moment::max()) > hall.now.mono);
    hold(std::nullopt);
    CHECK(hall.first.ear->has_more_to_say());
    hall.pass(2 * long_enough);
    CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1", "1-2", "1-3"});
    CHECK(hall.first.log.calls("announce.expired").empty());
    CHECK(hall.second.log.calls("announce.started").empty());
    std::vector<std::int64_t> ages;
    for (const Receipt& receipt : hall.hub.ledger.receipts("1-2")) {
        if (receipt.phase == "postponed") {
            ages.push_back(receipt.audible.count());
        }
    }
    CHECK(ages == std::vector<std::int64_t>{120'000 + 180'000});
}

TEST_CASE("who becomes the speaker while calls are held tells the hub of those that wait",
          "[announcer]") {
    TwoEars hall;
    hall.first.kill(); // before it could tell anything
    const Announcement call = hall.call("3", "F018");
    hall.second.ear->hold_calls(hall.now.mono + std::chrono::seconds(150), hall.hub.state,
                                hall.now);
    hall.pass(Millis(6'000));
    CHECK(hall.second.log.calls("announce.postponed").empty());
    hall.hub.give_zone_to("tv-2");
    hall.pass(Millis(6'000));
    CHECK(hall.second.log.calls("announce.postponed") == Ids{"1-1"});
    std::vector<std::int64_t> ages;
    for (const Receipt& receipt : hall.hub.ledger.receipts(call.call_id)) {
        if (receipt.phase == "postponed" && receipt.screen == "tv-2") {
            ages.push_back(receipt.audible.count());
        }
    }
    CHECK(ages == std::vector<std::int64_t>{120'000 + 150'000});
}

TEST_CASE("a hold is no way to stay good for ever: nobody released is too old in the end",
          "[announcer]") {
    TwoEars hall;
    hall.first.ear->hold_calls(hall.now.mono + std::chrono::seconds(60), hall.hub.state, hall.now);
    hall.call("3", "F018");
    hall.pass(Millis(179'000));
    SECTION("in its time it is said") {
        hall.first.ear->hold_calls(std::nullopt, hall.hub.state, hall.now);
        hall.pass(long_enough);
        CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1"});
    }
    SECTION("later it is accounted for") {
        hall.pass(Millis(2'000));
        hall.first.ear->hold_calls(std::nullopt, hall.hub.state, hall.now);
        hall.pass(long_enough);
        CHECK(hall.first.log.calls("announce.started").empty());
        CHECK(hall.first.log.calls("announce.expired") == Ids{"1-1"});
    }
}

TEST_CASE("a call that was held remembers it as long as it waits", "[announcer]") {
    TwoEars hall;
    Announcer& ear = *hall.first.ear;
    CHECK_FALSE(ear.held_since());
    const Moment begun = hall.now.mono;
    ear.hold_calls(begun + std::chrono::seconds(30), hall.hub.state, hall.now);
    CHECK_FALSE(ear.held_since()); // nobody waits
    hall.call("3", "F018");
    hall.call("4", "H009");
    const Moment first = hall.now.mono;
    ear.hold_calls(begun + std::chrono::seconds(30), hall.hub.state, hall.now);
    CHECK(ear.held_since() == first);
    hall.pass(Millis(1'000));
    ear.hold_calls(std::nullopt, hall.hub.state, hall.now);
    CHECK(ear.held_since() == first); // a hold that follows is not another patience
    hall.pass(Millis(1'000));
    hall.call("5", "F019");
    ear.hold_calls(std::nullopt, hall.hub.state, hall.now);
    hall.pass(2 * long_enough);
    ear.hold_calls(std::nullopt, hall.hub.state, hall.now);
    CHECK_FALSE(ear.held_since()); // the last of them was never held
}

TEST_CASE("a screen without a voice keeps the time of the one that says the call", "[announcer]") {
    TwoEars hall;
    hall.second.ear->use(nullptr);
    for (const char* counter : {"3", "4", "6"}) {
        hall.call(counter, std::string("F01") + counter); // they would be shown for 4 s each
    }
    hall.pass(Millis(5'500));
    CHECK(hall.first.ear->on_air()->ticket == "F013");
    CHECK(hall.second.ear->on_air()->ticket == "F013");
    hall.hub.give_zone_to("");
    hall.pass(Millis(60'000)); // of a zone that nobody speaks in each is shown in its time
    CHECK(hall.second.ear->on_air()->ticket == "F016");
}

TEST_CASE("a question to the hub is taken back when something else gets the floor", "[announcer]") {
    TwoEars hall;
    hall.first.loses_answers = true;
    hall.call("3", "F018");
    hall.pass(Millis(500));
    const Moment end = hall.now.mono + std::chrono::seconds(150);
    hall.first.ear->hold_calls(end, hall.hub.state, hall.now);
    hall.second.ear->hold_calls(end, hall.hub.state, hall.now);
    REQUIRE_FALSE(hall.first.lost.empty());
    hall.first.loses_answers = false;
    hall.first.ear->hear(hall.first.lost.back(), hall.first.seen, hall.now); // it was granted
    hall.pass(Millis(150'000));
    CHECK(hall.first.log.calls("announce.started").empty());
    hall.first.ear->hold_calls(std::nullopt, hall.hub.state, hall.now);
    hall.second.ear->hold_calls(std::nullopt, hall.hub.state, hall.now);
    hall.pass(long_enough);
    CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1"});
}

TEST_CASE("leave that comes too late is no leave", "[announcer]") {
    TwoEars hall;
    hall.second.kill();
    hall.first.loses_answers = true;
    const Announcement call = hall.call("3", "F018");
    hall.pass(Millis(500));
    REQUIRE_FALSE(hall.first.lost.empty());
    SECTION("after the time in which it may begin") {
        hall.now.mono += std::chrono::seconds(121);
    }
    SECTION("after its counter went on") {
        hall.hub.state.records["counter/3"].set("status", "serving");
        hall.first.seen = hall.hub.state;
    }
    hall.first.ear->hear(hall.first.lost.front(), hall.first.seen, hall.now);
    hall.pass(Millis(1000));
    CHECK(hall.first.log.calls("announce.started").empty());
}

TEST_CASE("a speaker that restarts within a call says it once more, whole; one that ended is not "
          "repeated",
          "[announcer]") {
    TwoEars hall;
    const Announcement call = hall.call("3", "F018");
    SECTION("within the call") {
        hall.pass(Millis(3000));
        hall.first.kill();
        hall.first.start();
        hall.first.hear(call, Millis(3100), true);
        hall.pass(long_enough);
        CHECK(hall.first.log.calls("announce.started") == Ids{"1-1", "1-1"});
        CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1"});
    }
    SECTION("after it, before the hub knew") {
        hall.pass(Millis(500));
        hall.first.on_line = false;
        hall.pass(long_enough);
        REQUIRE(hall.first.log.calls("announce.ended") == Ids{"1-1"});
        CHECK_FALSE(hall.hub.ledger.is_settled("1-1"));
        hall.first.kill();
        hall.first.start();
        hall.first.on_line = true;
        hall.first.hear(call, Millis(26'000), true);
        hall.pass(long_enough);
        CHECK(hall.first.log.calls("announce.started") == Ids{"1-1"});
        CHECK(hall.hub.ledger.is_settled("1-1"));
    }
}

TEST_CASE("who is cut off says nothing that another may say", "[announcer]") {
    TwoEars hall;
    hall.first.on_line = false;
    const Announcement call = hall.hub.call("3", "F018");
    hall.first.seen = hall.hub.state; // it was on its way when the line was cut
    hall.first.hear(call);
    hall.second.hear(call);
    hall.pass(Millis(6000));
    CHECK(hall.first.log.calls("announce.started").empty());
    hall.hub.give_zone_to("tv-2");
    hall.pass(long_enough);
    CHECK(hall.second.log.calls("announce.ended") == Ids{"1-1"});
    hall.first.on_line = true;
    hall.pass(long_enough);
    CHECK(hall.first.log.calls("announce.started").empty());
}

TEST_CASE("a call that was said into a dead device is not heard: another screen says it, or the "
          "same one when its sound is back",
          "[announcer]") {
    TwoEars hall;
    hall.first.player->works = false;
    hall.first.set_hearing(Hearing::Device);
    hall.call("3", "F018");
    hall.pass(long_enough);
    CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1"});
    CHECK(hall.first.ear->last_said().empty());
    CHECK_FALSE(hall.hub.ledger.is_settled("1-1"));
    SECTION("another") {
        hall.hub.give_zone_to("tv-2");
        hall.pass(long_enough);
        CHECK(hall.second.log.calls("announce.ended") == Ids{"1-1"});
    }
    SECTION("the same") {
        hall.first.player->works = true;
        hall.pass(long_enough);
        CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1", "1-1"});
        CHECK(hall.first.ear->last_said() == "1-1");
    }
    CHECK(hall.hub.ledger.is_settled("1-1"));
}

TEST_CASE("a voice that was broken off is not heard: the call is said once more, whole",
          "[announcer]") {
    TwoEars hall;
    hall.call("3", "F018");
    hall.pass(Millis(3000));
    hall.first.player->break_off();
    hall.pass(long_enough);
    CHECK(hall.first.log.calls("announce.failed") == Ids{"1-1"});
    CHECK(hall.first.log.calls("announce.started") == Ids{"1-1", "1-1"});
    CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1"});
    CHECK(hall.hub.ledger.is_settled("1-1"));
}

TEST_CASE("what a dead speaker left is said before what is new", "[announcer]") {
    TwoEars hall;
    hall.first.on_line = false; // it is asked for its calls, and nobody answers
    std::vector<Announcement> left{hall.hub.call("3", "F018"), hall.hub.call("4", "H009")};
    for (const Announcement& call : left) {
        hall.second.hear(call);
    }
    hall.pass(Millis(40'000)); // both had their time on the silent stage
    CHECK(hall.second.log.calls("announce.started").empty());
    hall.hub.give_zone_to("tv-2");
    hall.second.seen = hall.hub.state;
    hall.second.hear(hall.hub.call("5", "K001"));
    hall.second.hear(hall.hub.call("6", "K002"));
    hall.second.hear(hall.hub.call("7", "K003"));
    hall.pass(Millis(75'000));
    const Ids said = hall.second.log.calls("announce.ended");
    REQUIRE(said.size() == 5);
    CHECK(said[0] == "1-1");
    const auto second = std::ranges::find(said, "1-2");
    CHECK(second - said.begin() <= 2); // by turns
}

TEST_CASE("a call that is taken back while the hub is asked is not said", "[announcer]") {
    TwoEars hall;
    hall.first.on_line = false;
    const Announcement call = hall.hub.call("3", "F018");
    hall.first.seen = hall.hub.state;
    hall.first.hear(call);
    hall.pass(Millis(200));
    hall.hub.state.records["counter/3"].set("status", "open").set("call_id", "");
    hall.first.on_line = true;
    hall.pass(long_enough);
    CHECK(hall.first.log.calls("announce.started").empty());
    CHECK(hall.first.log.calls("announce.withdrawn") == Ids{"1-1"});
}

TEST_CASE("a counter that calls without end does not silence the others", "[announcer]") {
    TwoEars hall;
    Ids others;
    for (int round = 0; round < 40; ++round) {
        hall.call("1", "A" + std::to_string(100 + round));
        if (round % 5 == 0) {
            const std::string counter = std::to_string(2 + round / 5);
            others.push_back(hall.call(counter, "F0" + std::to_string(10 + round)).call_id);
        }
        hall.pass(Millis(3000));
    }
    hall.pass(Millis(60'000));
    const Ids said = hall.first.log.calls("announce.ended");
    for (const std::string& call_id : others) {
        INFO(call_id);
        CHECK(std::ranges::count(said, call_id) == 1);
    }
}

TEST_CASE("through deaths, cuts and moves of the zone no call is said twice to its end",
          "[announcer]") {
    for (unsigned seed = 1; seed <= 6; ++seed) {
        INFO("seed " << seed);
        TwoEars hall;
        std::mt19937 chance(seed);
        std::vector<Announcement> made;
        std::vector<Moment> at;
        const auto recent = [&](Ear& ear) {
            // What a snapshot tells a screen that was away.
            for (std::size_t which = 0; which < made.size(); ++which) {
                const Micros age = hall.now.mono - at[which];
                if (age <= made[which].ttl && !hall.hub.ledger.is_settled(made[which].call_id)) {
                    ear.hear(made[which], std::chrono::ceil<Millis>(age), true);
                }
            }
        };
        for (int round = 0; round < 150; ++round) {
            if (chance() % 3 == 0) {
                const std::string counter = std::to_string(1 + chance() % 9);
                at.push_back(hall.now.mono);
                made.push_back(hall.call(counter, "F" + std::to_string(100 + round)));
            }
            Ear& one = chance() % 2 == 0 ? hall.first : hall.second;
            switch (chance() % 6) {
            case 0:
                if (one.alive()) {
                    one.kill();
                } else {
                    one.start();
                    one.on_line = true;
                    one.seen = hall.hub.state;
                    recent(one);
                }
                break;
            case 1:
                one.on_line = !one.on_line;
                break;
            case 2:
                hall.hub.give_zone_to(chance() % 2 == 0 ? "tv-1" : "tv-2");
                break;
            default:
                break;
            }
            hall.pass(Millis(500 + chance() % 6000));
        }
        std::map<std::string, int> ends;
        for (Ear* ear : {&hall.first, &hall.second}) {
            for (const std::string& call_id : ear->log.calls("announce.ended")) {
                ++ends[call_id];
            }
        }
        CHECK(ends.size() > 5);
        for (const auto& [call_id, times] : ends) {
            INFO(call_id);
            CHECK(times == 1);
        }
    }
}

TEST_CASE("the number comes with the first sample, and the words while they are said",
          "[announcer]") {
    TwoEars hall;
    hall.first.player->lead = std::chrono::seconds(1);
    hall.call("3", "F018");
    hall.pass(Millis(900));
    CHECK(hall.first.log.calls("announce.started") == Ids{"1-1"});
    CHECK_FALSE(hall.first.ear->on_air());
    CHECK(hall.first.ear->said_now(hall.now.mono).empty());
    const auto turns_to = [&](const Ear& ear, const std::string& words) {
        while (ear.ear->said_now(hall.now.mono) != words) {
            REQUIRE(hall.first.log.calls("announce.ended").empty());
            hall.pass(step_ms);
        }
    };
    hall.pass(Millis(200));
    REQUIRE(hall.first.ear->on_air());
    CHECK(hall.first.ear->on_air()->ticket == "F018");
    turns_to(hall.first, "nomor antrean ef nol satu delapan,");
    // The screen wakes by itself when other words come.
    const auto next = hall.first.ear->next_deadline(hall.now.mono);
    REQUIRE(next);
    CHECK(*next < hall.now.mono + std::chrono::seconds(5));
    turns_to(hall.first, "silakan menuju loket tiga.");
    // It stays until the last sample is gone.
    while (hall.first.log.calls("announce.ended").empty()) {
        CHECK(hall.first.ear->said_now(hall.now.mono) == "silakan menuju loket tiga.");
        hall.pass(step_ms);
    }
    CHECK(hall.first.ear->said_now(hall.now.mono).empty());
    CHECK(hall.first.ear->on_air()); // the number stays a while
}

TEST_CASE("a screen that is silent shows the words, too", "[announcer]") {
    TwoEars hall;
    hall.call("3", "F018");
    std::set<std::string> words;
    while (hall.first.log.calls("announce.ended").empty()) {
        hall.pass(step_ms);
        words.insert(hall.second.ear->said_now(hall.now.mono));
    }
    CHECK(words.contains("nomor antrean ef nol satu delapan,"));
    CHECK(words.contains("silakan menuju loket tiga."));
}

TEST_CASE("a voice that does not come does not keep the number from the glass", "[announcer]") {
    TwoEars hall;
    hall.first.player->lead = std::chrono::seconds(15);
    hall.call("3", "F018");
    hall.pass(Millis(2000));
    CHECK_FALSE(hall.first.ear->on_air());
    hall.pass(Millis(1000));
    CHECK(hall.first.ear->on_air());
    hall.pass(long_enough);
    CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1"});
}

TEST_CASE("an emergency is said before every call that waits, again and again, and then its end",
          "[announcer]") {
    TwoEars hall;
    hall.call("3", "F018");
    hall.call("4", "F019");
    hall.pass(Millis(1000));
    hall.hub.state.records["alert/9"].set("kind", "gempa").set("drill", std::int64_t{0});
    hall.pass(Millis(90'000));
    const auto kinds = [](const Ear& ear, std::string_view event) {
        Ids all;
        for (const LogLine& line : ear.log.lines) {
            if (line.event == event) {
                all.push_back(line.fields.text("kind"));
            }
        }
        return all;
    };
    // The call that was being said was said whole; the other one waits, the warning does not.
    CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1"});
    CHECK(kinds(hall.first, "alert.said").size() >= 2);
    CHECK(kinds(hall.second, "alert.said").empty());
    CHECK(hall.first.player->now <= hall.first.ear->next_deadline(hall.now.mono));

    hall.hub.state.records.erase("alert/9");
    hall.pass(Millis(60'000));
    CHECK(kinds(hall.first, "alert.said").back() == "alert.clear");
    CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1", "1-2"});
    CHECK(hall.second.log.calls("announce.started").empty());
}

TEST_CASE("that a break begins is said once, after the calls, and no louder than the zone is",
          "[announcer]") {
    TwoEars hall; // it is 08.00
    hall.hub.state.records["hall"]
        .set("utc_offset", std::int64_t{480})
        .set("hours_tue", TextList{"07.00-08.01", "09.00-15.00"})
        .set("break_text", std::int64_t{1});
    hall.pass(Millis(55'000));
    hall.call("3", "F018");
    hall.call("4", "F019");
    hall.pass(Millis(2000));
    const auto full = hall.first.player->loudest;
    hall.hub.state.records["zone/lobi"].set("volume", TextList{"08.00-09.00 -12"});
    hall.pass(Millis(60'000));
    Ids told;
    for (const LogLine& line : hall.first.log.lines) {
        if (line.event == "announce.ended" || line.event == "text.said") {
            told.push_back(line.fields.text("announce_id") + line.fields.text("kind"));
        }
    }
    CHECK(told == Ids{"1-1call", "1-2call", "text.break"});
    CHECK(hall.first.player->loudest < full / 2);
    hall.pass(Millis(300'000));
    CHECK(std::ranges::count(hall.first.log.lines, "text.started", &LogLine::event) == 1);
    CHECK(std::ranges::count(hall.second.log.lines, "text.started", &LogLine::event) == 0);
}

TEST_CASE("a call that comes while a text of the hours is said waits for its end", "[announcer]") {
    TwoEars hall;
    hall.hub.state.records["hall"]
        .set("utc_offset", std::int64_t{480})
        .set("hours_tue", TextList{"07.00-08.00", "09.00-15.00"})
        .set("break_text", std::int64_t{1});
    hall.hub.state.records["counter/1"].set("status", "open");
    hall.pass(Millis(2000));
    REQUIRE_FALSE(hall.first.log.lines.empty());
    REQUIRE(hall.first.log.lines.back().event == "text.started");
    hall.call("3", "F018");
    hall.pass(Millis(500));
    CHECK(hall.first.log.calls("announce.started").empty());
    hall.pass(Millis(30'000));
    CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1"});
    CHECK(std::ranges::count(hall.first.log.lines, "text.said", &LogLine::event) == 1);
}

TEST_CASE("a warning that was broken off is said again at once, and so is its end", "[announcer]") {
    TwoEars hall;
    const auto count = [&](std::string_view event) {
        return std::ranges::count(hall.first.log.lines, event, &LogLine::event);
    };
    hall.hub.state.records["alert/9"].set("kind", "gempa");
    hall.pass(Millis(2000));
    hall.first.player->break_off();
    hall.pass(Millis(500));
    CHECK(count("alert.failed") == 1);
    CHECK(count("alert.started") == 2); // not only after the pause between two sayings
    hall.pass(Millis(20'000));
    CHECK(count("alert.said") == 1);

    hall.hub.state.records.erase("alert/9");
    while (hall.first.log.lines.back().fields.text("kind") != "alert.clear") {
        hall.pass(Millis(100));
    }
    hall.pass(Millis(1000));
    hall.first.player->break_off();
    hall.pass(Millis(500));
    CHECK(count("alert.failed") == 2);
    hall.pass(Millis(20'000));
    CHECK(hall.first.log.lines.back().event == "alert.said");
    CHECK(hall.first.log.lines.back().fields.text("kind") == "alert.clear");
}

TEST_CASE("a warning that no device takes is tried again, and calls wait for it", "[announcer]") {
    TwoEars hall;
    hall.hub.state.records["alert/9"].set("kind", "gempa");
    hall.pass(Millis(2000));
    hall.first.player->drop(); // it is swallowed
    hall.call("3", "F018");
    hall.pass(Millis(45'000));
    CHECK(std::ranges::count(hall.first.log.lines, "alert.failed", &LogLine::event) == 1);
    CHECK(std::ranges::count(hall.first.log.lines, "alert.started", &LogLine::event) >= 2);
    CHECK(hall.first.log.calls("announce.started").empty());
}

TEST_CASE("a drill is always said to be one", "[announcer]") {
    TwoEars hall;
    hall.hub.state.records["alert/9"]
        .set("kind", "tsunami")
        .set("level", "siaga")
        .set("drill", std::int64_t{1});
    hall.pass(Millis(3000));
    hall.hub.state.records.erase("alert/9");
    hall.pass(Millis(60'000));
    Ids words;
    for (const LogLine& line : hall.first.log.lines) {
        if (line.event == "alert.started") {
            words.push_back(line.fields.text("words"));
        }
    }
    REQUIRE(words.size() == 2);
    CHECK(words[0].starts_with("ini latihan. "));
    CHECK(words[1].find("latihan selesai") != std::string::npos);
}

TEST_CASE("who is not the speaker of a zone leaves a warning to the one who is", "[announcer]") {
    TwoEars hall;
    hall.hub.give_zone_to("");
    hall.hub.state.records["alert/9"].set("kind", "kebakaran");
    hall.pass(Millis(1000));
    CHECK(hall.first.log.lines.empty());
    hall.hub.give_zone_to("tv-2"); // within one pause it is told
    hall.pass(Millis(16'000));
    CHECK(std::ranges::count(hall.second.log.lines, "alert.started", &LogLine::event) == 1);
}

TEST_CASE("in its quiet hours a zone hears the same call, quieter; a warning stays as it is",
          "[announcer]") {
    TwoEars hall;
    hall.call("3", "F018");
    hall.pass(long_enough);
    const float full = hall.first.player->loudest;
    hall.hub.state.records["zone/lobi"].set("volume", TextList{"00.00-24.00 -12"});
    hall.call("3", "F018");
    hall.pass(long_enough);
    CHECK(hall.first.player->loudest == Approx(full * 0.2512F).epsilon(0.001));
    CHECK(hall.first.log.calls("announce.ended").size() == 2);
    hall.hub.state.records["alert/9"].set("kind", "gempa");
    hall.pass(long_enough);
    CHECK(hall.first.player->loudest > 0.7F);
}

TEST_CASE("a voice that is replaced speaks from the next call on, not within one", "[announcer]") {
    TwoEars hall;
    const auto words_of = [&](std::size_t at) {
        std::vector<std::string> words;
        for (const LogLine& line : hall.first.log.lines) {
            if (line.event == "announce.ended") {
                words.push_back(line.fields.text("words"));
            }
        }
        return at < words.size() ? words[at] : std::string();
    };
    hall.call("3", "F018");
    hall.first.turn(); // asks the hub
    REQUIRE(hall.first.log.calls("announce.started").empty());
    hall.first.ear->use(small_voice());
    hall.call("4", "K019");
    hall.pass(3 * long_enough);
    CHECK(words_of(0).starts_with("nomor antrean ef nol satu delapan"));
    CHECK(words_of(1) == "ticket K zero one nine, please go to counter four.");
}

TEST_CASE("who has no voice says nothing, and says what is due once it has one", "[announcer]") {
    TwoEars hall;
    hall.first.ear->use(nullptr);
    hall.call("3", "F018");
    hall.pass(long_enough);
    CHECK(hall.first.log.calls("announce.started").empty());
    const auto told = [&](const std::string& phase) {
        return std::ranges::count(hall.hub.ledger.receipts("1-1"), phase, &Receipt::phase);
    };
    CHECK(told("muted") == 1); // the clerk knows that it was only shown
    hall.first.ear->use(small_voice());
    hall.pass(long_enough);
    CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1"});
    CHECK(told("done") == 1);
}

TEST_CASE("who gets a voice tells of all that it owes, before the clerks give up", "[announcer]") {
    TwoEars hall;
    const auto last_word_of = [&](const std::string& call_id, const std::string& screen) {
        std::string word;
        for (const Receipt& receipt : hall.hub.ledger.receipts(call_id)) {
            word = receipt.screen == screen ? receipt.phase : word;
        }
        return word;
    };
    hall.first.ear->use(nullptr);
    hall.second.ear->use(nullptr);
    for (const char* counter : {"3", "4", "6"}) {
        hall.call(counter, std::string("F01") + counter);
    }
    hall.pass(long_enough);
    for (const char* call_id : {"1-1", "1-2", "1-3"}) {
        INFO(call_id);
        CHECK(last_word_of(call_id, "tv-1") == "muted");
        CHECK(last_word_of(call_id, "tv-2").empty()); // it is not for this one to say
    }
    SECTION("its own") {
        hall.first.ear->use(our_voice());
        hall.pass(Millis(200));
        CHECK(last_word_of("1-3", "tv-1") == "queued"); // though two others come first
        hall.pass(3 * long_enough);
        CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1", "1-2", "1-3"});
    }
    SECTION("another one that gets the zone") {
        hall.second.ear->use(our_voice());
        hall.hub.give_zone_to("tv-2");
        hall.pass(Millis(200));
        CHECK(last_word_of("1-3", "tv-2") == "started"); // the one on the glass is said at once
        CHECK(last_word_of("1-1", "tv-2") == "queued");
        CHECK(last_word_of("1-2", "tv-2") == "queued");
        hall.pass(3 * long_enough);
        CHECK(hall.second.log.calls("announce.ended") == Ids{"1-3", "1-1", "1-2"});
    }
    SECTION("nobody, since the other one is mute as well") {
        hall.hub.give_zone_to("tv-2");
        hall.pass(Millis(200));
        CHECK(last_word_of("1-3", "tv-2") == "muted");
        CHECK(hall.second.log.calls("announce.muted") == Ids{"1-1", "1-2", "1-3"});
    }
}

TEST_CASE("of a call that another screen says a mute one tells nothing", "[announcer]") {
    TwoEars hall;
    hall.second.ear->use(nullptr);
    hall.call("3", "F018");
    hall.pass(long_enough);
    CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1"});
    CHECK(hall.second.log.calls("announce.muted").empty());
}

TEST_CASE("the hub is told which clips a call had to do without", "[announcer]") {
    TwoEars hall;
    hall.first.ear->use(small_voice());
    hall.call("3", "Q018");
    hall.call("4", "F018");
    hall.pass(3 * long_enough);
    REQUIRE(hall.first.log.calls("announce.ended") == Ids{"1-1", "1-2"});
    const auto missing = [&](const std::string& call_id) {
        TextList keys;
        for (const Receipt& receipt : hall.hub.ledger.receipts(call_id)) {
            if (receipt.phase == "started" || receipt.phase == "done") {
                keys.insert(keys.end(), receipt.missing.begin(), receipt.missing.end());
            }
        }
        return keys;
    };
    CHECK(missing("1-1") == TextList{"letter.Q", "letter.Q"}); // when it began, and when it ended
    CHECK(missing("1-2").empty());
}

TEST_CASE("the voice is tested aloud, and counts as no call", "[announcer]") {
    TwoEars hall;
    const auto outcome = [&] { return hall.first.ear->take_test_outcome(); };
    hall.hub.state.records["hall"].set("utc_offset", std::int64_t{480}); // it is 08.00
    hall.pass(Millis(100));
    REQUIRE(hall.first.ear->test_voice(hall.first.seen, false, hall.now));
    const float full = hall.first.player->loudest;
    CHECK(full > 0.05F);
    CHECK(hall.first.ear->next_deadline(hall.now.mono));
    CHECK_FALSE(hall.first.ear->is_voicing()); // nobody has to wait for it
    CHECK(hall.first.ear->test_voice(hall.first.seen, false, hall.now).problem().code ==
          "calling"); // one at a time
    CHECK_FALSE(outcome());
    hall.pass(Millis(15'000));
    const auto heard = outcome();
    REQUIRE(heard);
    CHECK_FALSE(heard->refused);
    CHECK(heard->audible > Millis(1500));
    CHECK(heard->audible < Millis(8000));
    CHECK_FALSE(outcome());
    CHECK(hall.hub.ledger.receipts("text.test").empty());
    CHECK(hall.first.log.calls("announce.started").empty());

    hall.hub.state.records["zone/lobi"].set("volume", TextList{"08.00-09.00 -12"});
    hall.pass(Millis(100));
    CHECK(hall.first.ear->test_voice(hall.first.seen, false, hall.now).problem().code ==
          "quiet_hours");
    REQUIRE(hall.first.ear->test_voice(hall.first.seen, true, hall.now));
    CHECK(hall.first.player->loudest < full / 2);
}

TEST_CASE("the voice is not tested over a call, and a call breaks the test off", "[announcer]") {
    TwoEars hall;
    Announcer& ear = *hall.first.ear;
    REQUIRE(ear.test_voice(hall.first.seen, false, hall.now));
    hall.pass(Millis(500));
    hall.call("3", "F018");
    hall.pass(Millis(500));
    const auto cut = ear.take_test_outcome();
    REQUIRE(cut);
    CHECK(cut->refused->code == "broken_off");
    CHECK(hall.first.log.calls("announce.started") == Ids{"1-1"}); // at once
    CHECK(ear.test_voice(hall.first.seen, true, hall.now).problem().code == "calling");
    CHECK(hall.second.ear->test_voice(hall.second.seen, true, hall.now).problem().code ==
          "calling"); // another loudspeaker says it
    hall.pass(long_enough);
    CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1"});
    CHECK(ear.test_voice(hall.first.seen, false, hall.now));
}

TEST_CASE("a warning breaks the test of the voice off", "[announcer]") {
    TwoEars hall;
    REQUIRE(hall.first.ear->test_voice(hall.first.seen, false, hall.now));
    hall.hub.state.records["alert/9"].set("kind", "gempa");
    hall.pass(Millis(500));
    REQUIRE(hall.first.ear->take_test_outcome());
    hall.pass(Millis(30'000));
    CHECK(std::ranges::count(hall.first.log.lines, "alert.said", &LogLine::event) >= 1);
}

TEST_CASE("a screen that cannot be heard says so when it is tested", "[announcer]") {
    TwoEars hall;
    SECTION("it has no voice") {
        hall.first.ear->use(std::shared_ptr<Voice>());
        CHECK(hall.first.ear->test_voice(hall.first.seen, false, hall.now).problem().code ==
              "mute");
    }
    SECTION("its voice is still being read") {
        hall.first.ear->use(std::shared_ptr<Voice>());
        hall.first.ear->await_voice(true);
        CHECK(hall.first.ear->test_voice(hall.first.seen, false, hall.now).problem().code ==
              "not_ready");
    }
    SECTION("its pack has no such sentence") {
        hall.first.ear->use(small_voice());
        CHECK(hall.first.ear->test_voice(hall.first.seen, false, hall.now).problem().code ==
              "no_sentence");
    }
    SECTION("its device takes no samples") {
        hall.first.set_hearing(Hearing::Device);
        hall.first.player->works = false;
        REQUIRE(hall.first.ear->test_voice(hall.first.seen, false, hall.now));
        hall.pass(Millis(15'000));
        const auto outcome = hall.first.ear->take_test_outcome();
        REQUIRE(outcome);
        CHECK(outcome->refused->code == "unheard");
    }
}

TEST_CASE("a screen that retires says its call to the end, begins none, and gives the rest back",
          "[announcer]") {
    TwoEars hall;
    hall.call("3", "F018");
    hall.call("4", "F019");
    hall.pass(Millis(500));
    CHECK(hall.first.ear->is_voicing());
    hall.first.ear->retire(hall.now);
    hall.pass(long_enough);
    CHECK_FALSE(hall.first.ear->is_voicing());
    CHECK_FALSE(hall.first.ear->next_deadline(hall.now.mono));
    CHECK(hall.first.log.calls("announce.ended") == Ids{"1-1"});
    CHECK(hall.first.log.calls("announce.started") == Ids{"1-1"});
    hall.hub.give_zone_to("tv-2");
    hall.pass(long_enough);
    CHECK(hall.second.log.calls("announce.ended") == Ids{"1-2"});
}

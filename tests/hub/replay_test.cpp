// SPDX-License-Identifier: MIT
/// A day that was lived and the same day read back from its journal are one: the same states, the
/// same words, the same pictures.
#include "codec/voice_pack_codec.hpp"
#include "codec/wire.hpp"
#include "core/board.hpp"
#include "core/phrase.hpp"
#include "tests/hub/hub_fixture.hpp"
#include "tests/renderer/hall_on_screen.hpp"

#include <random>

using namespace panggil;
using namespace panggil::tests;
using panggil::testing::Picture;

namespace {

/// What a hall sees and hears of its events, one after the other.
class Witness {
public:
    void see(const Event& event) {
        apply(state_, event);
        digests.push_back(codec::digest(state_));
        if (event.announce) {
            const auto phrase = compose(*event.announce, pack_, PhraseForm::Full);
            REQUIRE(phrase.ok());
            phrases.push_back(phrase.value());
            on_air_ = OnAir{event.announce->call_id,
                            event.announce->ticket,
                            event.announce->counter,
                            event.announce->attempt,
                            event.announce->priority,
                            {},
                            event.seq};
        }
        scenes.push_back(picture_(layout_, board_of(state_, on_air_, LinkHealth::Live, event.utc)));
    }

    std::vector<std::uint64_t> digests;
    std::vector<Phrase> phrases;
    std::vector<Scene> scenes;

private:
    static VoicePack our_voice() {
        const std::string file = std::string(PANGGIL_SOURCE_DIR) + "/audio/id-ID/pack.json";
        return codec::decode_voice_pack(testing::read_whole(file).value(), file).pack;
    }

    QueueState state_;
    VoicePack pack_ = our_voice();
    Layout layout_ = testing::our_layout();
    Picture picture_;
    std::optional<OnAir> on_air_;
};

Hall our_hall() {
    const std::string file = std::string(PANGGIL_SOURCE_DIR) + "/hub/halls/mpp-bolmut.json";
    Hall hall = codec::decode_hall(testing::read_whole(file).value(), file).hall;
    hall.day_start = "open";
    return hall;
}

/// Lets the hall live for a while; gives the events as they were published.
std::vector<Event> live_a_morning(const std::string& folder) {
    CapturedLog log;
    hub::Now now = at(Millis{0});
    auto hub = hub::Hub::start(hub::Journal::open(folder).value(), our_hall(), log, now);
    REQUIRE(hub.ok());
    std::vector<Event> published;
    hub.value().publish_to([&](const HubMessage& message) {
        if (const auto* event = std::get_if<Event>(&message.body); event != nullptr) {
            published.push_back(*event);
        }
    });
    std::mt19937 chance(20'261'124);
    const auto pick = [&](std::vector<std::string> of) { return of[chance() % of.size()]; };
    for (int step = 0; step < 300; ++step) {
        const std::string op = pick({"issue", "issue", "call", "call", "call", "recall", "serve",
                                     "finish", "no-show", "withdraw", "break", "open", "hold"});
        Record arguments = op == "issue" ? args("service", pick({"A", "C", "F", "L"}), "priority",
                                                pick({"", "", "lansia"}))
                                         : args("counter", pick({"1", "2", "3", "7"}));
        now.utc += Millis(1700);
        now.mono += Millis(1700);
        (void)hub.value().execute(command(std::to_string(step), op, std::move(arguments)), now);
    }
    return published;
}

} // namespace

TEST_CASE("a day from its journal has the states, phrases and scenes of the day itself",
          "[replay]") {
    const TempFolder folder;
    const std::vector<Event> published = live_a_morning(folder.path());
    REQUIRE(published.size() > 100);
    auto journal = hub::Journal::open(folder.path());
    REQUIRE(journal.ok());
    const auto entries = journal.value().entries_after(0);
    REQUIRE(entries.ok());

    Witness live;
    Witness replayed;
    for (const auto& entry : entries.value()) {
        // The hub opened the day before anybody could listen.
        if (entry.event.seq < published.front().seq) {
            live.see(entry.event);
        }
        replayed.see(entry.event);
    }
    for (const Event& event : published) {
        live.see(event);
    }
    CHECK(live.phrases.size() >= 20);
    CHECK(live.scenes.front() != live.scenes.back());
    CHECK(replayed.digests == live.digests);
    CHECK(replayed.phrases == live.phrases);
    CHECK((replayed.scenes == live.scenes));
}

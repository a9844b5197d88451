// SPDX-License-Identifier: MIT
#include "core/call_stage.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using namespace std::chrono_literals;

namespace {

OnAir call(const char* id) {
    OnAir on_air;
    on_air.call_id = id;
    on_air.ticket = "F018";
    return on_air;
}

constexpr Moment start = Moment(100s);

} // namespace

TEST_CASE("an empty stage takes the first call at once", "[call_stage]") {
    const CallStage stage;
    CHECK(stage.free_at(start, 1));
    CHECK_FALSE(stage.speaking());
    // How long it is until then can be reckoned without leaving what 64 bits hold.
    CHECK(CallStage().free_from(1) >= Moment{});
}

TEST_CASE("nobody enters while the voice speaks, however long it takes", "[call_stage]") {
    CallStage stage;
    stage.enter(call("1-1"), start);
    CHECK(stage.speaking());
    CHECK_FALSE(stage.free_at(start + 1h, 9));
    stage.voice_ended("1-7", start + 5s);
    CHECK(stage.speaking());
    stage.voice_ended("1-1", start + 5s);
    CHECK_FALSE(stage.speaking());
    CHECK(stage.on_air()->since == start);
}

TEST_CASE("a call alone is shown for twelve seconds, and two past its last word", "[call_stage]") {
    CallStage stage;
    stage.enter(call("1-1"), start);
    stage.voice_ended("1-1", start + 7s);
    CHECK(stage.free_from(1) == start + 12s);
    stage.enter(call("1-2"), start + 12s);
    stage.voice_ended("1-2", start + 25s);
    CHECK(stage.free_from(1) == start + 27s);
}

TEST_CASE("when several wait, a call gives way sooner but is shown for four seconds",
          "[call_stage]") {
    CallStage stage;
    stage.enter(call("1-1"), start);
    stage.voice_ended("1-1", start + 7s);
    CHECK(stage.free_from(2) == start + 7s + 600ms);
    stage.enter(call("1-2"), start + 8s);
    stage.voice_ended("1-2", start + 9s);
    CHECK(stage.free_from(5) == start + 12s);
}

TEST_CASE("a withdrawn call leaves the panel at once, but its voice is not cut by the next",
          "[call_stage]") {
    CallStage stage;
    stage.enter(call("1-1"), start);
    stage.withdraw("1-1");
    CHECK_FALSE(stage.on_air());
    CHECK_FALSE(stage.free_at(start + 3s, 1));
    stage.voice_ended("1-1", start + 7s);
    CHECK(stage.free_from(1) == start + 7s + 600ms);
}

TEST_CASE("after ten minutes the panel is given back", "[call_stage]") {
    CallStage stage;
    stage.enter(call("1-1"), start);
    stage.voice_ended("1-1", start + 7s);
    stage.forget_old(start + 9min);
    CHECK(stage.on_air());
    stage.forget_old(start + 10min);
    CHECK_FALSE(stage.on_air());
}

TEST_CASE("other rules hold at once, also for the call on the stage", "[call_stage]") {
    CallStage stage;
    stage.enter(call("1-1"), start);
    CHECK(stage.is_taken_at(start + 1h, 0)); // it is being said
    stage.voice_ended("1-1", start + 3s);
    CHECK(stage.free_from(1) == start + 12s);
    CHECK(stage.is_taken_at(start + 11s, 0));
    CHECK_FALSE(stage.is_taken_at(start + 12s, 0));
    CallStage::Rules longer;
    longer.alone = 20s;
    stage.use(longer);
    CHECK(stage.free_from(1) == start + 20s);
    CHECK(stage.is_taken_at(start + 12s, 0));
    stage.withdraw("1-1"); // nothing is shown, nothing is said
    CHECK_FALSE(stage.is_taken_at(start + 4s, 0));
}

TEST_CASE("a call that is taken back leaves the stage, and no other does", "[call_stage]") {
    CallStage stage;
    stage.withdraw("1-1"); // nothing is there
    CHECK_FALSE(stage.on_air());
    stage.enter(call("1-1"), start);
    stage.withdraw("1-2");
    REQUIRE(stage.on_air());
    stage.withdraw("1-1");
    CHECK_FALSE(stage.on_air());
    CHECK(stage.speaking()); // its voice ends when it has ended
}

// SPDX-License-Identifier: MIT
/// A picture for which only those widgets were asked that are due, or read what has changed, is the
/// picture of that moment.
#include "core/motion.hpp"
#include "core/seconds.hpp"
#include "renderer/scene_memory.hpp"
#include "renderer/widget.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/hall_on_screen.hpp"

#include <optional>
#include <random>

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::testing;

namespace {

/// A screen on which time passes: one picture after the other, each made of the one before.
struct Passing {
    explicit Passing(Layout its_layout) : layout(std::move(its_layout)) {}

    /// As a Picture does between two scenes.
    void count_seconds(Scene& scene) {
        if (!scene.next_second) {
            return;
        }
        for (Node& node : scene.nodes) {
            for (Mark& mark : node.marks) {
                if (auto* seconds = std::get_if<SecondsMark>(&mark.what); seconds != nullptr) {
                    REQUIRE(count_to(*seconds, time.utc, metrics) != Counted::Misfit);
                }
            }
        }
        scene.next_second = next_second(time.utc);
    }

    Scene look(bool from_the_last) {
        if (last) {
            count_seconds(*last);
        }
        const BoardParts changed = from_the_last ? differing(before, board) : board_part::all;
        memory.begin(changed != board_part::all && last ? &*last : nullptr, time.utc, time.mono,
                     changed);
        before = board;
        Scene scene = present(layout, board, time, {1920, 1080}, metrics, patched, nullptr, nullptr,
                              {}, &memory);
        return scene;
    }

    [[nodiscard]] Scene whole() {
        FixedMetrics others;
        PatchedCards cards;
        return present(layout, board, time, {1920, 1080}, others, cards);
    }

    /// From frame to frame: within one, what moves may be as it was when it was asked.
    void pass(std::int64_t frames) {
        frame += frames;
        time = at(frame);
    }

    [[nodiscard]] static PresentTime at(std::int64_t frame) {
        const Moment mono = start_of_frame(frame, 60);
        return {tests::morning + std::chrono::floor<Millis>(mono.time_since_epoch()), mono};
    }

    Layout layout;
    Board board = board_of_morning();
    Board before = board;
    std::int64_t frame = 60 * 103; ///< no page turns in the next second
    PresentTime time = at(frame);
    FixedMetrics metrics;
    PatchedCards patched;
    SceneMemory memory;
    std::optional<Scene> last;
};

Layout restless_layout() {
    Layout layout = layout_of(
        R"({"widget": "grid", "cols": ["1fr", "1fr"], "rows": ["1fr", "1fr", "2fr", "1fr"],
            "areas": ["clock text", "slides slides", "cards cards", "call call"], "zones": {
            "clock": {"widget": "clock", "format": "HH.mm.ss", "font": "clock"},
            "text": {"widget": "text", "text": "Selamat datang di {hall.name}", "font": "notice"},
            "slides": {"widget": "slideshow", "playlist": "uji", "secondsPerItem": 5, "enter": "page"},
            "cards": {"widget": "counters-grid", "cols": 2, "minCard": [400, 200],
                "overflow": {"page": {"seconds": 3, "enter": "page"}}, "pageMark": {"font": "meta"},
                "card": {"widget": "ticket", "font": "number",
                         "badge": {"text": "{counter}", "font": "meta"}}},
            "call": {"widget": "now-calling", "enter": "page", "emphasis": "call",
                "card": {"widget": "ticket", "font": "number"},
                "after": {"minutes": 1, "card": {"widget": "text", "text": "{age:long}"}},
                "idle": {"widget": "text", "text": "-"}}}})");
    layout.playlists =
        codec::decode_tree(R"({"uji": {"items": [{"image": "a.png"}, {"image": "b.png"}]}})",
                           "uji.json", layout.places)
            .value();
    return layout;
}

/// The first place that is not the same, for people.
std::string difference(const Scene& one, const Scene& other) {
    for (std::size_t at = 0; at < std::min(one.nodes.size(), other.nodes.size()); ++at) {
        if (one.nodes[at] != other.nodes[at]) {
            return one.nodes[at].key + " or " + other.nodes[at].key;
        }
    }
    return one.nodes.size() == other.nodes.size() ? "" : "one has more places";
}

/// One thing after the other happens in the hall, and each picture is made of the one before.
/// Returns how many nodes stood.
std::size_t live_through(Passing& hall, int steps) {
    tests::Driver day = our_morning();
    std::mt19937 random(3);
    std::size_t kept = 0;
    const auto at_a_counter = [&](const char* op) {
        static_cast<void>(day(op, tests::args("counter", std::to_string(1 + random() % 10))));
    };
    for (int step = 0; step < steps; ++step) {
        switch (random() % 8) {
        case 0:
            static_cast<void>(day("issue", tests::args("service", "F")));
            break;
        case 1:
            at_a_counter("call");
            break;
        case 2:
            at_a_counter("serve");
            break;
        case 3:
            at_a_counter("break");
            break;
        case 4:
            at_a_counter("open");
            break;
        default:
            break;
        }
        const LinkHealth health = step % 60 == 59 ? LinkHealth::Stale : LinkHealth::Live;
        hall.board = board_of(day.state, std::nullopt, health, hall.time.utc);
        hall.board.said = random() % 5 == 0 ? "Nomor " + std::to_string(step) : hall.before.said;
        hall.board.holiday = step > steps * 2 / 3 ? "Hari Guru" : "";
        hall.board.hours = hall.before.hours;
        if (random() % 9 == 0) {
            hall.board.hours[step % 7] = {"08.00-" + std::to_string(10 + step % 7) + ".00"};
        }
        hall.board.notices = hall.before.notices;
        if (random() % 9 == 0) {
            hall.board.notices = {"Pemberitahuan " + std::to_string(step)};
        }
        if (step % 25 == 24) {
            hall.board.alerts = {
                {"1", "gempa", "", false, hall.time.utc.time_since_epoch().count(), 0}};
        }
        Scene next = hall.look(step > 0);
        INFO("step " << step);
        REQUIRE(difference(next, hall.whole()) == "");
        for (const KeptNodes& each : hall.memory.kept()) {
            kept += each.count;
        }
        hall.last = std::move(next);
        hall.pass(1 + static_cast<std::int64_t>(random() % 54));
    }
    return kept;
}

} // namespace

TEST_CASE("what stands is kept, what is due is made anew, and both are the picture of that moment",
          "[memory]") {
    for (const char* which : {"ours", "restless"}) {
        Passing hall(std::string_view(which) == "ours" ? our_layout() : restless_layout());
        std::mt19937 random(7);
        std::size_t kept = 0;
        for (int step = 0; step < 400; ++step) {
            Scene next = hall.look(step % 50 != 0); // now and then something else has changed
            const Scene whole = hall.whole();
            INFO(which << ", step " << step);
            REQUIRE(difference(next, whole) == "");
            CHECK(next.next_change == whole.next_change);
            CHECK(next.next_wall_change == whole.next_wall_change);
            CHECK(next.next_second == whole.next_second);
            for (const KeptNodes& each : hall.memory.kept()) {
                kept += each.count;
            }
            hall.last = std::move(next);
            hall.pass(1 + random() % 90);
        }
        CHECK(kept > 400);
    }
}

TEST_CASE("whatever happens in the hall, the picture made of the last one is that of the moment",
          "[memory]") {
    for (const char* which : {"ours", "restless"}) {
        INFO(which);
        Passing hall(std::string_view(which) == "ours" ? our_layout() : restless_layout());
        CHECK(live_through(hall, 300) > 300);
    }
}

TEST_CASE("every widget says what it reads of the board, or is asked each time", "[memory]") {
    for (const WidgetType* type : all_widgets()) {
        INFO(type->name);
        const std::string sample(type->sample);
        const std::string root = "{\"widget\": \"" + std::string(type->name) + '"' +
                                 (sample == "{}" ? "" : ", ") + sample.substr(1);
        Passing hall(layout_of(root));
        static_cast<void>(live_through(hall, 80));
    }
}

TEST_CASE("how long ago a call was goes on by itself", "[memory]") {
    Passing hall(restless_layout());
    hall.last = hall.look(false);
    for (int second = 0; second < 700; second += 7) {
        hall.pass(60 * 7);
        Scene next = hall.look(true);
        INFO(second << " s");
        REQUIRE(difference(next, hall.whole()) == "");
        hall.last = std::move(next);
    }
}

TEST_CASE("a second of the clock asks nobody, a minute nobody but the clock", "[memory]") {
    Passing hall(restless_layout());
    hall.board.call.reset();
    hall.last = hall.look(false);
    REQUIRE(hall.last->next_second);
    hall.pass(60); // the same page, another second
    REQUIRE(hall.time.utc >= *hall.last->next_second);
    hall.count_seconds(*hall.last);
    hall.metrics.measured = 0;
    hall.last = hall.look(true);
    CHECK(hall.metrics.measured == 0);
    hall.pass(60 * 60);
    const int everything = [&] {
        Passing anew(restless_layout());
        anew.board.call.reset();
        static_cast<void>(anew.look(false));
        return anew.metrics.measured;
    }();
    static_cast<void>(hall.look(true));
    CHECK(hall.metrics.measured > 0);
    CHECK(hall.metrics.measured < everything / 2);
}

TEST_CASE(
    "damage is that of the whole pictures, though what stands was moved from one to the other",
    "[memory]") {
    Passing hall(restless_layout());
    hall.last = hall.look(false);
    std::mt19937 random(11);
    for (int step = 0; step < 200; ++step) {
        Scene before = hall.whole();
        hall.pass(1 + random() % 54);
        hall.count_seconds(before);
        const Scene next = hall.look(true);
        INFO("step " << step);
        CHECK(damage_between(*hall.last, next, hall.memory.kept()) ==
              damage_between(before, hall.whole()));
        hall.last = next;
    }
}

TEST_CASE("a widget that fails while it is made anew leaves no trace of what it had taken",
          "[memory]") {
    Passing hall(restless_layout());
    hall.last = hall.look(false);
    hall.memory.begin(&*hall.last, hall.time.utc, hall.time.mono);
    Scene scene;
    const std::size_t parts = hall.memory.parts();
    static_cast<void>(hall.memory.open({}, scene));
    hall.memory.go_back(parts);
    CHECK(hall.memory.is_torn());
    CHECK(hall.memory.parts() == parts);
    hall.memory.begin(nullptr, hall.time.utc, hall.time.mono);
    CHECK_FALSE(hall.memory.is_torn());
}

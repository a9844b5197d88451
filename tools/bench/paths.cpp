// SPDX-License-Identifier: MIT
// The hot paths, one by one, for tools/bench/instructions: `bench_paths PATH` prepares, walks the
// path once so that caches are warm, and then walks it `times` times inside walk_the_path(), where
// callgrind counts.
#include "codec/hall_codec.hpp"
#include "codec/layout_codec.hpp"
#include "codec/state_meter.hpp"
#include "codec/voice_pack_codec.hpp"
#include "codec/wire.hpp"
#include "core/damage.hpp"
#include "renderer/paint.hpp"
#include "renderer/picture.hpp"
#include "renderer/sdl/displays.hpp"
#include "renderer/sound/mixer.hpp"
#include "renderer/view.hpp"
#include "renderer/voice.hpp"
#include "tests/renderer/hall_on_screen.hpp"
#include "tests/renderer/studio.hpp"

#include <cstdio>
#include <cstring>
#include <functional>
#include <map>

using namespace panggil;

namespace {

using Walk = std::function<void()>;
constexpr int times = 10;
constexpr Size glass{1920, 1080};
const std::filesystem::path tree = PANGGIL_SOURCE_DIR;

/// The default layout on a believable morning, and a clock that this program turns.
struct Eye {
    explicit Eye(const std::string& file = "layouts/mpp-lanskap.json")
        : layout(codec::load_layout(tree / file, tree, "", testing::read_whole).value().layout) {}

    Scene look() { return screen::present(layout, board, time, glass, display.metrics(), patched); }

    Scene look_later(Micros step) {
        time.mono += step;
        time.utc += std::chrono::floor<Millis>(step);
        return look();
    }

    void take(const tests::Driver& day) {
        board = board_of(day.state, std::nullopt, LinkHealth::Live, day.context.now);
    }

    Layout layout;
    Board board = testing::board_of_morning();
    screen::PresentTime time{tests::morning + Millis(100'000), Moment{Millis(1500)}};
    sdl::HeadlessDisplay display{glass, {testing::lato(), "no-such-folder"}};
    screen::PatchedCards patched;
};

Walk present_path() {
    auto eye = std::make_shared<Eye>();
    return [eye] { eye->look_later(std::chrono::seconds(1)); };
}

/// Of the pictures before and after a call.
Walk damage_path() {
    Eye eye;
    tests::Driver day = testing::our_morning();
    const Scene before = eye.look();
    day("call", tests::args("counter", "5"));
    eye.take(day);
    return [before, after = eye.look()] { static_cast<void>(damage_between(before, after)); };
}

Walk damage_of_nothing_path() {
    Eye eye;
    return [before = eye.look(), after = eye.look()] {
        static_cast<void>(damage_between(before, after));
    };
}

Walk paint_path() {
    auto eye = std::make_shared<Eye>();
    return [eye, scene = eye->look()] {
        const std::array<Rect, 1> whole{{{0, 0, glass.width, glass.height}}};
        screen::paint(scene, whole, eye->display.canvas());
    };
}

/// The eye as it is on a television, which keeps its last picture.
struct Watcher {
    explicit Watcher(const std::string& file) : eye(file) {
        eye.board.call.reset(); // it grows old, and nothing else shall happen
        look();
    }

    void look() { picture.draw(eye.board, {eye.time.utc, eye.time.mono}); }

    void wait(Micros step) {
        now += step;
        eye.time.mono += step;
        eye.time.utc = tests::morning + Millis(100'000) + std::chrono::floor<Millis>(now);
    }

    Eye eye;
    screen::Picture picture{std::make_shared<const Layout>(eye.layout), eye.display};
    Micros now{0};
};

/// What one sixtieth of a second with a running line costs, from the scene to the canvas.
Walk ticker_frame_path() {
    auto watcher = std::make_shared<Watcher>("tools/bench/layouts/ticker.json");
    return [watcher] {
        watcher->wait(Micros{16'667});
        watcher->picture.move(watcher->eye.time.mono);
    };
}

/// What a second costs in which only a clock goes on.
Walk tick_path() {
    auto watcher = std::make_shared<Watcher>("tools/bench/layouts/idle.json");
    return [watcher] {
        watcher->wait(std::chrono::seconds(1));
        watcher->look();
    };
}

/// From the board to the canvas, when somebody has taken a number.
Walk issue_path() {
    auto watcher = std::make_shared<Watcher>("layouts/mpp-lanskap.json");
    tests::Driver day = testing::our_morning();
    const auto board = [&] {
        Board made = board_of(day.state, std::nullopt, LinkHealth::Live, tests::morning);
        made.call.reset();
        return made;
    };
    const Board before = board();
    day("issue", tests::args("service", "F"));
    return [watcher, before, after = board(), odd = std::make_shared<bool>()] {
        *odd = !*odd;
        watcher->eye.board = *odd ? after : before;
        watcher->look();
    };
}

/// Texts that were never drawn, in letters that were.
Walk glyph_runs_path() {
    auto studio = std::make_shared<testing::Studio>(Size{800, 400});
    auto number = std::make_shared<int>(100);
    return [studio, number] {
        const Font font{"Lato Black", 120, 0};
        const std::string text = "F" + std::to_string((*number)++);
        const Rect ink = studio->text.measure(font, text).ink;
        studio->canvas.set_clip({0, 0, 800, 400});
        studio->canvas.draw(TextMark{font,
                                     text,
                                     {20, 200},
                                     {255, 255, 255, 255},
                                     {ink.x + 20, ink.y + 200, ink.width, ink.height}},
                            255);
    };
}

class Tone final : public screen::Bed {
public:
    std::size_t take(std::span<float> stereo) override {
        for (float& sample : stereo) {
            sample = static_cast<float>(count_++ % 96) / 960.0F;
        }
        return stereo.size() / 2;
    }

private:
    unsigned count_ = 0;
};

/// A tenth of a second of a voice over music.
Walk mix_path() {
    struct Studio {
        screen::Mixer mixer;
        Tone bed;
        std::vector<float> voice = std::vector<float>(48'000 * 10, 0.25F);
        std::vector<float> block = std::vector<float>(4800 * 2);
        std::uint64_t position = 0;
    };

    auto studio = std::make_shared<Studio>();
    return [studio] {
        studio->mixer.render(studio->block, studio->position, {studio->voice, 0}, &studio->bed);
        studio->position += 4800;
    };
}

/// A call to one buffer: words, clips (decoded before), pauses.
Walk say_path() {
    Problems problems;
    auto voice = std::make_shared<screen::Voice>(
        screen::Voice::load(tree / "audio/id-ID", problems).value());
    const tests::Driver day = testing::our_morning();
    return [voice, call = *day.last.announce] {
        if (!voice->utter(call, PhraseForm::Full)) {
            std::abort();
        }
    };
}

HubMessage message_of(const tests::Driver& day) {
    HubMessage message;
    message.envelope.site = "uji";
    message.envelope.hub = "9f00000000000001";
    message.envelope.boot = "a1b2c3d4";
    message.envelope.term = 77;
    message.envelope.seq = day.last.seq;
    message.envelope.digest = codec::digest(day.state);
    message.envelope.utc = day.last.utc;
    message.body = day.last;
    return message;
}

Walk decode_path() {
    return [bytes = codec::encode(message_of(testing::our_morning()))] {
        if (!codec::decode_hub_message(bytes, "uji")) {
            std::abort();
        }
    };
}

Walk apply_path() {
    const tests::Driver day = testing::our_morning();
    auto state = std::make_shared<QueueState>(day.state);
    return [state, event = day.last] { apply(*state, event); };
}

Walk digest_path() {
    return [state = testing::our_morning().state] { static_cast<void>(codec::digest(state)); };
}

/// The same of a state that differs by one ticket from the one before.
Walk digest_of_the_next_path() {
    tests::Driver day = testing::our_morning();
    const QueueState before = day.state;
    day("issue", tests::args("service", "F"));
    return [digest_of = codec::metered_digest(), before, after = day.state,
            odd = std::make_shared<bool>()] {
        *odd = !*odd;
        static_cast<void>(digest_of(*odd ? after : before));
    };
}

Walk board_path() {
    return [state = testing::our_morning().state] {
        static_cast<void>(board_of(state, std::nullopt, LinkHealth::Live, tests::morning));
    };
}

const std::map<std::string, Walk (*)()> paths{{"present", present_path},
                                              {"damage", damage_path},
                                              {"damage_of_nothing", damage_of_nothing_path},
                                              {"paint", paint_path},
                                              {"mix", mix_path},
                                              {"ticker_frame", ticker_frame_path},
                                              {"tick", tick_path},
                                              {"issue", issue_path},
                                              {"board", board_path},
                                              {"digest_of_the_next", digest_of_the_next_path},
                                              {"glyph_runs", glyph_runs_path},
                                              {"say", say_path},
                                              {"decode", decode_path},
                                              {"apply", apply_path},
                                              {"digest", digest_path}};

} // namespace

/// A name that callgrind finds.
extern "C" __attribute__((noinline)) void walk_the_path(const Walk& walk) {
    for (int i = 0; i < times; ++i) {
        walk();
    }
}

int main(int count, char** words) {
    const auto chosen = count == 2 ? paths.find(words[1]) : paths.end();
    if (chosen == paths.end()) {
        for (const auto& [name, walk] : paths) {
            std::puts(name.c_str());
        }
        return count == 1 ? 0 : 2;
    }
    const Walk walk = chosen->second();
    walk();
    walk_the_path(walk);
    return 0;
}

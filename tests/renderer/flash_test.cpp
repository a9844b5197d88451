// SPDX-License-Identifier: MIT
/// Nothing that ships flashes: every layout in every mode and state, frame by frame as on a
/// television, with one call after another.
#include "core/damage.hpp"
#include "renderer/look_check.hpp"
#include "renderer/paint.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/flash_meter.hpp"
#include "tests/renderer/hall_on_screen.hpp"
#include "tests/renderer/studio.hpp"

#include <optional>

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::testing;
namespace fs = std::filesystem;

namespace {

constexpr Size glass{320, 180};
constexpr Millis frame{40};

Hall our_hall() {
    const std::string file = std::string(PANGGIL_SOURCE_DIR) + "/hub/halls/mpp-bolmut.json";
    return codec::decode_hall(read_whole(file).value(), file).hall;
}

/// A television whose frames the meter sees.
class Television {
public:
    explicit Television(Layout layout) : layout_(std::move(layout)), studio_(glass) {}

    /// Shows this board for so long; its call comes now.
    void show(Board board, Millis length) {
        if (board.call) {
            board.call_since = now_;
        }
        for (const Moment end = now_ + length; now_ < end; now_ += frame) {
            Scene scene = present(
                layout_, board,
                {tests::morning + std::chrono::duration_cast<Millis>(now_.time_since_epoch()),
                 now_},
                glass, studio_.text, patched_);
            const std::vector<Rect> damage =
                last_ ? damage_between(*last_, scene)
                      : std::vector<Rect>{{0, 0, glass.width, glass.height}};
            last_ = std::move(scene);
            if (!damage.empty()) {
                paint(*last_, damage, studio_.canvas);
                meter.look(studio_.canvas, now_);
            }
        }
    }

    FlashMeter meter;

private:
    Layout layout_;
    Studio studio_;
    PatchedCards patched_;
    std::optional<Scene> last_;
    Moment now_{};
};

} // namespace

TEST_CASE("the flash meter sees what flashes, and not what comes once", "[flash]") {
    const auto measured = [](Millis half, int times) {
        Studio studio(glass);
        FlashMeter meter;
        Moment now{};
        for (int at = 0; at < times; ++at, now += half) {
            studio.canvas.set_clip({0, 0, 100, 60});
            studio.canvas.clear(at % 2 == 0 ? Color{255, 255, 255} : Color{0, 0, 0});
            meter.look(studio.canvas, now);
        }
        return meter.worst();
    };
    CHECK(measured(Millis(50), 40) >= 9);  // ten a second
    CHECK(measured(Millis(125), 40) >= 4); // four a second
    CHECK(measured(Millis(500), 40) <= 2); // one a second
    CHECK(measured(Millis(50), 2) <= 1);
}

TEST_CASE("no layout that ships flashes more than three times a second", "[flash]") {
    const fs::path root(PANGGIL_SOURCE_DIR);
    const std::vector<Board> states = trial_boards(our_hall());
    int layouts = 0;
    for (const auto& file : fs::directory_iterator(root / "layouts")) {
        if (file.path().extension() != ".json") {
            continue;
        }
        for (const char* mode : {"", "gelap"}) {
            auto loaded = codec::load_layout(file.path(), root, mode, read_whole);
            if (!loaded) {
                continue; // a part: looked at wherever it is used
            }
            INFO(file.path().filename() << ' ' << mode);
            ++layouts;
            Television television(std::move(loaded).value().layout);
            const Board calling = states.front();
            Board quiet = calling;
            quiet.call.reset();
            for (const Board& state : states) {
                television.show(state, Millis(500));
            }
            for (int call = 0; call < 3; ++call) {
                television.show(calling, Millis(3000));
                television.show(quiet, Millis(400));
            }
            CHECK(television.meter.worst() <= 3);
        }
    }
    CHECK(layouts == 30);
}

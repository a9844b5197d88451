// SPDX-License-Identifier: MIT
#include "renderer/load_meter.hpp"
#include "tests/catch.hpp"

#include <ctime>
#include <vector>

using namespace panggil;
using namespace panggil::screen;
using namespace std::chrono_literals;

namespace {

/// Keeps this program busy for so much time of the processor.
void burn(double seconds) {
    const std::clock_t begin = std::clock();
    while (static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC < seconds) {
    }
}

} // namespace

TEST_CASE("a screen tells what it costs its machine", "[load]") {
    const Moment begin = Moment(1h);
    LoadMeter meter;
    meter.look(begin);
    const std::int64_t before = meter.memory_kb();
    CHECK(before > 1000);
    CHECK(meter.cpu_percent() == 0); // of no time

    const std::vector<char> touched(64U << 20U, 'x');
    burn(0.5);
    meter.look(begin + 1s);
    CHECK(meter.memory_kb() == before); // it has looked a moment ago

    meter.look(begin + 10s);
    CHECK(meter.memory_kb() > before + 60 * 1024);
    CHECK(meter.cpu_percent() >= 5); // half a second of ten
    CHECK(touched.back() == 'x');
}

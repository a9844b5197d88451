// SPDX-License-Identifier: MIT
/// Damage against the simplest raster there is: each pixel remembers which mark painted it last.
#include "core/damage.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <random>

using namespace panggil;

namespace {

constexpr Size glass{400, 300};
constexpr Rect whole{0, 0, glass.width, glass.height};

/// Unsigned, since sums of layers wrap around.
using Raster = std::vector<unsigned>;
constexpr unsigned nothing = ~0U;

void paint_into(Raster& raster, const Scene& scene, const Rect& area) {
    const auto fill = [&](const Rect& rect, unsigned value) {
        for (int y = rect.y; y < rect.bottom(); ++y) {
            for (int x = rect.x; x < rect.right(); ++x) {
                unsigned& pixel = raster[static_cast<std::size_t>(y * glass.width + x)];
                // Half transparent: what lies below still counts.
                pixel = value == nothing ? value : pixel * 31 + value;
            }
        }
    };
    fill(area, nothing);
    for (const Node& node : scene.nodes) {
        for (const Mark& mark : node.marks) {
            const Rect touched = intersect(intersect(bounds_of(mark), area), whole);
            fill(touched, std::get<BoxMark>(mark.what).fill.red);
        }
    }
}

class Chance {
public:
    explicit Chance(std::uint32_t seed) : engine_(seed) {}

    int below(int end) { return static_cast<int>(engine_() % static_cast<std::uint32_t>(end)); }

    Node node(int number) {
        Node node{"n" + std::to_string(number), {}};
        for (int marks = below(3); marks >= 0; --marks) {
            const Rect rect{below(430) - 20, below(330) - 20, below(150), below(120)};
            const auto shade = static_cast<std::uint8_t>(1 + below(200));
            node.marks.push_back({BoxMark{rect, {shade, 0, 0}, {}, 0, {}}, whole, 255});
        }
        return node;
    }

    Scene scene() {
        Scene scene;
        scene.size = glass;
        for (int number = 0; number < 7; ++number) {
            scene.nodes.push_back(node(number));
        }
        return scene;
    }

    Scene changed(Scene scene) {
        for (int times = below(4); times > 0 && scene.nodes.size() > 1; --times) {
            const auto at = scene.nodes.begin() + below(static_cast<int>(scene.nodes.size()));
            switch (below(4)) {
            case 0:
                *at = node(std::stoi(at->key.substr(1)));
                break;
            case 1:
                scene.nodes.erase(at);
                break;
            case 2:
                scene.nodes.insert(at, node(100 + below(1'000'000)));
                break;
            default:
                std::iter_swap(at, scene.nodes.begin());
            }
        }
        return scene;
    }

private:
    std::mt19937 engine_;
};

} // namespace

TEST_CASE("painting the damage gives the picture that painting everything gives", "[damage]") {
    for (std::uint32_t seed = 1; seed <= 2000; ++seed) {
        Chance chance(seed);
        const Scene before = chance.scene();
        const Scene after = chance.changed(before);
        Raster kept(static_cast<std::size_t>(whole.area()));
        Raster fresh = kept;
        paint_into(kept, before, whole);
        const std::vector<Rect> damage = damage_between(before, after);
        for (const Rect& rect : damage) {
            paint_into(kept, after, rect);
        }
        paint_into(fresh, after, whole);
        INFO("seed " << seed);
        REQUIRE(kept == fresh);
        for (std::size_t one = 0; one < damage.size(); ++one) {
            REQUIRE(intersect(damage[one], whole) == damage[one]);
            REQUIRE_FALSE(damage[one].empty());
            for (std::size_t other = one + 1; other < damage.size(); ++other) {
                REQUIRE(intersect(damage[one], damage[other]).empty());
            }
        }
    }
}

TEST_CASE("equal scenes have no damage, another size or ground is all damage", "[damage]") {
    const Scene scene = Chance(1).scene();
    CHECK(damage_between(scene, scene).empty());
    Scene other = scene;
    other.background = {1, 2, 3};
    CHECK(damage_between(scene, other) == std::vector<Rect>{whole});
    Scene later = scene;
    later.next_change = Moment{Millis(7)};
    CHECK(damage_between(scene, later).empty());
}

TEST_CASE("two changes are joined only when that is cheaper than both", "[damage]") {
    constexpr Size large{1920, 1080};
    const auto damage_of = [&](const std::vector<Rect>& places) {
        Scene before;
        before.size = large;
        Scene after = before;
        for (const Rect& place : places) {
            const Rect all{0, 0, large.width, large.height};
            after.nodes.push_back({"n" + std::to_string(after.nodes.size()),
                                   {{BoxMark{place, {1, 1, 1}, {}, 0, {}}, all, 255}}});
        }
        return damage_between(before, after);
    };
    const auto pixels = [](const std::vector<Rect>& rects) {
        long long sum = 0;
        for (const Rect& rect : rects) {
            sum += rect.area();
        }
        return sum;
    };
    // Neighbours, and a small gap.
    CHECK(damage_of({{0, 0, 40, 40}, {40, 0, 40, 40}}) == std::vector<Rect>{{0, 0, 80, 40}});
    CHECK(damage_of({{0, 0, 40, 40}, {60, 0, 40, 40}}) == std::vector<Rect>{{0, 0, 100, 40}});
    // Large ones with a gap that costs more than a rectangle.
    CHECK(damage_of({{0, 0, 400, 400}, {420, 0, 400, 400}}).size() == 2);
    // Two bars that cross: never the square around them, and no pixel twice.
    const auto cross = damage_of({{900, 0, 20, 1080}, {0, 500, 1920, 20}});
    CHECK(pixels(cross) == 20 * 1080 + 1920 * 20 - 20 * 20);
    // A picture in a great many pieces is one.
    std::vector<Rect> pieces;
    for (int at = 0; at < 100; ++at) {
        pieces.push_back({at % 10 * 190, at / 10 * 105, 60, 30});
    }
    CHECK(damage_of(pieces).size() < 60);
}

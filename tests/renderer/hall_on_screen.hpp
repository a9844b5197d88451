// SPDX-License-Identifier: MIT
#pragma once
/// What the tests of the eye look at: our own layout, our own hall on a believable morning, and a
/// way to read a layout from a text.

#include "codec/hall_codec.hpp"
#include "codec/layout_codec.hpp"
#include "codec/tree_codec.hpp"
#include "renderer/view.hpp"
#include "tests/core/small_hall.hpp"
#include "tests/fakes/fixed_metrics.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace panggil::testing {

inline Result<std::string> read_whole(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return Problem{"file.cannot_read", path.string(), "cannot be read", "", ""};
    }
    return std::string(std::istreambuf_iterator<char>(file), {});
}

inline Layout our_layout(std::string_view mode = "") {
    const std::filesystem::path root(PANGGIL_SOURCE_DIR);
    auto loaded = codec::load_layout(root / "layouts/mpp-lanskap.json", root, mode, read_whole);
    return std::move(loaded).value().layout;
}

/// The layout with only this as its root, in our theme.
inline Layout layout_of(const std::string& root) {
    Layout layout = our_layout();
    layout.places = Places(1);
    auto tree = codec::decode_tree(root, "uji.json", layout.places);
    if (!tree) {
        throw std::runtime_error(to_line(tree.problem()));
    }
    layout.root = std::move(tree).value();
    return layout;
}

/// Ten agencies: calls, a recall, a break, a closed counter, a priority, people who wait.
inline tests::Driver our_morning() {
    const std::string file = std::string(PANGGIL_SOURCE_DIR) + "/hub/halls/mpp-bolmut.json";
    Hall hall = codec::decode_hall(read_whole(file).value(), file).hall;
    hall.day_start = "open";
    tests::Driver day(std::move(hall));
    using tests::args;
    for (const char* service : {"A", "C", "F", "F", "F", "H", "J", "L", "P", "R", "U"}) {
        day("issue", args("service", service));
    }
    day("issue", args("service", "L", "priority", "lansia"));
    for (const char* counter : {"1", "2", "7", "9"}) {
        day("call", args("counter", counter));
        day("serve", args("counter", counter));
    }
    day("break", args("counter", "10", "until", "13.00"));
    day("close", args("counter", "6", "reason", "Rapat"));
    day("call", args("counter", "3"));
    day("recall", args("counter", "3"));
    return day;
}

inline Board board_of_morning(LinkHealth health = LinkHealth::Live) {
    const tests::Driver day = our_morning();
    return board_of(day.state, std::nullopt, health, day.context.now);
}

/// A picture taken well after everything has come to rest.
struct Picture {
    FixedMetrics metrics;
    screen::PatchedCards patched;
    screen::PresentTime time{tests::morning + Millis(100'000), Moment{Millis(1500)}};
    Size glass{1920, 1080};

    Scene operator()(const Layout& layout, const Board& board) {
        return screen::present(layout, board, time, glass, metrics, patched);
    }
};

/// The texts of a scene in their order, each with a blank behind it, without the marks of no width
/// that keep letters from joining.
inline std::string words_on(const Scene& scene) {
    constexpr std::string_view mark_of_no_width = "\u200C";
    std::string words;
    for (const Node& node : scene.nodes) {
        for (const Mark& mark : node.marks) {
            if (const TextMark* text = text_of(mark); text != nullptr) {
                words += text->text + ' ';
            }
        }
    }
    for (std::size_t at = words.find(mark_of_no_width); at != std::string::npos;
         at = words.find(mark_of_no_width)) {
        words.erase(at, mark_of_no_width.size());
    }
    return words;
}

} // namespace panggil::testing

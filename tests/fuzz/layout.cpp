// SPDX-License-Identifier: MIT
// A layout that an office has written, from its text to what is drawn: read, checked, and presented
// with the hall's morning on a wide and on a tall glass.
#include "codec/tree_codec.hpp"
#include "renderer/layout_check.hpp"
#include "tests/fuzz/site.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/renderer/hall_on_screen.hpp"

using namespace panggil;
using panggil::fuzz::must;

namespace {

void read_and_write(std::string_view text) {
    Places places{1};
    const auto tree = codec::decode_tree(text, "uji.json", places);
    if (!tree) {
        must(!tree.problem().pesan.empty(), "who wrote it is told why it is no JSON");
        return;
    }
    const std::string written = codec::encode_tree(tree.value());
    const auto again = codec::decode_tree(written, "uji.json", places);
    must(again.ok() && again.value() == tree.value(), "a file reads back as it was written");
    const auto like = codec::decode_tree(codec::encode_tree_like(tree.value(), text), "", places);
    must(like.ok() && like.value() == tree.value(), "the order of names changes nothing");
}

void draw(const Layout& layout, const Board& board) {
    for (const Size glass : {Size{1366, 768}, Size{720, 1280}}) {
        testing::FixedMetrics metrics;
        screen::PatchedCards patched;
        const screen::PresentTime time{tests::morning + Millis(100'000), Moment{Millis(1500)}};
        static_cast<void>(screen::present(layout, board, time, glass, metrics, patched));
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Board board = [] {
        Board morning = testing::board_of_morning();
        morning.alerts = {{"1", "gempa", "", true, 0, 0}};
        return morning;
    }();
    static fuzz::Site site;
    const auto text = fuzz::text_of(data, size);
    read_and_write(text);
    site.replace("layouts/uji.json", text);
    const auto loaded = codec::load_layout(site.root() / "layouts/uji.json", site.root(), "gelap",
                                           site.reader(), site.finder());
    if (!loaded) {
        must(!loaded.problem().code.empty(), "a refusal has a code");
        return 0;
    }
    const Layout& layout = loaded.value().layout;
    for (const Problem& problem : screen::check_layout(layout, "layouts/uji.json")) {
        must(!problem.where.empty() && !problem.pesan.empty(), "a fault has its place and words");
    }
    draw(layout, board);
    return 0;
}

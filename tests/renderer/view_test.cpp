// SPDX-License-Identifier: MIT
#include "core/damage.hpp"
#include "renderer/layout_check.hpp"
#include "renderer/stage_rules.hpp"
#include "renderer/view.hpp"
#include "renderer/when.hpp"
#include "tests/catch.hpp"
#include "tests/fakes/scene_text.hpp"
#include "tests/golden.hpp"
#include "tests/renderer/hall_on_screen.hpp"

#include <algorithm>

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::testing;
using tests::args;

namespace {

const Node* node_of(const Scene& scene, std::string_view ending) {
    const auto found = std::ranges::find_if(
        scene.nodes, [&](const Node& node) { return node.key.ends_with(ending); });
    return found == scene.nodes.end() ? nullptr : &*found;
}

OnAir on_air_at(Moment since) {
    return {"77-27", "F001", "3", 2, "", since, 1'000};
}

} // namespace

TEST_CASE("the checker has nothing to say about our own layout", "[view]") {
    for (const char* mode : {"", "gelap"}) {
        for (const Problem& problem : check_layout(our_layout(mode), "mpp-lanskap.json")) {
            FAIL_CHECK(to_line(problem));
        }
    }
}

TEST_CASE("the picture of a morning is the one we know", "[view]") {
    Picture picture;
    check_golden("tests/golden/scenes/mpp-lanskap.txt",
                 to_text(picture(our_layout(), board_of_morning())));
    check_golden("tests/golden/scenes/mpp-lanskap-lost.txt",
                 to_text(picture(our_layout(), board_of_morning(LinkHealth::Lost))));
}

TEST_CASE("one file fits every glass: nothing leaves it and no text is cut", "[view]") {
    const Layout layout = our_layout();
    const Board board = board_of_morning();
    for (const Size glass : {Size{1920, 1080}, Size{3840, 2160}, Size{1366, 768}, Size{1920, 1200},
                             Size{1280, 720}, Size{2560, 1080}, Size{1024, 768}}) {
        INFO(glass.width << " x " << glass.height);
        Picture picture;
        picture.glass = glass;
        const Scene scene = picture(layout, board);
        const Rect whole{0, 0, glass.width, glass.height};
        for (const Node& node : scene.nodes) {
            for (const Mark& mark : node.marks) {
                INFO(node.key);
                CHECK(intersect(bounds_of(mark), whole) == bounds_of(mark));
            }
        }
        CHECK(words_on(scene).find("…") == std::string::npos);
    }
}

TEST_CASE("the pill of a priority touches no word, on its own card or on the one above", "[view]") {
    Board board = board_of_morning();
    for (Card& card : board.cards) {
        card.states.insert(CardState::Priority);
    }
    Picture picture;
    const Scene scene = picture(our_layout(), board);
    const auto is_pill = [](const Node& node) { return node.key.ends_with("#badge"); };
    CHECK(std::ranges::count_if(scene.nodes, is_pill) == 10); // one each agency
    for (const Node& pill : scene.nodes) {
        for (const Node& other : scene.nodes) {
            for (const Mark& mark : other.marks) {
                if (is_pill(pill) && !is_pill(other) && text_of(mark) != nullptr) {
                    INFO(other.key << " under " << pill.key);
                    CHECK(intersect(bounds_of(pill.marks.front()), bounds_of(mark)).empty());
                }
            }
        }
    }
}

TEST_CASE("no place is named twice, whatever the state", "[view]") {
    Picture picture;
    for (const LinkHealth health :
         {LinkHealth::Connecting, LinkHealth::Live, LinkHealth::Stale, LinkHealth::Lost}) {
        const Scene scene = picture(our_layout(), board_of_morning(health));
        std::vector<std::string> keys;
        std::ranges::transform(scene.nodes, std::back_inserter(keys), &Node::key);
        std::ranges::sort(keys);
        CHECK(std::ranges::adjacent_find(keys) == keys.end());
    }
}

TEST_CASE("before the first word from the hub and long after the last, no number is shown",
          "[view]") {
    Picture picture;
    const Layout layout = our_layout();
    const auto said = [&](const Board& board) { return words_on(picture(layout, board)); };
    const std::string never = said(board_of({}, std::nullopt, LinkHealth::Connecting, {}));
    CHECK(never.find("Menunggu data antrean") != std::string::npos);
    Board refused = board_of({}, std::nullopt, LinkHealth::Connecting, {});
    refused.refused_key = "K7QX-2MDA";
    CHECK(said(refused).find("Kode layar: K7QX-2MDA") != std::string::npos);
    refused = board_of_morning();
    refused.refused_key = "K7QX-2MDA";
    CHECK(said(refused).find("K7QX-2MDA") == std::string::npos); // while there are numbers to show
    const std::string lost = said(board_of_morning(LinkHealth::Lost));
    CHECK(lost.find("Ikuti panggilan petugas") != std::string::npos);
    CHECK(lost.find("001") == std::string::npos);
    CHECK(lost.find("antre ") == std::string::npos);
    CHECK(said(board_of_morning()).find("F 001") != std::string::npos);
}

TEST_CASE("the layout says how long a call keeps the panel", "[view]") {
    CHECK(stage_rules(our_layout()).alone == Millis(12'000));
    const Layout slow = layout_of(
        R"({"widget": "layers", "items": [{"widget": "now-calling", "hold": {"minSeconds": 20}}]})");
    CHECK(stage_rules(slow).alone == Millis(20'000));
    CHECK(stage_rules(layout_of(R"({"widget": "spacer"})")).alone == CallStage::Rules{}.alone);
}

TEST_CASE("a band says of which time the numbers are while they may be late", "[view]") {
    Picture picture;
    const auto said = [&](LinkHealth health) {
        Board board = board_of_morning(health);
        board.heard_at = tests::morning + Minutes(12);
        return words_on(picture(our_layout(), board));
    };
    CHECK(said(LinkHealth::Stale).find("Data terakhir 08.12, menyambung kembali…") !=
          std::string::npos);
    CHECK(said(LinkHealth::Lost).find("Ikuti panggilan petugas") != std::string::npos);
    CHECK(said(LinkHealth::Live).find("Data terakhir") == std::string::npos);
}

TEST_CASE("a call changes the panel, its card and the list, and nothing else", "[view]") {
    Picture picture;
    const Layout layout = our_layout();
    tests::Driver day = our_morning();
    const auto scene = [&] {
        return picture(layout,
                       board_of(day.state, std::nullopt, LinkHealth::Live, day.context.now));
    };
    const Scene before = scene();
    day("call", args("counter", "8"));
    const Scene after = scene();
    CHECK(node_of(after, "card-8/number") == nullptr);
    REQUIRE(node_of(after, "call/number") != nullptr);
    const std::vector<Rect> damage = damage_between(before, after);
    REQUIRE_FALSE(damage.empty());
    for (const Rect& rect : damage) {
        const Rect head{0, 0, 1920, 120};
        const Rect upper_row{0, 530, 1920, 200};
        const Rect foot{0, 1000, 1920, 80};
        CHECK(intersect(rect, head).empty());
        CHECK(intersect(rect, upper_row).empty());
        CHECK(intersect(rect, foot).empty());
    }
    CHECK(damage_between(after, scene()).empty());
}

TEST_CASE("a call fades in, is pointed at twice, and then stands still", "[view]") {
    Picture picture;
    Layout layout = our_layout();
    layout.playlists = Tree(); // no ticker to wake for
    const tests::Driver day = our_morning();
    const Moment since{Millis(60'000)};
    const auto at = [&](int ms) {
        picture.time.mono = since + Millis(ms);
        return picture(layout,
                       board_of(day.state, on_air_at(since), LinkHealth::Live, picture.time.utc));
    };
    const auto opacity = [&](int ms) {
        const Scene scene = at(ms);
        const Node* node = node_of(scene, "call/number");
        return node != nullptr && !node->marks.empty() ? int{node->marks.front().opacity} : -1;
    };
    CHECK(opacity(0) == 0);
    CHECK(opacity(130) > 128);
    CHECK(opacity(260) == 255);
    CHECK(node_of(at(450), ".emphasis") != nullptr);
    CHECK(node_of(at(1800), ".emphasis") == nullptr);
    CHECK(at(450).next_change);
    CHECK_FALSE(at(1800).next_change);
    // The clock goes on.
    CHECK(at(1800).next_wall_change == std::chrono::floor<Minutes>(picture.time.utc) + Minutes(1));
}

TEST_CASE("a pulse touches few pixels", "[view]") {
    Picture picture;
    const Layout layout = our_layout();
    const tests::Driver day = our_morning();
    const auto at = [&](int ms) {
        picture.time.mono = Moment{Millis(60'000 + ms)};
        return picture(layout, board_of(day.state, on_air_at(Moment{Millis(60'000)}),
                                        LinkHealth::Live, picture.time.utc));
    };
    long long area = 0;
    for (const Rect& rect : damage_between(at(600), at(617))) {
        area += rect.area();
    }
    CHECK(area > 0);
    CHECK(area < 1920LL * 1080 / 50);
}

TEST_CASE("in a clock's next second only its seconds are painted", "[view]") {
    Picture picture;
    const Layout layout = layout_of(R"({"widget": "clock", "format": "HH.mm.ss"})");
    const Board board = board_of(our_morning().state, {}, LinkHealth::Live, picture.time.utc);
    const auto at = [&](int second) {
        picture.time.utc = std::chrono::floor<Minutes>(tests::morning) + Millis(second * 1000);
        return picture(layout, board);
    };
    const auto area = [](std::span<const Rect> rects) {
        long long sum = 0;
        for (const Rect& rect : rects) {
            sum += rect.area();
        }
        return sum;
    };
    const Scene before = at(47);
    long long whole = 0;
    for (const Mark& mark : before.nodes.back().marks) {
        whole += bounds_of(mark).area();
    }
    const auto of_a_second = area(damage_between(before, at(48)));
    CHECK(of_a_second > 0);
    CHECK(3 * of_a_second < whole);
    CHECK(area(damage_between(before, at(60 + 47))) >
          of_a_second); // a minute later: what stands before them
}

TEST_CASE("texts turn like pages: the hub's notices first, those out of time left out", "[view]") {
    Layout layout = layout_of(R"({"widget": "ticker", "playlist": "uji", "enter": "page"})");
    const auto playlist = codec::decode_tree(
        R"({"uji": {"items": [
             {"text": "Satu."},
             {"text": "Pagi.", "when": {"from": "07.00", "to": "09.00"}},
             {"text": "Jumat.", "when": {"days": ["fri"]}}]}})",
        "uji.json", layout.places);
    layout.playlists = playlist.value();
    Board board = board_of_morning();
    board.notices = {"Dari petugas {ticket}."};
    Picture picture;
    picture.time.utc = tests::morning; // Tuesday, 08.00
    std::string turned;
    Moment now{};
    for (int page = 0; page < 4; ++page) {
        picture.time.mono = now;
        Scene scene = picture(layout, board);
        CHECK(scene.nodes.front().marks.size() == 1);
        CHECK(scene.nodes.front().marks.front().opacity == 0);
        picture.time.mono = now + Millis(400);
        scene = picture(layout, board);
        CHECK(scene.nodes.front().marks.front().opacity == 255);
        turned += words_on(scene);
        REQUIRE(scene.next_change);
        CHECK(scene.next_wall_change == tests::morning + Minutes(1));
        now = *scene.next_change;
    }
    CHECK(turned == "Dari petugas {ticket}. Satu. Pagi. Dari petugas {ticket}. ");
}

TEST_CASE("counters that don't fit make pages, and none is dropped", "[view]") {
    const Layout layout = layout_of(
        R"({"widget": "counters-grid", "group": "counter", "cols": 2, "minCard": [900, 500],
            "card": {"widget": "text", "text": "{desk.number}|{page}/{pages}"}})");
    const Board board = board_of_morning();
    Picture picture;
    std::string shown;
    picture.time.mono = Moment{};
    for (int page = 0; page < 3; ++page) {
        const Scene scene = picture(layout, board);
        shown += words_on(scene);
        REQUIRE(scene.next_change);
        picture.time.mono = *scene.next_change;
    }
    CHECK(shown == "1|1/3 2|1/3 3|1/3 4|1/3 5|2/3 6|2/3 7|2/3 8|2/3 9|3/3 10|3/3 ");
}

TEST_CASE("cards are chosen and ordered as the layout says", "[view]") {
    const Board board = board_of_morning();
    const auto chosen = [&](const std::string& properties) {
        Picture picture;
        return words_on(
            picture(layout_of(R"({"widget": "counters-grid", )" + properties +
                              R"(, "card": {"widget": "text", "text": "{desk.number}"}})"),
                    board));
    };
    CHECK(chosen(R"("bind": {"agencies": ["pupr", "dukcapil"]})") == "6 3 ");
    CHECK(chosen(R"("bind": {"counters": ["2", "9"]})") == "2 9 ");
    CHECK(chosen(R"("bind": {"zones": ["teras"]})").empty());
    CHECK(chosen(R"("bind": {"except": ["1", "2", "3", "kesbangpol", "sosial"]})") == "4 5 6 7 8 ");
    CHECK(chosen(R"("order": "number", "group": "agency")") == "1 2 3 4 5 6 7 8 9 10 ");
    CHECK(chosen(R"("order": "name", "bind": {"counters": ["1", "6", "8"]})") == "8 1 6 ");
    CHECK(chosen(R"("order": "last-called", "bind": {"counters": ["1", "3", "7"]})") == "3 7 1 ");
}

TEST_CASE("the last calls leave the list when they are old, and the scene says when", "[view]") {
    const Layout layout = layout_of(
        R"({"widget": "call-history", "rows": 5, "maxAgeMinutes": 10, "skipCurrent": true,
            "row": {"widget": "text", "text": "{ticket}"}})");
    Picture picture;
    const tests::Driver day = our_morning();
    const Board board = board_of(day.state, std::nullopt, LinkHealth::Live, day.context.now);
    picture.time.utc = day.context.now;
    const Scene now = picture(layout, board);
    CHECK(words_on(now) == "R001 L002 C001 A001 ");
    REQUIRE(now.next_wall_change);
    picture.time.utc = *now.next_wall_change;
    CHECK(words_on(picture(layout, board)) == "R001 L002 C001 ");
}

TEST_CASE("a broken widget leaves its place empty, and the rest is drawn", "[view]") {
    const Layout layout = layout_of(
        R"({"widget": "layers", "items": [{"widget": "txet", "text": "A"},
                                          {"widget": "text", "text": "B"}]})");
    Picture picture;
    CHECK(words_on(picture(layout, board_of_morning())) == "B ");
}

TEST_CASE("the layout for the worst day still shows the numbers", "[view]") {
    const Layout plain = emergency_layout();
    CHECK(check_layout(plain, "none").empty());
    Picture picture;
    const std::string words = words_on(picture(plain, board_of_morning()));
    CHECK(words.find("F 001") != std::string::npos);
    CHECK(words.find("Loket 3") != std::string::npos);
}

TEST_CASE("a line that several counters take is counted once among all who wait", "[view]") {
    tests::Driver day = our_morning();
    for (int more = 0; more < 5; ++more) {
        day("issue", tests::args("service", "F"));
        const Board board = board_of(day.state, std::nullopt, LinkHealth::Live, day.context.now);
        std::int64_t sum = 0;
        for (const Card& card : grouped(board.cards, "service")) {
            sum += card.waiting();
        }
        CHECK(sum > 0);
        CHECK(all_who_wait(board) == sum);
    }
    CHECK(all_who_wait(Board{}) == 0);
}

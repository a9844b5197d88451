// SPDX-License-Identifier: MIT
/// What moves by itself, frame by frame: pictures that come and drift, lines that run, films by
/// turns; and what goes by itself when it has grown old.
#include "core/motion.hpp"
#include "renderer/layout_check.hpp"
#include "renderer/stage_rules.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/hall_on_screen.hpp"

#include <algorithm>

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::testing;

namespace {

Layout with_playlist(const std::string& root, const std::string& items) {
    Layout layout = layout_of(root);
    layout.playlists =
        codec::decode_tree(R"({"uji": {"items": [)" + items + "]}}", "uji.json", layout.places)
            .value();
    return layout;
}

template <class Kind>
std::vector<std::pair<Kind, int>> marks_of(const Scene& scene) {
    std::vector<std::pair<Kind, int>> found;
    for (const Node& node : scene.nodes) {
        for (const Mark& mark : node.marks) {
            if (const auto* what = std::get_if<Kind>(&mark.what); what != nullptr) {
                found.emplace_back(*what, mark.opacity);
            }
        }
    }
    return found;
}

Moment at_ms(std::int64_t time) {
    return Moment{Millis(time)};
}

/// Films that are what the test says they are.
class FilmMetrics final : public TextMetrics {
public:
    [[nodiscard]] TextExtent measure(const Font& font, std::string_view text) override {
        return text_.measure(font, text);
    }

    [[nodiscard]] FontExtent extent(const Font& font) override { return text_.extent(font); }

    [[nodiscard]] Size picture(const std::string& path) override { return text_.picture(path); }

    [[nodiscard]] FilmLook film(const std::string& path, Size) override {
        asked.push_back(path);
        return look;
    }

    [[nodiscard]] FilmChoice films(const std::string& name, std::span<const FilmTurn> films,
                                   Size) override {
        lists.emplace_back(name, std::vector<FilmTurn>(films.begin(), films.end()));
        return {films.back().path, look};
    }

    FilmLook look{FilmLook::State::Playing, {640, 360}, 7};
    std::vector<std::string> asked;
    std::vector<std::pair<std::string, std::vector<FilmTurn>>> lists;

private:
    FixedMetrics text_;
};

Scene scene_of(const Layout& layout, const Board& board, TextMetrics& metrics,
               UtcTime utc = tests::morning) {
    PatchedCards patched;
    return present(layout, board, {utc, at_ms(1500)}, {1920, 1080}, metrics, patched);
}

} // namespace

TEST_CASE("one picture fades in over the one before, and then stands alone", "[moving]") {
    const Layout layout = with_playlist(
        R"({"widget": "slideshow", "playlist": "uji", "secondsPerItem": 10, "enter": "page"})",
        R"({"image": "a.png"}, {"image": "b.png"})");
    const Board board = board_of_morning();
    Picture picture;
    const auto images_at = [&](Moment now) {
        picture.time.mono = now;
        return marks_of<ImageMark>(picture(layout, board));
    };
    auto images = images_at(at_ms(9'999));
    REQUIRE(images.size() == 1);
    CHECK(images.front().first.path == "a.png");

    images = images_at(at_ms(10'200)); // in the middle of 400 ms
    REQUIRE(images.size() == 2);
    CHECK(images[0].first.path == "a.png"); // below, whole
    CHECK(images[0].second == 255);
    CHECK(images[1].first.path == "b.png");
    CHECK(images[1].second == 223); // seven eighths: it comes fast and settles slowly
    CHECK(images[0].first.rect == images[1].first.rect);
    CHECK(picture(layout, board).next_change == at_ms(10'200) + Micros(16'667));

    images = images_at(at_ms(10'400));
    REQUIRE(images.size() == 1);
    CHECK(images.front().first.path == "b.png");
    CHECK(images.front().second == 255);
    CHECK(picture(layout, board).next_change == at_ms(20'000));
}

TEST_CASE("a picture drifts slowly, covers its place all the time, and stays where it was while it "
          "goes",
          "[moving]") {
    const Layout layout =
        with_playlist(R"({"widget": "slideshow", "playlist": "uji", "secondsPerItem": 10,
                          "enter": "page", "motion": "slow-pan"})",
                      R"({"image": "a.png"}, {"image": "b.png"})");
    const Board board = board_of_morning();
    Picture picture;
    const Rect place{0, 0, 1920, 1080};
    const auto images_at = [&](Moment now) {
        picture.time.mono = now;
        const auto images = marks_of<ImageMark>(picture(layout, board));
        for (const auto& [image, opacity] : images) {
            CHECK(intersect(image.rect, place) == place);
        }
        return images;
    };
    constexpr int reach = 115; // six percent
    CHECK(images_at(at_ms(0)).back().first.rect.x == 0);
    const auto middle = images_at(at_ms(5'000));
    REQUIRE(middle.size() == 1);
    CHECK(middle.front().first.rect.x == -reach / 2);
    CHECK(picture(layout, board).next_change == at_ms(5'050));
    CHECK(images_at(at_ms(9'999)).back().first.rect.x == -(reach - 1));
    const auto fading = images_at(at_ms(10'200));
    REQUIRE(fading.size() == 2);
    CHECK(fading[0].first.rect.x == -reach); // it does not jump back under the one that comes
    CHECK(fading[1].first.rect.x == -2);
    int before = 1;
    for (int time = 0; time < 10'000; time += 50) {
        const int x = images_at(at_ms(time)).back().first.rect.x;
        CHECK(before - x <= 1); // never more than a pixel at once
        before = x;
    }
}

TEST_CASE("a running line moves by the same whole number of pixels in each frame, without an end",
          "[moving]") {
    const Layout layout = with_playlist(
        R"({"widget": "ticker", "mode": "scroll", "playlist": "uji", "font": "notice"})",
        R"({"text": "Satu dua tiga."}, {"text": "Empat lima."})");
    const Board board = board_of_morning();
    Picture picture;
    const auto line_at = [&](int at) {
        picture.time.mono = start_of_frame(at, 60);
        const Scene scene = picture(layout, board);
        CHECK_FALSE(scene.next_change); // nothing else changes by itself
        CHECK(scene.next_step == start_of_frame(at + 1, 60));
        const auto lines = marks_of<RunMark>(scene);
        REQUIRE(lines.size() == 1);
        const RunMark& line = lines.front().first;
        CHECK(line.line.origin.x <= 0);
        CHECK(line.line.origin.x > -line.way);
        return line;
    };
    const int way = line_at(0).way;
    const int step = line_at(0).line.origin.x - line_at(1).line.origin.x;
    CHECK(step == line_at(0).step);
    CHECK(step >= 1);
    CHECK(step <= 3); // six letters a second
    for (int at = 0; at < 2 * way / step; ++at) {
        const int moved = line_at(at).line.origin.x - line_at(at + 1).line.origin.x;
        CHECK((moved == step || moved == step - way));
    }
}

TEST_CASE("a scene whose line is moved is the scene of that moment", "[moving]") {
    const Layout layout = with_playlist(
        R"({"widget": "ticker", "mode": "scroll", "playlist": "uji", "font": "notice"})",
        R"({"text": "Satu dua tiga."}, {"text": "Empat lima."})");
    const Board board = board_of_morning();
    Picture picture;
    for (const int rate : {50, 60, 75}) {
        picture.time.rate = rate;
        picture.time.mono = at_ms(1500);
        Scene moved = picture(layout, board);
        for (int ms = 1500; ms < 4000; ms += 13) {
            picture.time.mono = at_ms(ms);
            const Scene fresh = picture(layout, board);
            static_cast<void>(
                move_to(std::get<RunMark>(moved.nodes.back().marks.back().what), at_ms(ms)));
            INFO(rate << " Hz, " << ms << " ms");
            REQUIRE(moved.nodes == fresh.nodes);
        }
    }
}

TEST_CASE("a forecast that has grown old hides itself, and says when", "[moving]") {
    const std::filesystem::path root(PANGGIL_SOURCE_DIR);
    const Layout layout =
        codec::load_layout(root / "tests/golden/widgets/weather-table.json", root, "", read_whole)
            .value()
            .layout;
    const Board board = board_of_morning();
    FixedMetrics metrics;
    const auto words_at = [&](Minutes after) {
        const Scene scene = scene_of(layout, board, metrics, tests::morning + after);
        CHECK(scene.next_wall_change);
        return words_on(scene);
    };
    // Of six in the morning; it is eight now, and holds for twelve hours.
    CHECK(words_at(Minutes(0)) == "Cerah berawan, 24–31 °C ");
    CHECK(words_at(Minutes(10 * 60)) == "Cerah berawan, 24–31 °C ");
    CHECK(words_at(Minutes(10 * 60 + 1)).empty());
    CHECK(words_at(Minutes(-2 * 60 - 1)).empty()); // the one before is far too old
}

TEST_CASE("films whose time it is take turns, one alone goes round by itself", "[moving]") {
    const Layout layout =
        with_playlist(R"({"widget": "video", "playlist": "uji", "volume": 0.5, "duckDb": -24})",
                      R"({"video": "a.mp4"}, {"text": "no film"},
                         {"video": "b.mp4", "seconds": 30},
                         {"video": "c.mp4", "when": {"from": "09.00"}})");
    const Board board = board_of_morning();
    FilmMetrics metrics;
    const Scene scene = scene_of(layout, board, metrics); // at eight
    REQUIRE(metrics.lists.size() == 1);
    CHECK(metrics.lists[0].first == "uji");
    REQUIRE(metrics.lists[0].second.size() == 2);
    CHECK(metrics.lists[0].second[0].path == "a.mp4");
    CHECK(metrics.lists[0].second[0].stands == Millis(0));
    CHECK(metrics.lists[0].second[1].stands == Millis(30'000));
    REQUIRE(marks_of<FilmMark>(scene).size() == 1);
    CHECK(marks_of<FilmMark>(scene)[0].first.path == "b.mp4");
    CHECK(scene.sounds == std::vector<SceneSound>{{"b.mp4", 0.5, -24, true}});
    static_cast<void>(scene_of(layout, board, metrics, tests::morning + Minutes(61)));
    CHECK(metrics.lists.back().second.size() == 3);
    const Layout alone =
        with_playlist(R"({"widget": "video", "playlist": "uji"})", R"({"video": "a.mp4"})");
    CHECK(scene_of(alone, board, metrics).sounds.empty()); // silent unless the layout says so
    CHECK(metrics.asked == std::vector<std::string>{"a.mp4"});
}

TEST_CASE("what is not on the glass is not heard, and an emergency has the room for itself",
          "[moving]") {
    FilmMetrics metrics;
    const Layout film = layout_of(
        R"({"widget": "layers", "items": [{"widget": "video", "src": "a.mp4", "volume": 1}]})");
    Board board = board_of_morning();
    CHECK(scene_of(film, board, metrics).sounds.size() == 1);
    const Layout hidden = layout_of(R"({"widget": "layers", "items": [
        {"widget": "video", "src": "a.mp4", "volume": 1, "hidden": true},
        {"widget": "video", "src": "a.mp4", "volume": 1, "when": {"days": ["sun"]}}]})");
    CHECK(scene_of(hidden, board, metrics).sounds.empty());
    board.alerts = {{"1", "gempa", "", false, 0, 0}};
    CHECK(scene_of(film, board, metrics).sounds.empty());
    board.alerts.clear();
    metrics.look.state = FilmLook::State::Failed;
    CHECK(scene_of(film, board, metrics).sounds.empty());
}

TEST_CASE("the anthem is heard: its recording once, else its film", "[moving]") {
    FilmMetrics metrics;
    const Board board = board_of_morning();
    const auto sounds = [&](const std::string& root) {
        return scene_of(layout_of(root), board, metrics).sounds;
    };
    CHECK(sounds(R"({"widget": "anthem", "text": "A"})").empty());
    CHECK(sounds(R"({"widget": "anthem", "text": "A", "audio": "lagu.mp3"})") ==
          std::vector<SceneSound>{{"lagu.mp3", 1, -18, false}});
    CHECK(sounds(R"({"widget": "anthem", "video": "lagu.mp4"})").back() ==
          SceneSound{"lagu.mp4", 1, -18, true});
    CHECK(sounds(R"({"widget": "anthem", "video": "lagu.mp4", "audio": "lagu.mp3"})").back().path ==
          "lagu.mp3");
}

TEST_CASE("a call that nobody has followed for five minutes says how old it is, then the panel is "
          "idle",
          "[moving]") {
    const Layout layout = layout_of(R"({"widget": "now-calling",
        "card": {"widget": "text", "text": "{ticket}"},
        "after": {"card": {"widget": "text", "text": "{ticket} {age:long}"}},
        "idle": {"widget": "text", "text": "Belum ada"}})");
    const tests::Driver day = our_morning();
    FixedMetrics metrics;
    const auto seen_after = [&](Millis time) {
        const UtcTime now = day.context.now + time;
        const Board board = board_of(day.state, std::nullopt, LinkHealth::Live, now);
        return std::pair(words_on(scene_of(layout, board, metrics, now)),
                         scene_of(layout, board, metrics, now).next_wall_change);
    };
    const auto young = seen_after(Minutes(4));
    CHECK(young.first == "F001 ");
    REQUIRE(young.second);
    const Millis called = *young.second - day.context.now - Minutes(5); // before now
    CHECK(seen_after(called + Minutes(5) - Millis(1)).first == "F001 ");
    const auto old = seen_after(called + Minutes(5));
    CHECK(old.first == "F001 5 menit lalu ");
    CHECK(old.second == day.context.now + called + Minutes(6));
    CHECK(seen_after(called + Minutes(9)).first == "F001 9 menit lalu ");
    CHECK(seen_after(called + Minutes(10)).first == "Belum ada ");
}

TEST_CASE("the layout says with how many waiting a call keeps its whole time", "[moving]") {
    const auto rules = stage_rules(
        layout_of(R"({"widget": "now-calling", "hold": {"minSeconds": 20, "maxQueue": 3}})"));
    CHECK(rules.patient == 3);
    CHECK(stage_rules(our_layout()).patient == 1);
    CallStage stage(rules);
    stage.enter({"1-1", "F018", "3", 1, {}, {}, 1}, at_ms(0));
    stage.voice_ended("1-1", at_ms(1'000));
    CHECK(stage.free_from(3) == at_ms(20'000));
    CHECK(stage.free_from(4) == at_ms(4'000));
}

TEST_CASE("pages of counters say which of them is seen, and take no room when all fit",
          "[moving]") {
    const auto grid = [](const std::string& least) {
        return layout_of(R"({"widget": "counters-grid", "cols": 2, "minCard": )" + least +
                         R"(, "pageMark": {"font": "meta", "color": "ink2"},
            "card": {"widget": "text", "text": "{desk.number}"}})");
    };
    const Board board = board_of_morning();
    Picture picture;
    picture.time.mono = Moment{};
    CHECK(words_on(picture(grid("[900, 530]"), board)) == "1/5 1 2 "); // a row has to go for it
    picture.time.mono = Moment{Millis(8'000)};
    const Scene second = picture(grid("[900, 400]"), board);
    CHECK(words_on(second) == "2/3 5 6 7 8 ");
    for (const auto& [text, opacity] : marks_of<TextMark>(second)) {
        CHECK((text.text == "2/3") == (text.ink.y > 1030));
        CHECK((text.text != "2/3" || text.ink.right() > 1900));
    }
    CHECK(words_on(picture(grid("[100, 100]"), board)) == "1 2 3 4 5 6 7 8 9 10 ");
}

TEST_CASE("counters are chosen by service and tag, and ordered by their letters", "[moving]") {
    tests::Driver day = our_morning();
    day.state.records["counter/2"].set("tags", TextList{"utama", "teras"});
    day.state.records["counter/8"].set("tags", TextList{"utama"});
    day.state.records["service/perpustakaan"].set("prefix", std::string("Z"));
    const Board board = board_of(day.state, std::nullopt, LinkHealth::Live, day.context.now);
    const auto chosen = [&](const std::string& properties, const std::string& text) {
        Picture picture;
        return words_on(
            picture(layout_of(R"({"widget": "counters-grid", )" + properties +
                              R"(, "card": {"widget": "text", "text": ")" + text + R"("}})"),
                    board));
    };
    CHECK(chosen(R"("bind": {"tags": "utama"})", "{desk.number}") == "2 8 ");
    CHECK(chosen(R"("bind": {"tags": ["teras", "x"]})", "{desk.number}") == "2 ");
    CHECK(chosen(R"("bind": {"tags": ["x"]})", "{desk.number}").empty());
    CHECK(chosen(R"("bind": {"service": "dukcapil"})", "{desk.number}") == "3 ");
    CHECK(chosen(R"("bind": {"service": ["dukcapil", "kesehatan"], "tags": "all"})",
                 "{desk.number}") == "3 7 ");
    CHECK(chosen(R"("order": "prefix", "bind": {"counters": ["3", "1", "7"]})", "{desk.number}") ==
          "3 7 1 ");
    CHECK(chosen(R"("order": "prefix", "group": "service")", "{desk.number}") ==
          "2 3 4 5 6 7 8 9 10 1 ");
}

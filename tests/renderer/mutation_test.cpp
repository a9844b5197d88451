// SPDX-License-Identifier: MIT
/// An office edits with a heavy hand: five hundred changes by chance to the layouts that ship, from
/// a fixed seed. Each either loads or is refused with a place to look at, and what was refused
/// never reaches the glass.
#include "core/calendar.hpp"
#include "core/diagnosis.hpp"
#include "renderer/layout_store.hpp"
#include "renderer/programme.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/hall_on_screen.hpp"
#include "tests/temporary_folder.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <random>

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::testing;
namespace fs = std::filesystem;

namespace {

/// Changes of a text as people and editors make them, and as disks and chance do.
class Mutator {
public:
    explicit Mutator(std::uint32_t seed) : chance_(seed) {}

    std::string operator()(std::string text) {
        for (std::size_t times = 1 + below(3); times > 0; --times) {
            text = changed(std::move(text));
        }
        return text;
    }

    std::size_t below(std::size_t most) {
        return most == 0 ? 0 : chance_() % most; // not random_distribution: the same everywhere
    }

private:
    std::string changed(std::string text) {
        const std::size_t at = below(text.size());
        switch (below(11)) {
        case 0: // a letter less
            return text.erase(at, 1);
        case 1: // a letter more
            return text.insert(at, 1, letters[below(letters.size())]);
        case 2: // another letter
            text[at] = letters[below(letters.size())];
            return text;
        case 3: // half written
            return text.substr(0, at);
        case 4: // a comma, brace or quote less
            return without(std::move(text), ",{}[]\":"[below(7)], at);
        case 5: // a line less
            return without_line(std::move(text), at);
        case 6: // a line twice
            return text.insert(line_begin(text, at), line(text, at));
        case 7: // a word misspelt or of another kind
            return with_word(std::move(text), at);
        case 8: // a number that nobody means
            return with_number(std::move(text), at);
        case 9: // deeper than anybody reads
            return text.insert(at, std::string(1 + below(200), '['));
        default: // bytes that are no text
            return text.insert(at, 1, static_cast<char>(128 + below(128)));
        }
    }

    static std::size_t line_begin(const std::string& text, std::size_t at) {
        const std::size_t before = at == 0 ? std::string::npos : text.rfind('\n', at - 1);
        return before == std::string::npos ? 0 : before + 1;
    }

    static std::string line(const std::string& text, std::size_t at) {
        const std::size_t begin = line_begin(text, at);
        return text.substr(begin, std::min(text.find('\n', begin), text.size() - 1) + 1 - begin);
    }

    static std::string without_line(std::string text, std::size_t at) {
        const std::string gone = line(text, at);
        return text.erase(line_begin(text, at), gone.size());
    }

    static std::string without(std::string text, char letter, std::size_t from) {
        const std::size_t found = text.find(letter, from);
        return found == std::string::npos ? text : text.erase(found, 1);
    }

    /// Replaces the next "word" by one of a list of others.
    std::string with_word(std::string text, std::size_t from) {
        static constexpr std::array<const char*, 14> words{"\"teks\"",
                                                           "\"counters-gird\"",
                                                           "true",
                                                           "null",
                                                           "-1",
                                                           "1e300",
                                                           "[]",
                                                           "{}",
                                                           "\"{agency.shrot}\"",
                                                           "\"../../../etc/passwd\"",
                                                           "\"mpp-lanskap.json\"",
                                                           "\"\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85\"",
                                                           "\"\xF0\x9F\x9A\xA8\"",
                                                           "\"use\""};
        const std::size_t begin = text.find('"', from);
        const std::size_t end = begin == std::string::npos ? begin : text.find('"', begin + 1);
        return end == std::string::npos
                   ? text
                   : text.replace(begin, end + 1 - begin, words[below(words.size())]);
    }

    std::string with_number(std::string text, std::size_t from) {
        static constexpr std::array<const char*, 6> numbers{"0",          "-5",    "99999999999",
                                                            "0.00000001", "1e309", "\"1fr\""};
        const std::size_t begin = text.find_first_of("0123456789", from);
        const std::size_t end =
            begin == std::string::npos ? begin : text.find_first_not_of("0123456789", begin);
        return end == std::string::npos
                   ? text
                   : text.replace(begin, end - begin, numbers[below(numbers.size())]);
    }

    static constexpr std::string_view letters = "abz019,:{}[]\"\\/.-# \n\t";

    std::mt19937 chance_;
};

bool is_located(const Problem& problem) {
    const std::size_t colon = problem.where.find(':');
    // What a whole file lacks has no line: that it is empty, unreadable or no layout.
    return (colon != std::string::npos && colon + 1 < problem.where.size() &&
            std::isdigit(static_cast<unsigned char>(problem.where[colon + 1])) != 0) ||
           problem.code == "layout.no_root" || problem.code == "syntax.empty" ||
           problem.code.starts_with("file.");
}

} // namespace

TEST_CASE("five hundred changes by chance: each loads or is refused with its place",
          "[layout_store]") {
    const fs::path tree(PANGGIL_SOURCE_DIR);
    const test::TemporaryFolder site;
    for (const char* part : {"layouts", "assets", "data"}) {
        fs::copy(tree / part, site.path() / part, fs::copy_options::recursive);
    }
    const std::array<std::string, 9> files{
        "layouts/mpp-lanskap.json", "layouts/mpp-potret.json",   "layouts/luar.json",
        "layouts/darurat.json",     "layouts/istirahat.json",    "layouts/parts/papan.json",
        "layouts/themes/laut.json", "layouts/parts/kepala.json", "layouts/dasar.json"};
    LayoutStore store(site.path());
    const auto get = [&](const char* name) {
        return store.get((site.path() / "layouts" / name).string(), "");
    };
    const std::array<const char*, 5> shown{"mpp-lanskap.json", "mpp-potret.json", "luar.json",
                                           "darurat.json", "istirahat.json"};
    for (const char* name : shown) {
        static_cast<void>(get(name));
    }
    static_cast<void>(store.take_news());
    Board board = board_of_morning();
    board.alerts = {{"1", "gempa", "", true, 0, 0}};
    const auto scene_of = [&](const char* name) {
        Picture picture;
        picture.glass = {1366, 768};
        return picture(*get(name), board);
    };
    Mutator mutate(20261124);
    int refused = 0;
    int accepted = 0;
    for (int round = 0; round < 500; ++round) {
        const std::string& file = files[mutate.below(files.size())];
        const std::string sound = read_whole(site.path() / file).value();
        const std::string broken = mutate(sound);
        INFO("round " << round << " of " << file << ":\n" << broken);
        std::array<Scene, shown.size()> before;
        std::ranges::transform(shown, before.begin(), scene_of);
        std::ofstream(site.path() / file, std::ios::binary) << broken;
        static_cast<void>(store.reload());
        for (const LayoutStore::News& news : store.take_news()) {
            (news.accepted ? accepted : refused) += 1;
            CHECK((news.accepted || !news.problems.empty()));
            for (const Problem& problem : news.problems) {
                INFO(to_line(problem));
                CHECK(is_located(problem));
                CHECK_FALSE(problem.pesan.empty());
            }
            if (!news.accepted) {
                const auto at = std::ranges::find_if(shown, [&](const char* name) {
                    return news.file == std::string("layouts/") + name;
                });
                REQUIRE(at != shown.end());
                CHECK(scene_of(*at) == before[static_cast<std::size_t>(at - shown.begin())]);
            }
        }
        for (const char* name : shown) { // what was taken can be drawn
            CHECK_FALSE(scene_of(name).nodes.empty());
        }
        std::ofstream(site.path() / file, std::ios::binary) << sound;
        static_cast<void>(store.reload());
        static_cast<void>(store.take_news());
    }
    CHECK(refused >= 250); // the mutator does harm, and not only harm
    CHECK(accepted >= 20);
}

TEST_CASE(
    "three hundred changes of the schedule by chance: each holds or is refused with its place",
    "[programme]") {
    const fs::path tree(PANGGIL_SOURCE_DIR);
    const test::TemporaryFolder site;
    for (const char* part : {"layouts", "assets", "data"}) {
        fs::copy(tree / part, site.path() / part, fs::copy_options::recursive);
    }
    fs::copy(tree / "screens.json", site.path() / "screens.json");
    Programme programme({Site{site.path()}, "tv-tunggu-1", "", "", {}});
    const auto shown = [&] {
        std::string names;
        for (const char* day : {"2026-11-24", "2026-11-20", "2026-11-22", "2026-08-17"}) {
            const auto hours = std::chrono::hours(*day_number_of(day) * 24 + 4);
            Board board = board_of_morning();
            board.call.reset(); // a called number is shown on any day
            names += programme.choose(board, {UtcTime(hours), Moment{Millis(1500)}})->name + ' ';
        }
        return names;
    };
    const std::string before = shown();
    CHECK(before.find("Libur") != std::string::npos);
    static_cast<void>(programme.take_news());
    const std::string sound = read_whole(site.path() / "screens.json").value();
    Mutator mutate(20261125);
    int refused = 0;
    int accepted = 0;
    for (int round = 0; round < 300; ++round) {
        const std::string broken = mutate(sound);
        INFO("round " << round << ":\n" << broken);
        std::ofstream(site.path() / "screens.json", std::ios::binary) << broken;
        static_cast<void>(programme.reload());
        bool holds = true;
        for (const LayoutStore::News& news : programme.take_news()) {
            if (news.file == "screens.json" && !news.accepted) {
                holds = false;
                CHECK_FALSE(news.problems.empty());
            }
            for (const Problem& problem : news.problems) {
                INFO(to_line(problem));
                CHECK(is_located(problem));
            }
        }
        (holds ? accepted : refused) += 1;
        const std::string now = shown(); // what was taken can be asked at any time
        CHECK((holds || now == before));
        std::ofstream(site.path() / "screens.json", std::ios::binary) << sound;
        static_cast<void>(programme.reload());
        static_cast<void>(programme.take_news());
        CHECK(shown() == before);
    }
    CHECK(refused >= 150);
    CHECK(accepted >= 10);
}

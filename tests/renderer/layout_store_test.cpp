// SPDX-License-Identifier: MIT
/// Files change under a running screen: what is broken never replaces what is shown.
#include "renderer/layout_store.hpp"
#include "renderer/site_watch.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

#include <fstream>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace panggil;
using namespace panggil::screen;
namespace fs = std::filesystem;

namespace {

struct Office {
    test::TemporaryFolder folder;
    fs::path layout;

    Office() : layout(folder.path() / "layouts" / "a.json") {
        fs::create_directories(layout.parent_path());
        write(
            folder.path() / "tema.json",
            R"({"colors": {"paper": "#FFFFFF", "ink": "#000000"}, "fonts": {"meta": {"size": 34}}})");
        write(layout, good("Satu"));
    }

    static std::string good(const std::string& text) {
        return R"({"theme": "tema.json", "root": {"widget": "text", "text": ")" + text + "\"}}";
    }

    static void write(const fs::path& path, const std::string& text) {
        std::ofstream(path, std::ios::binary) << text;
    }

    /// As editors do: beside it first, then over it.
    static void replace(const fs::path& path, const std::string& text) {
        write(path.string() + "~", text);
        fs::rename(path.string() + "~", path);
    }
};

std::string shown(const std::shared_ptr<const Layout>& layout) {
    return layout->root.text_or("text");
}

/// Waits for the watch's own word, without guessing how long.
bool changed(SiteWatch& watch) {
    pollfd asked{watch.descriptor(), POLLIN, 0};
    REQUIRE(poll(&asked, 1, 5000) == 1);
    Moment now{};
    for (int step = 0; step < 10; ++step, now += Micros(20'000)) {
        if (watch.take_change(now)) {
            return true;
        }
    }
    return false;
}

} // namespace

TEST_CASE("a broken file leaves the last good picture and is told once", "[layout_store]") {
    const Office office;
    LayoutStore store(office.folder.path());
    const auto get = [&] { return shown(store.get(office.layout.string(), "")); };
    REQUIRE(get() == "Satu");
    static_cast<void>(store.take_news());
    const std::string whole = Office::good("Dua");
    for (const std::string& broken :
         {std::string("{"), std::string(), whole.substr(0, whole.size() / 2),
          std::string(R"({"theme": "tema.json", "root": {"widget": "teks"}})"),
          std::string(R"({"theme": "hilang.json", "root": {"widget": "text", "text": "x"}})"),
          std::string(100'000, '[')}) {
        Office::write(office.layout, broken);
        CHECK_FALSE(store.reload());
        CHECK(get() == "Satu");
        const auto news = store.take_news();
        REQUIRE(news.size() == 1);
        CHECK_FALSE(news.front().accepted);
        CHECK_FALSE(news.front().problems.empty());
        CHECK_FALSE(store.reload());
        CHECK(store.take_news().empty()); // the same fault is no news
    }
    Office::replace(office.layout, whole);
    CHECK(store.reload());
    CHECK(get() == "Dua");
}

TEST_CASE("what is read ahead is told when it is shown, its faults at once", "[layout_store]") {
    const Office office;
    LayoutStore store(office.folder.path());
    const std::string file = office.layout.string();
    const auto get = [&] { return shown(store.get(file, "")); };
    CHECK(store.read_ahead(file, ""));
    CHECK_FALSE(store.read_ahead(file, "")); // known
    CHECK(store.take_news().empty());
    CHECK(get() == "Satu");
    CHECK(get() == "Satu");
    const auto news = store.take_news();
    REQUIRE(news.size() == 1);
    CHECK(news.front().accepted);

    // Known before it was broken, and never shown until then: the good one is.
    const std::string other = (office.folder.path() / "layouts" / "b.json").string();
    Office::write(other, Office::good("Lain"));
    CHECK(store.read_ahead(other, ""));
    Office::write(other, "{");
    CHECK_FALSE(store.reload());
    REQUIRE(store.take_news().size() == 1);
    REQUIRE(store.refused());
    CHECK(shown(store.get(other, "")) == "Lain");

    const std::string third = (office.folder.path() / "layouts" / "c.json").string();
    Office::write(third, "{");
    CHECK(store.read_ahead(third, ""));
    const auto faults = store.take_news();
    REQUIRE(faults.size() == 1);
    CHECK_FALSE(faults.front().accepted);
    CHECK(faults.front().file == "layouts/c.json");
}

TEST_CASE("a folder, a pipe, a dangling link or nothing in place of a file hold nothing up",
          "[layout_store]") {
    const Office office;
    LayoutStore store(office.folder.path());
    const auto get = [&] { return shown(store.get(office.layout.string(), "")); };
    REQUIRE(get() == "Satu");
    fs::remove(office.layout);
    CHECK_FALSE(store.reload());
    fs::create_directory(office.layout);
    CHECK_FALSE(store.reload());
    fs::remove(office.layout);
    REQUIRE(mkfifo(office.layout.c_str(), 0600) == 0);
    CHECK_FALSE(store.reload()); // does not wait for a writer
    fs::remove(office.layout);
    fs::create_symlink("nowhere.json", office.layout);
    CHECK_FALSE(store.reload());
    CHECK(get() == "Satu");
    fs::remove(office.layout);
    Office::write(office.layout, Office::good("Tiga"));
    CHECK(store.reload());
    CHECK(get() == "Tiga");
}

TEST_CASE("a screen that starts with a broken layout shows the last good one, and says so",
          "[layout_store]") {
    const Office office;
    const fs::path kept = office.folder.path() / "state" / "layouts";
    const auto start = [&] { return LayoutStore(office.folder.path(), kept); };
    const std::string file = office.layout.string();
    CHECK(shown(start().get(file, "")) == "Satu");
    for (const std::string& broken : {std::string("{"), std::string(), std::string(500, '[')}) {
        Office::write(office.layout, broken);
        LayoutStore store = start();
        CHECK(shown(store.get(file, "")) == "Satu");
        const auto news = store.take_news();
        REQUIRE(news.size() == 1);
        CHECK_FALSE(news.front().accepted);
        CHECK(news.front().problems.front().where.starts_with("layouts/a.json"));
    }
    fs::remove(office.layout);
    fs::remove(office.folder.path() / "tema.json"); // what it was made of has gone, too
    LayoutStore store = start();
    CHECK(shown(store.get(file, "")) == "Satu");
    CHECK(store.get(file, "")->theme.color("ink"));

    Office::write(office.folder.path() / "tema.json",
                  R"({"colors": {"paper": "#FFFFFF", "ink": "#000000"},
                      "fonts": {"meta": {"size": 34}}})");
    Office::write(office.layout, Office::good("Dua"));
    CHECK(store.reload());
    CHECK(shown(store.get(file, "")) == "Dua");
    Office::write(office.layout, "{");
    CHECK(shown(start().get(file, "")) == "Dua"); // what was good last, also when it came later
}

TEST_CASE("what is kept for the next start may be damaged, foreign or impossible to write",
          "[layout_store]") {
    const Office office;
    const fs::path kept = office.folder.path() / "state" / "layouts";
    const std::string file = office.layout.string();
    static_cast<void>(LayoutStore(office.folder.path(), kept).get(file, ""));
    Office::write(office.layout, "{");
    for (const char* text : {"", "{", "[1, 2]", R"({"/etc/passwd": "x"})", "\xFF"}) {
        for (const auto& entry : fs::directory_iterator(kept)) {
            Office::write(entry.path(), text);
        }
        LayoutStore store(office.folder.path(), kept);
        CHECK(store.get(file, "")->root == emergency_layout().root);
    }
    const fs::path no_folder = office.folder.path() / "tema.json" / "layouts";
    Office::write(office.layout, Office::good("Tiga"));
    LayoutStore store(office.folder.path(), no_folder);
    CHECK(shown(store.get(file, "")) == "Tiga");
}

TEST_CASE("a file that may not be read is like one that is broken", "[layout_store]") {
    const Office office;
    LayoutStore store(office.folder.path());
    const auto get = [&] { return shown(store.get(office.layout.string(), "")); };
    REQUIRE(get() == "Satu");
    static_cast<void>(store.take_news());
    // Nobody may read this one, root neither.
    fs::remove(office.layout);
    fs::create_symlink("/proc/self/mem", office.layout);
    CHECK_FALSE(store.reload());
    CHECK(get() == "Satu");
    auto news = store.take_news();
    REQUIRE(news.size() == 1);
    CHECK_FALSE(news.front().accepted);
    fs::remove(office.layout);
    Office::write(office.layout, Office::good("Dua"));
    fs::permissions(office.layout, fs::perms::none);
    if (geteuid() != 0) { // for root the file is as good as any other
        CHECK_FALSE(store.reload());
        CHECK(get() == "Satu");
        news = store.take_news();
        REQUIRE(news.size() == 1);
        CHECK(news.front().problems.front().code == "file.cannot_read");
    }
    fs::permissions(office.layout, fs::perms::owner_all);
    CHECK(store.reload());
    CHECK(get() == "Dua");
}

TEST_CASE("the watch hears of whole files, renamed or written", "[site_watch]") {
    const Office office;
    SiteWatch watch(office.folder.path());
    REQUIRE(watch.descriptor() >= 0);
    CHECK_FALSE(watch.take_change(Moment{}));
    Office::write(office.layout, Office::good("Dua"));
    CHECK(changed(watch));
    Office::replace(office.layout, Office::good("Tiga"));
    CHECK(changed(watch));
    fs::create_directory(office.folder.path() / "layouts" / "baru");
    CHECK(changed(watch));
    Office::write(office.folder.path() / "layouts" / "baru" / "b.json", "{}");
    CHECK(changed(watch));
}

TEST_CASE("a flood of changes is let through now and then, not each one", "[site_watch]") {
    const Office office;
    SiteWatch watch(office.folder.path());
    int let_through = 0;
    Moment now{};
    for (int at = 0; at < 200; ++at, now += Micros(5'000)) {
        Office::replace(office.layout, Office::good(std::to_string(at)));
        let_through += watch.take_change(now) ? 1 : 0;
    }
    CHECK(let_through >= 10);
    CHECK(let_through <= 20);
    CHECK(watch.due().has_value());
    CHECK(watch.take_change(now + Micros(100'000)));
}

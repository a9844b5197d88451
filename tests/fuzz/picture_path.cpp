// SPDX-License-Identifier: MIT
// A path as a layout states it, wherever a layout may state one: nothing outside the site is opened
// or handed to whoever opens pictures, films and sounds. The site has links that lead out of it.
#include "codec/schedule_codec.hpp"
#include "codec/tree_codec.hpp"
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/target.hpp"

#include <algorithm>

using namespace panggil;
using panggil::fuzz::must;

namespace fs = std::filesystem;

namespace {

/// SITE/site is the site; beside it lies what nobody may read.
class Trap {
public:
    Trap() {
        const std::string part = R"({"root": {"widget": "text", "text": "x"}})";
        for (const char* file : {"site/assets/lambang.png", "site/layouts/assets/peta.svg",
                                 "site/data/doa.csv", "rahasia.json", "lain/rahasia.png"}) {
            static_cast<void>(scratch_.write(file, part));
        }
        static_cast<void>(scratch_.write("site/layouts/parts/kaki.json", part));
        fs::create_directory_symlink(scratch_.folder() / "lain", site() / "assets/keluar");
        fs::create_symlink(scratch_.folder() / "rahasia.json", site() / "layouts/rahasia.json");
        fs::create_symlink("berputar", site() / "assets/berputar");
    }

    [[nodiscard]] fs::path site() const { return scratch_.folder() / "site"; }

    /// Whether a path that is there stays in the site, links followed.
    [[nodiscard]] bool holds(const fs::path& path) const {
        std::error_code none;
        const fs::path home = site();
        const fs::path real = fs::weakly_canonical(path, none);
        return !none && std::ranges::mismatch(home, real).in1 == home.end();
    }

private:
    fuzz::Scratch scratch_;
};

const Trap& trap() {
    static const Trap made;
    return made;
}

Result<std::string> read(const fs::path& path) {
    must(trap().holds(path), "nothing outside the site is opened");
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) {
        return Problem{"file.cannot_read", path.string(), "cannot be read", "", "x"};
    }
    std::string text(4096, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), file));
    std::fclose(file);
    return text;
}

void look(const Tree& tree) {
    for (const auto& [key, value] : tree.object() != nullptr ? *tree.object() : Tree::Object{}) {
        const auto keys = codec::widget_path_keys();
        if (value.text() != nullptr && std::ranges::find(keys, key) != keys.end()) {
            must(value.text()->empty() || trap().holds(*value.text()),
                 "no widget is given a path outside the site");
        }
        look(value);
    }
    for (const Tree& value : tree.list() != nullptr ? *tree.list() : Tree::List{}) {
        look(value);
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Tree path(std::string(fuzz::text_of(data, size)));
    const Tree::Object image{{"widget", "image"}, {"src", path}, {"fallback", path}};
    const Tree::Object film{{"widget", "media"}, {"video", path}, {"audio", path}, {"table", path}};
    const Tree layout(Tree::Object{
        {"theme", path},
        {"extends", path},
        {"playlists", Tree::Object{{"p", Tree::Object{{"items", Tree::List{Tree(image)}}}}}},
        {"root", Tree::Object{{"widget", "layers"},
                              {"items", Tree::List{Tree(image), Tree(film),
                                                   Tree(Tree::Object{{"use", path}})}}}}});
    const std::string text = codec::encode_tree(layout);
    const fs::path file = trap().site() / "layouts/uji.json";
    const codec::ReadFile reads = [&](const fs::path& asked) {
        return asked == file ? Result<std::string>(text) : read(asked);
    };
    if (const auto loaded = codec::load_layout(file, trap().site(), "", reads)) {
        look(loaded.value().layout.root);
    }
    const std::string screens = codec::encode_tree(Tree(Tree::Object{
        {"holidays", path}, {"rules", Tree::List{Tree(Tree::Object{{"show", path}})}}}));
    const fs::path schedule = trap().site() / "screens.json";
    const auto loaded = codec::load_schedule(schedule, trap().site(), [&](const fs::path& asked) {
        return asked == schedule ? Result<std::string>(screens) : read(asked);
    });
    if (loaded) {
        for (const std::string& show : layouts_for(loaded.value().schedule, "tv")) {
            must(show.empty() || trap().holds(show), "no rule shows a layout outside the site");
        }
    }
    return 0;
}

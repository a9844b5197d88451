// SPDX-License-Identifier: MIT
#include "renderer/layout_store.hpp"

#include "core/diagnosis.hpp"
#include "renderer/layout_check.hpp"
#include "renderer/site.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace panggil::screen {

namespace {

/// Two readings of files that are the same give the same layout; places do not matter.
bool same_picture(const Layout& one, const Layout& other) {
    return one.root == other.root && one.canvas == other.canvas &&
           one.background == other.background && one.strings == other.strings &&
           one.playlists == other.playlists && one.tables == other.tables &&
           one.theme.colors == other.theme.colors && one.theme.fonts == other.theme.fonts &&
           one.theme.motions == other.theme.motions;
}

} // namespace

bool LayoutStore::is_good(const Read& read) {
    return read.layout != nullptr && only_warnings(read.problems);
}

std::string LayoutStore::shown(const std::string& file) const {
    const auto relative =
        std::filesystem::path(file).lexically_normal().lexically_relative(site_.lexically_normal());
    return relative.empty() || *relative.begin() == ".." ? file : relative.string();
}

LayoutStore::Read LayoutStore::read(const Key& key, const codec::ReadFile& read_file,
                                    const codec::FileExists& exists) const {
    auto loaded = codec::load_layout(key.first, site_, key.second, read_file, exists);
    if (!loaded) {
        return {nullptr, {loaded.problem()}};
    }
    Problems problems = std::move(loaded.value().problems);
    if (loaded.value().whole) {
        std::ranges::move(check_layout(loaded.value().layout, shown(key.first)),
                          std::back_inserter(problems));
    }
    return {std::make_shared<const Layout>(std::move(loaded.value().layout)), std::move(problems)};
}

LayoutStore::Read LayoutStore::read_now(const Key& key) {
    KeptFiles::Texts texts;
    Read found = read(key, [&](const std::filesystem::path& path) {
        Result<std::string> text = read_file(path);
        if (text) {
            texts[path.string()] = text.value();
        }
        return text;
    });
    if (is_good(found)) {
        files_.keep(shown(key.first) + key.second, texts);
    }
    return found;
}

LayoutStore::Read LayoutStore::read_kept(const Key& key) const {
    const KeptFiles::Texts texts = files_.texts_of(shown(key.first) + key.second);
    if (texts.empty()) {
        return {};
    }
    return read(
        key,
        [&](const std::filesystem::path& path) {
            const auto found = texts.find(path.string());
            return found == texts.end() ? read_file(path) : Result<std::string>(found->second);
        },
        [&](const std::filesystem::path& path) {
            std::error_code ignored;
            return texts.contains(path.string()) || std::filesystem::exists(path, ignored);
        });
}

void LayoutStore::tell(Kept& kept, News news) {
    kept.refused = !news.accepted;
    kept.untold = false;
    news_.push_back(std::move(news));
}

LayoutStore::News LayoutStore::meet(const Key& key, Kept& kept) {
    Read first = read_now(key);
    kept.good = is_good(first);
    kept.told = first.problems;
    Read earlier = kept.good ? Read{} : read_kept(key);
    const bool replaced = is_good(earlier);
    const bool none = first.layout == nullptr && !replaced;
    kept.layout = replaced ? std::move(earlier.layout)
                  : none   ? std::make_shared<const Layout>(emergency_layout())
                           : std::move(first.layout);
    kept.good = kept.good || replaced;
    return {!none && !replaced, shown(key.first), std::move(first.problems)};
}

std::shared_ptr<const Layout> LayoutStore::get(const std::string& file, const std::string& mode) {
    const auto [found, is_new] = kept_.try_emplace({file, mode});
    Kept& kept = found->second;
    if (is_new) {
        tell(kept, meet(found->first, kept));
    } else if (kept.untold) {
        tell(kept, {true, shown(file), {}});
    }
    return kept.layout;
}

bool LayoutStore::read_ahead(const std::string& file, const std::string& mode) {
    const auto [found, is_new] = kept_.try_emplace({file, mode});
    if (is_new) {
        Kept& kept = found->second;
        News first = meet(found->first, kept);
        kept.untold = first.accepted && first.problems.empty();
        if (!kept.untold) {
            tell(kept, std::move(first));
        }
    }
    return is_new;
}

bool LayoutStore::reload() {
    bool changed = false;
    for (auto& [key, kept] : kept_) {
        Read next = read_now(key);
        const bool good = is_good(next);
        if (good) {
            const bool another = !same_picture(*kept.layout, *next.layout);
            if (another || !kept.good || kept.told != next.problems) {
                tell(kept, {true, shown(key.first), next.problems});
            }
            kept.layout = another ? std::move(next.layout) : kept.layout;
            changed = changed || another;
        } else if (next.problems != kept.told) {
            tell(kept, {false, shown(key.first), next.problems});
        }
        kept.told = std::move(next.problems);
        kept.good = kept.good || good;
    }
    return changed;
}

void LayoutStore::keep_only(const std::set<std::string>& files) {
    std::erase_if(kept_, [&](const auto& each) { return !files.contains(each.first.first); });
}

std::optional<Problem> LayoutStore::refused() const {
    const auto found =
        std::ranges::find_if(kept_, [](const auto& each) { return each.second.refused; });
    return found != kept_.end() ? std::optional(found->second.told.front()) : std::nullopt;
}

std::vector<LayoutStore::News> LayoutStore::take_news() {
    return std::exchange(news_, {});
}

} // namespace panggil::screen

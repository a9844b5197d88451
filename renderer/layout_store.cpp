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

std::string LayoutStore::shown(const std::string& file) const {
    const auto relative =
        std::filesystem::path(file).lexically_normal().lexically_relative(site_.lexically_normal());
    return relative.empty() || *relative.begin() == ".." ? file : relative.string();
}

LayoutStore::Read LayoutStore::read(const Key& key) const {
    auto loaded = codec::load_layout(key.first, site_, key.second, read_file);
    if (!loaded) {
        return {nullptr, {loaded.problem()}};
    }
    Problems problems = std::move(loaded.value().problems);
    std::ranges::move(check_layout(loaded.value().layout, shown(key.first)),
                      std::back_inserter(problems));
    return {std::make_shared<const Layout>(std::move(loaded.value().layout)), std::move(problems)};
}

std::shared_ptr<const Layout> LayoutStore::get(const std::string& file, const std::string& mode) {
    const auto [found, is_new] = kept_.try_emplace({file, mode});
    Kept& kept = found->second;
    if (is_new) {
        Read first = read(found->first);
        const bool none = first.layout == nullptr;
        kept.good = !none && only_warnings(first.problems);
        kept.layout =
            none ? std::make_shared<const Layout>(emergency_layout()) : std::move(first.layout);
        kept.told = first.problems;
        news_.push_back({!none, shown(file), std::move(first.problems)});
    }
    return kept.layout;
}

bool LayoutStore::reload() {
    bool changed = false;
    for (auto& [key, kept] : kept_) {
        Read next = read(key);
        const bool good = next.layout != nullptr && only_warnings(next.problems);
        if (good) {
            const bool another = !same_picture(*kept.layout, *next.layout);
            if (another || !kept.good || kept.told != next.problems) {
                news_.push_back({true, shown(key.first), next.problems});
            }
            kept.layout = another ? std::move(next.layout) : kept.layout;
            changed = changed || another;
        } else if (next.problems != kept.told) {
            news_.push_back({false, shown(key.first), next.problems});
        }
        kept.told = std::move(next.problems);
        kept.good = kept.good || good;
    }
    return changed;
}

std::vector<LayoutStore::News> LayoutStore::take_news() {
    return std::exchange(news_, {});
}

} // namespace panggil::screen

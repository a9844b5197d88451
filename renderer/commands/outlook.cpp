// SPDX-License-Identifier: MIT
#include "renderer/commands/outlook.hpp"

#include "codec/schedule_codec.hpp"

#include <algorithm>

namespace panggil::screen {

namespace fs = std::filesystem;

namespace {

std::string real_path(const fs::path& path) {
    std::error_code ignored;
    return fs::weakly_canonical(path, ignored).string();
}

} // namespace

Outlook::Outlook(const Site& site) : alert_layout_(real_path(site.alert_layout())) {
    if (auto loaded = codec::load_schedule(site.schedule(), site.root, read_file); loaded) {
        schedule_ = std::move(loaded.value().schedule);
    }
}

std::vector<const Tree*> Outlook::screens_of(const fs::path& layout) const {
    const std::string path = real_path(layout);
    std::vector<const Tree*> screens;
    const Tree::Object* all = schedule_.file.at("screens").object();
    for (const auto& [name, settings] : all != nullptr ? *all : Tree::Object{}) {
        if (path == alert_layout_ || layouts_for(schedule_, name).contains(path)) {
            screens.push_back(&schedule_.file.at("screens").at(name));
        }
    }
    return screens;
}

double Outlook::safe_of(const fs::path& layout) const {
    constexpr double most = 10;
    double least = most;
    const std::vector<const Tree*> screens = screens_of(layout);
    for (const Tree* settings : screens) {
        least = std::min(least, std::clamp(settings->number_or("safe", 0), 0.0, most));
    }
    return screens.empty() ? 0 : least;
}

std::vector<Legibility> Outlook::seats_of(const fs::path& layout,
                                          const Legibility& of_theme) const {
    std::vector<Legibility> all;
    for (const Tree* settings : screens_of(layout)) {
        Legibility seats = of_theme;
        seats.screen_inches = settings->number_or("screenInches", seats.screen_inches);
        seats.farthest_metres = settings->number_or("farthestMetres", seats.farthest_metres);
        const bool sane = seats.screen_inches > 0 && seats.farthest_metres > 0;
        if (sane && std::ranges::find(all, seats) == all.end()) {
            all.push_back(seats);
        }
    }
    return all.empty() ? std::vector{of_theme} : all;
}

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#include "renderer/tracks.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace panggil::screen {

namespace {

constexpr double most_shares = 1000;
constexpr double most_units = 100'000;

struct Track {
    double pixels = 0;
    double share = 0;
};

double share_of(const std::string& word) {
    if (!word.ends_with("fr")) {
        return 0;
    }
    double share = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size() - 2, share);
    const bool is_share = error == std::errc{} && end == word.data() + word.size() - 2 &&
                          share > 0 && share <= most_shares;
    return is_share ? share : 0;
}

Track track_of(const Tree& definition, std::size_t at, double unit,
               const std::function<int(std::size_t)>& wish) {
    if (const double* units = definition.number(); units != nullptr) {
        return {std::clamp(*units, 0.0, most_units) * unit, 0};
    }
    const std::string* word = definition.text();
    if (word == nullptr) {
        return {};
    }
    return *word == "auto" ? Track{static_cast<double>(wish(at)), 0} : Track{0, share_of(*word)};
}

} // namespace

std::vector<Span> tracks(const Tree& definition, int length, int gap, double unit,
                         const std::function<int(std::size_t)>& wish) {
    static const Tree::List one{Tree("1fr")};
    const Tree::List* list = definition.list();
    if (list == nullptr || list->empty()) {
        list = &one;
    }
    std::vector<Track> all;
    double fixed = gap * static_cast<double>(list->size() - 1);
    double shares = 0;
    for (std::size_t at = 0; at < list->size(); ++at) {
        all.push_back(track_of((*list)[at], at, unit, wish));
        fixed += all.back().pixels;
        shares += all.back().share;
    }
    const double spare = std::max(0.0, length - fixed);
    std::vector<Span> spans;
    double position = 0;
    for (const Track& track : all) {
        const double size = track.pixels + (shares > 0 ? spare * track.share / shares : 0);
        const int start = static_cast<int>(std::lround(position));
        spans.push_back({start, static_cast<int>(std::lround(position + size)) - start});
        position += size + gap;
    }
    return spans;
}

std::vector<std::string_view> area_words(std::string_view line) {
    std::vector<std::string_view> words;
    while (!line.empty()) {
        const std::size_t begin = line.find_first_not_of(' ');
        if (begin == std::string_view::npos) {
            break;
        }
        line.remove_prefix(begin);
        const std::size_t end = line.find(' ');
        words.push_back(line.substr(0, end));
        line.remove_prefix(end == std::string_view::npos ? line.size() : end);
    }
    return words;
}

bool is_track(const Tree& definition) {
    if (const double* units = definition.number(); units != nullptr) {
        return *units >= 0;
    }
    const std::string* word = definition.text();
    return word != nullptr && (*word == "auto" || share_of(*word) > 0);
}

std::vector<Area> areas_of(const Tree& lines) {
    std::vector<Area> areas;
    const Tree::List* list = lines.list();
    for (std::size_t row = 0; list != nullptr && row < list->size(); ++row) {
        if ((*list)[row].text() == nullptr) {
            continue;
        }
        const auto words = area_words(*(*list)[row].text());
        for (std::size_t col = 0; col < words.size(); ++col) {
            if (words[col] == ".") {
                continue;
            }
            const auto found = std::ranges::find(areas, words[col], &Area::name);
            if (found == areas.end()) {
                areas.push_back({std::string(words[col]), row, row, col, col, 1});
            } else {
                ++found->cells;
                found->last_row = std::max(found->last_row, row);
                found->first_col = std::min(found->first_col, col);
                found->last_col = std::max(found->last_col, col);
            }
        }
    }
    return areas;
}

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#include "renderer/sdl/films.hpp"

#include <utility>

namespace panggil::sdl {
namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

/// A screen looks at least once a second; a film that it has left is not decoded for nobody.
constexpr std::chrono::seconds unseen{3};

fs::file_time_type written_at(const std::string& path) {
    std::error_code error;
    const auto time = fs::last_write_time(path, error);
    return error ? fs::file_time_type::min() : time;
}

} // namespace

void FilmStore::make_still(const std::string& path, Shown& shown) {
    const std::atomic<bool> never = false;
    auto decoder = film::Decoder::open(path, never);
    auto frame = std::make_shared<film::Frame>();
    if (decoder && decoder.value()->next() &&
        decoder.value()->write(*frame, decoder.value()->size())) {
        shown.still = {FilmLook::State::Playing, decoder.value()->size(), 1};
        shown.first = std::move(frame);
    } else if (!decoder) {
        problems_.push_back(decoder.problem());
    }
}

FilmLook FilmStore::look(const std::string& path) {
    const auto [found, is_new] = films_.try_emplace(path);
    Shown& shown = found->second;
    shown.asked = Clock::now();
    if (is_new) {
        shown.written = written_at(path);
    }
    if (is_new && reading_ == Reading::AtOnce) {
        make_still(path, shown);
    } else if (is_new) {
        shown.film = std::make_unique<film::Film>(path, *bell_);
    }
    return shown.film ? shown.film->look() : shown.still;
}

void FilmStore::draw(const Pixels& pixels, const FilmMark& mark, std::uint8_t opacity) {
    const Rect area = intersect(mark.rect, pixels.clip);
    const auto found = films_.find(mark.path);
    if (area.empty() || found == films_.end()) {
        return;
    }
    const Shown& shown = found->second;
    if (shown.film) {
        shown.film->want({mark.rect.width, mark.rect.height});
    }
    const auto frame = shown.film ? shown.film->frame() : shown.first;
    if (!frame) {
        return;
    }
    // The first frames may have another size than the place: then the nearest pixel is taken.
    const Size size = frame->size;
    const bool same = size.width == mark.rect.width;
    for (int y = area.y; y < area.bottom(); ++y) {
        const auto row = static_cast<std::size_t>(std::int64_t{y - mark.rect.y} * size.height /
                                                  mark.rect.height);
        const std::uint32_t* in = frame->pixels.data() + row * static_cast<std::size_t>(size.width);
        std::uint32_t* out = pixels.row(y);
        for (int x = area.x; x < area.right(); ++x) {
            const int column = same ? x - mark.rect.x
                                    : static_cast<int>(std::int64_t{x - mark.rect.x} * size.width /
                                                       mark.rect.width);
            blend(out[x], in[column], opacity);
        }
    }
}

Problems FilmStore::take_problems() {
    const auto now = Clock::now();
    for (auto& [path, shown] : films_) {
        if (shown.film) {
            if (auto problem = shown.film->take_problem(); problem) {
                problems_.push_back(std::move(*problem));
            }
        }
    }
    std::erase_if(films_, [&](const auto& each) {
        const Shown& shown = each.second;
        return shown.film && now - shown.asked > unseen &&
               shown.film->look().state != FilmLook::State::Failed;
    });
    return std::exchange(problems_, {});
}

void FilmStore::forget() {
    std::erase_if(films_, [](const auto& each) {
        const Shown& shown = each.second;
        return (shown.film ? shown.film->look() : shown.still).state == FilmLook::State::Failed ||
               shown.written != written_at(each.first);
    });
}

} // namespace panggil::sdl

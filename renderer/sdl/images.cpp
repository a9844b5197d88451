// SPDX-License-Identifier: MIT
#include "renderer/sdl/images.hpp"

#include <algorithm>
#include <utility>

namespace panggil::sdl {

namespace fs = std::filesystem;

namespace {

/// A wall shows a handful of pictures; this is room for several whole 4K pages.
constexpr std::size_t budget_bytes = std::size_t{160} << 20;

std::size_t bytes_of(const Surface& surface) {
    return surface ? static_cast<std::size_t>(surface->pitch) * static_cast<std::size_t>(surface->h)
                   : 0;
}

fs::file_time_type written_at(const std::string& path) {
    std::error_code error;
    const auto time = fs::last_write_time(path, error);
    return error ? fs::file_time_type::min() : time;
}

} // namespace

void ImageStore::wish(const std::string& path, Size size) {
    if (reader_) {
        reader_->ask({path, size});
    } else {
        take(answer_to({path, size}));
    }
}

Size ImageStore::nominal(const std::string& path) {
    File& file = files_[path];
    if (!file.asked) {
        file.asked = true;
        file.written = written_at(path);
        wish(path, {});
    }
    return file.own;
}

std::uint32_t ImageStore::version(const std::string& path, Size size) {
    if (size.width <= 0 || size.height <= 0) {
        return 0;
    }
    Scaled& scaled = scaled_[{path, {size.width, size.height}}];
    scaled.used = turn_;
    if (!scaled.asked && !files_[path].broken) {
        scaled.asked = true;
        wish(path, size);
    }
    return scaled.version;
}

void ImageStore::take(PictureAnswer answer) {
    const PictureWish& wish = answer.wish;
    if (answer.problem) {
        if (File& file = files_[wish.path]; !std::exchange(file.broken, true)) {
            problems_.push_back(std::move(*answer.problem));
        }
        return;
    }
    if (wish.size.width == 0) {
        files_[wish.path].own = answer.own;
        return;
    }
    Scaled& scaled = scaled_[{wish.path, {wish.size.width, wish.size.height}}];
    kept_bytes_ += bytes_of(answer.surface) - bytes_of(scaled.surface);
    scaled.surface = std::move(answer.surface);
    scaled.version = ++read_;
    scaled.used = turn_;
    make_room();
}

/// What was not looked at for longest goes first, and never what is looked at now.
void ImageStore::make_room() {
    while (kept_bytes_ > budget_bytes) {
        const auto oldest = std::ranges::min_element(scaled_, {}, [](const auto& each) {
            return std::pair(each.second.used, each.second.surface == nullptr);
        });
        if (oldest == scaled_.end() || oldest->second.used + 1 >= turn_) {
            return;
        }
        kept_bytes_ -= bytes_of(oldest->second.surface);
        scaled_.erase(oldest);
    }
}

void ImageStore::collect() {
    ++turn_;
    if (reader_) {
        for (PictureAnswer& answer : reader_->take()) {
            take(std::move(answer));
        }
    }
}

void ImageStore::draw(const Pixels& pixels, const ImageMark& mark, std::uint8_t opacity) {
    const Rect area = intersect(mark.rect, pixels.clip);
    if (area.empty()) {
        return;
    }
    static_cast<void>(version(mark.path, {mark.rect.width, mark.rect.height}));
    const SDL_Surface* picture =
        scaled_[{mark.path, {mark.rect.width, mark.rect.height}}].surface.get();
    if (picture == nullptr) {
        return;
    }
    const bool tinted = mark.tint.alpha > 0;
    const std::uint32_t tint = packed(mark.tint);
    const std::uint32_t strength = tinted ? scaled(mark.tint.alpha, opacity) : opacity;
    for (int y = area.y; y < area.bottom(); ++y) {
        std::uint32_t* out = pixels.row(y) + area.x;
        const std::uint32_t* in =
            static_cast<const std::uint32_t*>(picture->pixels) +
            static_cast<std::ptrdiff_t>(y - mark.rect.y) * (picture->pitch / 4) +
            (area.x - mark.rect.x);
        const auto count = static_cast<std::size_t>(area.width);
        if (tinted) {
            rows().tint(out, in, count, tint, strength);
        } else {
            rows().mix(out, in, count, strength);
        }
    }
}

Problems ImageStore::take_problems() {
    return std::exchange(problems_, {});
}

void ImageStore::forget() {
    for (auto& [path, file] : files_) {
        if (file.written == written_at(path)) {
            continue;
        }
        file.asked = file.broken = false;
        for (auto& [key, scaled] : scaled_) {
            scaled.asked = scaled.asked && key.first != path;
        }
    }
}

} // namespace panggil::sdl

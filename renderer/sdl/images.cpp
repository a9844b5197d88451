// SPDX-License-Identifier: MIT
#include "renderer/sdl/images.hpp"

#include <SDL_image.h>

#include <filesystem>
#include <vector>

namespace panggil::sdl {
namespace {

/// A wall shows a handful of pictures; this is room for several whole 4K pages.
constexpr std::size_t budget_bytes = std::size_t{160} << 20;

/// No photograph is larger; a file that claims more is a mistake that would stop the wall.
constexpr Sint64 largest_file = Sint64{64} << 20;

/// Twice the side of a 4K glass, for pictures that are cut to their place.
constexpr int longest_side = 8192;

bool is_vector(const std::string& path) {
    return std::filesystem::path(path).extension() == ".svg";
}

Surface as_argb(Surface surface) {
    if (!surface || surface->format->format == SDL_PIXELFORMAT_ARGB8888) {
        return surface;
    }
    return Surface(SDL_ConvertSurfaceFormat(surface.get(), SDL_PIXELFORMAT_ARGB8888, 0));
}

std::uint32_t* row_of(const SDL_Surface& surface, int y) {
    return static_cast<std::uint32_t*>(surface.pixels) +
           static_cast<std::ptrdiff_t>(y) * (surface.pitch / 4);
}

/// What one target pixel is made of along one axis: the source pixels under it, with the part of
/// each that lies under it; when a picture grows, the two nearest ones.
struct Share {
    int first = 0;
    std::vector<double> parts;
};

std::vector<Share> shares(int from, int to) {
    std::vector<Share> all(static_cast<std::size_t>(to));
    const double step = static_cast<double>(from) / to;
    for (int at = 0; at < to; ++at) {
        Share& share = all[static_cast<std::size_t>(at)];
        if (step < 1) {
            const double middle = std::clamp((at + 0.5) * step - 0.5, 0.0, from - 1.0);
            share.first = static_cast<int>(middle);
            const double second = middle - share.first;
            share.parts = {1 - second};
            if (second > 0) {
                share.parts.push_back(second);
            }
            continue;
        }
        const double begin = at * step;
        const double end = std::min<double>(from, begin + step);
        share.first = std::min(static_cast<int>(begin), from - 1);
        for (int source = share.first; source < from && source < end; ++source) {
            share.parts.push_back(std::min<double>(end, source + 1) -
                                  std::max<double>(begin, source));
        }
    }
    return all;
}

/// Area average, or linear when growing; colours are weighed by their alpha, so that transparent
/// pixels give no fringe.
Surface resized(const SDL_Surface& source, Size size) {
    Surface target(
        SDL_CreateRGBSurfaceWithFormat(0, size.width, size.height, 32, SDL_PIXELFORMAT_ARGB8888));
    if (!target) {
        return target;
    }
    const std::vector<Share> columns = shares(source.w, size.width);
    const std::vector<Share> rows = shares(source.h, size.height);
    for (int y = 0; y < size.height; ++y) {
        const Share& vertical = rows[static_cast<std::size_t>(y)];
        std::uint32_t* out = row_of(*target, y);
        for (int x = 0; x < size.width; ++x) {
            const Share& horizontal = columns[static_cast<std::size_t>(x)];
            double weight = 0;
            std::array<double, 4> sum{}; // blue, green, red, alpha
            for (std::size_t j = 0; j < vertical.parts.size(); ++j) {
                const std::uint32_t* in = row_of(source, vertical.first + static_cast<int>(j));
                for (std::size_t i = 0; i < horizontal.parts.size(); ++i) {
                    const std::uint32_t pixel = in[horizontal.first + static_cast<int>(i)];
                    const double part = vertical.parts[j] * horizontal.parts[i];
                    const double alpha = part * (pixel >> 24);
                    weight += part;
                    sum[3] += alpha;
                    for (std::size_t channel = 0; channel < 3; ++channel) {
                        sum[channel] += alpha * ((pixel >> (8 * channel)) & 255U);
                    }
                }
            }
            std::uint32_t pixel = 0;
            if (sum[3] > 0 && weight > 0) {
                pixel = static_cast<std::uint32_t>(std::lround(sum[3] / weight)) << 24;
                for (std::size_t channel = 0; channel < 3; ++channel) {
                    pixel |= static_cast<std::uint32_t>(std::lround(sum[channel] / sum[3]))
                             << (8 * channel);
                }
            }
            out[x] = pixel;
        }
    }
    return target;
}

} // namespace

void ImageStore::report(const std::string& path, const char* why) {
    Problem problem{"image.unreadable", path, std::string("the picture cannot be shown: ") + why,
                    "check the file's name and that it is a PNG, JPEG, WebP or SVG",
                    "gambar tidak dapat dibaca"};
    if (broken_.emplace(path, problem).second) {
        problems_.push_back(std::move(problem));
    }
}

Surface ImageStore::load(const std::string& path, Size size) {
    if (broken_.count(path) != 0) {
        return nullptr;
    }
    SDL_RWops* file = SDL_RWFromFile(path.c_str(), "rb");
    if (file == nullptr) {
        report(path, SDL_GetError());
        return nullptr;
    }
    if (SDL_RWsize(file) > largest_file) {
        SDL_RWclose(file);
        report(path, "the file is larger than 64 MiB");
        return nullptr;
    }
    Surface surface;
    if (is_vector(path) && size.width > 0) {
        surface.reset(IMG_LoadSizedSVG_RW(file, size.width, size.height));
        SDL_RWclose(file);
    } else {
        surface.reset(IMG_Load_RW(file, 1));
    }
    surface = as_argb(std::move(surface));
    if (!surface) {
        report(path, SDL_GetError());
    }
    return surface;
}

Size ImageStore::nominal(const std::string& path) {
    const auto known = nominal_.find(path);
    if (known != nominal_.end()) {
        return known->second;
    }
    Surface surface = load(path, {});
    const Size size = surface ? Size{surface->w, surface->h} : Size{};
    nominal_.emplace(path, size);
    if (!is_vector(path)) {
        just_read_ = {path, std::move(surface)};
    }
    return size;
}

SDL_Surface* ImageStore::at_size(const std::string& path, Size size) {
    const Key key{path, {size.width, size.height}};
    const auto known = scaled_.find(key);
    if (known != scaled_.end()) {
        return known->second.get();
    }
    if (size.width > longest_side || size.height > longest_side) {
        report(path, "it is to be shown larger than 8192 pixels");
        return nullptr;
    }
    // Whoever asks for a picture's size soon asks for the picture: it is decoded once.
    const bool at_hand = just_read_.second && just_read_.first == path;
    Surface surface = at_hand ? std::move(just_read_.second) : load(path, size);
    if (surface && (surface->w != size.width || surface->h != size.height)) {
        surface = resized(*surface, size);
    }
    const std::size_t bytes =
        surface ? static_cast<std::size_t>(surface->pitch) * static_cast<std::size_t>(surface->h)
                : 0;
    if (kept_bytes_ + bytes > budget_bytes) {
        scaled_.clear();
        kept_bytes_ = 0;
    }
    kept_bytes_ += bytes;
    return scaled_.emplace(key, std::move(surface)).first->second.get();
}

void ImageStore::draw(const Pixels& pixels, const ImageMark& mark, std::uint8_t opacity) {
    const Rect area = intersect(mark.rect, pixels.clip);
    if (area.empty()) {
        return;
    }
    const SDL_Surface* picture = at_size(mark.path, {mark.rect.width, mark.rect.height});
    if (picture == nullptr) {
        return;
    }
    const bool tinted = mark.tint.alpha > 0;
    const std::uint32_t tint = packed(mark.tint);
    const std::uint32_t strength = tinted ? scaled(mark.tint.alpha, opacity) : opacity;
    for (int y = area.y; y < area.bottom(); ++y) {
        std::uint32_t* out = pixels.row(y);
        const std::uint32_t* in = row_of(*picture, y - mark.rect.y);
        for (int x = area.x; x < area.right(); ++x) {
            const std::uint32_t pixel = in[x - mark.rect.x];
            blend(out[x], tinted ? tint : pixel, scaled(pixel >> 24, strength));
        }
    }
}

Problems ImageStore::take_problems() {
    return std::exchange(problems_, {});
}

void ImageStore::forget() {
    scaled_.clear();
    just_read_ = {};
    nominal_.clear();
    broken_.clear();
    kept_bytes_ = 0;
}

} // namespace panggil::sdl

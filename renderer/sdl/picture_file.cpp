// SPDX-License-Identifier: MIT
#include "renderer/sdl/picture_file.hpp"

#include "core/diagnosis.hpp"
#include "renderer/sdl/picture_head.hpp"
#include "renderer/sdl/pixels.hpp"

#include <SDL_image.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace panggil::sdl {

namespace fs = std::filesystem;

namespace {

/// No photograph is larger; a file that claims more is a mistake that would stop the wall.
constexpr std::uintmax_t largest_file = std::uintmax_t{64} << 20U;

/// A drawing has no size of its own that matters, only a shape.
constexpr int drawing_side = 1024;

bool is_vector(const std::string& path) {
    return fs::path(path).extension() == ".svg";
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

Problem broken(const std::string& path, const std::string& why) {
    return diagnose("media.broken", path, {fs::path(path).filename().string(), why});
}

/// Why it is not even opened: a pipe would never end.
std::optional<Problem> not_a_picture(const std::string& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) {
        return broken(path, error ? error.message() : "it is no plain file");
    }
    if (fs::file_size(path, error) > largest_file || error) {
        return broken(path, error ? error.message() : "the file is larger than 64 MiB");
    }
    return std::nullopt;
}

/// The library draws a line dash by dash, however long it is and however short they are: a slip in
/// one number, and it takes all time and all memory that there is.
bool has_dashes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    return text.find("stroke-dasharray") != std::string::npos;
}

/// Drawn as large as fits into this size, in its own shape.
Surface drawn(const std::string& path, Size size) {
    SDL_RWops* file = SDL_RWFromFile(path.c_str(), "rb");
    Surface surface(file != nullptr ? IMG_LoadSizedSVG_RW(file, size.width, size.height) : nullptr);
    if (file != nullptr) {
        SDL_RWclose(file);
    }
    return surface;
}

} // namespace

Result<Size> measure_picture(const std::string& path) {
    if (auto problem = not_a_picture(path); problem) {
        return std::move(*problem);
    }
    if (!is_vector(path)) {
        return picture_size(path);
    }
    if (has_dashes(path)) {
        return broken(path, "it has dashed lines (stroke-dasharray), which could draw for ever");
    }
    const Surface surface = drawn(path, {drawing_side, drawing_side});
    return surface ? Result<Size>(Size{surface->w, surface->h}) : broken(path, SDL_GetError());
}

Result<Surface> read_picture(const std::string& path, Size size) {
    if (size.width < 1 || size.height < 1 || size.width > largest_picture ||
        size.height > largest_picture) {
        return broken(path, "it is to be shown larger than 8192 pixels");
    }
    // Its size first: it is not decoded unless there is room for it.
    if (auto own = measure_picture(path); !own) {
        return own.problem();
    }
    Surface surface =
        as_argb(is_vector(path) ? drawn(path, size) : Surface(IMG_Load(path.c_str())));
    if (!surface) {
        return broken(path, SDL_GetError());
    }
    if (surface->w != size.width || surface->h != size.height) {
        surface = resized(*surface, size);
    }
    if (!surface) {
        return broken(path, SDL_GetError());
    }
    return surface;
}

} // namespace panggil::sdl

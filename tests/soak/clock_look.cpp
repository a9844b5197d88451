// SPDX-License-Identifier: MIT
#include "tests/soak/clock_look.hpp"

#include "codec/tree_codec.hpp"
#include "renderer/site.hpp"

#include <SDL_image.h>

#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <memory>

namespace panggil::soak {

namespace {

struct Free {
    void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};

using Picture = std::unique_ptr<SDL_Surface, Free>;

Picture read(const std::string& path) {
    const Picture loaded(IMG_Load(path.c_str()));
    return Picture(loaded ? SDL_ConvertSurfaceFormat(loaded.get(), SDL_PIXELFORMAT_XRGB8888, 0)
                          : nullptr);
}

Uint32 pixel(const Picture& picture, int x, int y) {
    Uint32 value = 0;
    const auto* row = static_cast<const Uint8*>(picture->pixels) +
                      static_cast<std::ptrdiff_t>(y) * picture->pitch;
    std::memcpy(&value, row + static_cast<std::ptrdiff_t>(x) * 4, sizeof value);
    return value;
}

/// How many pixels of `a` and `b` differ in the upper quarter, where `c` differs from `b` if there
/// is one.
int differences(const Picture& a, const Picture& b, const Picture* c = nullptr) {
    int count = 0;
    for (int y = 0; y < b->h / 4; ++y) {
        for (int x = 0; x < b->w; ++x) {
            const bool counts = c == nullptr || pixel(*c, x, y) != pixel(b, x, y);
            count += counts && pixel(a, x, y) != pixel(b, x, y) ? 1 : 0;
        }
    }
    return count;
}

Problem wrong(const std::string& where, const std::string& what) {
    return {"soak.clock", where, what, "look at the pictures in the run's folder", ""};
}

constexpr Minutes hall_offset{8 * 60};

/// As `panggil-screen render --at` takes it.
std::string hall_time(UtcTime utc) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(utc + hall_offset);
    const std::time_t time = seconds.time_since_epoch().count();
    std::tm parts{};
    gmtime_r(&time, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%d %H.%M", &parts);
    return text;
}

/// The file of the layout with this name: logs tell the name.
std::string file_of(const std::string& folder, const std::string& layout) {
    Places places;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto text = screen::read_file(entry.path());
        const auto tree = text ? codec::decode_tree(text.value(), entry.path().string(), places)
                               : Result<Tree>(text.problem());
        const std::string* name = tree ? tree.value().at("name").text() : nullptr;
        if (name != nullptr && *name == layout) {
            return entry.path().string();
        }
    }
    return "";
}

} // namespace

Result<std::string> ClockLook::draw(const std::string& layout, UtcTime utc,
                                    const char* name) const {
    const std::string out = folder_ + '/' + name;
    const std::string command = "'" + screen_ + "' render --layout '" +
                                file_of(tree_ + "/layouts", layout) + "' --state '" + tree_ +
                                "/docs/gallery/hall.board.json' --at '" + hall_time(utc) +
                                "' --size " + std::to_string(size_.width) + 'x' +
                                std::to_string(size_.height) + " --out '" + out + "'";
    if (std::system(command.c_str()) != 0) {
        return wrong(out, "could not be drawn");
    }
    return out;
}

Result<Done> ClockLook::see(const std::string& shot, const std::string& layout, UtcTime utc) const {
    const auto now = draw(layout, utc, "now.png");
    const auto next = draw(layout, utc + Minutes(1), "next.png");
    if (!now || !next) {
        return !now ? now.problem() : next.problem();
    }
    const Picture seen = read(shot);
    const Picture wanted = read(now.value());
    const Picture later = read(next.value());
    if (!seen || !wanted || !later || seen->w != wanted->w || seen->h != wanted->h) {
        return wrong(shot, "cannot be compared");
    }
    if (differences(wanted, later) < 20) {
        return wrong(now.value(), "has no clock of minutes in its upper quarter");
    }
    if (const int count = differences(seen, wanted, &later); count != 0) {
        return wrong(shot, "its clock shows another time than " + hall_time(utc) + ": " +
                               std::to_string(count) + " pixels");
    }
    return Done{};
}

} // namespace panggil::soak

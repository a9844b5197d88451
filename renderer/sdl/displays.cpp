// SPDX-License-Identifier: MIT
#include "renderer/sdl/displays.hpp"

#include "renderer/sdl/connection.hpp"
#include "renderer/sdl/photo.hpp"
#include "renderer/sdl/png.hpp"
#include "renderer/sdl/power.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>

namespace panggil::sdl {
namespace {

using screen::DisplayChange;

/// Without a descriptor events are looked for this often; a window without haste needs no more.
constexpr Millis look_every{50};

Problem no_window(const std::string& why) {
    return {"display.no_window", "display", "no window could be opened: " + why,
            "start it in a graphical session (DISPLAY or WAYLAND_DISPLAY set); without one, use "
            "SDL_VIDEODRIVER=kmsdrm as a user in the groups video, render and input; without a "
            "television, use --headless",
            "layar tidak dapat dibuka"};
}

/// What runs cannot move more often than this to any use; a faster panel shows each of its steps
/// for two frames, or three.
constexpr int fastest_motion = 75;

int frame_rate_of(SDL_Window* window) {
    SDL_DisplayMode mode;
    const bool is_known = SDL_GetWindowDisplayMode(window, &mode) == 0 && mode.refresh_rate >= 24;
    int rate = is_known ? mode.refresh_rate : 60;
    for (int part = 2; rate > fastest_motion; ++part) {
        rate = mode.refresh_rate / part;
    }
    return rate;
}

/// SDL answers a machine without a display with a glass that nobody sees. A hall must hear of it,
/// unless it was asked for by name.
bool is_unseen_and_unwanted() {
    const std::string_view driver = SDL_GetCurrentVideoDriver();
    return SDL_getenv("SDL_VIDEODRIVER") == nullptr &&
           (driver == "offscreen" || driver == "dummy" || driver == "evdev");
}

/// As libdbus looks for it, before it would start one.
bool has_session_bus() {
    const char* folder = std::getenv("XDG_RUNTIME_DIR");
    std::error_code failed;
    return folder != nullptr &&
           std::filesystem::exists(std::filesystem::path(folder) / "bus", failed);
}

void prepare_video() {
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    // Ctrl-C and a service's stop are the program's own business.
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    // SDL prepares for people who write. Nobody does: the six thousand ways to compose a letter
    // with accents are left unread, and where no session bus is, none is started.
    setenv("XCOMPOSEFILE", "/dev/null", 0);
    if (!has_session_bus()) {
        setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
    }
}

/// The window's surface goes through OpenGL by default: on machines without a graphics processor
/// that makes each update ten to fifty times slower. Without a desktop, and in Wayland, SDL has no
/// other way, and a window that may not take it has no surface at all.
void choose_way_to_glass() {
    const std::string_view driver = SDL_GetCurrentVideoDriver();
    const bool has_only_opengl = driver == "KMSDRM" || driver == "wayland";
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, has_only_opengl ? "1" : "0");
}

DisplayChange graver(DisplayChange a, DisplayChange b) {
    const auto weight = [](DisplayChange change) {
        switch (change) {
        case DisplayChange::None:
            return 0;
        case DisplayChange::Back:
            return 1;
        case DisplayChange::Lost:
            return 2;
        case DisplayChange::Resized:
            return 3;
        case DisplayChange::Blank:
            return 4;
        case DisplayChange::Quit:
            return 5;
        }
        return 0;
    };
    return weight(a) >= weight(b) ? a : b;
}

} // namespace

Problems Easel::take_problems() {
    Problems problems = fonts_.take_problems();
    for (Problems more : {media_.images.take_problems(), media_.films.take_problems()}) {
        std::ranges::move(more, std::back_inserter(problems));
    }
    return problems;
}

Result<Done> HeadlessDisplay::save_png(const std::string& path) {
    return sdl::save_png(easel_.canvas().surface(), path);
}

screen::Photo HeadlessDisplay::photograph(int widest, std::size_t most_bytes) {
    return photo_of(easel_.canvas().surface(), widest, most_bytes);
}

Result<std::unique_ptr<WindowDisplay>> WindowDisplay::open(const WindowOptions& options,
                                                           FontSource source) {
    prepare_video();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        return no_window(SDL_GetError());
    }
    if (is_unseen_and_unwanted()) {
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        return no_window("this machine offers no display");
    }
    choose_way_to_glass();
    Size size = options.size;
    const int output = options.output < SDL_GetNumVideoDisplays() ? options.output : 0;
    const int place = SDL_WINDOWPOS_CENTERED_DISPLAY(output);
    Uint32 flags = SDL_WINDOW_RESIZABLE;
    if (options.kind == WindowKind::Fullscreen) {
        // Borderless at the desktop's size, above its panels: without a window manager a true
        // full screen only waits for an answer that never comes.
        SDL_DisplayMode mode;
        if (SDL_GetDesktopDisplayMode(output, &mode) == 0) {
            size = {mode.w, mode.h};
        }
        flags = SDL_WINDOW_BORDERLESS | SDL_WINDOW_ALWAYS_ON_TOP;
    }
    SDL_Window* window =
        SDL_CreateWindow(options.title.c_str(), place, place, size.width, size.height, flags);
    if (window == nullptr) {
        const std::string why = SDL_GetError();
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        return no_window(why);
    }
    SDL_GetWindowSize(window, &size.width, &size.height);
    if (options.kind == WindowKind::Fullscreen) {
        SDL_ShowCursor(SDL_DISABLE);
    }
    SDL_DisableScreenSaver();
    SDL_StopTextInput(); // nobody writes here: no input method, no keyboard on the glass
    std::unique_ptr<WindowDisplay> display(
        new WindowDisplay(window, options, size, std::move(source)));
    // Black for ever, while all else goes on: its service is to try again, and to say why.
    if (!display->glass_ && SDL_GetWindowSurface(window) == nullptr) {
        const std::string why = SDL_GetError();
        display.reset();
        return no_window(why);
    }
    return display;
}

WindowDisplay::WindowDisplay(SDL_Window* window, const WindowOptions& options, Size glass,
                             FontSource source)
    : window_(window), events_(SDL_GetWindowID(window)), kind_(options.kind),
      rotate_(options.rotate), easel_({1, 1}, turned(glass, options.rotate), std::move(source)),
      descriptor_(connection_descriptor(window)), frame_rate_(frame_rate_of(window)) {
    if (kind_ == WindowKind::Fullscreen) {
        television_ = Television::of(window);
    }
    static_cast<void>(find_surface(glass));
}

WindowDisplay::~WindowDisplay() {
    glass_.reset();
    SDL_DestroyWindow(window_);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

/// The picture as it lies on the glass, brought up to date in these rectangles.
SDL_Surface* WindowDisplay::turned_picture(std::span<const Rect> rects) {
    const Size size = easel_.canvas().size();
    const Size lying = turned(size, rotate_);
    if (!turned_ || turned_->w != lying.width || turned_->h != lying.height) {
        turned_.reset(SDL_CreateRGBSurfaceWithFormat(0, lying.width, lying.height, 32,
                                                     SDL_PIXELFORMAT_XRGB8888));
        if (!turned_) {
            return nullptr;
        }
        SDL_SetSurfaceBlendMode(turned_.get(), SDL_BLENDMODE_NONE);
    }
    const auto rows = [](const SDL_Surface& surface) {
        return PixelRows{static_cast<std::uint32_t*>(surface.pixels), surface.pitch / 4};
    };
    for (const Rect& rect : rects) {
        copy_turned(rows(easel_.canvas().surface()), size, rows(*turned_),
                    intersect(rect, {0, 0, size.width, size.height}), rotate_);
    }
    return turned_.get();
}

void WindowDisplay::power(bool on) {
    static_cast<void>(set_power(window_, on));
    has_fetched_ = true;
}

SDL_Surface* WindowDisplay::window_surface(Size glass) {
    if (!glass_ || Size{glass_->surface()->w, glass_->surface()->h} != glass) {
        glass_ = ShmGlass::open(window_, glass);
    }
    return glass_ ? glass_->surface() : SDL_GetWindowSurface(window_);
}

/// Makes the canvas one with the window's surface where that can be, and else as large as the
/// glass. True when the canvas has lost its picture by that.
bool WindowDisplay::find_surface(Size glass) {
    SurfaceCanvas& canvas = easel_.canvas();
    const Size size = turned(glass, rotate_);
    SDL_Surface* surface = rotate_ == 0 ? window_surface(glass) : nullptr;
    if (surface != nullptr && Size{surface->w, surface->h} == size) {
        if (canvas.paints_into(surface)) {
            return false;
        }
        if (canvas.paint_into(*surface)) {
            is_direct_ = true;
            return true;
        }
    }
    if (std::exchange(is_direct_, false) || canvas.size() != size) {
        canvas.resize(size);
        return true;
    }
    return false;
}

/// Copies these rectangles of a picture that is not the window's surface, and cuts changed_.
bool WindowDisplay::copy(SDL_Surface& glass, std::span<const Rect> rects) {
    SDL_Surface* picture = rotate_ == 0 ? &easel_.canvas().surface() : turned_picture(rects);
    if (picture == nullptr) {
        return false;
    }
    const SDL_Rect whole{0, 0, std::min(glass.w, picture->w), std::min(glass.h, picture->h)};
    for (SDL_Rect& rect : changed_) {
        SDL_Rect seen;
        SDL_IntersectRect(&rect, &whole, &seen);
        rect = seen;
        if (SDL_BlitSurface(picture, &rect, &glass, &seen) != 0) {
            return false;
        }
    }
    return true;
}

bool WindowDisplay::bring_to_glass(std::span<const Rect> rects) {
    const Size size = easel_.canvas().size();
    changed_.clear();
    for (const Rect& rect : rects) {
        const Rect inside = intersect(rect, {0, 0, size.width, size.height});
        if (const Rect seen = turned(inside, size, rotate_); !inside.empty()) {
            changed_.push_back({seen.x, seen.y, seen.width, seen.height});
        }
    }
    if (!is_direct_) {
        SDL_Surface* glass = SDL_GetWindowSurface(window_);
        if (glass == nullptr || !copy(*glass, rects)) {
            return false;
        }
    }
    if (is_direct_ && glass_) {
        has_fetched_ = glass_->push(changed_) || has_fetched_;
        return true;
    }
    has_fetched_ = true;
    return changed_.empty() || SDL_UpdateWindowSurfaceRects(window_, changed_.data(),
                                                            static_cast<int>(changed_.size())) == 0;
}

void WindowDisplay::show_all() {
    const Size size = easel_.canvas().size();
    const std::array<Rect, 1> whole{{{0, 0, size.width, size.height}}};
    lost_ = !bring_to_glass(whole);
}

void WindowDisplay::show(std::span<const Rect> rects) {
    if (rects.empty()) {
        return;
    }
    if (lost_ || !bring_to_glass(rects)) {
        show_all(); // a new surface knows nothing of what was shown before
    }
}

/// A full screen follows its television to another size or place, where nobody else sees to that.
/// SDL tells of it as of any other change of the window.
void WindowDisplay::fill_television() {
    const auto place = television_ ? television_->place(events_.is_alone()) : std::nullopt;
    if (!place || place->empty()) {
        return;
    }
    Rect lies;
    SDL_GetWindowPosition(window_, &lies.x, &lies.y);
    SDL_GetWindowSize(window_, &lies.width, &lies.height);
    if (lies != *place) {
        SDL_SetWindowPosition(window_, place->x, place->y);
        SDL_SetWindowSize(window_, place->width, place->height);
    }
}

bool WindowDisplay::confirm() {
    if (is_direct_ && glass_) {
        has_fetched_ = glass_->confirm() || has_fetched_;
    }
    return !lost_;
}

screen::DisplayChange WindowDisplay::take_change() {
    easel_.collect();
    DisplayChange change = DisplayChange::None;
    bool uncovered = false;
    const std::vector<SDL_Event> events = events_.take();
    // What is done about them may fetch others.
    has_fetched_ = descriptor_ < 0 || lost_ || !events.empty();
    for (const SDL_Event& event : events) {
        if (event.type == SDL_QUIT) {
            change = graver(change, DisplayChange::Quit);
        } else if (event.type == SDL_KEYDOWN) {
            const SDL_Keysym& key = event.key.keysym;
            const bool escape = key.sym == SDLK_ESCAPE && kind_ == WindowKind::Window;
            const bool control_q = key.sym == SDLK_q && (key.mod & KMOD_CTRL) != 0;
            const bool both = (key.mod & KMOD_CTRL) != 0 && (key.mod & KMOD_ALT) != 0;
            if (key.sym == SDLK_b && both && event.key.repeat == 0) {
                change = graver(change, DisplayChange::Blank);
            } else if (escape || control_q) {
                change = graver(change, DisplayChange::Quit);
            }
        } else if (event.type == SDL_DISPLAYEVENT) {
            fill_television();
        } else if (event.type == SDL_WINDOWEVENT) {
            switch (event.window.event) {
            case SDL_WINDOWEVENT_SIZE_CHANGED:
                uncovered = true;
                if (find_surface({event.window.data1, event.window.data2})) {
                    change = graver(change, DisplayChange::Resized);
                    lost_ = false;
                }
                break;
            case SDL_WINDOWEVENT_CLOSE: // of one among several; SDL_QUIT comes with the last
                change = graver(change, DisplayChange::Quit);
                break;
            case SDL_WINDOWEVENT_EXPOSED:
            case SDL_WINDOWEVENT_SHOWN:
            case SDL_WINDOWEVENT_RESTORED:
                uncovered = true;
                break;
            default:
                break;
            }
        }
    }
    if (lost_ && change == DisplayChange::None && is_direct_) {
        int width = 0;
        int height = 0;
        SDL_GetWindowSize(window_, &width, &height);
        if (find_surface({width, height})) { // another surface: nothing is painted there
            change = DisplayChange::Resized;
            lost_ = false;
        }
    }
    if (change == DisplayChange::None && (uncovered || lost_)) {
        show_all();
    }
    if (lost_ != told_lost_) {
        told_lost_ = lost_;
        change = graver(change, lost_ ? DisplayChange::Lost : DisplayChange::Back);
    }
    return change;
}

Millis WindowDisplay::longest_sleep() const {
    if (events_.has_kept() || (has_fetched_ && events_.any())) {
        return Millis{0};
    }
    has_fetched_ = descriptor_ < 0; // without one they are looked for each time
    if (lost_) {
        return std::chrono::seconds(1); // then the next look tries to show again
    }
    return descriptor_ >= 0 ? Millis(std::chrono::minutes(1)) : look_every;
}

Result<Done> WindowDisplay::save_png(const std::string& path) {
    return sdl::save_png(easel_.canvas().surface(), path);
}

screen::Photo WindowDisplay::photograph(int widest, std::size_t most_bytes) {
    return photo_of(easel_.canvas().surface(), widest, most_bytes);
}

} // namespace panggil::sdl

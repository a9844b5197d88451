// SPDX-License-Identifier: MIT
#include "renderer/sdl/television.hpp"

#include <SDL.h>
#include <SDL_syswm.h>

#ifdef SDL_VIDEO_DRIVER_X11
#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>
#include <algorithm>
#include <span>
#include <utility>
#endif

namespace panggil::sdl {

#ifdef SDL_VIDEO_DRIVER_X11

namespace {

/// The televisions that show something, the first of the desk first.
class Monitors {
public:
    Monitors(Display* display, Window root)
        : list_(XRRGetMonitors(display, root, True, &count_), &XRRFreeMonitors) {}

    [[nodiscard]] std::span<const XRRMonitorInfo> all() const {
        return {list_.get(), list_ && count_ > 0 ? static_cast<std::size_t>(count_) : 0};
    }

private:
    int count_ = 0;
    std::unique_ptr<XRRMonitorInfo, void (*)(XRRMonitorInfo*)> list_;
};

Rect place_of(const XRRMonitorInfo& monitor) {
    return {monitor.x, monitor.y, monitor.width, monitor.height};
}

bool has_monitors(Display* display) {
    int events = 0;
    int errors = 0;
    int major = 0;
    int minor = 0;
    return XRRQueryExtension(display, &events, &errors) != 0 &&
           XRRQueryVersion(display, &major, &minor) != 0 &&
           std::pair{major, minor} >= std::pair{1, 5};
}

} // namespace

struct Television::Desk {
    Display* display = nullptr;
    Window root = 0;
    Atom name = 0; ///< of the socket that the television hangs at
};

std::unique_ptr<Television> Television::of(SDL_Window* window) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) != SDL_TRUE || info.subsystem != SDL_SYSWM_X11 ||
        !has_monitors(info.info.x11.display)) {
        return nullptr;
    }
    XWindowAttributes look;
    if (XGetWindowAttributes(info.info.x11.display, info.info.x11.window, &look) == 0) {
        return nullptr;
    }
    auto desk = std::make_unique<Desk>();
    desk->display = info.info.x11.display;
    desk->root = look.root;
    Rect lies{0, 0, look.width, look.height};
    SDL_GetWindowPosition(window, &lies.x, &lies.y);
    const Monitors monitors(desk->display, desk->root);
    for (const XRRMonitorInfo& monitor : monitors.all()) {
        if (desk->name == 0 && !intersect(lies, place_of(monitor)).empty()) {
            desk->name = monitor.name;
        }
    }
    // A server keeps a client's first wish, here SDL's, until it has none. The last two are SDL's.
    XRRSelectInput(desk->display, desk->root, 0);
    XRRSelectInput(desk->display, desk->root,
                   RRScreenChangeNotifyMask | RRCrtcChangeNotifyMask | RROutputChangeNotifyMask);
    SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE);
    return std::unique_ptr<Television>(new Television(std::move(desk)));
}

Television::Television(std::unique_ptr<Desk> desk) : desk_(std::move(desk)) {}

Television::~Television() = default;

std::optional<Rect> Television::place(bool any) const {
    const Monitors monitors(desk_->display, desk_->root);
    const auto found = std::ranges::find(monitors.all(), desk_->name, &XRRMonitorInfo::name);
    if (found != monitors.all().end()) {
        return place_of(*found);
    }
    if (any && !monitors.all().empty()) {
        return place_of(monitors.all().front());
    }
    return std::nullopt;
}

bool tells_of_televisions(const SDL_SysWMmsg& message) {
    if (message.subsystem != SDL_SYSWM_X11) {
        return false;
    }
    const XEvent& event = message.msg.x11.event;
    int events = 0;
    int errors = 0;
    return XRRQueryExtension(event.xany.display, &events, &errors) != 0 &&
           event.type == events + RRScreenChangeNotify;
}

#else

struct Television::Desk {};

std::unique_ptr<Television> Television::of(SDL_Window*) {
    return nullptr;
}

Television::~Television() = default;

std::optional<Rect> Television::place(bool) const {
    return std::nullopt;
}

bool tells_of_televisions(const SDL_SysWMmsg&) {
    return false;
}

#endif

} // namespace panggil::sdl

// SPDX-License-Identifier: MIT
#include "renderer/sdl/power.hpp"

#include <SDL.h>
#include <SDL_syswm.h>

namespace panggil::sdl {
namespace {

/// Of X11's DPMS extension.
constexpr unsigned short level_on = 0;
constexpr unsigned short level_off = 3;

template <class Function>
Function function_of(void* library, const char* name) {
    return reinterpret_cast<Function>(SDL_LoadFunction(library, name));
}

/// With the functions of a library that SDL may have loaded for itself; none is linked.
bool set_level(void* library, void* display, unsigned short level) {
    const auto capable = function_of<int (*)(void*)>(library, "DPMSCapable");
    const auto enable = function_of<int (*)(void*)>(library, "DPMSEnable");
    const auto disable = function_of<int (*)(void*)>(library, "DPMSDisable");
    const auto force = function_of<int (*)(void*, unsigned short)>(library, "DPMSForceLevel");
    if (capable == nullptr || enable == nullptr || disable == nullptr || force == nullptr ||
        capable(display) == 0) {
        return false;
    }
    enable(display); // a level can only be forced while it is enabled
    const bool done = force(display, level) != 0;
    if (level == level_on) {
        disable(display); // else the server's own timer makes the hall dark after ten minutes
    }
    return done;
}

} // namespace

bool set_power(SDL_Window* window, bool on) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) != SDL_TRUE) {
        return false;
    }
    bool done = false;
#ifdef SDL_VIDEO_DRIVER_X11
    if (info.subsystem == SDL_SYSWM_X11) {
        if (void* library = SDL_LoadObject("libXext.so.6"); library != nullptr) {
            // It stays loaded: the display calls it once more when it is closed.
            done = set_level(library, info.info.x11.display, on ? level_on : level_off);
        }
    }
#endif
    return done;
}

} // namespace panggil::sdl

// SPDX-License-Identifier: MIT
#include "renderer/sdl/connection.hpp"

#include <SDL.h>
#include <SDL_syswm.h>

namespace panggil::sdl {
namespace {

/// Calls `int name(connection)` of a library that SDL has already loaded for itself.
int ask(const char* library, const char* name, void* connection) {
    void* loaded = SDL_LoadObject(library);
    if (loaded == nullptr) {
        return -1;
    }
    int descriptor = -1;
    if (void* function = SDL_LoadFunction(loaded, name)) {
        descriptor = reinterpret_cast<int (*)(void*)>(function)(connection);
    }
    SDL_UnloadObject(loaded);
    return descriptor;
}

} // namespace

int connection_descriptor(SDL_Window* window) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) != SDL_TRUE) {
        return -1;
    }
#ifdef SDL_VIDEO_DRIVER_X11
    if (info.subsystem == SDL_SYSWM_X11) {
        return ask("libX11.so.6", "XConnectionNumber", info.info.x11.display);
    }
#endif
#ifdef SDL_VIDEO_DRIVER_WAYLAND
    if (info.subsystem == SDL_SYSWM_WAYLAND) {
        return ask("libwayland-client.so.0", "wl_display_get_fd", info.info.wl.display);
    }
#endif
    return -1;
}

} // namespace panggil::sdl

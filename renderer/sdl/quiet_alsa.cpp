// SPDX-License-Identifier: MIT
#include "renderer/sdl/quiet_alsa.hpp"

#include <SDL_loadso.h>

namespace panggil::sdl {
namespace {

using Handler = void (*)(const char* file, int line, const char* function, int error,
                         const char* format, ...);

void say_nothing(const char*, int, const char*, int, const char*, ...) {}

/// SDL loads ALSA at run time and so do we: the program does not depend on it.
void set_handler(void* library, Handler handler) {
    if (void* function = SDL_LoadFunction(library, "snd_lib_error_set_handler")) {
        reinterpret_cast<int (*)(Handler)>(function)(handler);
    }
}

} // namespace

QuietAlsa::QuietAlsa() : library_(SDL_LoadObject("libasound.so.2")) {
    if (library_ != nullptr) {
        set_handler(library_, say_nothing);
    }
}

QuietAlsa::~QuietAlsa() {
    if (library_ != nullptr) {
        set_handler(library_, nullptr);
        SDL_UnloadObject(library_);
    }
}

} // namespace panggil::sdl

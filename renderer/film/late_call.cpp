// SPDX-License-Identifier: MIT
#include "renderer/film/late_call.hpp"

#include "renderer/film/ffmpeg.hpp"

#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>

namespace panggil::film {

namespace {

/// By the version that this program was built for: another one is another library.
std::string file_of(Library library) {
    const auto named = [](const char* name, int version) {
        return "lib" + std::string(name) + ".so." + std::to_string(version);
    };
    switch (library) {
    case Library::Codec:
        return named("avcodec", LIBAVCODEC_VERSION_MAJOR);
    case Library::Format:
        return named("avformat", LIBAVFORMAT_VERSION_MAJOR);
    case Library::Scale:
        return named("swscale", LIBSWSCALE_VERSION_MAJOR);
    case Library::Resample:
        return named("swresample", LIBSWRESAMPLE_VERSION_MAJOR);
    case Library::Util:
        break;
    }
    return named("avutil", LIBAVUTIL_VERSION_MAJOR);
}

constexpr std::array all{Library::Util, Library::Codec, Library::Format, Library::Scale,
                         Library::Resample};

struct Loaded {
    Loaded() {
        for (const Library library : all) {
            handles[static_cast<std::size_t>(library)] =
                dlopen(file_of(library).c_str(), RTLD_LAZY | RTLD_LOCAL);
            if (handles[static_cast<std::size_t>(library)] == nullptr) {
                const char* said = dlerror();
                missing = said != nullptr ? said : file_of(library) + " cannot be loaded";
                return;
            }
        }
    }

    std::array<void*, all.size()> handles{};
    std::optional<std::string> missing;
};

const Loaded& loaded() {
    static const Loaded once; // never let go: threads may still be inside when the program ends
    return once;
}

} // namespace

const std::optional<std::string>& ffmpeg_is_missing() {
    return loaded().missing;
}

void* late_function(Library library, const char* name) {
    void* handle = loaded().handles[static_cast<std::size_t>(library)];
    void* found = handle != nullptr ? dlsym(handle, name) : nullptr;
    if (found == nullptr) {
        std::fprintf(stderr, "panggil-screen: %s has no %s\n", file_of(library).c_str(), name);
        std::abort();
    }
    return found;
}

} // namespace panggil::film

// SPDX-License-Identifier: MIT
#include "renderer/sdl/png.hpp"

#include <SDL_image.h>

#include <filesystem>
#include <system_error>

namespace panggil::sdl {

Result<Done> save_png(SDL_Surface& surface, const std::string& path) {
    const auto refused = [&](const std::string& why) {
        return Problem{"picture.not_saved", path, "the picture could not be saved: " + why,
                       "check that the folder exists and may be written to",
                       "gambar tidak dapat disimpan"};
    };
    const std::string unfinished = path + ".part";
    std::error_code error;
    if (IMG_SavePNG(&surface, unfinished.c_str()) != 0) {
        const std::string why = SDL_GetError();
        std::filesystem::remove(unfinished, error);
        return refused(why);
    }
    std::filesystem::rename(unfinished, path, error);
    if (error) {
        const std::string why = error.message();
        std::filesystem::remove(unfinished, error);
        return refused(why);
    }
    return Done{};
}

} // namespace panggil::sdl

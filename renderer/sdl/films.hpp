// SPDX-License-Identifier: MIT
#pragma once
/// FilmStore: the films that are on the glass. One that nobody has asked for in a while is ended.
/// For a single picture of a layout a film is its first frame. Main thread only; the films have
/// threads of their own.

#include "core/text_metrics.hpp"
#include "renderer/film/film.hpp"
#include "renderer/sdl/pixels.hpp"
#include "renderer/sdl/reading.hpp"

#include <filesystem>
#include <map>

namespace panggil::sdl {

class FilmStore {
public:
    FilmStore(Reading reading, film::Bell& bell) : reading_(reading), bell_(&bell) {}

    [[nodiscard]] FilmLook look(const std::string& path);
    void draw(const Pixels& pixels, const FilmMark& mark, std::uint8_t opacity);
    [[nodiscard]] Problems take_problems();

    /// Files may have changed: those that have begin anew, and those that had failed.
    void forget();

private:
    struct Shown {
        std::unique_ptr<film::Film> film; ///< null for a still
        FilmLook still;
        std::shared_ptr<const film::Frame> first;
        std::chrono::steady_clock::time_point asked;
        std::filesystem::file_time_type written;
    };

    void make_still(const std::string& path, Shown& shown);

    Reading reading_;
    film::Bell* bell_;
    std::map<std::string, Shown> films_;
    Problems problems_;
};

} // namespace panggil::sdl

// SPDX-License-Identifier: MIT
#pragma once
/// FilmStore: the films that are on the glass, and the recordings that are heard with it. One that
/// nobody has asked for in a while is ended. Films that take turns are opened before it is theirs,
/// so that one frame follows the other. For a single picture of a layout a film is its first frame.
/// Main thread only; the films have threads of their own.

#include "core/text_metrics.hpp"
#include "renderer/film/film.hpp"
#include "renderer/film/recording.hpp"
#include "renderer/sdl/pixels.hpp"
#include "renderer/sdl/reading.hpp"
#include "renderer/sdl/ring_bed.hpp"

#include <filesystem>
#include <map>

namespace panggil::sdl {

class FilmStore {
public:
    FilmStore(Reading reading, film::Bell& bell) : reading_(reading), bell_(&bell) {}

    [[nodiscard]] FilmLook look(const std::string& path);
    /// The film of this list whose turn it is; see TextMetrics::films().
    [[nodiscard]] FilmChoice choose(const std::string& name, std::span<const FilmTurn> turns);
    /// What is heard of it; null for a still picture, and for a film that nobody has asked for.
    [[nodiscard]] std::shared_ptr<screen::Bed> sound_of(const SceneSound& sound);
    void draw(const Pixels& pixels, const FilmMark& mark, std::uint8_t opacity);
    [[nodiscard]] Problems take_problems();

    /// There is a film whose frames come and go; of one that has failed none comes.
    [[nodiscard]] bool any() const;

    /// Files may have changed: those that have begin anew, and those that had failed.
    void forget();

private:
    using Clock = std::chrono::steady_clock;
    /// The path of a film, and the name of the list in which it takes turns.
    using Key = std::pair<std::string, std::string>;

    struct Shown {
        std::unique_ptr<film::Film> film; ///< null for a still
        FilmLook still;
        std::shared_ptr<const film::Frame> first;
        std::shared_ptr<RingBed> bed; ///< once it is to be heard
        Clock::time_point asked;
        std::filesystem::file_time_type written;
    };

    /// A list of films, and which of them plays.
    struct Reel {
        std::size_t at = 0;
        std::string path;
        Clock::time_point since;
        std::uint64_t rounds = 0; ///< of the film, when it began
        Clock::time_point asked;
    };

    struct Heard {
        std::unique_ptr<film::Recording> recording;
        std::shared_ptr<RingBed> bed;
        Clock::time_point asked;
    };

    [[nodiscard]] Shown& shown_at(const Key& key);
    [[nodiscard]] static FilmLook look_of(const Shown& shown);
    [[nodiscard]] Shown* latest(const std::string& path);
    void begin(Reel& reel, const std::string& name, std::span<const FilmTurn> turns,
               std::size_t at);
    [[nodiscard]] bool is_over(Reel& reel, const std::string& name, const FilmTurn& turn);
    /// The one that can be played after `at`; `at` itself when there is no other.
    [[nodiscard]] std::size_t after(const std::string& name, std::span<const FilmTurn> turns,
                                    std::size_t at);
    [[nodiscard]] static Result<std::shared_ptr<const film::Frame>>
    first_frame(const std::string& path);
    void make_still(const std::string& path, Shown& shown);

    Reading reading_;
    film::Bell* bell_;
    std::map<Key, Shown> films_;
    std::map<std::string, Reel> reels_;
    std::map<std::string, Heard> heard_;
    Problems problems_;
};

} // namespace panggil::sdl

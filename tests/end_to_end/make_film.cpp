// SPDX-License-Identifier: MIT
/// Makes a film for a scenario: make_film FILE SECONDS HERTZ. Grey pictures and a tone.
#include "tests/renderer/film_maker.hpp"

#include <cstdio>
#include <cstdlib>

int main(int count, char** words) {
    if (count != 4) {
        std::fputs("usage: make_film FILE SECONDS HERTZ\n", stderr);
        return 2;
    }
    panggil::testing::FilmPlan plan;
    plan.sound = "flac";
    plan.sound_seconds = std::atof(words[2]);
    plan.per_second = 10;
    plan.frames = static_cast<int>(plan.sound_seconds * plan.per_second);
    plan.tone = std::atof(words[3]);
    panggil::testing::make_film(words[1], plan);
    return 0;
}

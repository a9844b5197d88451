// SPDX-License-Identifier: MIT
#pragma once
/// What `panggil-screen run` was told. Values only; parsed by renderer/commands/run.cpp.

#include "core/call_stage.hpp"
#include "core/geometry.hpp"

#include <optional>
#include <string>
#include <vector>

namespace panggil::screen {

enum class Surface { Fullscreen, Window, Headless };

struct RunOptions {
    std::string hub = "tcp://127.0.0.1:5560"; ///< control endpoint; the others are learnt from it
    std::string keys;                      ///< folder of this screen's keys; empty = a hub without
    std::string screen = "layar-1";        ///< the name this screen reports under
    std::vector<std::string> more_screens; ///< further televisions of this machine, by their names
    bool is_one_of_several = false;        ///< its log lines bear its name
    int output = 0;                 ///< the television to be on, unless screens.json says which
    std::vector<std::string> zones; ///< acoustic zones it may speak in; empty = all
    std::string site;
    std::string layout;     ///< empty = the site's default
    bool test_card = false; ///< the card for setting up a television, instead of a layout
    std::string mode;       ///< "" (terang), "gelap"
    std::string pack;       ///< empty = the site's id-ID
    Surface surface = Surface::Fullscreen;
    Size size{1920, 1080}; ///< of a window or of a headless canvas
    bool mute = false;
    std::string state_dir;  ///< what has been said, kept over restarts; empty = only in memory
    std::string audio_file; ///< records what is heard
    std::string music;      ///< a file that sounds under the calls; empty = none
    double music_db = 0;    ///< how much louder or quieter than the file
    std::string shot;       ///< picture of the last frame, written at the end
    std::optional<double> seconds;
    std::string log = "text";
    std::string log_file;
    // For tests: what an office has no use for.
    bool log_shown = false; ///< says in the log what each presented frame shows
    std::optional<CallStage::Rules>
        stage; ///< how long a call keeps the panel; absent = as the layout says
};

} // namespace panggil::screen

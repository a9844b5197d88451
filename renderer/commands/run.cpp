// SPDX-License-Identifier: MIT
#include "renderer/commands/commands.hpp"
#include "renderer/commands/options.hpp"
#include "renderer/run_options.hpp"
#include "renderer/run_screen.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace panggil::screen {

void add_run(CLI::App& app, int& exit_code) {
    auto* run = app.add_subcommand(
        "run", "Shows the board and announces the calls of a hub (the default).");
    run->footer("Examples:\n"
                "  panggil-screen --hub tcp://192.168.1.10:5560 --screen tv-lobi\n"
                "  panggil-screen --screen tv-kiri,tv-kanan\n"
                "  panggil-screen run --window 1280x720 --mute\n"
                "  panggil-screen run --headless --size 1920x1080 --seconds 25 --shot a.png "
                "--audio-file a.wav");
    auto options = std::make_shared<RunOptions>();
    run->add_option("--hub", options->hub, "Control endpoint of the hub, tcp://HOST:PORT")
        ->capture_default_str();
    run->add_option_function<std::vector<std::string>>(
           "--screen",
           [options](const std::vector<std::string>& names) {
               options->screen = names.front();
               options->more_screens.assign(names.begin() + 1, names.end());
           },
           "Name under which this screen reports (default: layar-1). Several, by comma, are "
           "several televisions of this machine; the first one has the machine's voice")
        ->delimiter(',')
        ->type_name("NAME");
    run->add_option("--keys", options->keys,
                    "This screen's key folder, for a hub with keys. With hub.pub alone in it the "
                    "screen makes its own key, and shows its fingerprint until it is approved")
        ->type_name("DIR");
    run->add_option("--zones", options->zones,
                    "Acoustic zones it may speak in, by comma (default: as screens.json says, else "
                    "all)")
        ->delimiter(',');
    run->add_option(
        "--site", options->site,
        "Folder with layouts, fonts, assets and audio (default: found near the program)");
    run->add_option("--layout", options->layout,
                    "Layout file (default: layouts/mpp-lanskap.json of the site)");
    run->add_flag(
        "--test-card", options->test_card,
        "Shows the card for setting up a television: edges, lines, colours, letter sizes");
    run->add_option("--mode", options->mode, "Mode of the theme, such as gelap");
    run->add_option("--pack", options->pack,
                    "Folder of the voice pack (default: audio/id-ID of the site)");
    auto* window = run->add_option_function<std::string>(
        "--window",
        [options](const std::string& text) {
            options->surface = Surface::Window;
            options->size = parse_size(text);
        },
        "An ordinary window of this size instead of the whole screen, WxH");
    auto* headless = run->add_flag_callback(
        "--headless", [options] { options->surface = Surface::Headless; },
        "No window: draws and speaks all the same");
    window->excludes(headless);
    run->add_option_function<std::string>(
           "--size", [options](const std::string& text) { options->size = parse_size(text); },
           "Size of the headless picture, WxH")
        ->needs(headless);
    run->add_flag("--mute", options->mute, "Shows everything, says nothing");
    run->add_option("--state-dir", options->state_dir,
                    "Folder that remembers over restarts which calls were said (default: "
                    "$STATE_DIRECTORY, or panggil/SCREEN in ~/.local/state)");
    run->add_option("--audio-file", options->audio_file, "Records what is heard into a WAV file");
    auto* music =
        run->add_option("--music", options->music,
                        "Music under the calls, again and again: WAV, FLAC or Ogg, 48 kHz; "
                        "it gives way to the voice");
    run->add_option("--music-db", options->music_db, "How much louder or quieter than the file")
        ->needs(music)
        ->check(CLI::Range(-60, 0))
        ->capture_default_str();
    run->add_option("--shot", options->shot, "Writes a PNG of what the screen shows, at the end");
    run->add_option("--seconds", options->seconds, "Stops after so many seconds")
        ->check(CLI::PositiveNumber);
    run->add_option("--log", options->log, "Form of the log")
        ->check(CLI::IsMember({"json", "text"}))
        ->capture_default_str();
    run->add_option("--log-file", options->log_file,
                    "Appends the log to a file instead of standard error");
    // For tests, hidden from help: a judge reads what was shown, and a day passes in minutes.
    run->add_flag("--log-shown", options->log_shown)->group("");
    run->add_option_function<std::vector<int>>("--stage-times",
                                               [options](const std::vector<int>& ms) {
                                                   options->stage.emplace();
                                                   options->stage->alone = Millis(ms[0]);
                                                   options->stage->busy = Millis(ms[1]);
                                                   options->stage->after_voice = Millis(ms[2]);
                                                   options->stage->between = Millis(ms[3]);
                                               })
        ->expected(4)
        ->delimiter(',')
        ->group("");
    run->callback([options, &exit_code] { exit_code = run_screen(*options); });
}

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#include "renderer/run_screen.hpp"

#include "codec/log_file.hpp"
#include "renderer/film/bell.hpp"
#include "renderer/station.hpp"
#include "renderer/voice_store.hpp"
#include "service/service_manager.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <malloc.h>
#include <set>

namespace panggil::screen {

namespace {

/// What sysexits.h calls a failure that passes when it is tried again.
constexpr int start_me_again = 75;

using Stations = std::vector<std::unique_ptr<Station>>;

/// An open sound device is looked at as often.
constexpr Micros between_looks = std::chrono::seconds(1);
constexpr Micros longest_sleep = std::chrono::minutes(1);
constexpr Micros longest_farewell = std::chrono::seconds(3);

/// Rung by signals, so that none is lost between a look at the flags and the sleep. Null before
/// the loop.
film::Bell* bell_of_signals = nullptr;

volatile std::sig_atomic_t asked_to_stop = 0;

volatile std::sig_atomic_t asked_to_blank = 0;

void ring() {
    if (bell_of_signals != nullptr) {
        const int before = errno;
        bell_of_signals->ring();
        errno = before;
    }
}

extern "C" void blank(int) {
    asked_to_blank = 1;
    ring();
}

extern "C" void stop(int) {
    asked_to_stop = 1;
    ring();
}

int fail(const Problem& problem, int code) {
    std::fprintf(stderr, "panggil-screen: %s\n", to_line(problem).c_str());
    return code;
}

/// Nothing can be shown at all, or the machine was set up wrongly, or told wrongly.
int exit_code_of(const Problem& problem) {
    const bool no_glass = problem.code.starts_with("display.") || problem.code == "font.none";
    return no_glass ? 4 : problem.code.starts_with("key.") ? 1 : 2;
}

void tell(Log& log, LogLevel level, const Problem& problem, const char* event) {
    const Now now = read_clock();
    log.write({now.utc, now.mono, level, event, fields_of(problem)});
}

/// The site, or a folder where nothing is found: each part that is missing has its own substitute.
Site read_site(const RunOptions& options, Log& log) {
    const Result<Site> site = find_site(options.site);
    if (site) {
        return site.value();
    }
    tell(log, LogLevel::Error, site.problem(), "site.missing");
    return Site{std::filesystem::absolute(options.site)};
}

/// The pack that was asked for, and the site's own when that cannot be used.
std::vector<std::filesystem::path> packs_of(const RunOptions& options, const Site& site) {
    std::vector<std::filesystem::path> packs;
    if (!options.pack.empty()) {
        packs.emplace_back(options.pack);
    }
    packs.push_back(site.default_pack());
    return packs;
}

/// The voice is the machine's: it lies with what its first screen remembers.
std::string voice_folder_of(const RunOptions& first) {
    return first.state_dir.empty() ? default_state_dir(first.screen) : first.state_dir;
}

/// "a.png" of tv-2 is "a-tv-2.png".
std::string named(const std::string& file, const std::string& screen) {
    const std::filesystem::path path(file);
    return (path.parent_path() / (path.stem().string() + '-' + screen + path.extension().string()))
        .string();
}

std::string folder_of(const std::string& folder, const std::string& screen) {
    return folder.empty() ? folder : (std::filesystem::path(folder) / screen).string();
}

/// One for each television. What a machine has once - its loudspeaker, a recording - the first has.
Result<std::vector<RunOptions>> options_of_each(const RunOptions& options) {
    std::vector<RunOptions> all{options};
    std::set<std::string> names{options.screen};
    all.front().is_one_of_several = !options.more_screens.empty();
    for (const std::string& screen : options.more_screens) {
        if (!names.insert(screen).second) {
            return Problem{"usage.same_name", "--screen", "\"" + screen + "\" is there twice",
                           "give each television its own name, as in screens.json", ""};
        }
        RunOptions more = options;
        more.is_one_of_several = true;
        more.screen = screen;
        more.output = static_cast<int>(all.size());
        more.mute = true;
        more.audio_file.clear();
        more.music.clear();
        more.shot = options.shot.empty() ? "" : named(options.shot, screen);
        all.push_back(std::move(more));
    }
    if (all.size() > 1) {
        for (RunOptions& each : all) {
            each.state_dir = folder_of(options.state_dir, each.screen);
            each.keys = folder_of(options.keys, each.screen);
        }
    }
    return all;
}

/// What the program sleeps on. It changes only with a whole turn; a frame in which nothing but a
/// line moves asks nobody anew.
struct Alarm {
    std::vector<link::Pollable*> sockets;
    std::vector<int> descriptors;
    link::Waiter waiter; ///< on all of them
    Moment due{};        ///< of the next whole turn
};

void set(Alarm& alarm, const Stations& stations, const VoiceStore& voices, Moment end) {
    const Now now = read_clock();
    alarm.sockets.clear();
    alarm.descriptors = voices.descriptors();
    alarm.descriptors.push_back(bell_of_signals->descriptor());
    alarm.due = std::min({now.mono + longest_sleep, end, voices.due().value_or(end)});
    for (const auto& station : stations) {
        if (station->wants_looks()) {
            alarm.due = std::min(alarm.due, now.mono + between_looks);
        }
        station->collect(alarm.sockets, alarm.descriptors);
        alarm.due = std::min(alarm.due, station->next_turn(now));
        // Its window is looked at by then, however often a line moves meanwhile.
        alarm.due = std::min(alarm.due, now.mono + Micros(station->longest_sleep()));
    }
    alarm.waiter.set(alarm.sockets, alarm.descriptors);
}

enum class Woken { ForTurn, ForStep };

/// The one sleep.
Woken sleep(Alarm& alarm, const Stations& stations) {
    Moment step = Moment::max();
    Moment due = alarm.due;
    const Moment now = read_clock().mono;
    for (const auto& station : stations) {
        step = std::min(step, station->next_step().value_or(step));
        // Moving a line may have fetched events.
        due = std::min(due, now + Micros(station->longest_sleep()));
    }
    const Micros left = std::max(std::min(due, step) - now, Micros{0});
    const bool woken = alarm.waiter.wait(left);
    return woken || due <= step ? Woken::ForTurn : Woken::ForStep;
}

/// One of the screens is to be started anew, and that is the whole program: from when it was asked
/// none begins to say anything. It ends when all are silent and the hub has heard of it.
class Farewell {
public:
    static void prepare(const Stations& stations) {
        if (std::ranges::any_of(stations, &Station::is_leaving, as_station)) {
            std::ranges::for_each(stations, &Station::retire, as_station);
        }
    }

    [[nodiscard]] bool is_over(const Stations& stations, Moment now) {
        if (std::ranges::any_of(stations, &Station::is_voicing, as_station)) {
            return false;
        }
        until_ = until_.value_or(now + longest_farewell);
        return now >= *until_ || std::ranges::all_of(stations, &Station::has_told_all, as_station);
    }

private:
    static Station& as_station(const std::unique_ptr<Station>& station) { return *station; }

    std::optional<Moment> until_; ///< a hub that is away hears nothing
};

/// The one loop; answers the exit code. A turn that ends has shown its picture: that is the sign of
/// life.
int loop(const Stations& stations, VoiceStore& voices, service::ServiceManager& manager,
         std::optional<double> seconds) {
    const Moment end = seconds
                           ? read_clock().mono + Micros(static_cast<std::int64_t>(*seconds * 1e6))
                           : Moment::max();
    static film::Bell bell; // signals may come until the very end
    bell_of_signals = &bell;
    Alarm alarm;
    Farewell farewell;
    while (true) {
        bell.silence(); // before the flags are looked at: what comes later rings again
        if (asked_to_stop != 0 || read_clock().mono >= end) {
            return 0;
        }
        bool restarts = false;
        voices.turn(read_clock());
        const bool toggles = std::exchange(asked_to_blank, 0) != 0;
        for (const auto& station : stations) {
            if (toggles) {
                station->toggle_blank();
            }
            const App::Verdict verdict = station->turn();
            if (verdict == App::Verdict::Quit) {
                return 0;
            }
            restarts = restarts || verdict == App::Verdict::Restart;
        }
        Farewell::prepare(stations);
        if (restarts && farewell.is_over(stations, read_clock().mono)) {
            return start_me_again;
        }
        if (const Moment now = read_clock().mono; manager.is_due(now)) {
            manager.lives(now);
        }
        set(alarm, stations, voices, std::min(end, manager.due().value_or(end)));
        while (sleep(alarm, stations) == Woken::ForStep) {
            for (const auto& station : stations) {
                station->move();
            }
        }
    }
}

/// Large blocks, such as a photograph before it is scaled to its box, go back to the system when
/// they are freed. Left to itself the library keeps ever larger ones for the next time, in the heap
/// of each thread; a screen runs for months, and reads a picture once.
void keep_memory_flat() {
#if defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    mallopt(M_ARENA_MAX, 2); // one for the picture, one for all threads beside it
#endif
}

} // namespace

int run_screen(const RunOptions& options) {
    keep_memory_flat();
    Result<codec::LogFile> log = codec::LogFile::open(
        options.log_file, options.log == "json" ? codec::LogForm::Json : codec::LogForm::Text);
    if (!log) {
        return fail(log.problem(), 2);
    }
    const auto each = options_of_each(options);
    if (!each) {
        return fail(each.problem(), 2);
    }
    std::signal(SIGUSR1, blank);
    std::signal(SIGINT, stop);
    std::signal(SIGTERM, stop);
    Lights lights(each.value().size());
    service::ServiceManager manager;
    const Machine machine{read_site(options, log.value()), &log.value(), &lights,
                          manager.is_there()};
    std::optional<VoiceStore> voices; // outlives the stations
    Stations stations;
    for (const RunOptions& one : each.value()) {
        auto station = Station::open(one, machine);
        if (!station) {
            return fail(station.problem(), exit_code_of(station.problem()));
        }
        stations.push_back(std::move(station).value());
    }
    // After the pictures, which wait for nothing: to read all clips takes longer than to draw.
    voices.emplace(packs_of(options, machine.site), log.value(),
                   voice_folder_of(each.value().front()));
    for (const auto& station : stations) {
        station->start(*voices);
    }
    manager.ready(options.screen);
    const int code = loop(stations, *voices, manager, options.seconds);
    manager.stopping();
    for (const auto& station : stations) {
        if (const Result<Done> saved = station->save_shot(); !saved) {
            return fail(saved.problem(), 1);
        }
    }
    return code;
}

} // namespace panggil::screen

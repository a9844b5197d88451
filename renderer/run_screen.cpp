// SPDX-License-Identifier: MIT
#include "renderer/run_screen.hpp"

#include "codec/fonts_codec.hpp"
#include "codec/key_files.hpp"
#include "codec/log_file.hpp"
#include "link/keys.hpp"
#include "renderer/app.hpp"
#include "renderer/said_journal.hpp"
#include "renderer/sdl/displays.hpp"
#include "renderer/sdl/mixer_player.hpp"
#include "renderer/site.hpp"
#include "renderer/stage_rules.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>

namespace panggil::screen {

namespace {

constexpr Micros longest_sleep = std::chrono::seconds(1);

volatile std::sig_atomic_t asked_to_stop = 0;

volatile std::sig_atomic_t asked_to_blank = 0;

extern "C" void blank(int) {
    asked_to_blank = 1;
}

extern "C" void stop(int) {
    asked_to_stop = 1;
}

int fail(const Problem& problem, int code) {
    std::fprintf(stderr, "panggil-screen: %s\n", to_line(problem).c_str());
    return code;
}

void warn(Log& log, const Problems& problems, const char* event) {
    const Now now = read_clock();
    for (const Problem& problem : problems) {
        log.write({now.utc, now.mono, LogLevel::Warning, event, fields_of(problem)});
    }
}

/// The site, or a folder where nothing is found: each part that is missing has its own substitute.
Site read_site(const RunOptions& options, Log& log) {
    const Result<Site> site = find_site(options.site);
    if (site) {
        return site.value();
    }
    const Now now = read_clock();
    log.write({now.utc, now.mono, LogLevel::Error, "site.missing", fields_of(site.problem())});
    return Site{std::filesystem::absolute(options.site)};
}

sdl::FontSource read_fonts(const Site& site, Log& log) {
    const auto text = read_file(site.font_table());
    const auto faces =
        text ? codec::read_font_faces(text.value()) : Result<FontFaces>(text.problem());
    if (!faces) {
        warn(log, {faces.problem()}, "fonts.invalid");
    }
    return {faces ? faces.value() : FontFaces{}, site.root / "fonts"};
}

Result<std::unique_ptr<Display>> open_display(const RunOptions& options, const Tree& settings,
                                              sdl::FontSource fonts) {
    if (options.surface == Surface::Headless) {
        return std::unique_ptr<Display>(
            std::make_unique<sdl::HeadlessDisplay>(options.size, std::move(fonts)));
    }
    const auto kind =
        options.surface == Surface::Window ? sdl::WindowKind::Window : sdl::WindowKind::Fullscreen;
    auto window = sdl::WindowDisplay::open(
        {kind, options.size, "Panggil", static_cast<int>(settings.number_or("output", 0)),
         sdl::quarters_of(settings.number_or("rotate", 0))},
        std::move(fonts));
    if (!window) {
        return window.problem();
    }
    return std::unique_ptr<Display>(std::move(window).value());
}

/// The one loop and its one sleep.
void loop(App& app, HubClient& hub, Display& display, sdl::MixerPlayer& player,
          const RunOptions& options, Log& log) {
    const Moment end =
        options.seconds
            ? read_clock().mono + Micros(static_cast<std::int64_t>(*options.seconds * 1e6))
            : Moment::max();
    // A recording or a headless screen is a hall of its own: its samples count as heard.
    const bool virtual_hall = options.surface == Surface::Headless || !options.audio_file.empty();
    bool was_audible = true;
    while (asked_to_stop == 0) {
        const Now now = read_clock();
        if (asked_to_blank != 0) {
            asked_to_blank = 0;
            app.toggle_blank(now);
        }
        player.set_muted(app.is_blank());
        const bool audible = !options.mute && !app.is_blank() &&
                             (virtual_hall || player.audible() || player.resting());
        if (audible != was_audible) {
            log.write(
                {now.utc, now.mono, LogLevel::Warning, audible ? "audio.back" : "audio.lost", {}});
            was_audible = audible;
        }
        app.set_voice(!audible ? 0 : player.audible() || player.resting() ? 2 : 1);
        if (now.mono >= end || app.turn(now) == App::Verdict::Quit) {
            return;
        }
        player.drain(now.mono);
        warn(log, player.take_problems(), "audio.problem");
        const Now after = read_clock();
        const Moment due = std::min({app.next_turn(after), end, after.mono + longest_sleep});
        const Micros left =
            std::clamp<Micros>(due - after.mono, Micros{0}, Micros(display.longest_sleep()));
        const auto sockets = hub.sockets();
        const std::array<int, 4> descriptors{display.descriptor(), display.media_descriptor(),
                                             player.descriptor(), app.files_descriptor()};
        link::wait(sockets, descriptors, std::chrono::ceil<Millis>(left));
    }
}

Result<ClientKeys> read_keys(const std::string& folder) {
    auto keys = codec::read_client_keys(folder, link::new_key_pair);
    if (keys && !link::are_usable(keys.value())) {
        return Problem{"key.bad_file", folder, "does not hold a pair of keys",
                       "copy the folder from the hub once more", ""};
    }
    return keys;
}

std::optional<HubClient::Keys> client_keys(const std::optional<ClientKeys>& keys,
                                           const std::string& folder) {
    if (!keys) {
        return std::nullopt;
    }
    return HubClient::Keys{
        codec::fingerprint(keys->own.public_key),
        {keys->hub_key, keys->next_hub_key},
        [folder](const HubTrust& trust) { return codec::keep_hub_trust(folder, trust); }};
}

} // namespace

int run_screen(const RunOptions& options) {
    const Result<link::Endpoint> endpoint = link::parse_endpoint(options.hub);
    if (!endpoint) {
        return fail(endpoint.problem(), 2);
    }
    Result<codec::LogFile> log = codec::LogFile::open(
        options.log_file, options.log == "json" ? codec::LogForm::Json : codec::LogForm::Text);
    if (!log) {
        return fail(log.problem(), 2);
    }
    std::optional<ClientKeys> keys;
    if (!options.keys.empty()) {
        auto read = read_keys(options.keys);
        if (!read) {
            return fail(read.problem(), 1);
        }
        keys = std::move(read).value();
    }
    const Site site = read_site(options, log.value());
    std::signal(SIGUSR1, blank);
    std::signal(SIGINT, stop);
    std::signal(SIGTERM, stop);
    const std::string state_dir =
        options.state_dir.empty() ? default_state_dir(options.screen) : options.state_dir;
    AlertKeeper alerts(state_dir);
    const std::string layout =
        options.test_card ? (site.root / "layouts" / "kartu-uji.json").string() : options.layout;
    Programme programme({site, options.screen, layout, options.mode});
    SiteWatch watch(site.root);
    auto display = open_display(options, programme.settings(), read_fonts(site, log.value()));
    if (!display) {
        return fail(display.problem(), 4);
    }
    Problems pack_problems;
    auto voice = Voice::load(options.pack.empty() ? site.default_pack()
                                                  : std::filesystem::path(options.pack),
                             pack_problems);
    warn(log.value(), pack_problems, "voice.problem");
    if (!voice) {
        warn(log.value(), {voice.problem()}, "voice.rejected");
    }
    link::Context context(keys);
    HubClient hub(context, endpoint.value(), log.value(), client_keys(keys, options.keys));
    Board nothing_known = board_of({}, std::nullopt, LinkHealth::Connecting, read_clock().utc);
    alerts.settle(nothing_known, false, read_clock().utc);
    Picture picture(programme.choose(nothing_known, read_clock()), *display.value());
    picture.draw(nothing_known, read_clock());
    Problems drawing = display.value()->take_problems();
    if (const auto none = std::ranges::find(drawing, "font.none", &Problem::code);
        none != drawing.end()) {
        return fail(*none, 4); // no letter and no digit can be drawn
    }
    for (const Problem& problem : drawing) {
        warn(log.value(), {problem}, problem.code.c_str());
    }
    sdl::PlayerOptions sound;
    sound.recording = options.audio_file;
    sound.loudspeaker = options.mute ? sdl::Loudspeaker::Silent : sdl::Loudspeaker::Device;
    sound.clock = [] { return read_clock().mono; };
    sound.music = options.music;
    sound.music_db = options.music_db;
    const auto player = sdl::MixerPlayer::open(sound);
    Problems journal_problems;
    SaidJournal journal =
        state_dir.empty() ? SaidJournal() : SaidJournal(state_dir, journal_problems);
    warn(log.value(), journal_problems, "said_journal.failed");
    if (journal.interrupted()) {
        const auto& [call_id, bid] = *journal.interrupted();
        hub.report({call_id, options.screen, {}, "interrupted", Millis{0}, {}, bid},
                   read_clock().mono);
    }
    const std::string life = new_life();
    Announcer announcer(
        {options.screen,
         {options.zones.begin(), options.zones.end()},
         voice ? &voice.value() : nullptr,
         player.get(),
         &log.value(),
         &journal,
         [&hub](Receipt receipt) { hub.report(std::move(receipt), read_clock().mono); },
         [&](const std::string& call_id, const std::string& bid, Millis length) {
             hub.ask_to_speak({0, call_id, options.screen, length, bid});
         },
         life,
         options.mute                                                          ? Hearing::Muted
         : options.surface == Surface::Headless || !options.audio_file.empty() ? Hearing::Virtual
                                                                               : Hearing::Device,
         options.stage.value_or(stage_rules(picture.layout()))});
    App::Parts parts{&hub,   display.value().get(), &announcer, &picture, &programme, &alerts,
                     &watch, &log.value(),          {}};
    parts.identity.screen = options.screen;
    parts.identity.life = life;
    parts.identity.zones = options.zones;
    parts.identity.layout = picture.layout().name;
    parts.identity.version = PANGGIL_VERSION;
    parts.log_shown = options.log_shown;
    App app(std::move(parts));
    loop(app, hub, *display.value(), *player, options, log.value());
    if (!options.shot.empty()) {
        if (const Result<Done> saved = display.value()->save_png(options.shot); !saved) {
            return fail(saved.problem(), 1);
        }
    }
    return 0;
}

} // namespace panggil::screen

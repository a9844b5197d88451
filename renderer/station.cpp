// SPDX-License-Identifier: MIT
#include "renderer/station.hpp"

#include "codec/fonts_codec.hpp"
#include "link/keys.hpp"
#include "renderer/said_journal.hpp"
#include "renderer/sdl/displays.hpp"
#include "renderer/stage_rules.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

std::string layout_asked_for(const RunOptions& options, const Site& site) {
    return options.test_card ? (site.root / "layouts" / "kartu-uji.json").string() : options.layout;
}

Result<sdl::FontSource> read_fonts(const Site& site) {
    const auto text = read_file(site.font_table());
    auto faces = text ? codec::read_font_faces(text.value()) : Result<FontFaces>(text.problem());
    if (!faces) {
        return faces.problem();
    }
    return sdl::FontSource{std::move(faces).value(), site.root / "fonts"};
}

Result<std::unique_ptr<Display>> open_display(const RunOptions& options, const Tree& settings,
                                              sdl::FontSource fonts) {
    if (options.surface == Surface::Headless) {
        return std::unique_ptr<Display>(
            std::make_unique<sdl::HeadlessDisplay>(options.size, std::move(fonts)));
    }
    const auto kind =
        options.surface == Surface::Window ? sdl::WindowKind::Window : sdl::WindowKind::Fullscreen;
    auto window =
        sdl::WindowDisplay::open({kind, options.size, "Panggil " + options.screen,
                                  static_cast<int>(settings.number_or("output", options.output)),
                                  sdl::quarters_of(settings.number_or("rotate", 0))},
                                 std::move(fonts));
    if (!window) {
        return window.problem();
    }
    return std::unique_ptr<Display>(std::move(window).value());
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

/// A recording or a headless screen is a hall of its own: its samples count as heard.
bool is_virtual_hall(const RunOptions& options) {
    return options.surface == Surface::Headless || !options.audio_file.empty();
}

/// A disk that takes longer to give the first voice holds no call up: the numbers are shown.
constexpr Micros longest_reading = std::chrono::seconds(10);

/// Says whose line it is.
class NamedLog final : public Log {
public:
    NamedLog(Log& log, std::string screen) : log_(&log), screen_(std::move(screen)) {}

    void write(const LogLine& line) override {
        LogLine named = line;
        named.fields.set("screen", screen_);
        log_->write(named);
    }

private:
    Log* log_;
    std::string screen_;
};

} // namespace

Station::Station(RunOptions options, const Machine& machine)
    : options_(std::move(options)), machine_(&machine),
      named_log_(options_.is_one_of_several
                     ? std::make_unique<NamedLog>(*machine.log, options_.screen)
                     : nullptr),
      log_(named_log_ ? named_log_.get() : machine.log),
      state_dir_(options_.state_dir.empty() ? default_state_dir(options_.screen)
                                            : options_.state_dir),
      alerts_(state_dir_),
      programme_({machine.site, options_.screen, layout_asked_for(options_, machine.site),
                  options_.mode,
                  state_dir_.empty() ? std::filesystem::path{}
                                     : std::filesystem::path(state_dir_) / "layouts"}),
      watch_(machine.site.root) {}

Station::~Station() = default;

Result<std::unique_ptr<Station>> Station::open(RunOptions options, const Machine& machine) {
    std::unique_ptr<Station> station(new Station(std::move(options), machine));
    if (const auto begun = station->begin(); !begun) {
        return begun.problem();
    }
    return station;
}

void Station::warn(const Problems& problems, const char* event) {
    const Now now = read_clock();
    for (const Problem& problem : problems) {
        log_->write({now.utc, now.mono, LogLevel::Warning, event, fields_of(problem)});
    }
}

Result<Done> Station::begin() {
    const Result<link::Endpoint> endpoint = link::parse_endpoint(options_.hub);
    if (!endpoint) {
        return endpoint.problem();
    }
    std::optional<ClientKeys> keys;
    if (!options_.keys.empty()) {
        auto read = read_keys(options_.keys);
        if (!read) {
            return read.problem();
        }
        keys = std::move(read).value();
    }
    auto fonts = read_fonts(machine_->site);
    if (!fonts) {
        warn({fonts.problem()}, "fonts.invalid");
    }
    auto display = open_display(options_, programme_.settings(),
                                fonts ? std::move(fonts).value()
                                      : sdl::FontSource{{}, machine_->site.root / "fonts"});
    if (!display) {
        return display.problem();
    }
    display_ = std::move(display).value();
    if (const auto shown = show_first(); !shown) {
        return shown.problem();
    }
    context_ = std::make_unique<link::Context>(keys);
    hub_ = std::make_unique<HubClient>(*context_, endpoint.value(), *log_,
                                       client_keys(keys, options_.keys));
    return Done{};
}

void Station::start(const VoiceStore& voices) {
    voices_ = &voices;
    voice_due_ = read_clock().mono + longest_reading;
    open_player();
    open_journal();
    open_app();
    take_voice(read_clock().mono);
}

/// What an empty hall looks like, so that the glass is never without a picture.
Result<Done> Station::show_first() {
    const Now now = read_clock();
    Board nothing_known = board_of({}, std::nullopt, LinkHealth::Connecting, now.utc);
    alerts_.settle(nothing_known, false, now.utc);
    picture_ = std::make_unique<Picture>(programme_.choose(nothing_known, now), *display_);
    picture_->draw(nothing_known, read_clock());
    for (const Problem& problem : display_->take_problems()) {
        if (problem.code == "font.none") {
            return problem; // no letter and no digit can be drawn
        }
        warn({problem}, problem.code.c_str());
    }
    return Done{};
}

void Station::open_player() {
    sdl::PlayerOptions sound;
    sound.recording = options_.audio_file;
    sound.loudspeaker = options_.mute ? sdl::Loudspeaker::Silent : sdl::Loudspeaker::Device;
    sound.clock = [] { return read_clock().mono; };
    sound.music = options_.music;
    sound.music_db = options_.music_db;
    const double open = programme_.settings().at("audio").number_or("keep_alive", 600);
    sound.rest_after = std::chrono::seconds(static_cast<int>(std::clamp(open, 0.0, 86'400.0)));
    player_ = sdl::MixerPlayer::open(sound);
}

/// What was begun when the last life ended was not said: the hub is told.
void Station::open_journal() {
    Problems problems;
    journal_ = state_dir_.empty() ? std::make_unique<SaidJournal>()
                                  : std::make_unique<SaidJournal>(state_dir_, problems);
    warn(problems, "said_journal.failed");
    if (journal_->interrupted()) {
        const auto& [call_id, bid] = *journal_->interrupted();
        hub_->report({call_id, options_.screen, {}, "interrupted", Millis{0}, {}, bid},
                     read_clock().mono);
    }
}

void Station::open_app() {
    const std::string life = new_life();
    const std::vector<std::string> zones =
        options_.zones.empty() ? programme_.zones() : options_.zones;
    announcer_ = std::make_unique<Announcer>(Announcer::Parts{
        options_.screen,
        {zones.begin(), zones.end()},
        nullptr,
        player_.get(),
        log_,
        journal_.get(),
        [this](Receipt receipt) { hub_->report(std::move(receipt), read_clock().mono); },
        [this](SpeakRequest request) { hub_->ask_to_speak(std::move(request), read_clock().mono); },
        [this] { return hub_->proven(); },
        life,
        options_.mute               ? Hearing::Muted
        : is_virtual_hall(options_) ? Hearing::Virtual
                                    : Hearing::Device,
        options_.stage.value_or(stage_rules(picture_->layout()))});
    orders_ = std::make_unique<OrderKeeper>(OrderKeeper::Parts{
        options_.screen,
        [this](OrderReport report) { hub_->answer(std::move(report), read_clock().mono); },
        announcer_.get(), display_.get(), log_, machine_->is_kept_alive,
        [this] { return hub_->has_answered(); }});
    App::Parts parts{hub_.get(),     display_.get(), announcer_.get(),
                     picture_.get(), &programme_,    &alerts_,
                     &watch_,        log_,           {}};
    parts.identity.screen = options_.screen;
    parts.identity.life = life;
    parts.identity.zones = zones;
    parts.identity.version = PANGGIL_VERSION;
    parts.log_shown = options_.log_shown;
    parts.stage = options_.stage;
    parts.zones = options_.zones;
    parts.lights = machine_->lights;
    parts.orders = orders_.get();
    app_ = std::make_unique<App>(std::move(parts));
}

void Station::take_voice(Moment now) {
    if (voice_ != voices_->voice()) {
        voice_ = voices_->voice();
        announcer_->use(voice_);
    }
    announcer_->await_voice(voices_->is_starting() && now < voice_due_);
    app_->set_voice(voices_->standing().state, voices_->standing().fault);
}

/// Empty when it can be heard.
Record Station::why_silent() const {
    const auto because = [](const char* reason, std::string what) {
        return Record{{"reason", reason}, {"what", std::move(what)}};
    };
    if (options_.mute) {
        return because("muted", "it was started with --mute, or another television has the voice");
    }
    if (app_->is_blank()) {
        return because("blank", "somebody has made the screen dark and silent");
    }
    if (voice_ == nullptr && !announcer_->awaits_voice()) {
        return because("no_voice", voices_->standing().fault);
    }
    if (!is_virtual_hall(options_) && !player_->may_be_heard()) {
        return because("no_device", "no sound device takes its samples");
    }
    return {};
}

/// The hub gives the zone's voice to a screen that can be heard.
void Station::note_hearing(Now now) {
    player_->set_muted(app_->is_blank());
    Record why = why_silent();
    const std::string reason = why.text("reason");
    if (reason != silent_because_) {
        silent_because_ = reason;
        log_->write({now.utc, now.mono, LogLevel::Warning,
                     reason.empty() ? "audio.back" : "audio.lost", std::move(why)});
    }
    app_->set_audible(!reason.empty() ? 0 : player_->audible() ? 2 : 1);
}

/// What is on the glass is heard where the voice is: two televisions with one film would be an
/// echo.
void Station::lay_bed(Now now) {
    const QueueState& state = hub_->state();
    const auto sound = picture_->sound();
    const bool ours = !options_.mute && announcer_->is_loudspeaker(state);
    if (sound && ours) {
        player_->set_film(display_->sound_of(*sound), sound->volume, sound->duck_db);
    } else {
        player_->set_film(nullptr, 0, 0);
    }
    player_->set_bed(announcer_->quiet_db(state, now), announcer_->has_more_to_say());
}

App::Verdict Station::turn() {
    const Now now = read_clock();
    player_->hush();
    take_voice(now.mono);
    note_hearing(now);
    load_.look(now.mono);
    app_->set_load(load_.memory_kb(), load_.cpu_percent());
    const App::Verdict verdict = app_->turn(now);
    if (verdict == App::Verdict::Quit) {
        return verdict;
    }
    lay_bed(now);
    player_->drain(now.mono);
    warn(player_->take_problems(), "audio.problem");
    return verdict;
}

void Station::collect(std::vector<link::Pollable*>& sockets, std::vector<int>& descriptors) const {
    std::ranges::copy(hub_->sockets(), std::back_inserter(sockets));
    for (const int descriptor :
         {display_->descriptor(), display_->media_descriptor(), player_->descriptor(),
          app_->files_descriptor(), orders_->descriptor()}) {
        descriptors.push_back(descriptor);
    }
}

Result<Done> Station::save_shot() const {
    return options_.shot.empty() ? Result<Done>(Done{}) : display_->save_png(options_.shot);
}

} // namespace panggil::screen

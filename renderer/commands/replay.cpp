// SPDX-License-Identifier: MIT
#include "renderer/commands/replay.hpp"

#include "codec/wire.hpp"
#include "core/calendar.hpp"
#include "core/call_stage.hpp"
#include "core/joined.hpp"
#include "hub/history.hpp"
#include "renderer/commands/options.hpp"
#include "renderer/sound/wav_file.hpp"
#include "renderer/voice.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>

namespace panggil::screen {

namespace {

/// No voice is longer: what began earlier is over.
constexpr Millis longest_voice{60'000};

/// A call of the past with the voice that it had.
struct Voiced {
    const hub::HeardCall* call = nullptr;
    Utterance utterance;

    [[nodiscard]] Millis length() const { return std::chrono::ceil<Millis>(utterance.length); }
};

/// The form that was said, with or without its chime, is the one that is as long as the screen
/// told; of one that was not told to its end nothing is known.
Result<Voiced> voice_of(const hub::HeardCall& call, Voice& voice) {
    std::optional<Voiced> best;
    for (const PhraseForm form : {PhraseForm::Full, PhraseForm::Compact, PhraseForm::Merged}) {
        for (const Chime chime : {Chime::Rings, Chime::Silent}) {
            auto utterance = voice.utter(call.announcement, form, chime);
            if (!utterance) {
                return utterance.problem();
            }
            Voiced voiced{&call, std::move(utterance).value()};
            const auto off = [&](const Voiced& each) {
                return std::chrono::abs(each.length() - call.audible);
            };
            if (!best || off(voiced) < off(*best)) {
                best = std::move(voiced);
            }
            if (call.audible == Millis{0} || off(*best) == Millis{0}) {
                return std::move(*best);
            }
        }
    }
    return std::move(*best);
}

class Replay {
public:
    explicit Replay(const ReplayOptions& options) : options_(options) {}

    [[nodiscard]] ReplayAnswer take() { return std::move(answer_); }

    [[nodiscard]] Result<Done> look_back();
    [[nodiscard]] Result<Done> draw();
    [[nodiscard]] Result<Done> speak();

private:
    void warn(const Problems& problems) {
        for (const Problem& problem : problems) {
            answer_.err += "panggil-screen replay: warning: " + to_line(problem) + '\n';
        }
    }

    [[nodiscard]] std::string clock(UtcTime time, const char* pattern) const {
        return format_time(hall_time(time, offset_), pattern);
    }

    [[nodiscard]] std::optional<OnAir> on_air() const;
    [[nodiscard]] Result<std::string> zone() const;
    [[nodiscard]] Result<Voice> load_voice();
    void tell_state();
    void tell(const Voiced& voiced);

    const ReplayOptions& options_;
    ReplayAnswer answer_;
    Minutes offset_{0};
    UtcTime at_{};
    hub::Past past_;
};

Result<Done> Replay::look_back() {
    std::error_code ignored;
    const bool folder = std::filesystem::is_directory(options_.journal, ignored);
    auto history = hub::History::open(options_.journal + (folder ? "/journal.sqlite" : ""));
    if (!history) {
        return history.problem();
    }
    const auto offset = history.value().utc_offset();
    if (!offset) {
        return offset.problem();
    }
    offset_ = offset.value();
    const auto at = parse_hall_time(options_.at, offset_);
    if (!at) {
        answer_.exit_code = 2;
        return at.problem();
    }
    at_ = at.value();
    auto past =
        history.value().look_back(at_, longest_voice, std::chrono::seconds(options_.seconds));
    if (!past) {
        return past.problem();
    }
    past_ = std::move(past).value();
    tell_state();
    return Done{};
}

/// The last call that a screen had told to be on its glass, for as long as a panel keeps one.
std::optional<OnAir> Replay::on_air() const {
    for (const auto& [key, call] : records_under(past_.state, "call/")) {
        const UtcTime called{Millis{call->number("at")}};
        if (!past_.on_air.empty() && call->text("call_id") == past_.on_air &&
            at_ < called + CallStage::Rules{}.forget) {
            return OnAir{past_.on_air,
                         call->text("ticket"),
                         call->text("counter"),
                         static_cast<int>(call->number("attempt")),
                         call->text("priority"),
                         Moment::min(), // it stands; how it came is not shown
                         std::stoll(std::string(id_of(key)))};
        }
    }
    return std::nullopt;
}

void Replay::tell_state() {
    const auto call = on_air();
    const std::string digest = codec::digest_text(codec::digest(past_.state));
    if (options_.json) {
        Record line;
        line.set("seq", past_.state.seq)
            .set("state_digest", digest)
            .set("since", clock(past_.latest_event, "yyyy-MM-dd HH.mm.ss"))
            .set("on_air", call ? call->ticket : std::string());
        answer_.out += codec::encode(line) + '\n';
        return;
    }
    answer_.out +=
        clock(at_, "yyyy-MM-dd HH.mm.ss") + ": event " + std::to_string(past_.state.seq) + " of " +
        clock(past_.latest_event, "HH.mm.ss") + " was the last; what it left is proven " +
        "by the hub's digest " + digest + '\n';
    if (call) {
        answer_.out += "on the panel: " + call->ticket + ", counter " + call->counter + '\n';
    }
}

Result<Done> Replay::draw() {
    const Board board = board_of(past_.state, on_air(), LinkHealth::Live, at_);
    Problems warnings;
    auto drawn = draw_still(options_.still, board, at_, warnings);
    warn(warnings);
    return drawn;
}

/// Two zones speak at the same time; a recording is of one.
Result<std::string> Replay::zone() const {
    std::set<std::string> zones;
    for (const hub::HeardCall& call : past_.heard) {
        zones.insert(call.announcement.zone);
    }
    if (options_.zone.empty() && zones.size() > 1) {
        return Problem{"usage.which_zone", "--wav", "several zones spoke: " + joined(zones),
                       "name one: --zone " + *zones.begin(), ""};
    }
    return !options_.zone.empty() || zones.empty() ? options_.zone : *zones.begin();
}

Result<Voice> Replay::load_voice() {
    std::filesystem::path folder = options_.pack;
    if (folder.empty()) {
        const Result<Site> site = site_of(options_.still);
        if (!site) {
            return site.problem();
        }
        folder = site.value().default_pack();
    }
    Problems problems;
    auto voice = Voice::load(folder, problems);
    warn(problems);
    return voice;
}

void Replay::tell(const Voiced& voiced) {
    const hub::HeardCall& call = *voiced.call;
    const bool whole = call.audible > Millis{0};
    if (options_.json) {
        Record line;
        line.set("began", clock(call.began, "yyyy-MM-dd HH.mm.ss"))
            .set("announce_id", call.announcement.call_id)
            .set("ticket", call.announcement.ticket)
            .set("counter", call.announcement.counter)
            .set("zone", call.announcement.zone)
            .set("screen", call.screen)
            .set("words", voiced.utterance.words)
            .set("audible_ms", call.audible.count());
        answer_.out += codec::encode(line) + '\n';
        return;
    }
    answer_.out += clock(call.began, "HH.mm.ss") + "  " + call.screen + ", zone " +
                   call.announcement.zone + ": " + voiced.utterance.words +
                   (whole ? "" : " [not told to its end]") + '\n';
}

Result<Done> Replay::speak() {
    const auto chosen = options_.wav.empty() ? Result<std::string>(options_.zone) : zone();
    if (!chosen) {
        answer_.exit_code = 2;
        return chosen.problem();
    }
    auto voice = load_voice();
    if (!voice) {
        return voice.problem();
    }
    Sound sound;
    const auto samples_in = [&](Millis length) { return length.count() * sound.rate / 1000; };
    sound.samples.resize(
        static_cast<std::size_t>(samples_in(std::chrono::seconds(options_.seconds))));
    for (const hub::HeardCall& call : past_.heard) {
        if (!chosen.value().empty() && call.announcement.zone != chosen.value()) {
            continue;
        }
        const auto voiced = voice_of(call, voice.value());
        if (!voiced) {
            return voiced.problem();
        }
        if (call.began + voiced.value().length() < at_) {
            continue; // was over
        }
        tell(voiced.value());
        const std::int64_t first = samples_in(call.began - at_);
        const auto& said = voiced.value().utterance.sound->samples;
        for (std::int64_t step = std::max<std::int64_t>(0, -first);
             step < std::ssize(said) && first + step < std::ssize(sound.samples); ++step) {
            sound.samples[static_cast<std::size_t>(first + step)] +=
                said[static_cast<std::size_t>(step)];
        }
    }
    return options_.wav.empty() ? Result<Done>(Done{}) : write_wav(options_.wav, sound);
}

} // namespace

ReplayAnswer replay(const ReplayOptions& options) {
    Replay run(options);
    auto done = run.look_back();
    if (done && !options.still.out.empty()) {
        done = run.draw();
    }
    if (done) {
        done = run.speak();
    }
    ReplayAnswer answer = run.take();
    if (!done) {
        answer.err += "panggil-screen replay: " + to_line(done.problem()) + '\n';
        answer.exit_code = std::max(answer.exit_code, 1);
    }
    return answer;
}

void add_replay(CLI::App& app, int& exit_code) {
    auto* command = app.add_subcommand(
        "replay", "What the hall saw and heard at a moment of a day, from the hub's journal.");
    command->footer(
        "The hub may run. What was heard is what the screens have told: the words of\n"
        "each call, in the voice of the pack as it is today.\n"
        "Example:\n"
        "  panggil-screen replay --journal /var/lib/panggil --at \"2026-11-24 09.41\" \\\n"
        "      --out seen.png --wav heard.wav --seconds 30");
    auto options = std::make_shared<ReplayOptions>();
    command->add_option("--journal", options->journal, "The hub's folder, its journal, or a backup")
        ->required();
    command
        ->add_option("--at", options->at,
                     "Time on the hall's clock: \"2026-11-24 09.41\", also 09.41.30")
        ->required();
    command->add_option("--out", options->still.out, "PNG file: the glass at that moment");
    command->add_option("--wav", options->wav, "WAV file: the sound from that moment on");
    command->add_option("--seconds", options->seconds, "How much of it")
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    command->add_option("--zone", options->zone, "Only the voice of this zone");
    command->add_option("--layout", options->still.layout,
                        "Layout file (default: the site's; it may have been another then)");
    command->add_option("--site", options->still.site,
                        "Site folder (default: the folder above layouts)");
    command->add_option("--mode", options->still.mode, "Mode of the theme, such as gelap");
    command->add_option("--pack", options->pack,
                        "Folder of the voice pack (default: audio/id-ID of the site)");
    command->add_option_function<std::string>(
        "--size", [options](const std::string& text) { options->still.size = parse_size(text); },
        "WxH (default 1920x1080)");
    command->add_flag("--json", options->json, "One JSON object a line: the state, then each call");
    command->callback([options, &exit_code] {
        const ReplayAnswer answer = replay(*options);
        std::fputs(answer.out.c_str(), stdout);
        std::fputs(answer.err.c_str(), stderr);
        exit_code = answer.exit_code;
    });
}

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
// The verbs that only look: state, screens, watch.
#include "codec/wire.hpp"
#include "console/answer.hpp"
#include "console/board_text.hpp"
#include "console/clock.hpp"
#include "console/console.hpp"
#include "console/feed.hpp"
#include "console/hall_text.hpp"

namespace panggil::console {

namespace {

using namespace std::chrono_literals;

constexpr Micros longest_sleep = 250ms;

std::string_view sound_of(const ScreenStatus& screen, Language language) {
    if (screen.zones.empty()) {
        return in(language, "bisu", "silent");
    }
    if (screen.audio_ok == 0) {
        return screen.voice == "none" ? in(language, "TANPA PAKET SUARA", "NO VOICE PACK")
                                      : in(language, "TANPA SUARA", "NO SOUND");
    }
    return screen.voice == "old"          ? in(language, "ok, PAKET LAMA", "ok, OLD PACK")
           : screen.voice == "other"      ? in(language, "ok, PAKET LAIN", "ok, OTHER PACK")
           : screen.voice == "incomplete" ? in(language, "ok, KURANG KLIP", "ok, CLIPS MISSING")
           : screen.voice == "beside"     ? in(language, "ok, BAHASA LAIN KURANG KLIP",
                                               "ok, CLIPS OF ANOTHER LANGUAGE MISSING")
                                          : "ok";
}

Row screen_row(const ScreenStatus& screen, Language language) {
    std::string zones;
    for (const std::string& zone : screen.zones) {
        zones += (zones.empty() ? "" : ",") + zone;
    }
    return {screen.screen,
            screen.alarm == "two_hubs" ? std::string(in(language, "DUA HUB", "TWO HUBS"))
                                       : screen.health,
            std::to_string(screen.seq),
            screen.last_shown,
            screen.last_said,
            std::string(sound_of(screen, language)),
            zones,
            screen.layout,
            seconds_text(screen.silence.count(), language)};
}

void show_applied(const FollowerSteps& steps, const Feed& feed, const Desk& desk) {
    for (const Event& event : steps.applied) {
        desk.output.say(desk.common.form == Form::Json ? codec::encode(event)
                                                       : event_text(event, feed.state()));
    }
}

} // namespace

int show_state(const Desk& desk) {
    const Result<Sight> sight = look(desk.line);
    if (!sight) {
        return give_up(sight.problem(), "", desk);
    }
    const QueueState& state = sight.value().state;
    if (desk.common.form == Form::Json) {
        desk.output.say(codec::encode_state(state));
        return AllDone;
    }
    for (const std::string& line :
         board_text(state, codec::digest_text(codec::digest(state)), desk.common.language)) {
        desk.output.say(line);
    }
    return AllDone;
}

int show_screens(const Desk& desk) {
    const Result<HubMessage> answer = desk.line.ask(ScreensRequest{});
    if (!answer) {
        return give_up(answer.problem(), "", desk);
    }
    const auto* screens = std::get_if<Screens>(&answer.value().body);
    const Language language = desk.common.language;
    if (screens == nullptr || screens->screens.empty()) {
        desk.output.complain(
            in(language, "Belum ada layar yang tersambung.", "No screen has connected yet."));
        return AllDone;
    }
    if (desk.common.form == Form::Json) {
        for (const ScreenStatus& screen : screens->screens) {
            desk.output.say(codec::encode(screen_record(screen)));
        }
        return AllDone;
    }
    std::vector<Row> rows{language == Language::Indonesian
                              ? Row{"LAYAR", "KEADAAN", "SEQ", "TERAKHIR TAMPIL", "TERAKHIR UCAP",
                                    "SUARA", "ZONA", "TATA LETAK", "DIAM"}
                              : Row{"SCREEN", "HEALTH", "SEQ", "LAST SHOWN", "LAST SAID", "SOUND",
                                    "ZONES", "LAYOUT", "SILENT FOR"}};
    for (const ScreenStatus& screen : screens->screens) {
        rows.push_back(screen_row(screen, language));
    }
    for (const std::string& line : columns(rows)) {
        desk.output.say(line);
    }
    for (const ScreenStatus& screen : screens->screens) {
        if (!screen.voice_fault.empty()) {
            desk.output.say(screen.screen +
                            std::string(in(language, ", paket suara: ", ", voice pack: ")) +
                            screen.voice_fault);
        }
    }
    return AllDone;
}

int watch(const Watch& request, const Desk& desk) {
    Feed feed(desk.context, desk.line);
    const Language language = desk.common.language;
    const Moment began = read_clock().mono;
    const auto over = [&] {
        const std::chrono::duration<double> watched = read_clock().mono - began;
        return desk.stopped() || (request.seconds && watched.count() >= *request.seconds);
    };
    Sequence seen = 0;
    while (!over()) {
        const Result<FollowerSteps> steps = feed.turn();
        if (!steps) {
            if (desk.stopped()) {
                break;
            }
            if (seen == 0) {
                return give_up(steps.problem(), "", desk);
            }
            // Once the hub was there, a watcher waits for it to come back.
            desk.output.complain(complaint(steps.problem(), language));
            continue;
        }
        // A snapshot in the middle replaces events that this watcher missed.
        const Sequence missed =
            steps.value().snapshot && seen != 0 ? *steps.value().snapshot - seen : 0;
        if (missed > 0) {
            desk.output.complain(
                std::to_string(missed) +
                std::string(in(language, " peristiwa terlewat", " events were missed")));
        }
        show_applied(steps.value(), feed, desk);
        if (feed.is_live()) {
            seen = feed.state().seq;
        }
        feed.sleep(longest_sleep);
    }
    return AllDone;
}

} // namespace panggil::console

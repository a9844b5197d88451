// SPDX-License-Identifier: MIT
#include "codec/wire.hpp"
#include "console/answer.hpp"
#include "console/clock.hpp"
#include "console/console.hpp"
#include "console/feed.hpp"
#include "console/hall_text.hpp"
#include "console/request_id.hpp"
#include "console/simulation.hpp"

#include <algorithm>

namespace panggil::console {

namespace {

using namespace std::chrono_literals;

constexpr Micros longest_sleep = 250ms;
constexpr Micros a_breath = 500ms;
constexpr int most_presses = 8;
/// An event is published before it is acknowledged; one that has not come by then was lost.
constexpr Micros catch_up_patience = 2s;

void catch_up(Feed& feed, Sequence seq, const Desk& desk) {
    const Moment until = read_clock().mono + catch_up_patience;
    while ((!feed.is_live() || feed.state().seq < seq) && read_clock().mono < until &&
           !desk.stopped()) {
        feed.sleep(10ms);
        if (!feed.turn()) {
            return;
        }
    }
}

void tell(const Deed& deed, const Ack& ack, const Feed& feed, const Desk& desk) {
    const Language language = desk.common.language;
    if (desk.common.form == Form::Json) {
        Record record =
            ack.refused ? refusal_record(*ack.refused, ack.request_id) : answer_record(ack);
        desk.output.say(codec::encode(record.set("op", deed.op)));
        return;
    }
    const std::string what =
        ack.refused ? complaint(*ack.refused, language) : answer_text(deed.op, ack, language);
    desk.output.say(clock_text(read_clock().utc, feed.state()) + ' ' + deed.op + ": " + what);
}

/// A hall may want a pause between two commands; a clerk takes it and presses again.
Result<Ack> give(const Deed& deed, Feed& feed, const Desk& desk) {
    for (int presses = 0;; ++presses) {
        Result<Ack> ack =
            desk.line.command({new_request_id(), deed.op, deed.args, "simulator", std::nullopt});
        const bool too_soon = ack && ack.value().refused && ack.value().refused->code == "rate";
        if (!too_soon || presses == most_presses || desk.stopped()) {
            return ack;
        }
        feed.sleep(a_breath);
    }
}

/// Does what is due now. A Problem means that the hub did not answer.
Result<Done> act(Simulation& simulation, Feed& feed, Micros at, const Desk& desk) {
    while (feed.is_live() && !desk.stopped()) {
        const std::optional<Deed> deed = simulation.next(feed.state(), at, read_clock().utc);
        if (!deed) {
            break;
        }
        const Result<Ack> ack = give(*deed, feed, desk);
        if (!ack) {
            return ack.problem();
        }
        tell(*deed, ack.value(), feed, desk);
        catch_up(feed, ack.value().seq, desk);
    }
    return Done{};
}

} // namespace

int simulate(const Simulate& day, const Desk& desk) {
    Feed feed(desk.context, desk.line);
    Simulation simulation({day.seed, day.calls_per_minute});
    const Moment began = read_clock().mono;
    std::optional<Moment> opened;
    const auto over = [&] {
        const std::chrono::duration<double> passed = read_clock().mono - began;
        return desk.stopped() || (day.opening && simulation.has_opened()) ||
               (day.seconds && passed.count() >= *day.seconds);
    };
    while (!over()) {
        Result<Done> went_well = Done{};
        if (const Result<FollowerSteps> steps = feed.turn(); !steps) {
            went_well = steps.problem();
        }
        Micros pause = longest_sleep;
        if (went_well && feed.is_live()) {
            opened = opened.value_or(read_clock().mono);
            const std::chrono::duration<double, std::micro> lived =
                (read_clock().mono - *opened) * day.speed;
            const Micros at = std::chrono::floor<Micros>(lived);
            went_well = act(simulation, feed, at, desk);
            const double left = static_cast<double>((simulation.next_due() - at).count());
            pause = std::clamp(Micros(static_cast<std::int64_t>(std::min(left / day.speed, 1e6))),
                               Micros{0}, longest_sleep);
        }
        if (!went_well && !desk.stopped()) {
            if (!opened) {
                return give_up(went_well.problem(), "", desk);
            }
            // The day goes on when the hub is back.
            desk.output.complain(complaint(went_well.problem(), desk.common.language));
            continue;
        }
        feed.sleep(pause);
    }
    return AllDone;
}

} // namespace panggil::console

// SPDX-License-Identifier: MIT
#include "tests/soak/hall.hpp"

#include "codec/hall_codec.hpp"
#include "tests/soak/turned_clock.hpp"
#include "tests/soak/turned_sound.hpp"

#include <algorithm>

namespace panggil::soak {

namespace {

using namespace std::chrono_literals;

/// A Tuesday, four in the afternoon: a machine that is started then has been up for 2^31
/// milliseconds on a Saturday at half past twelve, and for 2^32 on a Wednesday at nine. The screen
/// is dark by night.
constexpr UtcTime first_day{std::chrono::sys_days{std::chrono::November / 24 / 2026} + 8h};
constexpr Minutes hall_offset{8 * 60};

bool is_open_hour(UtcTime utc) {
    const UtcTime local = utc + hall_offset;
    const auto hour = (local - std::chrono::floor<std::chrono::days>(local)) / 1h;
    return hour >= 8 && hour < 17;
}

} // namespace

SoakedHall::SoakedHall(const Plan& plan, Log& told)
    : plan_(plan), tally_(told), now_{first_day, Moment{plan.begin}} {
    turn_clock(now_);
}

Result<std::unique_ptr<SoakedHall>> SoakedHall::open(const Plan& plan, Log& told) {
    std::unique_ptr<SoakedHall> hall(new SoakedHall(plan, told));
    if (plan.mode != Mode::Absent) {
        if (const auto opened = hall->open_hub(); !opened) {
            return opened.problem();
        }
    }
    if (const auto opened = hall->open_screen(); !opened) {
        return opened.problem();
    }
    if (const auto all = hall->wait_for_everybody(); !all) {
        return all.problem();
    }
    return hall;
}

Result<Done> SoakedHall::open_hub() {
    const std::string file = plan_.tree + "/hub/halls/mpp-bolmut.json";
    const auto text = screen::read_file(file);
    if (!text) {
        return text.problem();
    }
    const auto reading = codec::decode_hall(text.value(), file);
    if (!reading.ok()) {
        return reading.errors.front();
    }
    hall_ = reading.hall;
    const std::string data = plan_.folder + "/data";
    opening_.emplace(data, hall_, tally_);
    auto hub = opening_->begin(hub_now());
    if (!hub) {
        return hub.problem();
    }
    hub_.emplace(std::move(hub).value());
    backup_.emplace(data);
    auto server = hub::Server::bind(hub_context_, {"127.0.0.1", 0}, *hub_, tally_,
                                    [this] { return hub_now(); });
    if (!server) {
        return server.problem();
    }
    server_.emplace(std::move(server).value());
    if (plan_.mode == Mode::Busy) {
        desk_context_.emplace();
        auto desk = link::Requester::connect(*desk_context_, server_->commands());
        if (!desk) {
            return desk.problem();
        }
        clerk_.emplace(std::move(desk).value(), hall_, [this] { turn_hub(); });
    }
    return Done{};
}

Result<Done> SoakedHall::open_screen() {
    const auto site = screen::find_site(plan_.site);
    if (!site) {
        return site.problem();
    }
    machine_.emplace(screen::Machine{site.value(), &tally_, &lights_, false});
    screen::RunOptions options;
    // Of nobody, where there is to be no hub: the discard port.
    options.hub = server_ ? server_->control().text() : "tcp://127.0.0.1:9";
    options.screen = "tv-tunggu-1";
    options.site = plan_.site;
    options.surface = screen::Surface::Headless;
    options.size = plan_.size;
    options.state_dir = plan_.folder + "/state";
    options.shot = plan_.folder + "/shot.png";
    auto station = screen::Station::open(options, *machine_);
    if (!station) {
        return station.problem();
    }
    station_ = std::move(station).value();
    voices_ = std::make_unique<screen::VoiceStore>(std::vector{site.value().default_pack()}, tally_,
                                                   options.state_dir);
    station_->start(*voices_);
    for (int waited = 0; !is_sound_open() && waited < 600'000; ++waited) {
        link::wait({}, {}, 100us);
    }
    set_alarm();
    return Done{};
}

Result<Done> SoakedHall::wait_for_everybody() {
    for (int waited = 0; voices_->is_starting(); ++waited) {
        if (waited > 600) {
            return Problem{"soak.no_voice", plan_.site, "the voice was not read within a minute",
                           "", ""};
        }
        link::wait({}, voices_->descriptors(), 100ms);
        voices_->turn(now_);
    }
    for (int waited = 0; server_ && !tally_.is_live(); ++waited) {
        if (waited > 600) {
            return Problem{"soak.not_live", "hub", "the screen did not become live", "", ""};
        }
        settle();
        go_to(now_.mono + 100ms);
        turn_screen();
    }
    return Done{};
}

void SoakedHall::turn_hub() {
    if (!server_) {
        return;
    }
    opening_->try_again(*hub_, hub_now());
    server_->turn(hub_now());
    if (hub_->has_journal()) {
        if (const auto made = backup_->see(hub_->backup_day(hub_now()), now_.mono); !made) {
            tally_.write(
                {now_.utc, now_.mono, LogLevel::Error, "backup.failed", fields_of(made.problem())});
        }
    }
}

void SoakedHall::turn_screen() {
    ++turns_;
    voices_->turn(now_);
    static_cast<void>(station_->turn());
    // In real time a device is opened by a thread of its own; in the hall's it is no matter.
    for (int waited = 0; tally_.is_speaking() && !is_sound_open() && waited < 600'000; ++waited) {
        link::wait({}, {}, 100us);
    }
    set_alarm();
}

void SoakedHall::set_alarm() {
    sockets_.clear();
    descriptors_ = voices_->descriptors();
    station_->collect(sockets_, descriptors_);
    waiter_.set(sockets_, descriptors_);
    due_ = station_->next_turn(now_);
    due_ = std::min(due_, voices_->due().value_or(due_));
    if (station_->wants_looks()) {
        due_ = std::min(due_, now_.mono + 1s);
    }
}

bool SoakedHall::let_screen_hear() {
    if (!waiter_.wait(Micros(0))) {
        return false;
    }
    turn_screen();
    return true;
}

/// Until nobody has a word for another any more.
void SoakedHall::settle() {
    do {
        turn_hub();
    } while (let_screen_hear());
}

Moment SoakedHall::next_event(Moment end) const {
    Moment next = std::min(due_, end);
    if (server_) {
        // A heartbeat comes with the second, or with the part of a millisecond that is left of it.
        const Millis into = now_.utc.time_since_epoch() % 1s;
        next = std::min(next, now_.mono + (into < 1ms ? Micros(1ms) : Micros(1s - into)));
    }
    if (clerk_) {
        next = std::min(next, next_call_);
    }
    if (is_sound_open()) {
        next = std::min(next, now_.mono + sound_block);
    }
    return std::max(next, now_.mono + Micros(1ms)); // a log line tells times apart by that
}

void SoakedHall::go_to(Moment next) {
    const Micros step = next - now_.mono;
    now_.mono = next;
    // Both scales begin with whole milliseconds, and never drift apart.
    now_.utc = first_day + std::chrono::floor<Millis>(next - Moment{plan_.begin});
    turn_clock(now_);
    take_sound(step);
}

void SoakedHall::call_when_due() {
    if (!clerk_ || now_.mono < next_call_) {
        return;
    }
    next_call_ = now_.mono + plan_.between_calls;
    if (!is_open_hour(now_.utc)) {
        return;
    }
    const auto called = clerk_->call_next(now_.utc);
    if (called) {
        tally_.expect(called.value(), now_.mono);
    } else if (refused_.empty()) {
        refused_ = to_line(called.problem());
    }
}

void SoakedHall::pass_until(Moment end) {
    while (now_.mono < end) {
        const bool sounds = is_sound_open();
        go_to(next_event(end));
        call_when_due();
        const bool is_due = now_.mono >= due_;
        if (is_due) {
            turn_screen(); // it may ask the hub, or open its device
        }
        if (is_due || !sounds || now_.utc.time_since_epoch() % 1s < 2ms || let_screen_hear()) {
            settle();
        }
    }
    tally_.judge(now_.utc, now_.mono, std::chrono::minutes(5));
}

void SoakedHall::close() {
    next_call_ = Moment::max();
    pass_until(now_.mono + std::chrono::minutes(5));
}

Result<std::string> SoakedHall::shot() {
    const auto saved = station_->save_shot();
    return saved ? Result<std::string>(plan_.folder + "/shot.png")
                 : Result<std::string>(saved.problem());
}

} // namespace panggil::soak

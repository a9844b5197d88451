// SPDX-License-Identifier: MIT
// soak_hall MODE DAYS BEGIN_MS GAP_S TREE SITE FOLDER SCREEN OUT: one soak, for tests/soak/soak.py.
// OUT gets a line of JSON for each look at what the program holds (event "soak.look"), for each
// thing that went wrong, and a last one with the sums (event "soak.end").
#include "codec/log_file.hpp"
#include "tests/soak/clock_look.hpp"
#include "tests/soak/hall.hpp"
#include "tests/soak/measure.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <malloc.h>

using namespace panggil;
using namespace panggil::soak;
using namespace std::chrono_literals;

namespace {

constexpr Micros hour = 1h;
constexpr Moment half_turn{Millis{std::int64_t{1} << 31}};
constexpr Moment whole_turn{Millis{std::int64_t{1} << 32}};

int fail(const Problem& problem) {
    std::fprintf(stderr, "soak_hall: %s\n", to_line(problem).c_str());
    return 2;
}

/// As panggil-screen does when it begins.
void keep_memory_flat() {
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    mallopt(M_ARENA_MAX, 2);
}

/// What is looked at, and when: each hour, or a twelfth of a short run; with the clock's digits
/// each day and on both sides of each overflow.
class Watch {
public:
    Watch(SoakedHall& hall, const Plan& plan, Log& told)
        : hall_(&hall), told_(&told), begin_(hall.now().mono), end_(begin_ + plan.length),
          step_(std::min(hour, plan.length / 12)),
          clock_(plan.screen_program, plan.tree, plan.folder, plan.size) {}

    void run() {
        Moment next = begin_ + step_;
        while (hall_->now().mono < end_) {
            hall_->pass_until(std::min({next, next_edge(), end_}));
            look();
            look_at_clock();
            next = hall_->now().mono >= next ? next + step_ : next;
        }
        end();
    }

private:
    /// Half a minute before and after an overflow.
    [[nodiscard]] Moment next_edge() const {
        for (const Moment edge :
             {half_turn - 30s, half_turn + 30s, whole_turn - 30s, whole_turn + 30s}) {
            if (edge > hall_->now().mono) {
                return edge;
            }
        }
        return Moment::max();
    }

    void look() {
        const Held held = measure();
        const screen::Now now = hall_->now();
        Record fields;
        fields.set("hours", std::int64_t{(now.mono - begin_) / hour})
            .set("memory_kb", held.memory_kb)
            .set("heap_kb", held.heap_kb)
            .set("descriptors", held.descriptors)
            .set("threads", held.threads)
            .set("sdl_blocks", held.sdl_blocks)
            .set("calls", hall_->tally().calls)
            .set("layout", hall_->tally().layout());
        told_->write({now.utc, now.mono, LogLevel::Info, "soak.look", std::move(fields)});
    }

    void look_at_clock() {
        // A clock may be late by what nobody sees: not looked at as the minute ends.
        hall_->pass_until(hall_->now().mono + 5s);
        if (hall_->tally().is_dark()) {
            return; // by night there is no clock on the glass
        }
        const screen::Now now = hall_->now();
        const auto shot = hall_->shot();
        const auto seen = shot ? clock_.see(shot.value(), hall_->tally().layout(), now.utc)
                               : Result<Done>(shot.problem());
        ++clocks_;
        if (!seen) {
            ++wrong_clocks_;
            told_->write(
                {now.utc, now.mono, LogLevel::Error, "soak.clock", fields_of(seen.problem())});
            if (shot) {
                std::filesystem::rename(shot.value(),
                                        shot.value() + '.' + std::to_string(wrong_clocks_));
            }
        }
    }

    void end() {
        hall_->close();
        const screen::Now now = hall_->now();
        Tally& tally = hall_->tally();
        tally.judge(now.utc, now.mono, Micros{0});
        Record fields;
        fields.set("calls", tally.calls)
            .set("lost", tally.lost)
            .set("doubled", tally.doubled)
            .set("shown", tally.count("call.shown"))
            .set("heard", tally.count("announce.ended"))
            .set("snapshots", tally.count("snapshot.applied"))
            .set("stale", tally.stale)
            .set("turns", hall_->turns())
            .set("clocks", std::int64_t{clocks_})
            .set("wrong_clocks", std::int64_t{wrong_clocks_})
            .set("refused", hall_->refused());
        told_->write({now.utc, now.mono, LogLevel::Info, "soak.end", std::move(fields)});
    }

    SoakedHall* hall_;
    Log* told_;
    Moment begin_;
    Moment end_;
    Micros step_;
    ClockLook clock_;
    int clocks_ = 0;
    int wrong_clocks_ = 0;
};

} // namespace

int main(int count, char** words) {
    if (count != 10) {
        std::fprintf(stderr, "soak_hall: is started by tools/soak\n");
        return 2;
    }
    keep_memory_flat();
    const std::string mode = words[1];
    Plan plan;
    plan.mode = mode == "busy" ? Mode::Busy : mode == "idle" ? Mode::Idle : Mode::Absent;
    plan.length = Micros(std::llround(std::atof(words[2]) * 86'400e6));
    plan.begin = Millis(std::atoll(words[3]));
    plan.between_calls = std::chrono::seconds(std::atoll(words[4]));
    plan.tree = words[5];
    plan.site = words[6];
    plan.folder = words[7];
    plan.screen_program = words[8];
    auto log = codec::LogFile::open(words[9], codec::LogForm::Json);
    if (!log) {
        return fail(log.problem());
    }
    auto hall = SoakedHall::open(plan, log.value());
    if (!hall) {
        return fail(hall.problem());
    }
    Watch(*hall.value(), plan, log.value()).run();
    return 0;
}

// SPDX-License-Identifier: MIT
#include "console/simulation.hpp"

#include "console/hall_sight.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <numeric>

namespace panggil::console {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t longest_line = 9;
constexpr std::int64_t last_attempt = 3;
constexpr std::size_t most_notices = 2;
/// What was missed while the hub was away is not made up for in one breath.
constexpr Micros most_behind = 5s;

constexpr std::array<std::string_view, 5> notices{
    "Siapkan KTP-el asli dan Kartu Keluarga sebelum nomor Anda dipanggil.",
    "Lansia, ibu hamil dan penyandang disabilitas didahulukan. Silakan hubungi petugas.",
    "Mushala dan toilet berada di samping ruang tunggu.",
    "Semua layanan di Mal Pelayanan Publik ini tidak dipungut biaya di luar ketentuan.",
    "Pengaduan pelayanan: SP4N-LAPOR! SMS 1708 atau lapor.go.id.",
};
constexpr std::array<std::string_view, 3> break_reasons{"Istirahat", "Rapat singkat", "Salat"};

Deed deed(std::string op, std::initializer_list<Record::Fields::value_type> args) {
    return {std::move(op), Record(args)};
}

Deed at_counter(std::string op, const std::string& counter) {
    return deed(std::move(op), {{"counter", counter}});
}

std::string priority(Chance& chance) {
    const std::size_t draw = chance.below(10);
    return draw < 5 ? "lansia" : draw < 8 ? "ibu-hamil" : "disabilitas";
}

/// The next five minutes past `length` from now, in hall time, and how far away that is.
struct BreakEnd {
    std::string until;
    Micros away{};
};

BreakEnd break_end(const QueueState& state, UtcTime utc, Micros length) {
    const UtcTime local = utc + Minutes(record_at(state, "hall").number("utc_offset"));
    const auto step = Minutes(5);
    const auto end = std::chrono::ceil<Minutes>(local + std::chrono::floor<Millis>(length));
    const auto since_midnight = end - std::chrono::floor<std::chrono::days>(end);
    const auto rounded = end + (step - since_midnight % step) % step;
    const std::chrono::hh_mm_ss day{rounded - std::chrono::floor<std::chrono::days>(rounded)};
    char text[8];
    std::snprintf(text, sizeof text, "%02d.%02d", static_cast<int>(day.hours().count()),
                  static_cast<int>(day.minutes().count()));
    return {text, rounded - local};
}

bool has_status(const QueueState& state, const std::string& counter, std::string_view status) {
    return counter_at(state, counter).text("status") == status;
}

} // namespace

Simulation::Simulation(Rules rules)
    : chance_(rules.seed),
      beat_(std::chrono::floor<Micros>(
          std::chrono::duration<double, std::ratio<60>>(1 / rules.calls_per_minute))) {}

void Simulation::plan(Kind kind, Micros at, std::string counter, std::string ticket) {
    const std::int64_t round = counter.empty() ? 0 : rounds_[counter];
    agenda_.emplace(at, Task{kind, std::move(counter), std::move(ticket), round});
}

Micros Simulation::next_due() const {
    if (!begun_ || !opening_.empty()) {
        return Micros{0};
    }
    return agenda_.empty() ? Micros::max() : agenda_.begin()->first;
}

Micros Simulation::service_time() {
    return chance_.between(cycle_ * 4 / 10, cycle_ * 11 / 10);
}

std::optional<Deed> Simulation::next(const QueueState& state, Micros at, UtcTime utc) {
    if (!begun_) {
        begun_ = true;
        open_the_day(state, utc);
    }
    if (!opening_.empty()) {
        Deed first = std::move(opening_.front());
        opening_.pop_front();
        return first;
    }
    while (!agenda_.empty() && agenda_.begin()->first <= at) {
        const Micros due = std::max(agenda_.begin()->first, at - most_behind);
        const Task task = std::move(agenda_.begin()->second);
        agenda_.erase(agenda_.begin());
        // A ticket on hold waits for its own counter whatever that does meanwhile.
        const bool is_void = task.kind != Kind::Resume && !task.counter.empty() &&
                             task.round != rounds_[task.counter];
        if (std::optional<Deed> what = is_void ? std::nullopt : carry_out(task, due, state, utc);
            what) {
            return what;
        }
    }
    return std::nullopt;
}

std::optional<Deed> Simulation::carry_out(const Task& task, Micros at, const QueueState& state,
                                          UtcTime utc) {
    switch (task.kind) {
    case Kind::Voice:
        return voice(at, state);
    case Kind::Arrive:
        return arrive(at, state);
    case Kind::Come:
        if (!has_status(state, task.counter, "calling")) {
            return std::nullopt;
        }
        plan(Kind::Leave, at + service_time(), task.counter);
        return at_counter("serve", task.counter);
    case Kind::NoShow:
        return has_status(state, task.counter, "calling")
                   ? std::optional(at_counter("no-show", task.counter))
                   : std::nullopt;
    case Kind::Leave:
        return leave(task, at, state);
    case Kind::Resume:
        return resume(task, at, state);
    case Kind::Break:
        return pause(at, state, utc);
    case Kind::Return:
        return has_status(state, task.counter, "break")
                   ? std::optional(at_counter("open", task.counter))
                   : std::nullopt;
    case Kind::Notice:
        return notice(at, state);
    }
    return std::nullopt;
}

// A new day

void Simulation::open_the_day(const QueueState& state, UtcTime utc) {
    const std::vector<std::string> counters = counter_ids(state);
    cycle_ = beat_ * static_cast<std::int64_t>(std::max<std::size_t>(counters.size(), 1));
    for (const std::string& counter : counters) {
        if (has_status(state, counter, "closed")) {
            opening_.push_back(at_counter("open", counter));
        }
    }
    plan(Kind::Voice, 6s);
    plan(Kind::Arrive, 3s);
    plan(Kind::Break, cycle_ * 2);
    plan(Kind::Notice, 90s);
    if (counters.empty() || !records_under(state, "ticket/").empty()) {
        for (const std::string& counter : counters) {
            // Whoever stands at a desk already is served to the end; who was called comes when the
            // hall has heard it.
            plan(Kind::Come, chance_.between(4s, 12s), counter);
            plan(Kind::Leave, service_time(), counter);
        }
        return;
    }
    opening_.push_back(deed("notice", {{"text", std::string(notices[next_notice_++])}}));
    // The first call of the day is heard; the others are served before their turn to be said comes,
    // so that the board is full at once and the hall does not hear ten calls in a row.
    const std::size_t loud = chance_.below(counters.size());
    const std::size_t favoured = (loud + 1 + chance_.below(3)) % counters.size();
    const std::size_t pausing = (loud + counters.size() - 1) % counters.size();
    for (std::size_t step = 0; step < counters.size(); ++step) {
        const std::size_t which = (loud + step) % counters.size();
        const std::string& counter = counters[which];
        const std::string service = counter_at(state, counter).list("services").front();
        const auto issue = [&](std::string why) {
            opening_.push_back(deed("issue", {{"service", service}, {"priority", std::move(why)}}));
        };
        for (std::size_t waiting = 3 + chance_.below(4); waiting > 0; --waiting) {
            issue("");
        }
        if (which == loud) {
            opening_.push_back(at_counter("call", counter));
            called(counter, Micros{0});
            continue;
        }
        if (chance_.percent(50)) {
            for (const char* op : {"call", "serve", "finish"}) {
                opening_.push_back(at_counter(op, counter));
            }
        }
        if (which == favoured) {
            issue(priority(chance_));
        }
        opening_.push_back(at_counter("call", counter));
        opening_.push_back(at_counter("serve", counter));
        if (which == pausing && counters.size() > 3) {
            const BreakEnd end = break_end(state, utc, 12min);
            opening_.push_back(at_counter("finish", counter));
            opening_.push_back(deed("break", {{"counter", counter}, {"until", end.until}}));
            plan(Kind::Return, end.away, counter);
        } else {
            plan(Kind::Leave, chance_.between(beat_ / 2, cycle_), counter);
        }
    }
}

// Calls

void Simulation::called(const std::string& counter, Micros at) {
    ++rounds_[counter];
    unanswered_.erase(counter);
    if (chance_.percent(80)) {
        plan(Kind::Come, at + chance_.between(12s, 20s), counter);
    } else {
        unanswered_[counter] = at + chance_.between(16s, 24s);
    }
}

std::optional<Deed> Simulation::voice(Micros at, const QueueState& state) {
    plan(Kind::Voice, at + chance_.between(beat_ * 9 / 10, beat_ * 11 / 10));
    if (auto again = recall(at, state); again) {
        return again;
    }
    return call(at, state);
}

std::optional<Deed> Simulation::recall(Micros at, const QueueState& state) {
    for (const auto& [counter, due] : unanswered_) {
        if (due > at || !has_status(state, counter, "calling")) {
            continue;
        }
        const std::string who = counter;
        unanswered_.erase(who);
        if (chance_.percent(55)) {
            plan(Kind::Come, at + chance_.between(6s, 12s), who);
        } else if (counter_at(state, who).number("attempt") + 1 >= last_attempt) {
            plan(Kind::NoShow, at + chance_.between(12s, 18s), who);
        } else {
            unanswered_[who] = at + chance_.between(12s, 18s);
        }
        return at_counter("recall", who);
    }
    return std::nullopt;
}

std::optional<Deed> Simulation::call(Micros at, const QueueState& state) {
    std::vector<std::string> idle;
    std::vector<std::string> busy;
    for (const std::string& counter : counter_ids(state)) {
        if (waiting_for(state, counter) == 0) {
            continue;
        }
        if (has_status(state, counter, "open")) {
            idle.push_back(counter);
        } else if (has_status(state, counter, "serving")) {
            busy.push_back(counter);
        }
    }
    // When everybody is busy, one clerk takes the next at once: a call finishes whom he served.
    const std::vector<std::string>& ready = idle.empty() ? busy : idle;
    if (ready.empty()) {
        return std::nullopt;
    }
    const std::string counter = ready[chance_.below(ready.size())];
    called(counter, at);
    return at_counter("call", counter);
}

// Tickets

std::optional<Deed> Simulation::arrive(Micros at, const QueueState& state) {
    const auto waiting = waiting_by_service(state);
    const std::size_t all =
        std::accumulate(waiting.begin(), waiting.end(), std::size_t{0},
                        [](std::size_t sum, const auto& entry) { return sum + entry.second; });
    std::vector<std::string> services = served_services(state);
    // As many come as are called, more when the lines are short, fewer when they are long.
    const Micros pace = all < services.size() * 2   ? beat_ / 2
                        : all > services.size() * 5 ? beat_ * 2
                                                    : beat_;
    plan(Kind::Arrive, at + chance_.between(pace / 2, pace * 3 / 2));
    std::erase_if(services, [&](const std::string& service) {
        const auto found = waiting.find(service);
        return found != waiting.end() && found->second >= longest_line;
    });
    if (services.empty()) {
        return std::nullopt;
    }
    const std::string why = chance_.percent(8) ? priority(chance_) : "";
    return deed("issue",
                {{"service", services[chance_.below(services.size())]}, {"priority", why}});
}

std::optional<Deed> Simulation::leave(const Task& task, Micros at, const QueueState& state) {
    const std::string& counter = task.counter;
    if (!has_status(state, counter, "serving")) {
        return std::nullopt;
    }
    const std::size_t draw = chance_.below(100);
    if (draw < 6) { // a paper is missing
        plan(Kind::Resume, at + chance_.between(cycle_, cycle_ * 2), counter,
             counter_at(state, counter).text("ticket"));
        return at_counter("hold", counter);
    }
    std::vector<std::string> others = served_services(state);
    std::erase(others, counter_at(state, counter).text("service"));
    if (draw < 11 && !others.empty()) { // the next office goes on
        return deed("transfer",
                    {{"counter", counter}, {"to", others[chance_.below(others.size())]}});
    }
    return at_counter("finish", counter);
}

std::optional<Deed> Simulation::resume(const Task& task, Micros at, const QueueState& state) {
    if (record_at(state, "ticket/" + task.ticket).text("state") != "held") {
        return std::nullopt;
    }
    if (!has_status(state, task.counter, "open")) {
        plan(Kind::Resume, at + beat_, task.counter, task.ticket);
        return std::nullopt;
    }
    ++rounds_[task.counter];
    plan(Kind::Leave, at + service_time() / 2, task.counter);
    return deed("resume", {{"counter", task.counter}, {"ticket", task.ticket}});
}

// Counters and messages

std::optional<Deed> Simulation::pause(Micros at, const QueueState& state, UtcTime utc) {
    std::vector<std::string> idle;
    for (const std::string& counter : counter_ids(state)) {
        if (has_status(state, counter, "break")) { // one at a time
            plan(Kind::Break, at + cycle_, "");
            return std::nullopt;
        }
        if (has_status(state, counter, "open")) {
            idle.push_back(counter);
        }
    }
    if (idle.empty()) {
        plan(Kind::Break, at + beat_);
        return std::nullopt;
    }
    plan(Kind::Break, at + chance_.between(cycle_ * 2, cycle_ * 4));
    const std::string counter = idle[chance_.below(idle.size())];
    const BreakEnd end = break_end(state, utc, chance_.between(10min, 20min));
    ++rounds_[counter];
    plan(Kind::Return, at + end.away, counter);
    return deed("break", {{"counter", counter},
                          {"until", end.until},
                          {"reason", std::string(break_reasons[chance_.below(3)])}});
}

std::optional<Deed> Simulation::notice(Micros at, const QueueState& state) {
    const auto posted = records_under(state, "notice/");
    if (posted.size() >= most_notices) {
        plan(Kind::Notice, at + 1s);
        return deed("notice-clear", {{"id", std::string(id_of(posted.front().first))}});
    }
    plan(Kind::Notice, at + chance_.between(2min, 4min));
    return deed("notice", {{"text", std::string(notices[next_notice_++ % notices.size()])}});
}

} // namespace panggil::console

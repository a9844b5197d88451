// SPDX-License-Identifier: MIT
#pragma once
/// Simulation: what the people of a hall would do next. A pure decision from a seed, the hall's
/// actual state and the time of its day; it asks for one deed at a time and never assumes that a
/// deed was done. The same seed and the same answers give the same day. At most one call or recall
/// falls into each beat of the rate, so that announcements never pile up.

#include "console/simulation_chance.hpp"
#include "core/queue_state.hpp"

#include <deque>
#include <map>
#include <optional>

namespace panggil::console {

/// A command without its id: what to do, on what.
struct Deed {
    std::string op;
    Record args;

    friend bool operator==(const Deed&, const Deed&) = default;
};

class Simulation {
public:
    struct Rules {
        std::uint64_t seed = 1;
        double calls_per_minute = 5;
    };

    explicit Simulation(Rules rules);

    /// What is to be done now, `at` after the day began; nothing when nothing is due. To be asked
    /// again with the state that the deed led to.
    [[nodiscard]] std::optional<Deed> next(const QueueState& state, Micros at, UtcTime utc);

    /// True when the day's opening has been asked for to its end.
    [[nodiscard]] bool has_opened() const { return begun_ && opening_.empty(); }

    /// When next() may have something.
    [[nodiscard]] Micros next_due() const;

private:
    enum class Kind { Voice, Arrive, Come, NoShow, Leave, Resume, Break, Return, Notice };

    struct Task {
        Kind kind = Kind::Voice;
        std::string counter;
        std::string ticket;
        std::int64_t round = 0; ///< of the counter; a task of an earlier round is void
    };

    [[nodiscard]] std::optional<Deed> carry_out(const Task& task, Micros at,
                                                const QueueState& state, UtcTime utc);
    [[nodiscard]] std::optional<Deed> voice(Micros at, const QueueState& state);
    [[nodiscard]] std::optional<Deed> recall(Micros at, const QueueState& state);
    [[nodiscard]] std::optional<Deed> call(Micros at, const QueueState& state);
    [[nodiscard]] std::optional<Deed> arrive(Micros at, const QueueState& state);
    [[nodiscard]] std::optional<Deed> leave(const Task& task, Micros at, const QueueState& state);
    [[nodiscard]] std::optional<Deed> resume(const Task& task, Micros at, const QueueState& state);
    [[nodiscard]] std::optional<Deed> pause(Micros at, const QueueState& state, UtcTime utc);
    [[nodiscard]] std::optional<Deed> notice(Micros at, const QueueState& state);

    void open_the_day(const QueueState& state, UtcTime utc);
    void plan(Kind kind, Micros at, std::string counter = "", std::string ticket = "");
    void called(const std::string& counter, Micros at);
    [[nodiscard]] Micros service_time();

    Chance chance_;
    Micros beat_;    ///< between two voices, on average
    Micros cycle_{}; ///< between two calls of one counter, on average
    bool begun_ = false;
    std::deque<Deed> opening_;
    std::multimap<Micros, Task> agenda_;
    std::map<std::string, std::int64_t> rounds_;
    std::map<std::string, Micros> unanswered_; ///< counters whose visitor does not come: when to
                                               ///< recall
    std::size_t next_notice_ = 0;
};

} // namespace panggil::console

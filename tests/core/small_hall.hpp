// SPDX-License-Identifier: MIT
#pragma once
/// A hall of three counters and two lines for tests, and a driver that speaks to it in one line a
/// command. Counters 1 and 2 serve line F, counter 3 serves K and helps F.

#include "core/hall.hpp"
#include "core/operation.hpp"

namespace panggil::tests {

inline Hall small_hall() {
    Hall hall;
    hall.site = "uji";
    hall.name = "Mal Pelayanan Publik";
    hall.utc_offset = Minutes(480);
    hall.day_start = "open";
    hall.agencies = {{"dukcapil", "Dukcapil", "Dinas Dukcapil", "", "opd", "dukcapil"},
                     {"pupr", "PUPR", "Dinas PUPR", "", "opd", "pupr"}};
    hall.zones = {{"lobi", "Ruang Tunggu"}, {"teras", "Teras"}};
    hall.services = {{"ktp", "dukcapil", "KTP", "F", 3, "auto"},
                     {"imb", "pupr", "IMB", "4K-", 2, "digits"}};
    hall.counters = {{"1", 1, "loket", "lobi", "dukcapil", {"ktp"}},
                     {"2", 2, "loket", "lobi", "dukcapil", {"ktp"}},
                     {"teknik", 3, "gerai", "teras", "pupr", {"imb", "ktp"}}};
    return hall;
}

/// 2026-11-24 08:00 in the hall.
inline constexpr UtcTime morning{Millis{1'795'478'400'000}};

class Driver {
public:
    explicit Driver(Hall hall = small_hall()) : hall_(std::move(hall)) {
        context.now = morning;
        context.term = 77;
        take(*reconcile(state, hall_, context.now));
        take(*begin_day(state, hall_, context.now));
    }

    Result<Decision> ask(const std::string& op, Record args,
                         std::optional<std::int64_t> if_rev = std::nullopt) const {
        return decide(state, {"r", op, std::move(args), "uji", if_rev}, context);
    }

    /// Does it, and answers what was reported; a refusal is reported as {"refused": code}.
    Record operator()(const std::string& op, Record args) {
        const auto decision = ask(op, std::move(args));
        if (!decision) {
            return Record{{"refused", decision.problem().code}};
        }
        take(decision.value().event);
        return decision.value().result;
    }

    void take(const Event& event) {
        apply(state, event);
        last = event;
        journal.push_back(event);
        context.now += Millis(1000);
    }

    const Record& counter(const std::string& id) const { return record_at(state, "counter/" + id); }

    const Record& ticket(const std::string& label) const {
        return record_at(state, "ticket/" + label);
    }

    QueueState state;
    DecisionContext context;
    Event last;
    std::vector<Event> journal;

private:
    Hall hall_;
};

/// Shorter than braces in braces: args("counter", "1", "ticket", "F001").
inline Record args() {
    return {};
}

template <class... Rest>
Record args(const char* key, Value value, Rest... rest) {
    return args(rest...).set(key, std::move(value));
}

} // namespace panggil::tests

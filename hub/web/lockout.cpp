// SPDX-License-Identifier: MIT
#include "hub/web/lockout.hpp"

#include <algorithm>

namespace panggil::hub::web {

namespace {

using namespace std::chrono_literals;

constexpr int of_counter_and_address = 5;
constexpr int of_address = 20;
constexpr int of_counter = 60;
constexpr Micros first_lock = 60s;
constexpr Micros longest_lock = 15min;
/// Who has been quiet for so long begins anew.
constexpr Micros remembered = 30min;
constexpr std::size_t most_remembered = 10'000;

} // namespace

std::array<Lockout::Kind, 3> Lockout::kinds(const std::string& counter,
                                            const std::string& address) {
    return {Kind{counter + ' ' + address, of_counter_and_address},
            Kind{"address " + address, of_address}, Kind{"counter " + counter, of_counter}};
}

std::optional<Millis> Lockout::locked(const std::string& counter, const std::string& address,
                                      Moment now) const {
    Micros longest{0};
    for (const Kind& kind : kinds(counter, address)) {
        if (const auto found = tries_.find(kind.key); found != tries_.end()) {
            longest = std::max(longest, found->second.until - now);
        }
    }
    return longest > Micros{0} ? std::optional(std::chrono::ceil<Millis>(longest)) : std::nullopt;
}

int Lockout::failed(const std::string& counter, const std::string& address, Moment now) {
    forget_old(now);
    int left = of_counter;
    for (const Kind& kind : kinds(counter, address)) {
        Tries& tries = tries_[kind.key];
        tries.last = now;
        if (++tries.failures >= kind.at_most) {
            constexpr int most_doublings = 8;
            const Micros lock = first_lock * (1 << std::min(tries.locks, most_doublings));
            tries.until = now + std::min(lock, longest_lock);
            tries.failures = 0;
            ++tries.locks;
            left = 0;
        } else {
            left = std::min(left, kind.at_most - tries.failures);
        }
    }
    return left;
}

void Lockout::succeeded(const std::string& counter, const std::string& address) {
    const auto counted = kinds(counter, address);
    const auto own = tries_.find(counted[0].key);
    if (own == tries_.end()) {
        return;
    }
    if (const auto here = tries_.find(counted[1].key); here != tries_.end()) {
        const int mistyped = own->second.failures + own->second.locks * of_counter_and_address;
        here->second.failures = std::max(0, here->second.failures - mistyped);
    }
    tries_.erase(own);
}

void Lockout::forget_old(Moment now) {
    std::erase_if(tries_, [&](const auto& entry) {
        return now - entry.second.last > remembered && now >= entry.second.until;
    });
    while (tries_.size() > most_remembered) {
        tries_.erase(std::ranges::min_element(tries_, {},
                                              [](const auto& entry) { return entry.second.last; }));
    }
}

} // namespace panggil::hub::web

// SPDX-License-Identifier: MIT
#include "hub/strangers.hpp"

namespace panggil::hub {

namespace {

using namespace std::chrono_literals;

constexpr Micros write_pace = 1s;
constexpr Micros refresh = 30s; ///< a key on the pending list is refreshed so often
constexpr Micros turns_remembered = 1min;
constexpr Micros tell_again = 10min;
constexpr Micros tell_window = 1min;
constexpr int most_told_of_address = 3;
constexpr int most_told = 20;

template <class Times>
void drop_old(Times& times, Moment before) {
    std::erase_if(times, [&](const auto& entry) { return entry.second <= before; });
}

} // namespace

void Strangers::knock(link::Knock knock, Moment now) {
    drop_old(written_, now - refresh);
    if (!written_.contains(knock.key)) {
        waiting_.add(std::move(knock));
    }
}

std::optional<link::Knock> Strangers::next(Moment now) {
    auto& list = waiting_.list();
    if (now < due_ || list.empty()) {
        return std::nullopt;
    }
    due_ = now + write_pace;
    drop_old(served_, now - turns_remembered);
    const auto found = std::ranges::min_element(list, {}, [&](const link::Knock& each) {
        const auto served = served_.find(each.address);
        return served == served_.end() ? Moment::min() : served->second;
    });
    link::Knock knock = std::move(*found);
    list.erase(found);
    written_[knock.key] = now;
    served_[knock.address] = now;
    return knock;
}

Strangers::Verdict Strangers::tell(const link::Knock& knock, Moment now) {
    drop_old(told_, now - tell_again);
    if (told_.contains(knock.key)) {
        return {};
    }
    if (now - window_ >= tell_window) {
        window_ = now;
        told_of_.clear();
        told_in_all_ = 0;
    }
    int& told_of_address = told_of_[knock.address];
    if (told_of_address >= most_told_of_address || told_in_all_ >= most_told) {
        ++held_back_;
        return {};
    }
    ++told_of_address;
    ++told_in_all_;
    told_[knock.key] = now;
    return {true, std::exchange(held_back_, 0)};
}

void Strangers::forget(const std::string& key) {
    written_.erase(key);
    told_.erase(key);
    std::erase_if(waiting_.list(), [&](const link::Knock& each) { return each.key == key; });
}

} // namespace panggil::hub

// SPDX-License-Identifier: MIT
#include "core/queue_state.hpp"

#include <algorithm>

namespace panggil {

void apply(QueueState& state, const Event& event) {
    for (const Key& key : event.del) {
        state.records.erase(key);
    }
    for (const auto& [key, record] : event.set) {
        state.records.insert_or_assign(key, record);
    }
    state.seq = event.seq;
}

Event inverse_of(const Event& event, const QueueState& before) {
    Event back;
    back.seq = before.seq;
    const auto keep = [&](const Key& key) {
        if (const auto was = before.records.find(key); was != before.records.end()) {
            back.set.insert(*was);
        } else {
            back.del.push_back(key);
        }
    };
    std::ranges::for_each(event.del, keep);
    for (const auto& [key, record] : event.set) {
        keep(key);
    }
    return back;
}

const Record& record_at(const QueueState& state, std::string_view key) {
    static const Record nothing;
    const auto found = state.records.find(key);
    return found == state.records.end() ? nothing : found->second;
}

std::vector<std::pair<std::string_view, const Record*>> records_under(const QueueState& state,
                                                                      std::string_view prefix) {
    std::vector<std::pair<std::string_view, const Record*>> found;
    for (auto at = state.records.lower_bound(prefix);
         at != state.records.end() && at->first.starts_with(prefix); ++at) {
        found.emplace_back(at->first, &at->second);
    }
    return found;
}

std::string_view id_of(std::string_view key) {
    const auto slash = key.find('/');
    return slash == std::string_view::npos ? key : key.substr(slash + 1);
}

} // namespace panggil

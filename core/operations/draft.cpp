// SPDX-License-Identifier: MIT
#include "core/operations/draft.hpp"

#include <algorithm>

namespace panggil {

Draft::Draft(const QueueState& state, const DecisionContext& context, const Record& args)
    : state_(state), context_(context), args_(args) {}

const Record& Draft::read(std::string_view key) const {
    static const Record nothing;
    const Event& event = decision_.event;
    if (const auto found = event.set.find(key); found != event.set.end()) {
        return found->second;
    }
    return std::ranges::find(event.del, key) == event.del.end() ? record_at(state_, key) : nothing;
}

Record& Draft::edit(const Key& key) {
    Event& event = decision_.event;
    if (const auto found = event.set.find(key); found != event.set.end()) {
        return found->second;
    }
    Record record = read(key);
    std::erase(event.del, key);
    if (key.starts_with("counter/")) {
        record.set("rev", record.number("rev") + 1);
    }
    return event.set.emplace(key, std::move(record)).first->second;
}

void Draft::remove(const Key& key) {
    Event& event = decision_.event;
    event.set.erase(key);
    if (state_.records.contains(key) && std::ranges::find(event.del, key) == event.del.end()) {
        event.del.push_back(key);
    }
}

void Draft::announce(Announcement announcement) {
    decision_.event.announce = std::move(announcement);
}

void Draft::report(std::string_view field, Value value) {
    decision_.result.set(field, std::move(value));
}

Decision Draft::take(const Command& command) && {
    Event& event = decision_.event;
    event.seq = seq();
    event.cause = command.op;
    event.actor = command.actor;
    event.utc = context_.now;
    std::ranges::sort(event.del); // one canonical form of an event
    return std::move(decision_);
}

} // namespace panggil

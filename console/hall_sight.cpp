// SPDX-License-Identifier: MIT
#include "console/hall_sight.hpp"

#include <algorithm>

namespace panggil::console {

namespace {

std::vector<std::string> ids_in_order(const QueueState& state, std::string_view prefix) {
    auto entries = records_under(state, prefix);
    std::ranges::stable_sort(entries, {},
                             [](const auto& entry) { return entry.second->number("order"); });
    std::vector<std::string> ids;
    for (const auto& [key, record] : entries) {
        ids.emplace_back(id_of(key));
    }
    return ids;
}

} // namespace

const Record& counter_at(const QueueState& state, const std::string& id) {
    return record_at(state, "counter/" + id);
}

std::vector<std::string> counter_ids(const QueueState& state) {
    std::vector<std::string> ids = ids_in_order(state, "counter/");
    std::erase_if(
        ids, [&](const std::string& id) { return counter_at(state, id).list("services").empty(); });
    return ids;
}

std::vector<std::string> served_services(const QueueState& state) {
    std::vector<std::string> services = ids_in_order(state, "service/");
    const std::vector<std::string> counters = counter_ids(state);
    std::erase_if(services, [&](const std::string& service) {
        return std::ranges::none_of(counters, [&](const std::string& counter) {
            const TextList& its = counter_at(state, counter).list("services");
            return std::ranges::find(its, service) != its.end();
        });
    });
    return services;
}

std::map<std::string, std::size_t> waiting_by_service(const QueueState& state) {
    std::map<std::string, std::size_t> waiting;
    for (const auto& [key, ticket] : records_under(state, "ticket/")) {
        waiting[ticket->text("service")] += ticket->text("state") == "waiting" ? 1 : 0;
    }
    return waiting;
}

std::size_t waiting_for(const QueueState& state, const std::string& counter) {
    std::size_t sum = 0;
    for (const auto& [service, count] : waiting_by_service(state)) {
        const TextList& its = counter_at(state, counter).list("services");
        sum += std::ranges::find(its, service) == its.end() ? 0 : count;
    }
    return sum;
}

} // namespace panggil::console

// SPDX-License-Identifier: MIT
#include "hub/web/connection_book.hpp"

#include <algorithm>

namespace panggil::hub::web {

bool is_this_machine(std::string_view address) {
    return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

bool ConnectionBook::may_enter(const std::string& address) const {
    if (connections_.size() >= limits_.connections) {
        return false;
    }
    const auto found = of_address_.find(address);
    return is_this_machine(address) || found == of_address_.end() ||
           found->second < limits_.of_address;
}

void ConnectionBook::opened(int descriptor, const std::string& address, Moment now) {
    connections_[descriptor] = {address, now};
    ++of_address_[address];
}

void ConnectionBook::closed(int descriptor) {
    const auto found = connections_.find(descriptor);
    if (found == connections_.end()) {
        return;
    }
    const auto count = of_address_.find(found->second.address);
    if (--count->second == 0) {
        of_address_.erase(count);
    }
    connections_.erase(found);
}

void ConnectionBook::asked(int descriptor) {
    if (const auto found = connections_.find(descriptor); found != connections_.end()) {
        found->second.busy = true;
    }
}

void ConnectionBook::answered(int descriptor, Moment now) {
    if (const auto found = connections_.find(descriptor); found != connections_.end()) {
        found->second.busy = false;
        found->second.is_new = false;
        found->second.since = now;
    }
}

std::vector<int> ConnectionBook::overdue(Moment now) const {
    const bool is_crowded = connections_.size() * 4 > limits_.connections * 3;
    std::vector<int> found;
    for (const auto& [descriptor, connection] : connections_) {
        const Millis patience = is_crowded          ? limits_.when_crowded
                                : connection.is_new ? limits_.first_request
                                                    : limits_.next_request;
        if (!connection.busy && now - connection.since > patience) {
            found.push_back(descriptor);
        }
    }
    return found;
}

} // namespace panggil::hub::web

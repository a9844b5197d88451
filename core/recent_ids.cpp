// SPDX-License-Identifier: MIT
#include "core/recent_ids.hpp"

#include <algorithm>

namespace panggil {

bool RecentIds::contains(std::string_view id) const {
    return std::ranges::find(ids_, id) != ids_.end();
}

bool RecentIds::add(const std::string& id) {
    if (contains(id)) {
        return false;
    }
    ids_.push_back(id);
    if (ids_.size() > most_) {
        ids_.pop_front();
    }
    return true;
}

} // namespace panggil

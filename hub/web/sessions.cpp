// SPDX-License-Identifier: MIT
#include "hub/web/sessions.hpp"

#include <algorithm>

namespace panggil::hub::web {

void Sessions::open(const std::string& print, const std::string& counter, Moment now) {
    tidy(now);
    const auto is_its = [&](const auto& entry) { return entry.second.counter == counter; };
    while (static_cast<std::size_t>(std::ranges::count_if(sessions_, is_its)) >=
           limits_.of_counter) {
        auto oldest = sessions_.end();
        for (auto each = sessions_.begin(); each != sessions_.end(); ++each) {
            if (is_its(*each) &&
                (oldest == sessions_.end() || each->second.used < oldest->second.used)) {
                oldest = each;
            }
        }
        sessions_.erase(oldest);
    }
    sessions_[print] = {counter, now, now + limits_.longest};
}

void Sessions::restore(const std::string& print, Session session, Moment now) {
    // A wall clock that was set makes no session longer.
    session.used = std::min(session.used, now);
    session.ends = std::min(session.ends, now + limits_.longest);
    if (!print.empty() && now < ends(session)) {
        sessions_[print] = std::move(session);
    }
}

Moment Sessions::ends(const Session& session) const {
    return std::min(session.ends, session.used + limits_.idle);
}

const Session* Sessions::find(const std::string& print, Moment now) {
    const auto found = sessions_.find(print);
    if (found == sessions_.end()) {
        return nullptr;
    }
    if (now >= ends(found->second)) {
        sessions_.erase(found);
        return nullptr;
    }
    found->second.used = now;
    return &found->second;
}

void Sessions::close(const std::string& print) {
    sessions_.erase(print);
}

void Sessions::close_all(const std::string& counter) {
    std::erase_if(sessions_, [&](const auto& entry) { return entry.second.counter == counter; });
}

std::size_t Sessions::at(const std::string& counter, const std::string& but_for) const {
    return static_cast<std::size_t>(std::ranges::count_if(sessions_, [&](const auto& entry) {
        return entry.second.counter == counter && entry.first != but_for;
    }));
}

void Sessions::tidy(Moment now) {
    std::erase_if(sessions_, [&](const auto& entry) { return now >= ends(entry.second); });
}

} // namespace panggil::hub::web

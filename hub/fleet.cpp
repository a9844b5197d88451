// SPDX-License-Identifier: MIT
#include "hub/fleet.hpp"

#include "core/plain_text.hpp"

#include <algorithm>

namespace panggil::hub {

namespace {

constexpr std::size_t most_screens = 512; // a hub is built for 300
constexpr std::size_t most_zones = 32;
constexpr std::size_t longest_name = 64;

bool is_name(const std::string& text) {
    return !text.empty() && fault_of_text(text, longest_name).empty();
}

} // namespace

bool Fleet::hear(ScreenStatus status, Moment now) {
    const bool plain = is_name(status.screen) && status.zones.size() <= most_zones &&
                       std::ranges::all_of(status.zones, is_name);
    if (!plain) {
        return false;
    }
    const auto known =
        std::ranges::find(screens_, status.screen, [](const Seen& seen) -> const std::string& {
            return seen.status.screen;
        });
    const bool live = status.health == "live";
    if (known != screens_.end()) {
        *known = {std::move(status), now, live ? now : known->live};
        return true;
    }
    if (screens_.size() >= most_screens) {
        screens_.erase(std::ranges::min_element(screens_, {}, &Seen::heard));
    }
    screens_.push_back({std::move(status), now, live ? now : Moment::min()});
    return true;
}

std::vector<ScreenStatus> Fleet::screens(Moment now) const {
    std::vector<ScreenStatus> list;
    for (const Seen& seen : screens_) {
        list.push_back(seen.status);
        list.back().silence = std::chrono::duration_cast<Millis>(now - seen.heard);
    }
    std::ranges::sort(list, {}, &ScreenStatus::screen);
    return list;
}

std::vector<SpeakerCandidate> Fleet::candidates() const {
    std::vector<SpeakerCandidate> list;
    for (const Seen& seen : screens_) {
        list.push_back({seen.status.screen, seen.status.zones, seen.status.audio_ok, seen.live});
    }
    return list;
}

} // namespace panggil::hub

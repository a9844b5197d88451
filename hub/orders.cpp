// SPDX-License-Identifier: MIT
#include "hub/orders.hpp"

#include <algorithm>

namespace panggil::hub {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_screens = 512; // as Fleet
constexpr std::size_t most_pending = 64;
constexpr std::size_t most_askers = 64;
constexpr std::size_t most_told = 256;
/// A client asks again for five seconds.
constexpr Millis answer_lasts = 10s;
/// A screen says how it is every few seconds.
constexpr Millis silent_after = 8s;
/// How long the way to the screen may take.
constexpr Millis life = 3s;
/// How long a picture is as good as a new one.
constexpr Millis picture_lasts = 1s;

/// A test sentence is answered when it was heard, and a picture has to come through.
Millis patience_for(const std::string& deed) {
    return deed == "test-voice" ? 20s : deed == "picture" ? 6s : 4s;
}

Problem unknown_screen(const std::string& screen) {
    return {"unknown_screen", "screen " + screen, "was not heard since this hub began",
            "see panggil screens", "Layar itu tidak dikenal."};
}

Problem silent_screen(const std::string& screen) {
    return {"screen_silent", "screen " + screen, "does not answer; nothing is known of it",
            "is it on, and connected? try again when it is live",
            "Layar " + screen + " tidak menjawab. Periksa listrik dan kabel jaringannya."};
}

Problem too_much() {
    return {"busy", "", "too much is asked of the screens at once; nothing was done",
            "try again in a moment", "Terlalu banyak permintaan sekaligus. Coba lagi sebentar."};
}

Problem too_fast(const std::string& screen) {
    return {"rate", "screen " + screen, "its picture was given to you a moment ago",
            "ask again in a second", "Terlalu cepat. Coba lagi."};
}

OrderFate fate_of(const OrderRequest& request) {
    OrderFate fate;
    fate.rid = request.rid;
    fate.screen = request.screen;
    fate.deed = request.deed;
    return fate;
}

/// More than one life gives; terms are seconds.
constexpr std::int64_t orders_in_a_term = 1'000'000;
constexpr std::int64_t most_terms = 1'000'000'000'000; // so that an id fits whatever the term

} // namespace

Orders::Orders(std::int64_t term) : last_(term % most_terms * orders_in_a_term) {}

void Orders::reached(const std::string& screen, const std::string& peer) {
    if (peers_.size() >= most_screens && !peers_.contains(screen)) {
        peers_.erase(peers_.begin()); // one that is there says so again within seconds
    }
    peers_[screen] = peer;
}

const OrderFate* Orders::told(const Asker& asker, const OrderRequest& request) const {
    const auto found = std::ranges::find_if(told_, [&](const Told& each) {
        return each.asker == asker && each.fate.screen == request.screen &&
               each.fate.deed == request.deed;
    });
    return found == told_.end() ? nullptr : &found->fate;
}

std::optional<OrderFate> Orders::ask(const OrderRequest& request, Route from,
                                     std::optional<Millis> silence, Moment now) {
    const Asker asker{std::move(from), request.rid};
    if (const OrderFate* before = told(asker, request)) {
        return *before;
    }
    OrderFate fate = fate_of(request);
    const auto peer = peers_.find(request.screen);
    if (!silence) {
        fate.refused = unknown_screen(request.screen);
        return fate;
    }
    if (*silence > silent_after || peer == peers_.end()) {
        fate.refused = silent_screen(request.screen);
        return fate;
    }
    if (const auto photo = photos_.find(request.screen);
        request.deed == "picture" && photo != photos_.end() &&
        now - photo->second.taken < picture_lasts) {
        const std::string& by = asker.route.peer; // the web counts its own
        if (!by.empty() && !photo->second.peers.insert(by).second) {
            fate.refused = too_fast(request.screen);
            return fate;
        }
        fate.picture = photo->second.picture;
        return fate;
    }
    const auto same = std::ranges::find_if(pending_, [&](const Pending& each) {
        return each.screen == request.screen && each.deed == request.deed &&
               each.anyway == request.anyway;
    });
    if (same != pending_.end() && std::ranges::find(same->askers, asker) != same->askers.end()) {
        return std::nullopt; // it waits already
    }
    if (same != pending_.end() ? same->askers.size() >= most_askers
                               : pending_.size() >= most_pending) {
        fate.refused = too_much();
        return fate;
    }
    if (same != pending_.end()) {
        same->askers.push_back(asker);
        return std::nullopt;
    }
    pending_.push_back({++last_,
                        request.screen,
                        request.deed,
                        request.anyway,
                        {asker},
                        now + patience_for(request.deed),
                        {}});
    letters_.push_back({{peer->second, 0}, Order{last_, request.deed, life, request.anyway}});
    return std::nullopt;
}

bool Orders::hear(OrderReport report, Moment now) {
    const auto found = std::ranges::find_if(pending_, [&](const Pending& each) {
        return each.id == report.order && each.screen == report.screen;
    });
    if (found == pending_.end()) {
        return false;
    }
    OrderFate fate;
    fate.refused = std::move(report.refused);
    fate.audible = report.audible;
    fate.waits = report.waits;
    if (found->deed == "picture" && !fate.refused) {
        std::string& picture = found->picture;
        const bool fits =
            static_cast<std::size_t>(report.at) == picture.size() &&
            picture.size() + report.part.size() <= static_cast<std::size_t>(report.bytes) &&
            !report.part.empty();
        if (!fits) {
            return false; // a part before it was lost: what is there is of no use, and ends in time
        }
        picture += report.part;
        if (picture.size() < static_cast<std::size_t>(report.bytes)) {
            return true;
        }
        fate.picture = picture;
        Photo photo{picture, now, {}};
        for (const Asker& asker : found->askers) {
            photo.peers.insert(asker.route.peer);
        }
        photos_[report.screen] = std::move(photo);
    }
    const Pending pending = std::move(*found);
    pending_.erase(found);
    end(pending, std::move(fate), now);
    return true;
}

void Orders::end(const Pending& pending, OrderFate fate, Moment now) {
    fate.screen = pending.screen;
    fate.deed = pending.deed;
    for (const Asker& asker : pending.askers) {
        fate.rid = asker.rid;
        letters_.push_back({asker.route, fate});
        const bool may_be_asked_again = asker.rid != 0 && !asker.route.peer.empty();
        if (may_be_asked_again && fate.picture.empty()) {
            if (told_.size() >= most_told) {
                told_.erase(told_.begin());
            }
            told_.push_back({asker, fate, now + answer_lasts});
        }
    }
}

void Orders::tick(Moment now) {
    std::erase_if(photos_,
                  [&](const auto& each) { return now - each.second.taken >= picture_lasts; });
    std::erase_if(told_, [&](const Told& each) { return now >= each.until; });
    const auto late = std::stable_partition(pending_.begin(), pending_.end(),
                                            [&](const Pending& each) { return now < each.until; });
    for (auto each = late; each != pending_.end(); ++each) {
        OrderFate fate;
        fate.refused = silent_screen(each->screen);
        end(*each, std::move(fate), now);
    }
    pending_.erase(late, pending_.end());
}

bool Orders::owes(const Route& asker) const {
    return std::ranges::any_of(pending_, [&](const Pending& each) {
        return std::ranges::any_of(each.askers,
                                   [&](const Asker& one) { return one.route == asker; });
    });
}

} // namespace panggil::hub

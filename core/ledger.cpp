// SPDX-License-Identifier: MIT
#include "core/ledger.hpp"

#include <algorithm>

namespace panggil {

namespace {

constexpr std::size_t most_pages = 1000;
/// Later nobody asks what became of a call.
constexpr Millis page_lasts = std::chrono::hours(24);
/// But wall clocks jump: more calls than are under way at one time are kept in any case.
constexpr std::size_t always_kept = 100;
/// Of the last calls more words may come.
constexpr std::size_t young = 8;
/// Of one call: each screen of a large house tells a handful.
constexpr std::size_t most_receipts = 300;

bool ends(std::string_view phase) {
    return phase == "done" || phase == "expired" || phase == "withdrawn";
}

bool gives_back(std::string_view phase) {
    return phase == "failed" || phase == "muted" || phase == "interrupted";
}

/// A ping may tell that a call was said a moment before the report that knows for how long.
void complete(std::vector<Receipt>& receipts, const Receipt& report) {
    for (Receipt& each : receipts) {
        if (report.phase == "done" && each.phase == "done" && each.screen == report.screen &&
            each.audible < report.audible) {
            each = report;
        }
    }
}

} // namespace

bool Ledger::is_stale(const Receipt& receipt) const {
    const bool of_a_voice = gives_back(receipt.phase) || receipt.phase == "started";
    const auto found = pages_.find(receipt.call_id);
    return of_a_voice && !receipt.bid.empty() && found != pages_.end() &&
           !found->second.bid.empty() && found->second.holder == receipt.screen &&
           found->second.bid != receipt.bid;
}

/// A page that was begun is the last.
void Ledger::make_room(UtcTime now) {
    if (order_.size() > young) {
        pages_.at(order_[order_.size() - 1 - young]).receipts.shrink_to_fit();
    }
    const auto is_old = [&] {
        return order_.size() > always_kept && now - pages_.at(order_.front()).begun > page_lasts;
    };
    while (order_.size() > most_pages || is_old()) {
        pages_.erase(order_.front());
        order_.pop_front();
    }
}

bool Ledger::note(const Receipt& receipt) {
    if (is_stale(receipt)) {
        return false;
    }
    const auto [found, fresh] = pages_.try_emplace(receipt.call_id);
    Page& page = found->second;
    if (fresh) {
        page.begun = receipt.at;
        order_.push_back(receipt.call_id);
        make_room(receipt.at);
    }
    // A voice may be given, fail and be given again; all else is told once.
    const bool again = gives_back(receipt.phase) || receipt.phase == "granted" ||
                       (receipt.phase == "queued" && !receipt.bid.empty());
    const bool moves = receipt.phase == "postponed";
    const bool known = std::ranges::any_of(page.receipts, [&](const Receipt& each) {
        return each.screen == receipt.screen && each.phase == receipt.phase &&
               (!moves || each.audible == receipt.audible) &&
               (!again ||
                (each.bid == receipt.bid && (!receipt.bid.empty() || each.at == receipt.at)));
    });
    // However much was told: who has a call, and that it is over, must get through.
    const bool decides = receipt.phase == "granted" || receipt.phase == "done";
    if (known) {
        complete(page.receipts, receipt);
        return false;
    }
    if (page.receipts.size() >= most_receipts && !decides) {
        return false;
    }
    if (receipt.phase == "granted") {
        page.holder = receipt.screen;
        page.bid = receipt.bid;
    } else if (gives_back(receipt.phase) && page.holder == receipt.screen) {
        page.holder.clear();
    }
    // What was heard was heard; that a call is over can only say who has it, or the hub.
    const bool may_end = receipt.phase == "done" || page.holder.empty() ||
                         page.holder == receipt.screen || receipt.screen == "hub";
    page.settled = page.settled || (ends(receipt.phase) && may_end);
    page.receipts.push_back(receipt);
    return true;
}

std::vector<std::string> Ledger::begin_life(const std::string& screen, const std::string& life) {
    std::vector<std::string> given_back;
    for (auto& [call_id, page] : pages_) {
        if (!page.settled && page.holder == screen && is_of_another_life(page.bid, life)) {
            page.holder.clear();
            given_back.push_back(call_id);
        }
    }
    return given_back;
}

SpeakVerdict::Answer Ledger::judge(const std::string& call_id, const std::string& screen,
                                   bool is_speaker) const {
    const auto found = pages_.find(call_id);
    const bool known = found != pages_.end();
    if (known && found->second.settled) {
        return SpeakVerdict::Answer::Settled;
    }
    const std::string holder = known ? found->second.holder : std::string();
    if (holder == screen || (holder.empty() && is_speaker)) {
        return SpeakVerdict::Answer::Granted;
    }
    return SpeakVerdict::Answer::Held;
}

bool Ledger::is_settled(const std::string& call_id) const {
    const auto found = pages_.find(call_id);
    return found != pages_.end() && found->second.settled;
}

std::vector<Receipt> Ledger::receipts(const std::string& call_id) const {
    const auto found = pages_.find(call_id);
    return found == pages_.end() ? std::vector<Receipt>{} : found->second.receipts;
}

} // namespace panggil

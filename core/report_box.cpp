// SPDX-License-Identifier: MIT
#include "core/report_box.hpp"

#include "core/sooner.hpp"

#include <algorithm>

namespace panggil {

namespace {

using namespace std::chrono_literals;

/// A hub writes what it was told within a quarter of a second; asked again, it has noted it.
constexpr Micros send_again_after = 600ms;
/// By then the hub has closed the account of the call itself.
constexpr Micros oldest = 10min;
constexpr std::size_t most_kept = 300;
constexpr std::size_t most_at_once = 16;

} // namespace

void ReportBox::add(Receipt receipt, std::int64_t rid, Moment now) {
    if (receipt.phase == "started") {
        std::erase_if(entries_, [&](const Entry& entry) {
            return entry.receipt.call_id == receipt.call_id && entry.receipt.phase != "shown";
        });
    }
    if (entries_.size() >= most_kept) {
        entries_.pop_front();
    }
    entries_.push_back({std::move(receipt), rid, now, std::nullopt});
}

std::vector<ReceiptReport> ReportBox::due(Moment now) const {
    std::vector<ReceiptReport> reports;
    for (const Entry& entry : entries_) {
        if ((!entry.again || now >= *entry.again) && reports.size() < most_at_once) {
            reports.push_back(
                {entry.receipt, entry.rid, std::chrono::duration_cast<Millis>(now - entry.at)});
        }
    }
    return reports;
}

void ReportBox::sent(std::int64_t rid, Moment now) {
    const auto found = std::ranges::find(entries_, rid, &Entry::rid);
    if (found != entries_.end()) {
        found->again = now + send_again_after;
    }
}

void ReportBox::noted(std::int64_t rid) {
    std::erase_if(entries_, [&](const Entry& entry) { return entry.rid == rid; });
}

void ReportBox::tidy(Moment now) {
    std::erase_if(entries_, [&](const Entry& entry) { return now - entry.at > oldest; });
}

std::optional<Moment> ReportBox::next_due() const {
    std::optional<Moment> next;
    for (const Entry& entry : entries_) {
        bring_forward(next, entry.again);
    }
    return next;
}

} // namespace panggil

// SPDX-License-Identifier: MIT
#include "hub/web/call_book.hpp"

#include <algorithm>

namespace panggil::hub::web {

namespace {

using namespace std::chrono_literals;

constexpr Millis soon = 200ms;
constexpr Millis later = 1s;
/// For so long a clerk looks at the page and waits.
constexpr Millis fresh = 30s;
/// Other screens show it a moment after one has said it; then nothing new is told.
constexpr Millis told_after_verdict = 20s;
constexpr Millis shown_to_clerks = 120s;
/// What waits for so long is told by the hub to have expired.
constexpr Millis remembered = 900s;
constexpr std::size_t most = 200;

/// Nothing more is to be learned of it. Who was not heard may still be: a voice that comes back
/// says the call as long as it is fresh.
bool is_over(const CallBook::Entry& entry, Moment now) {
    const Millis good = good_for(entry.receipts, entry.announcement.ttl) + told_after_verdict;
    const bool may_be_said = !is_final(entry.verdict) && now - entry.made <= good;
    return entry.verdict.hearing != Hearing::Waiting && !may_be_said &&
           now - entry.changed > told_after_verdict;
}

} // namespace

void CallBook::begin(const Announcement& announcement, Moment made, UtcTime made_utc, Moment now) {
    if (find(announcement.call_id) != nullptr) {
        return;
    }
    entries_.push_back({announcement, made, made_utc, {}, {}, now, now, now, 0});
    if (entries_.size() > most) {
        entries_.pop_front();
    }
}

std::vector<std::string> CallBook::due(Moment now) {
    std::erase_if(entries_, [&](const Entry& entry) { return now - entry.made > remembered; });
    std::vector<std::string> ids;
    for (Entry& entry : entries_) {
        if (!is_over(entry, now) && now >= entry.next_ask) {
            const bool quick =
                entry.verdict.hearing == Hearing::Waiting && now - entry.made < fresh;
            entry.next_ask = now + (quick ? soon : later);
            ids.push_back(entry.announcement.call_id);
        }
    }
    return ids;
}

void CallBook::take(const std::string& call_id, std::vector<Receipt> receipts,
                    const SpeakerOf& speaker_of, Moment now) {
    const auto found = std::ranges::find_if(
        entries_, [&](const Entry& entry) { return entry.announcement.call_id == call_id; });
    if (found == entries_.end()) {
        return;
    }
    Entry& entry = *found;
    const bool is_new = receipts != entry.receipts;
    if (is_new) {
        entry.receipts = std::move(receipts);
        entry.news = now;
    }
    Verdict verdict =
        judge(entry.receipts, {speaker_of(entry.announcement.zone), entry.announcement.ttl,
                               std::chrono::floor<Millis>(now - entry.made),
                               std::chrono::floor<Millis>(now - entry.news)});
    if (is_new || verdict.hearing != entry.verdict.hearing ||
        verdict.reason != entry.verdict.reason) {
        ++entry.revision;
        entry.changed = now;
    }
    entry.verdict = std::move(verdict);
}

const CallBook::Entry* CallBook::find(std::string_view call_id) const {
    const auto found = std::ranges::find_if(
        entries_, [&](const Entry& entry) { return entry.announcement.call_id == call_id; });
    return found == entries_.end() ? nullptr : &*found;
}

std::vector<const CallBook::Entry*> CallBook::calls_of(std::string_view counter, Moment now) const {
    std::vector<const Entry*> calls;
    for (const Entry& entry : entries_) {
        const bool recent = now - entry.made <= shown_to_clerks ||
                            (entry.revision > 0 && now - entry.changed <= told_after_verdict);
        if (entry.announcement.counter == counter && recent) {
            calls.push_back(&entry);
        }
    }
    return calls;
}

} // namespace panggil::hub::web

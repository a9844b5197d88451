// SPDX-License-Identifier: MIT
#include "core/hearing.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace panggil {

namespace {

using namespace std::chrono_literals;

/// A screen that pings every 2 s is known to the hub, and made the speaker, well within this time.
constexpr Millis speaker_patience = 8s;
/// Voices that began in time end in time; a report gets lost only with its screen.
constexpr Millis report_patience = 60s;

/// Who closes the account of a call that no screen has said to its end.
constexpr std::string_view the_hub = "hub";

constexpr std::array reasons{
    ReasonText{"withdrawn", "dibatalkan, dilayani atau dipanggil ulang sebelum gilirannya bersuara",
               "withdrawn, served or called again before its turn to be said"},
    ReasonText{"expired", "terlalu lama menunggu gilirannya bersuara",
               "waited too long for its turn to be said"},
    ReasonText{"failed", "layar tidak bisa membunyikannya", "the screen could not sound it"},
    ReasonText{"muted", "layar tanpa suara: hanya tampil", "the screen is mute: it was only shown"},
    ReasonText{"interrupted", "suaranya terputus di tengah", "its voice was cut off within it"},
    ReasonText{"no_speaker", "tidak ada layar bersuara di zona ini",
               "no screen speaks in this zone"},
    ReasonText{"no_report", "layar tidak melapor bahwa sudah terdengar",
               "no screen reported that it was heard"},
};

/// A voice that failed is tried again, by this screen or by the zone's next speaker, and others may
/// be said before; after so long nobody tries any more.
constexpr Millis retry_patience = 20s;
/// Where nobody speaks any more nobody tries again.
constexpr Millis silent_zone_patience = 2s;

/// The hall will not hear it.
bool is_final(std::string_view phase) {
    return phase == "withdrawn" || phase == "expired";
}

/// The call was given back: it may still be said.
bool gives_back(std::string_view phase) {
    return phase == "failed" || phase == "muted" || phase == "interrupted";
}

bool is_failure(std::string_view phase) {
    return is_final(phase) || gives_back(phase);
}

bool is_under_way(std::string_view phase) {
    return phase == "queued" || phase == "postponed" || phase == "started";
}

} // namespace

Millis good_for(const std::vector<Receipt>& receipts, Millis ttl) {
    for (const Receipt& receipt : receipts) {
        ttl = receipt.phase == "postponed" ? std::max(ttl, receipt.audible) : ttl;
    }
    return ttl;
}

bool is_final(const Verdict& verdict) {
    return verdict.hearing == Hearing::Heard ||
           (verdict.hearing == Hearing::NotHeard && is_final(verdict.reason));
}

Verdict judge(const std::vector<Receipt>& receipts, const Wait& wait) {
    // The last word of each screen about its voice; that it was shown is another matter.
    std::map<std::string, Receipt> last;
    bool closed = false; // the hub waits for no screen any more
    bool begun = false;
    bool lost = false;
    const Millis ttl = good_for(receipts, wait.ttl);
    for (const Receipt& receipt : receipts) {
        if (receipt.screen == the_hub && receipt.phase == "expired") {
            closed = true;
            continue;
        }
        if (receipt.screen == the_hub && receipt.phase == "interrupted") {
            lost = true; // with the screen that said it
            continue;
        }
        begun = begun || receipt.phase == "started";
        if (receipt.phase == "done") {
            return {Hearing::Heard, receipt, ""};
        }
        if (is_failure(receipt.phase) || is_under_way(receipt.phase)) {
            last[receipt.screen] = receipt;
        }
    }
    if (closed) {
        // A screen that could not is the better reason than one whose voice was cut off.
        const auto failed = std::ranges::find_if(last, [](const auto& entry) {
            return is_failure(entry.second.phase) && entry.second.phase != "interrupted";
        });
        return failed != last.end()
                   ? Verdict{Hearing::NotHeard, failed->second, failed->second.phase}
                   : Verdict{Hearing::NotHeard, {}, begun ? "interrupted" : "no_report"};
    }
    if (lost) {
        return {Hearing::NotHeard, {}, "interrupted"};
    }
    const auto under_way = std::ranges::any_of(
        last, [](const auto& entry) { return is_under_way(entry.second.phase); });
    if (under_way) {
        return wait.passed > ttl + report_patience ? Verdict{Hearing::NotHeard, {}, "no_report"}
                                                   : Verdict{};
    }
    if (!last.empty()) {
        const auto ended = std::ranges::find_if(
            last, [](const auto& entry) { return is_final(entry.second.phase); });
        const Receipt& failure = ended != last.end() ? ended->second : last.begin()->second;
        const Millis patience = wait.speaker.empty() ? silent_zone_patience : retry_patience;
        return ended != last.end() || wait.quiet > patience
                   ? Verdict{Hearing::NotHeard, failure, failure.phase}
                   : Verdict{};
    }
    if (wait.speaker.empty() && wait.passed > speaker_patience) {
        return {Hearing::NotHeard, {}, "no_speaker"};
    }
    if (wait.passed > ttl + speaker_patience) {
        return {Hearing::NotHeard, {}, "no_report"};
    }
    return {};
}

ReasonText reason_text(std::string_view reason) {
    const auto found = std::ranges::find(reasons, reason, &ReasonText::code);
    return found == reasons.end() ? ReasonText{reason, reason, reason} : *found;
}

} // namespace panggil

// SPDX-License-Identifier: MIT
#include "core/alert_voice.hpp"

#include "core/sooner.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace panggil {

namespace {

constexpr std::string_view drill = ".drill";
constexpr int harmless = 1; ///< nobody needs to leave: calls go on

constexpr std::array<std::pair<std::string_view, int>, 4> known{{
    {"tsunami", 4},
    {"kebakaran", 3},
    {"gempa", 2},
    {"listrik-padam", harmless},
}};

/// A kind that is new to this version is taken seriously.
int gravity_of(std::string_view kind) {
    const auto found = std::ranges::find(known, kind, [](const auto& each) { return each.first; });
    return found == known.end() ? 2 : found->second;
}

bool is_over(const Record& alert, UtcTime now) {
    const std::int64_t until = alert.number("until");
    return until > 0 && until <= now.time_since_epoch().count();
}

/// "alert.tsunami.awas.drill"
std::string sentence_of(const Record& alert) {
    std::string name = "alert." + alert.text("kind");
    if (!alert.text("level").empty()) {
        name += "." + alert.text("level");
    }
    return alert.number("drill") != 0 ? name + std::string(drill) : name;
}

} // namespace

std::vector<std::string> alert_sentences() {
    std::vector<std::string> names;
    for (const auto& [kind, gravity] : known) {
        names.push_back("alert." + std::string(kind));
    }
    names.emplace_back("alert.clear");
    const std::vector<std::string> earnest = names;
    for (const std::string& name : earnest) {
        names.push_back(name + std::string(drill));
    }
    return names;
}

void AlertVoice::look(const QueueState& state, UtcTime now) {
    std::map<std::string, Standing, std::less<>> now_standing;
    for (const auto& [key, alert] : records_under(state, "alert/")) {
        if (is_over(*alert, now)) {
            continue;
        }
        const std::string id(id_of(key));
        Standing standing{sentence_of(*alert), gravity_of(alert->text("kind")), std::nullopt};
        if (const auto before = standing_.find(id);
            before != standing_.end() && before->second.kind == standing.kind) {
            standing.again = before->second.again;
        }
        now_standing.emplace(id, std::move(standing));
    }
    if (!now_standing.empty()) {
        all_clear_.clear();
    } else {
        for (const auto& [id, told] : standing_) {
            if (told.again && all_clear_ != "alert.clear") {
                all_clear_ = told.kind.ends_with(drill) ? "alert.clear.drill" : "alert.clear";
            }
        }
    }
    standing_ = std::move(now_standing);
}

std::optional<AlertText> AlertVoice::due(Moment now) const {
    if (!all_clear_.empty()) {
        return AlertText{"", all_clear_};
    }
    const std::pair<const std::string, Standing>* next = nullptr;
    for (const auto& each : standing_) {
        const bool its_turn = !each.second.again || *each.second.again <= now;
        if (its_turn && (next == nullptr || each.second.gravity > next->second.gravity)) {
            next = &each;
        }
    }
    return next == nullptr ? std::nullopt
                           : std::optional(AlertText{next->first, next->second.kind});
}

std::optional<Moment> AlertVoice::next_due() const {
    if (!all_clear_.empty()) {
        return Moment{};
    }
    std::optional<Moment> next;
    for (const auto& [id, each] : standing_) {
        bring_forward(next, each.again.value_or(Moment{}));
    }
    return next;
}

void AlertVoice::begun(const AlertText& text) {
    if (const auto found = standing_.find(text.alert); found != standing_.end()) {
        found->second.again = Moment::max();
    }
}

void AlertVoice::said(const AlertText& text, Moment now) {
    if (text.alert.empty()) {
        all_clear_.clear();
    } else if (const auto found = standing_.find(text.alert); found != standing_.end()) {
        found->second.again = now + pause;
    }
}

/// An all-clear stays due as it is.
void AlertVoice::failed(const AlertText& text, Moment now) {
    if (const auto found = standing_.find(text.alert); found != standing_.end()) {
        found->second.again = now;
    }
}

bool AlertVoice::holds_calls() const {
    return !all_clear_.empty() || std::ranges::any_of(standing_, [](const auto& each) {
        return each.second.gravity > harmless;
    });
}

} // namespace panggil

// SPDX-License-Identifier: MIT
#include "renderer/quarantine.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace panggil::screen {

namespace {

/// A picture at sixty a second has 16 ms; the first one reads fonts and pictures, so one slow
/// drawing says nothing.
constexpr Micros too_slow{50'000};
constexpr int patience = 3;
/// Those that show numbers or an emergency, and those that numbers may stand in.
constexpr std::array<std::string_view, 9> needed{"ticket",       "now-calling",  "counters-grid",
                                                 "counter-card", "call-history", "queue-table",
                                                 "emergency",    "grid",         "layers"};

} // namespace

void Quarantine::failed(const std::string& key, std::string_view widget, std::string_view why) {
    if (held_.emplace(key, true).second) {
        problems_.push_back(
            {"widget.quarantined", key,
             std::string(widget) + " is replaced by an empty frame: " + std::string(why),
             "mend the layout; the rest of the screen goes on",
             "bagian ini diganti bingkai kosong: " + std::string(why)});
    }
}

void Quarantine::took(const std::string& key, std::string_view widget, Micros time) {
    if (time < too_slow) {
        if (!slow_.empty()) {
            slow_.erase(key);
        }
        return;
    }
    const bool is_needed = std::ranges::find(needed, widget) != needed.end();
    if (!is_needed && ++slow_[key] >= patience) {
        failed(key, widget, "it takes " + std::to_string(time.count() / 1000) + " ms to draw");
    }
}

Problems Quarantine::take_problems() {
    return std::exchange(problems_, {});
}

void Quarantine::forget() {
    slow_.clear();
    held_.clear();
}

Quarantine::Watch::Watch(Quarantine& quarantine, const std::string& key, std::string_view widget)
    : quarantine_(quarantine.measuring_ ? &quarantine : nullptr), key_(&key), widget_(widget),
      start_(quarantine_ != nullptr ? quarantine.clock_() : Moment{}),
      outer_(std::exchange(quarantine.inner_, Micros{0})) {}

Quarantine::Watch::~Watch() {
    if (quarantine_ == nullptr) {
        return;
    }
    const Micros whole = quarantine_->clock_() - start_;
    quarantine_->took(*key_, widget_, whole - quarantine_->inner_);
    quarantine_->inner_ = outer_ + whole;
}

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#pragma once
/// One screen's ear with a clock that the test turns: a player that takes exactly as long as the
/// sound lasts, and a log that is kept.

#include "core/log.hpp"
#include "renderer/announcer.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace panggil::testing {

class KeptLog final : public Log {
public:
    void write(const LogLine& line) override { lines.push_back(line); }

    /// The calls of which this was logged, in order.
    [[nodiscard]] std::vector<std::string> calls(std::string_view event) const {
        std::vector<std::string> ids;
        for (const LogLine& line : lines) {
            if (line.event == event) {
                ids.push_back(line.fields.text("announce_id"));
            }
        }
        return ids;
    }

    std::vector<LogLine> lines;
};

/// Plays in the test's time.
class FakePlayer final : public screen::Player {
public:
    void play(std::string call_id, std::shared_ptr<const screen::Sound> sound) override {
        const auto samples = sound->samples.size();
        loudest = 0;
        for (const float sample : sound->samples) {
            loudest = std::max(loudest, std::abs(sample));
        }
        until_ = Moment::max();
        begins_ = now + lead;
        ends_ = begins_ + Micros(static_cast<std::int64_t>(samples * 1'000'000 / 48'000));
        playing_ = screen::PlayReport{std::move(call_id), 0, samples};
    }

    void allow_until(Moment until) override { until_ = until; }

    void drop() override { playing_.reset(); }

    [[nodiscard]] std::optional<std::uint64_t> progress(const std::string& call_id) const override {
        if (!playing_ || playing_->call_id != call_id || now < begins_) {
            return std::nullopt;
        }
        return static_cast<std::uint64_t>(Micros(now - begins_).count() * 48 / 1000);
    }

    /// As when the machine stood still: the rest of the sound is not played.
    void break_off() {
        if (playing_) {
            playing_->broken = true;
            ends_ = now;
        }
    }

    [[nodiscard]] std::optional<screen::PlayReport> finished() override {
        if (playing_ && now > until_ && until_ < ends_) {
            break_off();
        }
        if (!playing_ || now < ends_) {
            return std::nullopt;
        }
        return std::exchange(playing_, std::nullopt);
    }

    [[nodiscard]] int descriptor() const override { return -1; }

    [[nodiscard]] bool audible() const override { return works; }

    Moment now{};
    Micros lead{0}; ///< before the first sample
    bool works = true;
    float loudest = 0; ///< sample of the last sound

private:
    std::optional<screen::PlayReport> playing_;
    Moment begins_{};
    Moment ends_{};
    Moment until_ = Moment::max();
};

} // namespace panggil::testing

// SPDX-License-Identifier: MIT
#pragma once
/// Quarantine: widgets that failed or were too slow, by the key of their place. An empty frame
/// stands for them until the next layout comes, so that one bad part never costs the numbers. Times
/// are the thread's own work, by the function that is given: a busy machine makes no widget slow.
/// Widgets that show numbers or an emergency, or hold those that do, are never replaced for being
/// slow.

#include "core/result.hpp"
#include "core/time.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace panggil::screen {

class Quarantine {
public:
    using Clock = std::function<Moment()>;

    explicit Quarantine(Clock clock) : clock_(std::move(clock)) {}

    /// Measures from now on each widget by itself; otherwise only failures are caught.
    void measure(bool each) { measuring_ = each; }

    [[nodiscard]] bool holds(std::string_view key) const { return held_.contains(key); }

    void failed(const std::string& key, std::string_view widget, std::string_view why);

    /// Measures one drawing of a widget, without what its children took.
    class Watch {
    public:
        Watch(Quarantine& quarantine, const std::string& key, std::string_view widget);
        ~Watch();
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;

    private:
        Quarantine* quarantine_; ///< null while nothing is measured
        const std::string* key_;
        std::string_view widget_;
        Moment start_;
        Micros outer_;
    };

    [[nodiscard]] Problems take_problems();

    /// A new layout gets a new chance.
    void forget();

private:
    void took(const std::string& key, std::string_view widget, Micros time);

    Clock clock_;
    std::map<std::string, int, std::less<>> slow_; ///< how often in a row
    std::map<std::string, bool, std::less<>> held_;
    bool measuring_ = false;
    Micros inner_{0}; ///< what the children of the one being drawn have taken
    Problems problems_;
};

} // namespace panggil::screen

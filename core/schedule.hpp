// SPDX-License-Identifier: MIT
#pragma once
/// Schedule: which layout a screen shows at a moment, and why: screens.json as a value. Rules are
/// read from the top and the first that holds wins, as in a firewall; an emergency stands above
/// all, then overlays, then what an administrator has pinned. Pure: the time is an argument.

#include "core/conditions.hpp"
#include "core/result.hpp"

#include <functional>
#include <optional>
#include <set>
#include <vector>

namespace panggil {

struct Schedule {
    Tree file;     ///< screens.json; nothing when the site has none
    Tree holidays; ///< a list of {"date", "name"}
    Places places{1};
};

/// How a layout lets people see whose turn it is: not at all, on the cards of the counters only, or
/// on a panel of its own.
enum class CallView { None, Cards, Panel };

/// What is asked besides the time.
struct Question {
    std::string screen;
    HallTime time;
    std::int64_t waiting = 0;
    /// Given while a number is called: how the layout of this path shows it, in this mode. A rule
    /// with a condition needs a panel then; one without is the screen's usual picture, and meant.
    std::function<CallView(const std::string& show, const std::string& mode)> call_view = {};
};

struct RuleVerdict {
    std::string rule; ///< id, or its number from the top
    bool holds = false;
    std::string why; ///< why not, or where it comes from
};

struct Choice {
    std::string show; ///< path of the layout; "" = the site's default
    std::string mode; ///< of the theme; "" = its own
    std::string rule;
    std::string daypart;
    std::string holiday;
    std::vector<RuleVerdict> verdicts; ///< in the order in which they were asked
};

/// An overlay that is due: it lies over what is chosen for so many seconds. Whether its day and its
/// conditions are right is asked of the moment at which it begins, also past midnight.
struct OverlayDue {
    std::string rule;
    std::string show;
    int seconds = 60;
    bool after_call = false;
    int since = 0; ///< seconds since its time came
};

[[nodiscard]] Choice choose(const Schedule& schedule, const Question& question);
[[nodiscard]] std::optional<OverlayDue> overlay_due(const Schedule& schedule,
                                                    const Question& question);

/// Every layout that a rule, an overlay or a pin names for this screen.
[[nodiscard]] std::set<std::string> layouts_for(const Schedule& schedule,
                                                const std::string& screen);

/// Settings of one screen: an object, or nothing.
[[nodiscard]] const Tree& screen_in(const Schedule& schedule, std::string_view screen);

/// "layanan", or "" outside of all.
[[nodiscard]] std::string daypart_at(const Schedule& schedule, const HallTime& time);
[[nodiscard]] std::string holiday_at(const Schedule& schedule, const HallTime& time);

/// True in the hours in which the screen is dark.
[[nodiscard]] bool is_night(const Tree& screen, const HallTime& time);

/// What the fields alone do not show: rules that never hold, words that name nothing.
[[nodiscard]] Problems check_schedule(const Schedule& schedule);

} // namespace panggil

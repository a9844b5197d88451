// SPDX-License-Identifier: MIT
#pragma once
/// Programme: which layout is on the glass now. An emergency stands above all, then an overlay of
/// the schedule, then the layout given on the command line, then the schedule's rules. No rule and
/// no overlay hides a number that is called: a rule of a moment that would is passed over, an
/// overlay waits for the end of the call and holds the next ones. Where the voice of a zone does
/// not hold them, because the overlay is not for the screen that speaks there, it gives way to
/// each. Main thread only.

#include "core/board.hpp"
#include "core/schedule.hpp"
#include "renderer/clock.hpp"
#include "renderer/layout_store.hpp"
#include "renderer/schedule_store.hpp"
#include "renderer/site.hpp"

namespace panggil::screen {

class Programme {
public:
    struct Options {
        Site site;
        std::string screen;
        std::string layout;         ///< overrides the rules
        std::string mode;           ///< overrides the schedule's
        std::filesystem::path kept; ///< folder for what was good last; "" keeps none
    };

    /// How it stands with the calls of the zones that are shown.
    struct Calls {
        bool on_show = false; ///< one is being said here, or keeps the panel
        /// Since when the one that waits longest is held; nothing while none is.
        std::optional<Moment> held_since = std::nullopt;
        std::set<std::string> speakers = {}; ///< other screens that speak there
    };

    explicit Programme(Options options);

    /// What is shown with this board; completes the board with the part of the day and leaves on it
    /// only those whom this screen shows. Never null.
    [[nodiscard]] std::shared_ptr<const Layout> choose(Board& board, Now now, const Calls& calls);

    /// While no call is known of.
    [[nodiscard]] std::shared_ptr<const Layout> choose(Board& board, Now now) {
        return choose(board, now, Calls{});
    }

    /// Why this layout: "alert", "overlay lagu", "--layout", "pin", or the id of a rule.
    [[nodiscard]] const std::string& rule() const { return rule_; }

    /// Until when no call may begin, at the latest: an overlay hides the numbers, or is about to.
    /// A call waits no longer than five minutes, for one overlay or for several in a row; then
    /// calls go on, and each is shown.
    [[nodiscard]] std::optional<Moment> calls_wait_until() const;

    /// True in the hours in which this screen is dark, unless a call is being said, or keeps the
    /// panel, or an alert stands.
    [[nodiscard]] bool is_night() const { return night_; }

    /// Settings of this screen in screens.json.
    [[nodiscard]] const Tree& settings() const {
        return screen_in(schedules_.schedule(), options_.screen);
    }

    /// Reads one more of the layouts that may be due on this screen one day, so that a mistake in
    /// the one of an emergency is told long before. Nothing when all are known.
    void read_ahead();

    /// Files have changed. True when the picture may be another one now.
    bool reload();

    /// Zones of the hall that this screen is for, as screens.json says; empty = all.
    [[nodiscard]] std::vector<std::string> zones() const;

    /// When the choice may change by itself: the next full minute while there is a schedule.
    [[nodiscard]] std::optional<UtcTime> next_change(UtcTime utc) const;

    /// What is wrong with a file of this screen in whose place another is followed or shown;
    /// nothing while there is none.
    [[nodiscard]] std::optional<Problem> refused() const;

    [[nodiscard]] std::vector<LayoutStore::News> take_news();

private:
    /// All that may be shown: by rules, overlays and pins, by default, in an emergency.
    [[nodiscard]] std::set<std::string> may_be_due() const;
    void keep_ours(Board& board) const;
    void see_overlay(const Question& question, const std::string& mode, bool calling, Now now);
    void see_hold(const Question& question, const Calls& calls, Now now);
    [[nodiscard]] bool lets_calls_wait(const std::string& screen, Question question);
    [[nodiscard]] CallView view_elsewhere(const std::string& show);
    [[nodiscard]] std::string overlay_now(bool calling, bool on_show) const;
    [[nodiscard]] CallView view_of(const std::string& show, const std::string& mode);

    /// An overlay whose time has come: it waits for the end of a call, then lies over the picture.
    struct Overlay {
        std::string rule;
        std::string show;
        Micros length{0};
        bool hides_calls = false;
        Moment latest{}; ///< to begin, whatever is on show
        std::optional<Moment> begun;
        Moment until{}; ///< once it has begun
        Moment holds_until{};
        bool holds = false;    ///< calls wait for it
        bool is_alone = false; ///< somebody speaks in a zone and has no such overlay
        std::string time;      ///< its rule and when it was due
    };

    Options options_;
    LayoutStore store_;
    ScheduleStore schedules_;
    std::optional<Overlay> overlay_;
    std::map<std::string, CallView> elsewhere_; ///< of layouts of other screens
    std::string ended_;                         ///< rule and time of the overlay that was over last
    std::shared_ptr<const Layout> alarm_;       ///< when the site's own shows no emergency
    std::string rule_;
    std::string mode_;                                ///< of the choice before
    std::optional<std::vector<std::string>> to_read_; ///< ahead; not known yet
    bool night_ = false;
};

} // namespace panggil::screen

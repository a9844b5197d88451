// SPDX-License-Identifier: MIT
#pragma once
/// Programme: which layout is on the glass now. An emergency stands above all, then an overlay of
/// the schedule, then the layout given on the command line, then the schedule's rules. No rule and
/// no overlay hides a number that is called: a rule of a moment that would is passed over, an
/// overlay waits for the end of the call and holds the next ones. It reads the schedule and keeps
/// it when a new one is broken. Main thread only.

#include "core/board.hpp"
#include "core/schedule.hpp"
#include "renderer/clock.hpp"
#include "renderer/layout_store.hpp"
#include "renderer/site.hpp"

namespace panggil::screen {

class Programme {
public:
    struct Options {
        Site site;
        std::string screen;
        std::string layout;         ///< overrides the rules
        std::string mode;           ///< overrides the schedule's
        std::filesystem::path kept; ///< folder for the last good layouts; "" keeps none
    };

    explicit Programme(Options options);

    /// What is shown with this board; completes the board with the part of the day and leaves on it
    /// only those whom this screen shows. `calling`: a call is being said, or keeps the panel.
    /// Never null.
    [[nodiscard]] std::shared_ptr<const Layout> choose(Board& board, Now now, bool calling = false);

    /// Why this layout: "alert", "overlay lagu", "--layout", "pin", or the id of a rule.
    [[nodiscard]] const std::string& rule() const { return rule_; }

    /// Until when no call may begin, at the latest: an overlay hides the numbers, or is about to.
    /// After five minutes calls go on, and each is shown.
    [[nodiscard]] std::optional<Moment> calls_wait_until() const;

    /// True in the hours in which this screen is dark, unless a call is being said, or keeps the
    /// panel, or an alert stands.
    [[nodiscard]] bool is_night() const { return night_; }

    /// Settings of this screen in screens.json.
    [[nodiscard]] const Tree& settings() const { return screen_in(schedule_, options_.screen); }

    /// Files have changed. True when the picture may be another one now.
    bool reload();

    /// Zones of the hall that this screen is for, as screens.json says; empty = all.
    [[nodiscard]] std::vector<std::string> zones() const;

    /// When the choice may change by itself: the next full minute while there is a schedule.
    [[nodiscard]] std::optional<UtcTime> next_change(UtcTime utc) const;

    [[nodiscard]] std::vector<LayoutStore::News> take_news();

private:
    void read_schedule();
    void keep_ours(Board& board) const;
    void see_overlay(const Question& question, const std::string& mode, bool calling, Now now);
    [[nodiscard]] std::string overlay_now(bool on_show, Now now) const;
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
        std::string time; ///< its rule and when it was due
    };

    Options options_;
    LayoutStore store_;
    Schedule schedule_;
    std::vector<LayoutStore::News> news_;
    std::optional<Overlay> overlay_;
    std::string ended_;                   ///< rule and time of the overlay that was over last
    std::shared_ptr<const Layout> alarm_; ///< when the site's own shows no emergency
    std::string rule_;
    bool refused_ = false; ///< screens.json as it is on the disk
    bool hold_is_over_ = false;
    bool night_ = false;
};

} // namespace panggil::screen

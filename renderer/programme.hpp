// SPDX-License-Identifier: MIT
#pragma once
/// Programme: which layout is on the glass now. An emergency stands above all, then an overlay of
/// the schedule, then the layout given on the command line, then the schedule's rules. It reads the
/// schedule and keeps it when a new one is broken. Main thread only.

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
    /// only those whom this screen shows. Never null.
    [[nodiscard]] std::shared_ptr<const Layout> choose(Board& board, Now now);

    /// True while an emergency or an overlay lies over the queue.
    [[nodiscard]] bool is_covered() const { return covered_; }

    /// True in the hours in which this screen is dark.
    [[nodiscard]] bool is_night() const { return night_; }

    /// Settings of this screen in screens.json.
    [[nodiscard]] const Tree& settings() const { return screen_in(schedule_, options_.screen); }

    /// Files have changed. True when the picture may be another one now.
    bool reload();

    /// When the choice may change by itself: the next full minute while there is a schedule.
    [[nodiscard]] std::optional<UtcTime> next_change(UtcTime utc) const;

    [[nodiscard]] std::vector<LayoutStore::News> take_news();

private:
    void read_schedule();
    [[nodiscard]] std::string overlay_now(const Board& board, const Question& question, Now now);

    /// An overlay that lies over the picture until its time is over.
    struct Overlay {
        std::string rule;
        std::string show;
        Moment until{};
        int day = 0;
    };

    Options options_;
    LayoutStore store_;
    Schedule schedule_;
    std::vector<LayoutStore::News> news_;
    std::optional<Overlay> overlay_;
    std::string ended_; ///< the overlay of today that is over: "lagu 20776"
    bool covered_ = false;
    bool night_ = false;
};

} // namespace panggil::screen

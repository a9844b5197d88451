// SPDX-License-Identifier: MIT
#pragma once
/// A hall whose time is turned: a hub, a screen that speaks, and a clerk, made of the programs' own
/// parts; only the clock, the loudspeaker and the line between them are the soak's (turned_*.cpp).
/// Time stands still while anything is to be done, and then goes on to the moment at which the next
/// thing is due; so weeks pass in minutes, and nobody can tell. One thread, beside those of the
/// programs.

#include "hub/backup.hpp"
#include "hub/opening.hpp"
#include "hub/server.hpp"
#include "renderer/station.hpp"
#include "tests/soak/clerk.hpp"
#include "tests/soak/plan.hpp"
#include "tests/soak/tally.hpp"

namespace panggil::soak {

class SoakedHall {
public:
    /// With everything in its place: the voice is read, and where there is a hub the screen is
    /// live.
    [[nodiscard]] static Result<std::unique_ptr<SoakedHall>> open(const Plan& plan, Log& told);

    /// Lets time go on until then.
    void pass_until(Moment end);

    /// Nobody is called any more, and whoever was is heard to the end.
    void close();

    [[nodiscard]] screen::Now now() const { return now_; }

    [[nodiscard]] Tally& tally() { return tally_; }

    /// The picture of this moment; where it is.
    [[nodiscard]] Result<std::string> shot();

    [[nodiscard]] std::int64_t turns() const { return turns_; }

    [[nodiscard]] const std::string& refused() const {
        return refused_;
    } ///< the first; "" for none

private:
    explicit SoakedHall(const Plan& plan, Log& told);

    [[nodiscard]] Result<Done> open_hub();
    [[nodiscard]] Result<Done> open_screen();
    [[nodiscard]] Result<Done> wait_for_everybody();
    void turn_hub();
    void turn_screen();
    /// True when there was something.
    bool let_screen_hear();
    void settle();
    void set_alarm();
    [[nodiscard]] Moment next_event(Moment end) const;
    void go_to(Moment next);
    void call_when_due();

    [[nodiscard]] hub::Now hub_now() const { return {now_.utc, now_.mono}; }

    Plan plan_;
    Tally tally_;
    screen::Now now_;
    Hall hall_;
    std::optional<hub::Opening> opening_;
    std::optional<hub::Hub> hub_;
    std::optional<hub::DailyBackup> backup_;
    link::Context hub_context_;
    std::optional<hub::Server> server_;
    std::optional<link::Context> desk_context_;
    std::optional<Clerk> clerk_;
    Moment next_call_{};
    screen::Lights lights_{1};
    std::optional<screen::Machine> machine_;
    std::unique_ptr<screen::VoiceStore> voices_; ///< outlives the station
    std::unique_ptr<screen::Station> station_;
    std::vector<link::Pollable*> sockets_;
    std::vector<int> descriptors_;
    link::Waiter waiter_;
    Moment due_{}; ///< of the screen's next turn
    std::int64_t turns_ = 0;
    std::string refused_;
};

} // namespace panggil::soak

// SPDX-License-Identifier: MIT
#pragma once
/// Station: one screen of this program, put together from its concrete parts: its line to the hub,
/// its programme, its display, its voice. Under another name it is another screen to the hub and to
/// screens.json, also when a second television hangs on the same machine. Main thread only.

#include "codec/key_files.hpp"
#include "link/sockets.hpp"
#include "renderer/app.hpp"
#include "renderer/load_meter.hpp"
#include "renderer/run_options.hpp"
#include "renderer/sdl/mixer_player.hpp"
#include "renderer/site.hpp"
#include "renderer/voice_store.hpp"

#include <memory>
#include <vector>

namespace panggil::screen {

/// What the screens of one machine have in common. Outlives them.
struct Machine {
    Site site;
    Log* log = nullptr;
    Lights* lights = nullptr;
    bool is_kept_alive = false; ///< somebody starts the program again when it ends
};

class Station {
public:
    /// Shows its first picture before it has heard of the hub. Fails when its keys are unusable
    /// ("key."), or when nothing at all can be shown ("display.", "font.").
    [[nodiscard]] static Result<std::unique_ptr<Station>> open(RunOptions options,
                                                               const Machine& machine);
    Station(const Station&) = delete;
    Station& operator=(const Station&) = delete;
    ~Station();

    /// Once, before the first turn. While the store reads its first voice calls wait for it; while
    /// it has none numbers are shown and nothing is said. It outlives the station.
    void start(const VoiceStore& voices);

    [[nodiscard]] App::Verdict turn();

    /// Between two turns, while nothing is due: moves what runs.
    void move() { picture_->move(read_clock().mono); }

    /// Somebody has asked this machine to be dark and silent, or to be seen and heard again.
    void toggle_blank() { app_->toggle_blank(read_clock()); }

    /// The program ends to be started anew: this screen begins to say nothing more.
    void retire() { announcer_->retire(read_clock()); }

    [[nodiscard]] bool is_voicing() const { return announcer_->is_voicing(); }

    /// It was asked to start anew.
    [[nodiscard]] bool is_leaving() const { return orders_->is_leaving(); }

    /// The hub has heard what became of its calls.
    [[nodiscard]] bool has_told_all() const { return hub_->has_told_all(); }

    /// What may wake it, for the one sleep of the program.
    void collect(std::vector<link::Pollable*>& sockets, std::vector<int>& descriptors) const;

    /// When the next turn is due, unless something wakes it; asked once after each turn.
    [[nodiscard]] Moment next_turn(Now now) const { return app_->next_turn(now); }

    /// True while turns are to be no more than a second apart.
    [[nodiscard]] bool wants_looks() const { return player_->wants_looks(); }

    /// When move() has something to do.
    [[nodiscard]] std::optional<Moment> next_step() const { return picture_->next_step(); }

    /// How long the window may wait for its next look; asked right before sleeping.
    [[nodiscard]] Millis longest_sleep() const { return display_->longest_sleep(); }

    /// The picture that was asked for at the end.
    [[nodiscard]] Result<Done> save_shot() const;

private:
    Station(RunOptions options, const Machine& machine);

    [[nodiscard]] Result<Done> begin();
    [[nodiscard]] Result<Done> show_first();
    void open_player();
    void open_journal();
    void open_app();
    void take_voice(Moment now);
    [[nodiscard]] Record why_silent() const;
    void note_hearing(Now now);
    void lay_bed(Now now);
    void warn(const Problems& problems, const char* event);

    RunOptions options_;
    const Machine* machine_;
    std::unique_ptr<Log> named_log_; ///< null for a machine with one screen
    Log* log_;
    std::string state_dir_;
    AlertKeeper alerts_;
    Programme programme_;
    SiteWatch watch_;
    std::unique_ptr<Display> display_;
    std::unique_ptr<link::Context> context_;
    std::unique_ptr<HubClient> hub_;
    std::unique_ptr<Picture> picture_;
    std::unique_ptr<sdl::MixerPlayer> player_;
    std::unique_ptr<SaidJournal> journal_;
    std::unique_ptr<Announcer> announcer_;
    std::unique_ptr<OrderKeeper> orders_;
    std::unique_ptr<App> app_;
    const VoiceStore* voices_ = nullptr;
    std::shared_ptr<Voice> voice_;
    Moment voice_due_{}; ///< until then calls wait for the first one
    LoadMeter load_;
    std::string silent_because_; ///< "" = it is not
};

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#pragma once
/// App: one screen. A turn takes facts from the hub, steps core, speaks and draws; then the loop
/// sleeps until there is something to do. It holds no SDL, no socket and no file: only interfaces.

#include "renderer/alert_keeper.hpp"
#include "renderer/announcer.hpp"
#include "renderer/hub_client.hpp"
#include "renderer/lights.hpp"
#include "renderer/order_keeper.hpp"
#include "renderer/picture.hpp"
#include "renderer/pixel_shift.hpp"
#include "renderer/programme.hpp"
#include "renderer/shown_proof.hpp"
#include "renderer/site_watch.hpp"

#include <optional>
#include <string>
#include <vector>

namespace panggil::screen {

class App {
public:
    struct Parts {
        HubClient* hub = nullptr;
        Display* display = nullptr;
        Announcer* announcer = nullptr;
        Picture* picture = nullptr;
        Programme* programme = nullptr;
        AlertKeeper* alerts = nullptr;
        SiteWatch* watch = nullptr; ///< null: files are read once
        Log* log = nullptr;
        ScreenStatus
            identity; ///< screen, version, zones asked for; the rest is filled in each turn
        bool log_shown =
            false; ///< a line `glass` in the log for each frame that shows something else
        /// How long a call keeps the panel, whatever the layouts say.
        std::optional<CallStage::Rules> stage = std::nullopt;
        std::vector<std::string> zones = {}; ///< told at the start; empty = as screens.json says
        Lights* lights = nullptr;            ///< null: the machine's only television
        OrderKeeper* orders = nullptr;       ///< null: nothing can be asked of it
    };

    explicit App(Parts parts) : parts_(std::move(parts)) {}

    /// Restart: the program is to end and be started anew, once no screen of it is speaking.
    enum class Verdict { GoOn, Quit, Restart };

    /// Facts, state, sound, picture: in this order, at one time.
    Verdict turn(Now now);

    /// When the next turn is due if nothing else happens.
    [[nodiscard]] Moment next_turn(Now now) const;

    /// Somebody in the hall has asked for a dark and silent screen, whatever the hub says.
    void toggle_blank(Now now);

    [[nodiscard]] bool is_blank() const { return blank_; }

    /// Readable when files of the site may have changed; -1 when they are not watched.
    [[nodiscard]] int files_descriptor() const {
        return parts_.watch != nullptr ? parts_.watch->descriptor() : -1;
    }

    /// True while the hub may count on this screen's voice.
    void set_audible(std::int64_t audio_ok) { parts_.identity.audio_ok = audio_ok; }

    /// What is wrong with its voice, as in ScreenStatus.
    void set_voice(std::string voice, std::string fault) {
        parts_.identity.voice = std::move(voice);
        parts_.identity.voice_fault = std::move(fault);
    }

    /// What its program costs its machine, as in ScreenStatus.
    void set_load(std::int64_t memory_kb, std::int64_t cpu_percent) {
        parts_.identity.memory_kb = memory_kb;
        parts_.identity.cpu_percent = cpu_percent;
    }

private:
    void take_display(DisplayChange change, Now now);
    void take_facts(Now now);
    void tell_health(LinkHealth health, Now now);
    Board draw(LinkHealth health, Now now);
    [[nodiscard]] const Board& told_board(LinkHealth health, Now now);
    [[nodiscard]] bool is_settled(LinkHealth health, Now now) const;
    void note_drawn(const Board& board, LinkHealth health, Now now);
    void take_files(Now now);
    void tell_news(Now now);
    void settle_frame(Now now);
    [[nodiscard]] std::string layout_status() const;
    [[nodiscard]] Programme::Calls calls(Now now) const;
    void take_zones();
    void tell_layout(std::shared_ptr<const Layout> layout, Now now);
    void tell_night(Now now);
    void prove_shown(const Board& board, Now now);
    void tell_glass(const Board& board, Now now);
    void tell_status(Now now);
    void attend_to_orders(Now now);
    [[nodiscard]] OrderKeeper::Surroundings surroundings(Now now) const;
    [[nodiscard]] TextList zone_names() const;
    void say(LogLevel level, std::string event, Record fields, Now now);

    Parts parts_;

    /// What the last picture was drawn of. While it is the same nothing is drawn: most turns only
    /// hear that the hub lives.
    struct Drawn {
        LinkHealth health = LinkHealth::Connecting;
        std::optional<OnAir> on_air;
        std::string said;
        bool calling = false;
        std::uint64_t media = 0;
        UtcTime since{};
        UtcTime until{}; ///< of the wall clock; from then on the same may look otherwise
    };

    /// What the hub's state says, and what it was made of. None: the state has changed since.
    struct Told {
        Board board;
        std::optional<OnAir> on_air;
        LinkHealth health = LinkHealth::Connecting;
        UtcTime at{};
    };

    std::optional<Told> told_;
    std::optional<Drawn> settled_; ///< none: something has changed, or needs a look each turn

    /// Calls whose numbers have yet to appear on the glass.
    ShownProof unproven_;
    LinkHealth last_health_ = LinkHealth::Connecting;
    std::string last_shown_;
    Record last_glass_;
    bool is_known_ = false; ///< the hub may know that this is another life
    bool drawn_ = false;
    bool blank_ = false;
    std::shared_ptr<const Layout> shown_; ///< of the last frame; only compared
    std::string rule_;                    ///< why
    std::vector<std::string> left_out_;   ///< parts of it that a frame stands for, by their places
    PixelShift shift_;
    std::optional<Label> shown_label_;
    Moment last_call_ = Moment{-std::chrono::hours(1)}; ///< when one was heard of
    std::optional<bool> night_;                         ///< none before the first frame
};

} // namespace panggil::screen

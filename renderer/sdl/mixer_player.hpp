// SPDX-License-Identifier: MIT
#pragma once
/// MixerPlayer: announcements, and music or a film under them, through the machine's default sound
/// device. Nothing that a device does holds the caller: it is opened and closed on a thread of its
/// own. While there is none, while it opens too slowly, or when it stands still, a silent clock
/// keeps the time, so that the hall's calls go on; the device is tried again, ever more seldom, and
/// at once when one is plugged in. When another one becomes the default the voice moves there,
/// between two sounds. While it is open a hiss that nobody hears keeps a television awake; after a
/// long quiet it is closed. Main thread only.

#include "core/result.hpp"
#include "renderer/sdl/output_keeper.hpp"
#include "renderer/sdl/silent_clock.hpp"
#include "renderer/sdl/sound_stream.hpp"
#include "renderer/sound/music.hpp"

#include <deque>

namespace panggil::sdl {

enum class Loudspeaker { Device, Silent };

struct PlayerOptions {
    std::string recording; ///< a WAV file to write; empty for none
    /// Silent keeps time and records, and never touches a device.
    Loudspeaker loudspeaker = Loudspeaker::Device;
    /// How long nothing is said before the device is closed. While recording, and while music or a
    /// film sounds, it stays open.
    Millis rest_after = std::chrono::minutes(10);
    /// The same until the first sound: it is opened at the start to know whether it works, and an
    /// open device wakes the machine fifty times a second.
    Millis trial = std::chrono::seconds(2);
    /// The clock of the device's thread. A sound that stands still for longer than
    /// `longest_stall` (the machine slept, the program was stopped) is not gone on with: its rest
    /// would be heard late, perhaps over another screen that speaks by now. Null: never.
    Moment (*clock)() = nullptr;
    std::string music = {}; ///< a file that sounds under the calls; empty for none
    double music_db = 0;    ///< how much louder or quieter than the file
    /// Makes the output; null for the machine's own. For tests.
    std::unique_ptr<SoundOutput> (*output)() = nullptr;
};

class MixerPlayer final : public screen::Player {
public:
    static constexpr int rate = 48'000;
    /// A television that wakes up swallows the first moment; a sound on a device that was just
    /// opened waits for it.
    static constexpr int lead_in = rate;
    static constexpr Millis longest_stall{400};

    /// Always a player; what is wrong with the device or the recording is in take_problems().
    [[nodiscard]] static std::unique_ptr<MixerPlayer> open(const PlayerOptions& options);
    ~MixerPlayer() override;
    MixerPlayer(const MixerPlayer&) = delete;
    MixerPlayer& operator=(const MixerPlayer&) = delete;

    /// A sound that comes while another is heard waits for its end: they never overlap or cut.
    void play(std::string call_id, std::shared_ptr<const screen::Sound> sound) override;

    void allow_until(Moment until) override { stream_->allow_until(until); }

    void drop() override;
    [[nodiscard]] std::optional<screen::PlayReport> finished() override;

    [[nodiscard]] std::optional<std::uint64_t> progress(const std::string& call_id) const override {
        return stream_->progress(call_id);
    }

    [[nodiscard]] int descriptor() const override { return wake_; }

    [[nodiscard]] bool audible() const override { return audible_; }

    /// The descriptor is silent until there is more: before the turn in which its news is looked
    /// at, so that none is lost.
    void hush();

    /// Housekeeping, in each turn and at least once a second: writes the recording, reads the
    /// music, tries a lost device again when its time has come, lets an idle one rest.
    void drain(Moment now);
    [[nodiscard]] Problems take_problems();

    /// Nothing is heard while it holds; what is played goes on and ends at its time.
    void set_muted(bool muted) { stream_->set_muted(muted); }

    /// The film that is heard under the calls, null for none: how loud it is, 0 to 1, and how much
    /// it gives way to a voice.
    void set_film(std::shared_ptr<screen::Bed> film, double volume, double duck_db);

    /// How loud film and music are, in decibels; with more to come they stay low between two calls.
    void set_bed(double level_db, bool more_to_come) { stream_->set_bed(level_db, more_to_come); }

    /// The samples pulled since the player was opened.
    [[nodiscard]] std::uint64_t position() const { return stream_->position(); }

    /// True while drain() is to be called every second, to notice what a device does or fails to
    /// do.
    [[nodiscard]] bool wants_looks() const { return keeper_ != nullptr && !resting(); }

    /// True while a device that works is closed because nothing was said for long.
    [[nodiscard]] bool resting() const;

    /// False when what is said next would be heard by nobody, as far as is known: the device
    /// failed, or its driver plays to nobody. What a device was when it was last open counts while
    /// it rests.
    [[nodiscard]] bool may_be_heard() const { return audible_ || (resting() && openings_ == 0); }

private:
    explicit MixerPlayer(const PlayerOptions& options);

    [[nodiscard]] bool wants_device() const { return keeper_ && failures_ == 0 && !standing_; }

    void begin(std::unique_ptr<SoundStream::Job> job);
    [[nodiscard]] std::uint64_t lead() const;
    void notice_reopening();
    void keep_time();
    void follow_output();
    void leave_device(SoundStream::Side side);
    void settle_for_silence(const std::string& code, const std::string& why);
    void see_events();
    void follow_default(Moment now);
    void notice_slow_opening(Moment now);
    void notice_standstill(Moment now);
    void try_again_when_due(Moment now);
    void rest_when_idle();
    void wake() const;

    PlayerOptions options_;
    Problems problems_;
    int wake_;
    std::unique_ptr<Recorder> recorder_;
    std::unique_ptr<screen::Music> music_;
    std::shared_ptr<SoundStream> stream_;
    SilentClock clock_;
    std::unique_ptr<OutputKeeper> keeper_; ///< null for a silent player
    std::deque<std::unique_ptr<SoundStream::Job>> waiting_;
    bool audible_ = false;
    bool has_spoken_ = false;
    bool freshly_open_ = false;   ///< the next sound waits for the television
    int openings_ = 0;            ///< of the keeper, as far as they were seen
    std::uint64_t opened_at_ = 0; ///< the position at which the device began to take samples
    int failures_ = 0;            ///< in a row
    bool film_sounds_ = false;
    bool standing_ = false; ///< the device has stopped taking samples, and is not closed yet
    std::optional<Moment> try_again_;
    std::optional<Moment> opening_since_;
    std::optional<Moment> looked_at_default_;

    /// What was seen of the position, to notice a device that neither fails nor works.
    struct Watch {
        std::uint64_t position = 0;
        int looks = 0;
        Moment since{};
    };

    Watch watch_;

    std::atomic<bool> removed_{false};
    std::atomic<bool> added_{false};

    friend struct DeviceEvents; ///< the function that SDL calls
};

} // namespace panggil::sdl

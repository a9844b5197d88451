// SPDX-License-Identifier: MIT
#pragma once
/// MixerPlayer: announcements through SDL_mixer's device. Without a device, or when it is taken
/// away, a silent stand-in keeps the time, so that the hall's calls go on; the device is tried
/// again, ever more seldom. After a quiet while the device is closed, since an open one never
/// sleeps. Threads: all members are the main thread's, except pull(), which is the device's; the
/// two share a few atomics and nothing else: no lock, no memory, no log.

#include "core/result.hpp"
#include "core/time.hpp"
#include "renderer/player.hpp"
#include "renderer/sdl/quiet_alsa.hpp"
#include "renderer/sdl/recorder.hpp"

#include <atomic>
#include <deque>

namespace panggil::sdl {

enum class Loudspeaker { Device, Silent };

struct PlayerOptions {
    std::string recording; ///< a WAV file to write; empty for none
    /// Silent keeps time and records, and never touches a device.
    Loudspeaker loudspeaker = Loudspeaker::Device;
    /// How long nothing is said before the device is closed. While recording it stays open, so that
    /// the recording has the times of the hall.
    Millis rest_after = std::chrono::minutes(1);
    /// The clock of the device's thread. A sound that stands still for longer than
    /// `longest_stall` (the machine slept, the program was stopped) is not gone on with: its rest
    /// would be heard late, perhaps over another screen that speaks by now. Null: never.
    Moment (*clock)() = nullptr;
};

class MixerPlayer final : public screen::Player {
public:
    static constexpr int rate = 48'000;
    /// A television that wakes up swallows the first moment; a sound on a device that was just
    /// opened waits for it.
    static constexpr int lead_in = rate / 4;
    static constexpr Millis longest_stall{400};

    /// Always a player; what is wrong with the device or the recording is in take_problems().
    [[nodiscard]] static std::unique_ptr<MixerPlayer> open(const PlayerOptions& options);
    ~MixerPlayer() override;
    MixerPlayer(const MixerPlayer&) = delete;
    MixerPlayer& operator=(const MixerPlayer&) = delete;

    /// A sound that comes while another is heard waits for its end: they never overlap or cut.
    void play(std::string call_id, std::shared_ptr<const screen::Sound> sound) override;
    void drop() override;
    [[nodiscard]] std::optional<screen::PlayReport> finished() override;

    [[nodiscard]] int descriptor() const override { return wake_; }

    [[nodiscard]] bool audible() const override { return audible_; }

    /// Housekeeping of the main thread, in each turn and at least once a second: writes the
    /// recording, tries a lost device again when its time has come, lets an idle one rest.
    void drain(Moment now);
    [[nodiscard]] Problems take_problems();

    /// Nothing is heard while it holds; what is played goes on and ends at its time.
    void set_muted(bool muted) { muted_.store(muted); }

    /// The samples pulled since the player was opened.
    [[nodiscard]] std::uint64_t position() const { return position_.load(); }

    /// True while the device is closed because nothing was said for long.
    [[nodiscard]] bool resting() const { return !mixer_open_; }

private:
    enum class Device { Real, StandIn };

    /// One announcement; the device's thread reads it from `current_` until it says it is done.
    struct Job {
        std::string call_id;
        std::shared_ptr<const screen::Sound> sound;
        std::uint64_t lead = 0; ///< samples of silence before it
        bool begun = false;     ///< `start` is known
        std::uint64_t start = 0;
        std::uint64_t taken = 0;
        Moment last_pull{};
        bool broken = false;
    };

    explicit MixerPlayer(const PlayerOptions& options);

    [[nodiscard]] bool open_device(Device device);
    void close_device();
    void open_best_device();
    void settle_for_silence(const std::string& why);
    void begin(std::unique_ptr<Job> job);
    void notice_standstill(Moment now);
    void try_again_when_due(Moment now);
    void rest_when_idle();
    void pull(std::span<float> stereo);
    [[nodiscard]] bool has_stalled(Job& job) const;
    void wake() const;

    PlayerOptions options_;
    std::unique_ptr<QuietAlsa> quiet_alsa_; ///< while a real device may be tried
    int wake_;
    bool audible_ = false;
    bool mixer_open_ = false;
    std::unique_ptr<Recorder> recorder_;
    std::unique_ptr<Job> job_;
    std::deque<std::unique_ptr<Job>> waiting_;
    std::vector<std::unique_ptr<Job>> dropped_; ///< the device's thread may still be in them
    int failures_ = 0;
    std::optional<Moment> try_again_;
    Problems problems_;

    /// What was seen of the position, to notice a device that neither fails nor works.
    struct Watch {
        std::uint64_t position = 0;
        int looks = 0;
        Moment since{};
    };

    Watch watch_;
    bool stands_still_ = false;

    std::atomic<Job*> current_{nullptr}; ///< set by the main thread, cleared by the device's
    std::atomic<bool> ended_{false};
    std::atomic<bool> removed_{false};
    std::atomic<bool> muted_{false};
    std::atomic<std::uint64_t> position_{0};
    std::atomic<std::uint64_t> quiet_since_{0};

    friend struct DeviceCalls; ///< the functions that SDL calls
};

} // namespace panggil::sdl

// SPDX-License-Identifier: MIT
#pragma once
/// MixerPlayer: announcements through SDL_mixer's device. Without a device, or when it is taken
/// away, a silent stand-in keeps the time, so that the hall's calls go on; the device is tried
/// again, ever more seldom. The device's thread shares a few atomics with the main thread and
/// nothing else: no lock, no memory, no log.

#include "core/result.hpp"
#include "core/time.hpp"
#include "renderer/player.hpp"
#include "renderer/sdl/recorder.hpp"

#include <atomic>

namespace panggil::sdl {

struct PlayerOptions {
    std::string recording; ///< a WAV file to write; empty for none
};

class MixerPlayer final : public screen::Player {
public:
    static constexpr int rate = 48'000;

    /// Always a player; what is wrong with the device or the recording is in take_problems().
    [[nodiscard]] static std::unique_ptr<MixerPlayer> open(const PlayerOptions& options);
    ~MixerPlayer() override;
    MixerPlayer(const MixerPlayer&) = delete;
    MixerPlayer& operator=(const MixerPlayer&) = delete;

    void play(std::string call_id, std::shared_ptr<const screen::Sound> sound) override;
    [[nodiscard]] std::optional<screen::PlayReport> finished() override;

    [[nodiscard]] int descriptor() const override { return wake_; }

    [[nodiscard]] bool audible() const override { return audible_; }

    /// Housekeeping of the main thread, about once a second: writes the recording, and tries a lost
    /// device again when its time has come.
    void drain(Moment now);
    [[nodiscard]] Problems take_problems();

    /// The samples pulled since the player was opened.
    [[nodiscard]] std::uint64_t position() const { return position_.load(); }

private:
    enum class Device { Real, StandIn };

    /// One announcement; the device's thread reads it from `current_` until it says it is done.
    struct Job {
        std::string call_id;
        std::shared_ptr<const screen::Sound> sound;
        std::uint64_t start = 0;
        std::uint64_t taken = 0;
    };

    explicit MixerPlayer(const PlayerOptions& options);

    [[nodiscard]] bool open_device(Device device);
    void close_device();
    void settle_for_silence(const std::string& why);
    void pull(std::span<float> stereo);
    void wake() const;

    int wake_;
    bool audible_ = false;
    std::unique_ptr<Recorder> recorder_;
    std::unique_ptr<Job> job_;
    bool mixer_open_ = false;
    int failures_ = 0;
    std::optional<Moment> try_again_;
    Problems problems_;

    std::atomic<Job*> current_{nullptr}; ///< set by the main thread, cleared by the device's
    std::atomic<bool> begun_{false};     ///< the current job has its start
    std::atomic<bool> ended_{false};
    std::atomic<bool> removed_{false};
    std::atomic<std::uint64_t> position_{0};

    friend struct DeviceCalls; ///< the functions that SDL calls
};

} // namespace panggil::sdl

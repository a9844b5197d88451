// SPDX-License-Identifier: MIT
#pragma once
/// SoundStream: what is pulled by whoever keeps the time, the device or the silent clock, and by
/// one of them only. One announcement at a time stands at its sample of the stream, over the bed.
/// All members may be called by any thread; what they guard is held for no longer than one block is
/// mixed, and nothing in there waits, allocates or writes a file. It may outlive its player in a
/// device that is stuck, and is then silent.

#include "core/time.hpp"
#include "renderer/player.hpp"
#include "renderer/sdl/recorder.hpp"
#include "renderer/sdl/sound_output.hpp"
#include "renderer/sound/bed_mix.hpp"
#include "renderer/sound/mixer.hpp"

#include <atomic>
#include <functional>

namespace panggil::sdl {

class SoundStream {
public:
    enum class Side { None, Device, Clock };

    struct Parts {
        Recorder* recorder = nullptr;
        screen::Bed* music = nullptr;
        Moment (*clock)() = nullptr;
        Millis longest_stall{400};  ///< a sound that stood still for longer is broken off
        std::function<void()> wake; ///< a sound begins, or has ended
    };

    /// One announcement.
    struct Job {
        std::string call_id;
        std::shared_ptr<const screen::Sound> sound;
        std::uint64_t lead = 0; ///< samples of silence before it
        bool placed = false;    ///< `start` is known
        std::uint64_t start = 0;
        std::uint64_t taken = 0;
        Moment last_pull{};
        Moment until = Moment::max(); ///< after which nothing of it may be heard
        bool broken = false;
        bool ended = false;
    };

    explicit SoundStream(Parts parts) : parts_(std::move(parts)), bed_(parts_.music) {}

    void pull(Side side, std::span<float> stereo);

    /// From now on this side is the one that is listened to.
    void use(Side side);
    [[nodiscard]] Side side() const;
    void begin(std::unique_ptr<Job> job);
    /// The job is broken off at this moment of the clock; for the job that stands now.
    void allow_until(Moment until);
    /// The job that has ended, once; null while none has.
    [[nodiscard]] std::unique_ptr<Job> take_ended();
    /// Forgets the job; what was not taken of it is never heard.
    void drop();
    /// The job ends here, broken, also when it has yet to begin: another screen may say it now.
    void break_off();
    [[nodiscard]] bool is_busy() const;
    /// Samples of this sound that were taken; empty before its first one.
    [[nodiscard]] std::optional<std::uint64_t> progress(const std::string& call_id) const;
    /// Samples pulled so far.
    [[nodiscard]] std::uint64_t position() const;
    /// For how many samples nothing was said.
    [[nodiscard]] std::uint64_t quiet() const;
    void set_muted(bool muted);
    void set_keep_awake(bool on);
    /// The film that is heard under the voice from now on, null for none.
    void set_film(std::shared_ptr<screen::Bed> film, double volume, double duck_db);
    /// How loud the bed is, in decibels, and whether it has to wait for what is yet to be said.
    void set_bed(double level_db, bool more_to_come);
    /// Its player is gone.
    void close();

private:
    /// Held for the length of one block at most.
    class Guard {
    public:
        explicit Guard(std::atomic_flag& flag);
        ~Guard();
        Guard(const Guard&) = delete;
        Guard& operator=(const Guard&) = delete;

    private:
        std::atomic_flag& flag_;
    };

    [[nodiscard]] screen::Placed place_job(std::uint64_t position);
    void go_on(std::size_t taken);
    [[nodiscard]] bool must_end(Job& job) const;

    Parts parts_;
    mutable std::atomic_flag busy_ = ATOMIC_FLAG_INIT; ///< guards all below
    bool closed_ = false;
    Side side_ = Side::None;
    screen::Mixer mixer_;
    screen::BedMix bed_;
    std::unique_ptr<Job> job_;
    std::uint64_t position_ = 0;
    std::uint64_t quiet_since_ = 0;
    bool muted_ = false;
};

/// One side of a stream, as a device wants it.
class SideOfStream final : public SampleSource {
public:
    SideOfStream(std::shared_ptr<SoundStream> stream, SoundStream::Side side)
        : stream_(std::move(stream)), side_(side) {}

    void pull(std::span<float> stereo) override { stream_->pull(side_, stereo); }

private:
    std::shared_ptr<SoundStream> stream_;
    SoundStream::Side side_;
};

} // namespace panggil::sdl

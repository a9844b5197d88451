// SPDX-License-Identifier: MIT
#include "renderer/sdl/mixer_player.hpp"

#include "renderer/sdl/mix.hpp"

#include <SDL.h>
#include <SDL_mixer.h>

#include <algorithm>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace panggil::sdl {
namespace {

constexpr int block_frames = 1024;
constexpr std::chrono::seconds first_wait{2};
constexpr std::chrono::seconds longest_wait{60};
/// A device that takes nothing for so long, seen so often, has stopped working. Often, because a
/// machine that was asleep also looks like this at its first look.
constexpr std::chrono::seconds longest_standstill{3};
constexpr int looks_at_standstill = 3;

/// The sound at the player's rate; the same one when it already is.
std::shared_ptr<const screen::Sound> at_rate(std::shared_ptr<const screen::Sound> sound, int rate) {
    if (sound->rate == rate || sound->rate <= 0) {
        return sound;
    }
    auto converted = std::make_shared<screen::Sound>();
    converted->rate = rate;
    SDL_AudioCVT conversion;
    if (SDL_BuildAudioCVT(&conversion, AUDIO_F32SYS, 1, sound->rate, AUDIO_F32SYS, 1, rate) <= 0) {
        return sound; // heard at a wrong pitch, which is better than not at all
    }
    converted->samples = sound->samples;
    converted->samples.resize(sound->samples.size() *
                              static_cast<std::size_t>(conversion.len_mult));
    conversion.len = static_cast<int>(sound->samples.size() * sizeof(float));
    conversion.buf = reinterpret_cast<Uint8*>(converted->samples.data());
    if (SDL_ConvertAudio(&conversion) != 0) {
        return sound;
    }
    converted->samples.resize(static_cast<std::size_t>(conversion.len_cvt) / sizeof(float));
    return converted;
}

} // namespace

struct DeviceCalls {
    static void pull(void* player, Uint8* stream, int bytes) {
        static_cast<MixerPlayer*>(player)->pull(
            {reinterpret_cast<float*>(stream), static_cast<std::size_t>(bytes) / sizeof(float)});
    }

    /// Called by whichever thread adds the event; the window's loop may take it from the queue
    /// without knowing what it means.
    static int watch(void* player, SDL_Event* event) {
        // 0 is a device that was not open; ours is the only one that is.
        if (event->type == SDL_AUDIODEVICEREMOVED && event->adevice.iscapture == 0 &&
            event->adevice.which != 0) {
            auto* self = static_cast<MixerPlayer*>(player);
            self->removed_.store(true);
            self->wake();
        }
        return 0;
    }
};

std::unique_ptr<MixerPlayer> MixerPlayer::open(const PlayerOptions& options) {
    return std::unique_ptr<MixerPlayer>(new MixerPlayer(options));
}

MixerPlayer::MixerPlayer(const PlayerOptions& options)
    : options_(options), wake_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    if (!options.recording.empty()) {
        Result<std::unique_ptr<Recorder>> recorder = Recorder::open(options.recording, rate);
        if (recorder) {
            recorder_ = std::move(recorder).value();
        } else {
            problems_.push_back(recorder.problem());
        }
    }
    SDL_AddEventWatch(DeviceCalls::watch, this);
    open_best_device();
}

MixerPlayer::~MixerPlayer() {
    SDL_DelEventWatch(DeviceCalls::watch, this);
    close_device();
    recorder_.reset();
    if (wake_ >= 0) {
        ::close(wake_);
    }
}

bool MixerPlayer::open_device(Device device) {
    close_device();
    // Empty means SDL's own choice, or what SDL_AUDIODRIVER says.
    if (device == Device::StandIn) {
        SDL_SetHintWithPriority(SDL_HINT_AUDIODRIVER, "dummy", SDL_HINT_OVERRIDE);
    } else {
        SDL_ResetHint(SDL_HINT_AUDIODRIVER);
    }
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
        return false;
    }
    if (Mix_OpenAudioDevice(rate, AUDIO_F32SYS, 2, block_frames, nullptr, 0) != 0) {
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        return false;
    }
    Mix_AllocateChannels(0); // everything comes through pull()
    mixer_open_ = true;
    watch_ = {};
    stands_still_ = false;
    quiet_since_.store(position_.load());
    const char* driver = SDL_GetCurrentAudioDriver();
    audible_ = driver != nullptr && std::string_view(driver) != "dummy";
    Mix_HookMusic(DeviceCalls::pull, this);
    return true;
}

void MixerPlayer::close_device() {
    if (!mixer_open_) {
        return;
    }
    Mix_HookMusic(nullptr, nullptr);
    Mix_CloseAudio();
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    mixer_open_ = false;
}

void MixerPlayer::open_best_device() {
    // A device that failed is tried again in its own time, not while a call waits for it.
    if (options_.loudspeaker == Loudspeaker::Device && failures_ == 0) {
        if (!quiet_alsa_) {
            quiet_alsa_ = std::make_unique<QuietAlsa>();
        }
        if (!open_device(Device::Real)) {
            settle_for_silence(SDL_GetError());
        }
    } else if (!open_device(Device::StandIn)) {
        problems_.push_back({"sound.no_time", "sound",
                             std::string("the silent stand-in does not start: ") + SDL_GetError(),
                             "check SDL's installation", "suara tidak dapat dimulai"});
    }
}

void MixerPlayer::settle_for_silence(const std::string& why) {
    if (failures_++ == 0) {
        problems_.push_back({"sound.no_device", "sound",
                             "no sound device can be used: " + why +
                                 "; calls go on in silence and the device is tried again",
                             "connect the loudspeaker and check the device with: aplay -l",
                             "perangkat suara tidak ditemukan"});
    }
    audible_ = false;
    if (!open_device(Device::StandIn) && failures_ == 1) {
        problems_.push_back(
            {"sound.no_time", "sound",
             std::string("even the silent stand-in does not start: ") + SDL_GetError(),
             "check SDL's installation", "suara tidak dapat dimulai"});
    }
}

void MixerPlayer::play(std::string call_id, std::shared_ptr<const screen::Sound> sound) {
    if (!sound) {
        sound = std::make_shared<screen::Sound>();
    }
    auto job = std::make_unique<Job>();
    job->call_id = std::move(call_id);
    job->sound = at_rate(std::move(sound), rate);
    if (job_) {
        if (stands_still_) {
            waiting_.clear(); // what could not be said in its time is not said late
        }
        waiting_.push_back(std::move(job));
    } else {
        begin(std::move(job));
    }
}

void MixerPlayer::begin(std::unique_ptr<Job> job) {
    if (!mixer_open_) {
        open_best_device();
        job->lead = lead_in;
    }
    job_ = std::move(job);
    current_.store(job_.get(), std::memory_order_release);
}

void MixerPlayer::drop() {
    current_.store(nullptr, std::memory_order_release);
    if (job_) {
        dropped_.push_back(std::move(job_));
    }
    waiting_.clear();
}

bool MixerPlayer::has_stalled(Job& job) const {
    if (options_.clock == nullptr) {
        return false;
    }
    const Moment now = options_.clock();
    const Moment before = std::exchange(job.last_pull, now);
    return job.taken > 0 && now - before > longest_stall;
}

/// The device's thread.
void MixerPlayer::pull(std::span<float> stereo) {
    const std::uint64_t position = position_.load(std::memory_order_relaxed);
    Job* job = current_.load(std::memory_order_acquire);
    Placed sound;
    if (job != nullptr) {
        if (!job->begun) {
            job->begun = true;
            job->start = position + job->lead;
        }
        job->broken = job->broken || has_stalled(*job);
        if (!job->broken) {
            sound = {job->sound->samples, job->start};
        }
    }
    const std::size_t taken = mix(stereo, position, sound);
    if (muted_.load(std::memory_order_relaxed)) {
        std::ranges::fill(stereo, 0.0F);
    }
    if (recorder_) {
        recorder_->put(stereo);
    }
    const std::uint64_t next = position + stereo.size() / 2;
    position_.store(next, std::memory_order_release);
    if (job == nullptr) {
        return;
    }
    // After the position, and read before it: what is quiet never seems to lie in the future.
    quiet_since_.store(next, std::memory_order_release);
    job->taken += taken;
    if (job->broken || job->taken >= job->sound->samples.size()) {
        Job* expected = job;
        if (current_.compare_exchange_strong(expected, nullptr, std::memory_order_acq_rel)) {
            ended_.store(true, std::memory_order_release);
            wake();
        } // else it was dropped meanwhile
    }
}

void MixerPlayer::wake() const {
    const std::uint64_t one = 1;
    // A full counter is already readable, so a failure here loses nothing.
    [[maybe_unused]] const ssize_t written = ::write(wake_, &one, sizeof one);
}

std::optional<screen::PlayReport> MixerPlayer::finished() {
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t read = ::read(wake_, &count, sizeof count);
    if (!ended_.exchange(false, std::memory_order_acquire) || !job_) {
        return std::nullopt;
    }
    screen::PlayReport report{job_->call_id, job_->start, job_->taken, job_->broken};
    job_.reset();
    if (!waiting_.empty()) {
        std::unique_ptr<Job> next = std::move(waiting_.front());
        waiting_.pop_front();
        begin(std::move(next));
    }
    return report;
}

void MixerPlayer::drain(Moment now) {
    if (recorder_) {
        if (const std::uint64_t lost = recorder_->drain(); lost > 0) {
            problems_.push_back({"sound.recording_gap", "sound",
                                 std::to_string(lost) + " samples are silent in the recording",
                                 "the disk or the machine was too slow", "rekaman terputus"});
        }
    }
    if (removed_.exchange(false)) {
        settle_for_silence("it was taken away");
    }
    notice_standstill(now);
    try_again_when_due(now);
    rest_when_idle();
}

/// Such a device is not closed: the call that closes it would wait for it, and the screen with it.
void MixerPlayer::notice_standstill(Moment now) {
    const std::uint64_t position = position_.load();
    if (!mixer_open_ || position != watch_.position || watch_.looks == 0) {
        watch_ = {position, 1, now};
        if (std::exchange(stands_still_, false)) {
            audible_ = failures_ == 0;
        }
        return;
    }
    ++watch_.looks;
    const bool still =
        watch_.looks > looks_at_standstill && now - watch_.since > longest_standstill;
    if (still && audible_) {
        stands_still_ = true;
        audible_ = false;
        problems_.push_back({"sound.stands_still", "sound",
                             "the sound device takes no samples; nothing is heard",
                             "check the sound server and the cable, then start the screen again",
                             "perangkat suara berhenti"});
    }
}

void MixerPlayer::try_again_when_due(Moment now) {
    if (failures_ == 0) {
        return;
    }
    if (!try_again_) {
        const auto wait = first_wait * (1 << std::min(failures_ - 1, 5));
        try_again_ = now + std::min<std::chrono::seconds>(wait, longest_wait);
    } else if (now >= *try_again_ && !job_) {
        // Between two announcements only: a call that began in silence ends in silence.
        try_again_.reset();
        const bool was_resting = resting();
        if (open_device(Device::Real)) {
            failures_ = 0;
            return;
        }
        settle_for_silence(SDL_GetError());
        if (was_resting) {
            close_device();
        }
    }
}

void MixerPlayer::rest_when_idle() {
    const std::uint64_t since = quiet_since_.load(std::memory_order_acquire);
    const std::uint64_t quiet = position_.load(std::memory_order_acquire) - since;
    const auto limit = static_cast<std::uint64_t>(options_.rest_after.count()) * rate / 1000;
    if (mixer_open_ && !job_ && !recorder_ && quiet > limit) {
        close_device();
    }
}

Problems MixerPlayer::take_problems() {
    return std::exchange(problems_, {});
}

} // namespace panggil::sdl

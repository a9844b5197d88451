// SPDX-License-Identifier: MIT
#include "renderer/sdl/mixer_player.hpp"

#include "renderer/sdl/mixer_output.hpp"

#include <SDL.h>

#include <algorithm>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace panggil::sdl {
namespace {

using Side = SoundStream::Side;
using State = OutputKeeper::State;

constexpr std::chrono::seconds first_wait{2};
constexpr std::chrono::seconds longest_wait{60};
/// At the start of the program: so that the first report to the hub is true.
constexpr Millis first_opening{1'000};
/// A device that opens for longer keeps nobody waiting: time goes on without it.
constexpr std::chrono::seconds longest_opening{2};
/// A device that takes nothing for so long, seen so often, has stopped working. Often, because a
/// machine that was asleep also looks like this at its first look.
constexpr std::chrono::seconds longest_standstill{3};
constexpr int looks_at_standstill = 3;
/// Somebody may choose another default device without plugging anything in; no event tells of it.
constexpr std::chrono::seconds look_at_default{30};

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

struct DeviceEvents {
    /// Called by whichever thread adds the event; the window's loop may take it from the queue
    /// without knowing what it means.
    static int watch(void* player, SDL_Event* event) {
        auto* self = static_cast<MixerPlayer*>(player);
        // 0 is a device that was not open; ours is the only one that is.
        const bool removed = event->type == SDL_AUDIODEVICEREMOVED && event->adevice.which != 0;
        const bool added = event->type == SDL_AUDIODEVICEADDED;
        if ((removed || added) && event->adevice.iscapture == 0) {
            (removed ? self->removed_ : self->added_).store(true);
            self->wake();
        }
        return 0;
    }
};

std::unique_ptr<MixerPlayer> MixerPlayer::open(const PlayerOptions& options) {
    return std::unique_ptr<MixerPlayer>(new MixerPlayer(options));
}

namespace {

template <class Made>
std::unique_ptr<Made> made_or_told(Result<std::unique_ptr<Made>> result, Problems& problems) {
    if (!result) {
        problems.push_back(result.problem());
        return nullptr;
    }
    return std::move(result).value();
}

} // namespace

MixerPlayer::MixerPlayer(const PlayerOptions& options)
    : options_(options), wake_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      recorder_(options.recording.empty()
                    ? nullptr
                    : made_or_told(Recorder::open(options.recording, rate), problems_)),
      music_(options.music.empty()
                 ? nullptr
                 : made_or_told(screen::Music::open(options.music, options.music_db), problems_)),
      stream_(std::make_shared<SoundStream>(SoundStream::Parts{
          recorder_.get(), music_.get(), options.clock, longest_stall, [this] { wake(); }})),
      clock_(std::make_shared<SideOfStream>(stream_, Side::Clock)) {
    if (options_.loudspeaker == Loudspeaker::Device) {
        SDL_AddEventWatch(DeviceEvents::watch, this);
        keeper_ = std::make_unique<OutputKeeper>(
            options_.output != nullptr ? options_.output() : std::make_unique<MixerOutput>(),
            std::make_shared<SideOfStream>(stream_, Side::Device), [this] { wake(); });
        keeper_->want_open();
        (void)keeper_->settled_within(first_opening);
        follow_output();
    }
    keep_time();
}

MixerPlayer::~MixerPlayer() {
    if (keeper_) {
        SDL_DelEventWatch(DeviceEvents::watch, this);
    }
    clock_.stop();
    keeper_.reset();
    stream_->close();
    if (wake_ >= 0) {
        ::close(wake_);
    }
}

bool MixerPlayer::resting() const {
    return wants_device() && stream_->side() == Side::None && keeper_->state() != State::Opening;
}

void MixerPlayer::play(std::string call_id, std::shared_ptr<const screen::Sound> sound) {
    if (!sound) {
        sound = std::make_shared<screen::Sound>();
    }
    auto job = std::make_unique<SoundStream::Job>();
    job->call_id = std::move(call_id);
    job->sound = at_rate(std::move(sound), rate);
    if (stream_->is_busy()) {
        waiting_.push_back(std::move(job));
    } else {
        begin(std::move(job));
    }
}

void MixerPlayer::begin(std::unique_ptr<SoundStream::Job> job) {
    has_spoken_ = true;
    if (wants_device() && stream_->side() == Side::None) {
        keeper_->want_open();
        freshly_open_ = true;
    }
    notice_reopening();
    job->lead = std::exchange(freshly_open_, false) ? lead() : 0;
    stream_->begin(std::move(job));
    follow_output(); // it may be open still
    keep_time();
}

/// A television that a film has woken is awake by now.
std::uint64_t MixerPlayer::lead() const {
    const std::uint64_t awake =
        stream_->side() == Side::Device ? stream_->position() - opened_at_ : 0;
    return lead_in - std::min<std::uint64_t>(awake, lead_in);
}

/// The default has changed: another television, which sleeps perhaps.
void MixerPlayer::notice_reopening() {
    if (stream_->side() == Side::Device &&
        (keeper_->state() != State::Open || keeper_->openings() != openings_)) {
        openings_ = keeper_->openings();
        opened_at_ = stream_->position();
        freshly_open_ = true;
    }
}

void MixerPlayer::set_film(std::shared_ptr<screen::Bed> film, double volume, double duck_db) {
    film_sounds_ = film != nullptr;
    stream_->set_film(std::move(film), volume, duck_db);
    if (film_sounds_ && wants_device() && stream_->side() == Side::None) {
        keeper_->want_open();
        freshly_open_ = true;
    }
}

void MixerPlayer::drop() {
    stream_->drop();
    waiting_.clear();
}

/// Somebody has to pull while something is to be said or recorded; it need not be the device.
void MixerPlayer::keep_time() {
    if (stream_->side() == Side::None && !wants_device() &&
        (recorder_ || stream_->is_busy() || !waiting_.empty())) {
        stream_->use(Side::Clock);
        clock_.start();
    }
}

/// What was begun in silence ends in silence: the device is taken into use between two sounds.
void MixerPlayer::follow_output() {
    if (!keeper_) {
        return;
    }
    notice_reopening();
    const State state = keeper_->state();
    const Side side = stream_->side();
    if (state == State::Failed && failures_ == 0) {
        settle_for_silence("sound.no_device", keeper_->why());
    } else if (state == State::Failed && !try_again_ && opening_since_) {
        settle_for_silence("sound.no_device", keeper_->why());
    } else if (state == State::Open && side != Side::Device && !standing_ &&
               (side == Side::None || !stream_->is_busy())) {
        clock_.stop();
        stream_->set_keep_awake(keeper_->audible());
        opened_at_ = stream_->position();
        openings_ = keeper_->openings();
        stream_->use(Side::Device);
        audible_ = keeper_->audible();
        failures_ = 0;
        try_again_.reset();
        watch_ = {};
    } else if (state == State::Closed && standing_) {
        standing_ = false; // it let go after all
        settle_for_silence("sound.no_device", "it had stopped");
    }
    if (state != State::Opening) {
        opening_since_.reset();
    }
}

void MixerPlayer::leave_device(Side side) {
    stream_->use(side);
    audible_ = false;
    keep_time();
    if (side == Side::Clock) {
        clock_.start();
    }
}

void MixerPlayer::settle_for_silence(const std::string& code, const std::string& why) {
    if (failures_++ == 0) {
        problems_.push_back({code, "sound",
                             "no sound device can be used: " + why +
                                 "; calls go on in silence and the device is tried again",
                             "connect the loudspeaker and check the device with: aplay -l",
                             "perangkat suara tidak ditemukan"});
    }
    try_again_.reset();
    opening_since_.reset();
    leave_device(stream_->is_busy() || recorder_ ? Side::Clock : Side::None);
}

void MixerPlayer::wake() const {
    const std::uint64_t one = 1;
    // A full counter is already readable, so a failure here loses nothing.
    [[maybe_unused]] const ssize_t written = ::write(wake_, &one, sizeof one);
}

void MixerPlayer::hush() {
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t read = ::read(wake_, &count, sizeof count);
}

std::optional<screen::PlayReport> MixerPlayer::finished() {
    hush();
    follow_output();
    const auto job = stream_->take_ended();
    if (!job) {
        return std::nullopt;
    }
    if (!waiting_.empty()) {
        std::unique_ptr<SoundStream::Job> next = std::move(waiting_.front());
        waiting_.pop_front();
        begin(std::move(next));
    }
    return screen::PlayReport{job->call_id, job->start, job->taken, job->broken};
}

void MixerPlayer::drain(Moment now) {
    if (recorder_) {
        if (const std::uint64_t lost = recorder_->drain(); lost > 0) {
            problems_.push_back({"sound.recording_gap", "sound",
                                 std::to_string(lost) + " samples are silent in the recording",
                                 "the disk or the machine was too slow", "rekaman terputus"});
        }
    }
    if (music_) {
        music_->fill();
    }
    if (!keeper_) {
        return;
    }
    see_events();
    follow_default(now);
    follow_output();
    notice_slow_opening(now);
    notice_standstill(now);
    try_again_when_due(now);
    rest_when_idle();
}

void MixerPlayer::see_events() {
    if (removed_.exchange(false) && stream_->side() == Side::Device) {
        keeper_->want_closed();
        settle_for_silence("sound.no_device", "it was taken away");
    }
    if (added_.exchange(false)) {
        if (failures_ > 0 && !standing_) {
            try_again_ = Moment::min(); // it may be the one that we miss
        } else if (stream_->side() == Side::Device && !stream_->is_busy()) {
            keeper_->want_current();
        }
    }
}

/// The keeper's thread asks the driver, and does nothing when it is the same one still.
void MixerPlayer::follow_default(Moment now) {
    if (stream_->side() != Side::Device || stream_->is_busy()) {
        return;
    }
    looked_at_default_ = looked_at_default_.value_or(now);
    if (now - *looked_at_default_ >= look_at_default) {
        looked_at_default_ = now;
        keeper_->want_current();
    }
}

void MixerPlayer::notice_slow_opening(Moment now) {
    if (keeper_->state() != State::Opening) {
        opening_since_.reset();
        return;
    }
    opening_since_ = opening_since_.value_or(now);
    if (now - *opening_since_ > longest_opening && stream_->side() == Side::None &&
        failures_ == 0) {
        settle_for_silence("sound.slow", "it does not open in time");
        opening_since_ = now;
    }
}

/// The call that closes such a device may wait for it, and waits on the keeper's thread.
void MixerPlayer::notice_standstill(Moment now) {
    const std::uint64_t position = stream_->position();
    if (stream_->side() != Side::Device || position != watch_.position || watch_.looks == 0) {
        watch_ = {position, 1, now};
        return;
    }
    ++watch_.looks;
    if (watch_.looks <= looks_at_standstill || now - watch_.since <= longest_standstill) {
        return;
    }
    problems_.push_back({"sound.stands_still", "sound",
                         "the sound device takes no samples; nothing is heard",
                         "check the sound server and the cable", "perangkat suara berhenti"});
    standing_ = true;
    watch_ = {};
    stream_->break_off();
    leave_device(stream_->is_busy() || recorder_ ? Side::Clock : Side::None);
    keeper_->want_closed();
    wake();
}

void MixerPlayer::try_again_when_due(Moment now) {
    if (failures_ == 0 || standing_ || keeper_->state() == State::Opening) {
        return;
    }
    if (!try_again_) {
        const auto wait = first_wait * (1 << std::min(failures_ - 1, 5));
        try_again_ = now + std::min<std::chrono::seconds>(wait, longest_wait);
    } else if (now >= *try_again_ && !stream_->is_busy()) {
        try_again_.reset();
        opening_since_ = now;
        freshly_open_ = true;
        keeper_->want_open();
    }
}

void MixerPlayer::rest_when_idle() {
    if (stream_->is_busy() || recorder_) {
        return;
    }
    const Side side = stream_->side();
    const Millis rest =
        has_spoken_ ? options_.rest_after : std::min(options_.trial, options_.rest_after);
    const auto limit = static_cast<std::uint64_t>(rest.count()) * rate / 1000;
    if (side == Side::Clock) {
        clock_.stop();
        stream_->use(Side::None);
    } else if (side == Side::Device && !music_ && !film_sounds_ && stream_->quiet() > limit) {
        stream_->use(Side::None);
        keeper_->want_closed();
    }
}

Problems MixerPlayer::take_problems() {
    return std::exchange(problems_, {});
}

} // namespace panggil::sdl

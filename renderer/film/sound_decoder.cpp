// SPDX-License-Identifier: MIT
#include "renderer/film/sound_decoder.hpp"

#include "core/diagnosis.hpp"
#include "renderer/film/container.hpp"
#include "renderer/film/sound_ring.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace panggil::film {

namespace {

/// So many packets in a row that cannot be decoded: the rest is no sound.
constexpr int patience = 200;
/// Stamps of packets are rounded; what is nearer than this to its predecessor follows it.
constexpr std::int64_t follows = SoundRing::rate / 20;

/// When the picture begins, in microseconds of the file's time; the sound when there is none.
std::int64_t zero_of(AVFormatContext* file, int sound) {
    int of = av_find_best_stream(file, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
    if (of < 0 || (file->streams[of]->disposition & AV_DISPOSITION_ATTACHED_PIC) != 0) {
        of = sound;
    }
    const AVStream& track = *file->streams[of];
    return track.start_time == AV_NOPTS_VALUE
               ? 0
               : av_rescale_q(track.start_time, track.time_base, AV_TIME_BASE_Q);
}

} // namespace

struct SoundDecoder::Parts {
    Owned<AVFormatContext> file;
    Owned<AVCodecContext> codec;
    Owned<AVFrame> frame{av_frame_alloc()};
    Owned<AVPacket> packet{av_packet_alloc()};
    Owned<SwrContext> resampler;
    AVChannelLayout made_for{}; ///< the form of the sound that the resampler takes
    int channels = 2;           ///< that the resampler gives
    int format = -1;
    int rate = 0;
    int stream = -1;
    int broken = 0; ///< packets in a row
    bool ended = false;
    std::int64_t zero = 0; ///< microseconds of the file's time
    std::int64_t position = 0;
    std::int64_t expected = INT64_MIN; ///< place of the next block; unknown after a jump
    std::vector<float> block;

    ~Parts() { av_channel_layout_uninit(&made_for); }

    [[nodiscard]] bool advance() {
        for (;;) {
            const int got = avcodec_receive_frame(codec.get(), frame.get());
            if (got == 0) {
                broken = 0;
                return true;
            }
            if (got == AVERROR_EOF || (got != AVERROR(EAGAIN) && ++broken > patience) || !feed()) {
                return false;
            }
        }
    }

    [[nodiscard]] bool feed() {
        while (!ended) {
            if (av_read_frame(file.get(), packet.get()) < 0) {
                ended = true; // its end, or where it was cut off
                return avcodec_send_packet(codec.get(), nullptr) == 0;
            }
            const bool ours = packet->stream_index == stream;
            const int sent = ours ? avcodec_send_packet(codec.get(), packet.get()) : 0;
            av_packet_unref(packet.get());
            if (ours) {
                return sent >= 0 || sent == AVERROR(EAGAIN) || ++broken <= patience;
            }
        }
        return false;
    }

    /// A resampler for what the frame holds; a damaged film may change that in its middle.
    [[nodiscard]] bool prepare() {
        constexpr int highest_rate = 384'000;
        if (frame->sample_rate <= 0 || frame->sample_rate > highest_rate ||
            frame->ch_layout.nb_channels <= 0 || frame->nb_samples <= 0) {
            return false;
        }
        if (resampler && format == frame->format && rate == frame->sample_rate &&
            av_channel_layout_compare(&made_for, &frame->ch_layout) == 0) {
            return true;
        }
        // One channel is heard on both sides, as loud as it is; more are mixed down.
        AVChannelLayout stereo = AV_CHANNEL_LAYOUT_STEREO; // older headers want it changeable
        AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
        channels = frame->ch_layout.nb_channels == 1 ? 1 : 2;
        SwrContext* made = nullptr;
        static_cast<void>(swr_alloc_set_opts2(&made, channels == 1 ? &mono : &stereo,
                                              AV_SAMPLE_FMT_FLT, SoundRing::rate, &frame->ch_layout,
                                              static_cast<AVSampleFormat>(frame->format),
                                              frame->sample_rate, 0, nullptr));
        resampler.reset(made);
        if (made == nullptr || swr_init(made) < 0) {
            resampler.reset();
            return false;
        }
        format = frame->format;
        rate = frame->sample_rate;
        return av_channel_layout_copy(&made_for, &frame->ch_layout) == 0;
    }

    /// The frame as a block; an empty one when nothing can be made of it.
    void convert() {
        block.clear();
        if (!prepare()) {
            return;
        }
        const int room = swr_get_out_samples(resampler.get(), frame->nb_samples);
        if (room <= 0) {
            return;
        }
        block.resize(2 * static_cast<std::size_t>(room));
        std::uint8_t* out[1]{reinterpret_cast<std::uint8_t*>(block.data())};
        const int made =
            swr_convert(resampler.get(), out, room,
                        const_cast<const std::uint8_t**>(frame->extended_data), frame->nb_samples);
        const auto frames = static_cast<std::size_t>(std::max(made, 0));
        for (std::size_t at = channels == 1 ? frames : 0; at-- > 0;) {
            block[2 * at] = block[2 * at + 1] = block[at];
        }
        block.resize(2 * frames);
        for (float& sample : block) { // a damaged file may hold what is no number
            sample = std::isfinite(sample) ? std::clamp(sample, -1.0F, 1.0F) : 0.0F;
        }
    }

    void place() {
        const AVStream& track = *file->streams[stream];
        const std::int64_t stamp = frame->best_effort_timestamp;
        std::int64_t told = std::max<std::int64_t>(expected, 0);
        if (stamp != AV_NOPTS_VALUE) {
            const std::int64_t micros = av_rescale_q(stamp, track.time_base, AV_TIME_BASE_Q) - zero;
            told = av_rescale(micros, SoundRing::rate, AV_TIME_BASE);
        }
        const bool goes_on = expected != INT64_MIN && std::abs(told - expected) < follows;
        position = goes_on ? expected : told;
        expected = position + static_cast<std::int64_t>(block.size() / 2);
    }
};

SoundDecoder::SoundDecoder(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

SoundDecoder::~SoundDecoder() = default;

Result<std::unique_ptr<SoundDecoder>> SoundDecoder::open(const std::string& path,
                                                         const std::atomic<bool>& stop) {
    const auto broken = [&](const std::string& why) {
        return diagnose("media.no_sound", path, {name_of_file(path), why});
    };
    auto opened_file = open_container(path, sound_formats, stop, "media.no_sound");
    if (!opened_file) {
        return opened_file.problem();
    }
    auto parts = std::make_unique<Parts>();
    parts->file = std::move(opened_file).value();
    AVFormatContext* file = parts->file.get();
    const AVCodec* decoder = nullptr;
    parts->stream = av_find_best_stream(file, AVMEDIA_TYPE_AUDIO, -1, -1, &decoder, 0);
    if (parts->stream == AVERROR_STREAM_NOT_FOUND) {
        return std::unique_ptr<SoundDecoder>();
    }
    if (parts->stream < 0 || decoder == nullptr) {
        return broken("there is no decoder for it here");
    }
    parts->codec.reset(avcodec_alloc_context3(decoder));
    avcodec_parameters_to_context(parts->codec.get(), file->streams[parts->stream]->codecpar);
    parts->codec->pkt_timebase = file->streams[parts->stream]->time_base;
    parts->codec->thread_count = 1;
    if (const int opened = avcodec_open2(parts->codec.get(), decoder, nullptr); opened < 0) {
        return broken(said(opened));
    }
    for (unsigned each = 0; each < file->nb_streams; ++each) {
        if (static_cast<int>(each) != parts->stream) {
            file->streams[each]->discard = AVDISCARD_ALL; // the picture has its own reader
        }
    }
    parts->zero = zero_of(file, parts->stream);
    return std::unique_ptr<SoundDecoder>(new SoundDecoder(std::move(parts)));
}

bool SoundDecoder::next() {
    while (parts_->advance()) {
        parts_->convert();
        parts_->place();
        if (!parts_->block.empty()) {
            return true;
        }
        if (++parts_->broken > patience) {
            return false;
        }
    }
    return false;
}

const std::vector<float>& SoundDecoder::block() const {
    return parts_->block;
}

std::int64_t SoundDecoder::position() const {
    return parts_->position;
}

bool SoundDecoder::seek(std::int64_t position) {
    parts_->ended = false;
    parts_->broken = 0;
    parts_->expected = INT64_MIN;
    avcodec_flush_buffers(parts_->codec.get());
    const std::int64_t micros = parts_->zero + av_rescale(position, AV_TIME_BASE, SoundRing::rate);
    return avformat_seek_file(parts_->file.get(), -1, INT64_MIN, micros, micros, 0) >= 0 ||
           av_seek_frame(parts_->file.get(), parts_->stream, 0, AVSEEK_FLAG_BACKWARD) >= 0;
}

} // namespace panggil::film

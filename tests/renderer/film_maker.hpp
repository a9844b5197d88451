// SPDX-License-Identifier: MIT
#pragma once
/// Makes small films and pictures for tests: each frame of one grey, so that a picture says which
/// frame it is; with a sound that says its time, if wanted.

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <numbers>
#include <stdexcept>
#include <string>
#include <vector>

namespace panggil::testing {

struct FilmPlan {
    int width = 64;
    int height = 48;
    int frames = 10;
    int per_second = 50;
    const char* encoder = "mpeg4";
    int darkest = 80;            ///< the greys go from here up, one step of eight a frame
    const char* sound = nullptr; ///< an encoder: "flac", "aac"; none for a film without sound
    double sound_seconds = 0.2;
    double tone = 0;        ///< hertz, at a quarter of the full level; 0: see sound_at()
    double sound_after = 0; ///< seconds of picture before the sound begins
};

/// A sound whose level says when it is: 1/64 for the first 20 ms, 2/64 for the next, ...
inline float sound_at(int sample) {
    return static_cast<float>(1 + sample / 960) / 64.0F;
}

inline void must_av(bool fits, const char* what) {
    if (!fits) {
        throw std::runtime_error(what);
    }
}

/// One stream of a film that is made, until it is closed.
class FilmStream {
public:
    FilmStream(AVFormatContext* file, const char* encoder) : file_(file) {
        const AVCodec* found = avcodec_find_encoder_by_name(encoder);
        must_av(found != nullptr, encoder);
        codec = avcodec_alloc_context3(found);
        codec->strict_std_compliance = FF_COMPLIANCE_UNOFFICIAL;
        if ((file->oformat->flags & AVFMT_GLOBALHEADER) != 0) {
            codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
        }
    }

    ~FilmStream() {
        av_packet_free(&packet_);
        av_frame_free(&frame);
        avcodec_free_context(&codec);
    }

    FilmStream(const FilmStream&) = delete;
    FilmStream& operator=(const FilmStream&) = delete;

    void open() {
        must_av(avcodec_open2(codec, codec->codec, nullptr) >= 0, "encoder");
        stream_ = avformat_new_stream(file_, nullptr);
        stream_->time_base = codec->time_base;
        stream_->avg_frame_rate = codec->framerate;
        avcodec_parameters_from_context(stream_->codecpar, codec);
    }

    /// The frame as it stands; null at the end.
    void write(AVFrame* what) {
        must_av(avcodec_send_frame(codec, what) >= 0, "encode");
        while (avcodec_receive_packet(codec, packet_) >= 0) {
            av_packet_rescale_ts(packet_, codec->time_base, stream_->time_base);
            packet_->stream_index = stream_->index;
            if (packet_->duration == 0) {
                packet_->duration = av_rescale_q(1, codec->time_base, stream_->time_base);
            }
            must_av(av_interleaved_write_frame(file_, packet_) >= 0, "write");
        }
    }

    AVCodecContext* codec = nullptr;
    AVFrame* frame = av_frame_alloc();

private:
    AVFormatContext* file_;
    AVStream* stream_ = nullptr;
    AVPacket* packet_ = av_packet_alloc();
};

inline void write_pictures(FilmStream& film, const FilmPlan& plan) {
    film.frame->format = film.codec->pix_fmt;
    film.frame->width = plan.width;
    film.frame->height = plan.height;
    must_av(av_frame_get_buffer(film.frame, 0) >= 0, "frame");
    for (int at = 0; at < plan.frames; ++at) {
        must_av(av_frame_make_writable(film.frame) >= 0, "frame");
        for (int plane = 0; plane < 3 && film.frame->data[plane] != nullptr; ++plane) {
            const int value = plane == 0 ? plan.darkest + 8 * (at % 20) : 128;
            const int rows = plane == 0 ? plan.height : (plan.height + 1) / 2;
            std::fill_n(film.frame->data[plane], film.frame->linesize[plane] * rows,
                        static_cast<std::uint8_t>(value));
        }
        film.frame->pts = at;
        film.write(film.frame);
    }
    film.write(nullptr);
}

inline void write_sound(FilmStream& sound, const FilmPlan& plan) {
    const int block = sound.codec->frame_size > 0 ? sound.codec->frame_size : 1024;
    const int samples = static_cast<int>(plan.sound_seconds * 48'000);
    for (int at = 0; at < samples; at += block) {
        AVFrame* frame = sound.frame;
        av_frame_unref(frame);
        frame->format = sound.codec->sample_fmt;
        frame->nb_samples = std::min(block, samples - at);
        frame->sample_rate = 48'000;
        must_av(av_channel_layout_copy(&frame->ch_layout, &sound.codec->ch_layout) >= 0, "sound");
        must_av(av_frame_get_buffer(frame, 0) >= 0, "sound");
        for (int each = 0; each < frame->nb_samples; ++each) {
            const float wave = static_cast<float>(
                0.25 * std::sin(2 * std::numbers::pi * plan.tone * (at + each) / 48'000));
            const float level = plan.tone > 0 ? wave : sound_at(at + each);
            if (frame->format == AV_SAMPLE_FMT_S16) {
                reinterpret_cast<std::int16_t*>(frame->data[0])[each] =
                    static_cast<std::int16_t>(std::lround(level * 32768));
            } else {
                reinterpret_cast<float*>(frame->data[0])[each] = level;
            }
        }
        frame->pts = at + std::lround(plan.sound_after * 48'000);
        sound.write(frame);
    }
    sound.write(nullptr);
}

/// Writes it; the form is that of the file's ending.
inline void make_film(const std::filesystem::path& path, const FilmPlan& plan) {
    av_log_set_level(AV_LOG_QUIET);
    AVFormatContext* file = nullptr;
    must_av(avformat_alloc_output_context2(&file, nullptr, nullptr, path.c_str()) >= 0, "muxer");
    {
        std::vector<std::unique_ptr<FilmStream>> streams;
        if (plan.frames > 0) {
            streams.push_back(std::make_unique<FilmStream>(file, plan.encoder));
            AVCodecContext* codec = streams.back()->codec;
            codec->width = plan.width;
            codec->height = plan.height;
            codec->pix_fmt =
                codec->codec->pix_fmts != nullptr ? codec->codec->pix_fmts[0] : AV_PIX_FMT_YUV420P;
            codec->time_base = {1, plan.per_second};
            codec->framerate = {plan.per_second, 1};
            streams.back()->open();
        }
        if (plan.sound != nullptr) {
            streams.push_back(std::make_unique<FilmStream>(file, plan.sound));
            AVCodecContext* codec = streams.back()->codec;
            codec->sample_fmt = codec->codec->sample_fmts[0];
            codec->sample_rate = 48'000;
            codec->ch_layout = AV_CHANNEL_LAYOUT_MONO;
            codec->time_base = {1, 48'000};
            streams.back()->open();
        }
        must_av(avio_open(&file->pb, path.c_str(), AVIO_FLAG_WRITE) >= 0, "file");
        must_av(avformat_write_header(file, nullptr) >= 0, "header");
        if (plan.frames > 0) {
            write_pictures(*streams.front(), plan);
        }
        if (plan.sound != nullptr) {
            write_sound(*streams.back(), plan);
        }
        must_av(av_write_trailer(file) >= 0, "trailer");
    }
    avio_closep(&file->pb);
    avformat_free_context(file);
}

} // namespace panggil::testing

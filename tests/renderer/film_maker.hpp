// SPDX-License-Identifier: MIT
#pragma once
/// Makes small films and pictures for tests: each frame of one grey, so that a picture says which
/// frame it is.

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace panggil::testing {

struct FilmPlan {
    int width = 64;
    int height = 48;
    int frames = 10;
    int per_second = 50;
    const char* encoder = "mpeg4";
    int darkest = 80; ///< the greys go from here up, one step of eight a frame
};

inline void must_av(bool fits, const char* what) {
    if (!fits) {
        throw std::runtime_error(what);
    }
}

/// Writes it; the form is that of the file's ending.
inline void make_film(const std::filesystem::path& path, const FilmPlan& plan) {
    av_log_set_level(AV_LOG_QUIET);
    AVFormatContext* file = nullptr;
    must_av(avformat_alloc_output_context2(&file, nullptr, nullptr, path.c_str()) >= 0, "muxer");
    const AVCodec* encoder = avcodec_find_encoder_by_name(plan.encoder);
    must_av(encoder != nullptr, plan.encoder);
    AVCodecContext* codec = avcodec_alloc_context3(encoder);
    codec->width = plan.width;
    codec->height = plan.height;
    codec->pix_fmt = encoder->pix_fmts != nullptr ? encoder->pix_fmts[0] : AV_PIX_FMT_YUV420P;
    codec->time_base = {1, plan.per_second};
    codec->framerate = {plan.per_second, 1};
    codec->strict_std_compliance = FF_COMPLIANCE_UNOFFICIAL;
    if ((file->oformat->flags & AVFMT_GLOBALHEADER) != 0) {
        codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    }
    must_av(avcodec_open2(codec, encoder, nullptr) >= 0, "encoder");
    AVStream* stream = avformat_new_stream(file, nullptr);
    stream->time_base = codec->time_base;
    stream->avg_frame_rate = codec->framerate;
    avcodec_parameters_from_context(stream->codecpar, codec);
    must_av(avio_open(&file->pb, path.c_str(), AVIO_FLAG_WRITE) >= 0, "file");
    must_av(avformat_write_header(file, nullptr) >= 0, "header");
    AVFrame* frame = av_frame_alloc();
    frame->format = codec->pix_fmt;
    frame->width = plan.width;
    frame->height = plan.height;
    must_av(av_frame_get_buffer(frame, 0) >= 0, "frame");
    AVPacket* packet = av_packet_alloc();
    for (int at = 0; at <= plan.frames; ++at) {
        if (at < plan.frames) {
            must_av(av_frame_make_writable(frame) >= 0, "frame");
            for (int plane = 0; plane < 3 && frame->data[plane] != nullptr; ++plane) {
                const int value = plane == 0 ? plan.darkest + 8 * at : 128;
                const int rows = plane == 0 ? plan.height : (plan.height + 1) / 2;
                std::fill_n(frame->data[plane], frame->linesize[plane] * rows,
                            static_cast<std::uint8_t>(value));
            }
            frame->pts = at;
        }
        must_av(avcodec_send_frame(codec, at < plan.frames ? frame : nullptr) >= 0, "encode");
        while (avcodec_receive_packet(codec, packet) >= 0) {
            av_packet_rescale_ts(packet, codec->time_base, stream->time_base);
            packet->stream_index = stream->index;
            if (packet->duration == 0) {
                packet->duration = av_rescale_q(1, codec->time_base, stream->time_base);
            }
            must_av(av_interleaved_write_frame(file, packet) >= 0, "write");
        }
    }
    must_av(av_write_trailer(file) >= 0, "trailer");
    av_packet_free(&packet);
    av_frame_free(&frame);
    avcodec_free_context(&codec);
    avio_closep(&file->pb);
    avformat_free_context(file);
}

} // namespace panggil::testing

// SPDX-License-Identifier: MIT
#pragma once
/// FFmpeg as it is used here: its calls, which load it late, the owners of its objects, and how a
/// file is opened: nothing but files of the formats that are named, whatever such a file asks for.

#include "renderer/film/late_call.hpp"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/hwcontext.h>
#include <libavutil/imgutils.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
}

#include <array>
#include <memory>
#include <string>

namespace panggil::film {

// Within this namespace these names mean the late calls, and nothing is linked.
// NOLINTBEGIN(bugprone-macro-parentheses): names cannot stand in parentheses
#define PANGGIL_LATE(library, name)                                                                \
    inline constinit const LateCall<decltype(&::name)> name {                                      \
        Library::library, #name                                                                    \
    }

PANGGIL_LATE(Util, av_frame_alloc);
PANGGIL_LATE(Util, av_frame_free);
PANGGIL_LATE(Util, av_frame_unref);
PANGGIL_LATE(Util, av_buffer_ref);
PANGGIL_LATE(Util, av_buffer_unref);
PANGGIL_LATE(Util, av_dict_free);
PANGGIL_LATE(Util, av_dict_set);
PANGGIL_LATE(Util, av_strerror);
PANGGIL_LATE(Util, av_log_set_level);
PANGGIL_LATE(Util, av_rescale);
PANGGIL_LATE(Util, av_rescale_q);
PANGGIL_LATE(Util, av_hwdevice_ctx_create);
PANGGIL_LATE(Util, av_hwframe_transfer_data);
PANGGIL_LATE(Util, av_channel_layout_compare);
PANGGIL_LATE(Util, av_channel_layout_copy);
PANGGIL_LATE(Util, av_channel_layout_uninit);
PANGGIL_LATE(Codec, av_packet_alloc);
PANGGIL_LATE(Codec, av_packet_free);
PANGGIL_LATE(Codec, av_packet_unref);
PANGGIL_LATE(Codec, avcodec_alloc_context3);
PANGGIL_LATE(Codec, avcodec_default_get_format);
PANGGIL_LATE(Codec, avcodec_flush_buffers);
PANGGIL_LATE(Codec, avcodec_free_context);
PANGGIL_LATE(Codec, avcodec_get_hw_config);
PANGGIL_LATE(Codec, avcodec_open2);
PANGGIL_LATE(Codec, avcodec_parameters_to_context);
PANGGIL_LATE(Codec, avcodec_receive_frame);
PANGGIL_LATE(Codec, avcodec_send_packet);
PANGGIL_LATE(Format, av_find_best_stream);
PANGGIL_LATE(Format, av_guess_sample_aspect_ratio);
PANGGIL_LATE(Format, av_read_frame);
PANGGIL_LATE(Format, av_seek_frame);
PANGGIL_LATE(Format, avformat_alloc_context);
PANGGIL_LATE(Format, avformat_close_input);
PANGGIL_LATE(Format, avformat_find_stream_info);
PANGGIL_LATE(Format, avformat_open_input);
PANGGIL_LATE(Format, avformat_seek_file);
PANGGIL_LATE(Scale, sws_freeContext);
PANGGIL_LATE(Scale, sws_getCachedContext);
PANGGIL_LATE(Scale, sws_scale);
PANGGIL_LATE(Resample, swr_alloc_set_opts2);
PANGGIL_LATE(Resample, swr_convert);
PANGGIL_LATE(Resample, swr_free);
PANGGIL_LATE(Resample, swr_get_out_samples);
PANGGIL_LATE(Resample, swr_init);

#undef PANGGIL_LATE

// NOLINTEND(bugprone-macro-parentheses)

struct Free {
    void operator()(AVFormatContext* it) const { avformat_close_input(&it); }

    void operator()(AVCodecContext* it) const { avcodec_free_context(&it); }

    void operator()(AVFrame* it) const { av_frame_free(&it); }

    void operator()(AVPacket* it) const { av_packet_free(&it); }

    void operator()(AVBufferRef* it) const { av_buffer_unref(&it); }

    void operator()(SwsContext* it) const { sws_freeContext(it); }

    void operator()(SwrContext* it) const { swr_free(&it); }
};

template <class Object>
using Owned = std::unique_ptr<Object, Free>;

inline constexpr const char* film_formats = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm";
inline constexpr const char* sound_formats =
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mp3,ogg,flac,wav";

inline std::string said(int error) {
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(error, text.data(), text.size());
    return text.data();
}

inline std::string name_of_file(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

/// 0, or why not; then `context` has been freed.
inline int open_file(AVFormatContext* context, const std::string& path, const char* formats) {
    av_log_set_level(AV_LOG_QUIET); // what is wrong is told by us, once
    AVDictionary* options = nullptr;
    av_dict_set(&options, "protocol_whitelist", "file", 0);
    av_dict_set(&options, "format_whitelist", formats, 0);
    const int opened = avformat_open_input(&context, ("file:" + path).c_str(), nullptr, &options);
    av_dict_free(&options);
    return opened;
}

} // namespace panggil::film

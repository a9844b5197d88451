// SPDX-License-Identifier: MIT
#pragma once
/// Owners of FFmpeg's objects, and how a file is opened: nothing but files of the formats that are
/// named, whatever such a file asks for.

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
inline constexpr const char* picture_formats = "png_pipe,jpeg_pipe,webp_pipe";

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

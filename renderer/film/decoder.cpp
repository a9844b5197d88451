// SPDX-License-Identifier: MIT
#include "renderer/film/decoder.hpp"

#include "core/diagnosis.hpp"
#include "renderer/film/container.hpp"

#include <algorithm>
#include <filesystem>

namespace panggil::film {

namespace {

/// So many frames in a row that cannot be decoded: there is no film in this file.
constexpr int patience = 200;

/// The machine's decoder, when there is one: asked only where a graphics device is.
Owned<AVBufferRef> hardware() {
    std::error_code ignored;
    AVBufferRef* device = nullptr;
    if (std::filesystem::exists("/dev/dri/renderD128", ignored)) {
        av_hwdevice_ctx_create(&device, AV_HWDEVICE_TYPE_VAAPI, nullptr, nullptr, 0);
    }
    return Owned<AVBufferRef>(device);
}

AVPixelFormat offered(AVCodecContext* context, const AVPixelFormat* formats) {
    const auto wanted = *static_cast<const AVPixelFormat*>(context->opaque);
    for (const AVPixelFormat* each = formats; *each != AV_PIX_FMT_NONE; ++each) {
        if (*each == wanted) {
            return *each;
        }
    }
    return avcodec_default_get_format(context, formats);
}

} // namespace

struct Decoder::Parts {
    Owned<AVFormatContext> file;
    Owned<AVCodecContext> codec;
    Owned<AVBufferRef> device;
    Owned<AVFrame> frame{av_frame_alloc()};
    Owned<AVFrame> copied{av_frame_alloc()}; ///< of a frame that lies in the graphics device
    Owned<AVPacket> packet{av_packet_alloc()};
    Owned<SwsContext> scaler;
    AVPixelFormat in_device = AV_PIX_FMT_NONE;
    int stream = -1;
    int broken = 0; ///< frames in a row
    bool ended = false;
    bool pretends = false;                 ///< the device is none, and breaks
    std::int64_t reached = AV_NOPTS_VALUE; ///< stamp of the last frame

    [[nodiscard]] const AVStream& track() const { return *file->streams[stream]; }

    /// Feeds the decoder until it gives a frame.
    [[nodiscard]] bool advance() {
        for (;;) {
            const int got = avcodec_receive_frame(codec.get(), frame.get());
            if (got == 0) {
                broken = 0;
                return true;
            }
            if (got == AVERROR_EOF || (got != AVERROR(EAGAIN) && ++broken > patience)) {
                return false;
            }
            if (got != AVERROR(EAGAIN) && in_device != AV_PIX_FMT_NONE && go_on_in_software()) {
                continue;
            }
            if (!feed()) {
                return false;
            }
        }
    }

    [[nodiscard]] bool feed() {
        while (!ended) {
            const int read = av_read_frame(file.get(), packet.get());
            if (read < 0) {
                ended = true; // its end, or where it was cut off
                return avcodec_send_packet(codec.get(), nullptr) == 0;
            }
            const bool ours = packet->stream_index == stream;
            const int sent = ours ? avcodec_send_packet(codec.get(), packet.get()) : 0;
            av_packet_unref(packet.get());
            if (ours && sent < 0 && sent != AVERROR(EAGAIN) && ++broken > patience) {
                return false;
            }
            if (ours) {
                return true;
            }
        }
        return false;
    }

    /// The frame in main memory; null when the device does not give it.
    [[nodiscard]] const AVFrame* in_memory() {
        if (in_device == AV_PIX_FMT_NONE || frame->format != in_device) {
            return frame.get();
        }
        av_frame_unref(copied.get());
        if (!pretends && av_hwframe_transfer_data(copied.get(), frame.get(), 0) == 0) {
            return copied.get();
        }
        static_cast<void>(go_on_in_software());
        return nullptr;
    }

    /// A driver may take a film and fail in its middle. From the last whole picture on, the
    /// processor decodes it.
    [[nodiscard]] bool go_on_in_software() {
        Owned<AVCodecContext> plain(new_codec(codec->codec));
        if (!plain || avcodec_open2(plain.get(), codec->codec, nullptr) < 0) {
            return false;
        }
        in_device = AV_PIX_FMT_NONE;
        codec = std::move(plain);
        device.reset();
        ended = false;
        const std::int64_t from = reached != AV_NOPTS_VALUE ? reached : 0;
        return av_seek_frame(file.get(), stream, from, AVSEEK_FLAG_BACKWARD) >= 0;
    }

    [[nodiscard]] AVCodecContext* new_codec(const AVCodec* decoder) const {
        AVCodecContext* made = avcodec_alloc_context3(decoder);
        if (made != nullptr) {
            avcodec_parameters_to_context(made, track().codecpar);
            made->max_pixels = std::int64_t{largest_film.width} * largest_film.height;
            made->thread_count = 1; // the numbers come first on a small machine
        }
        return made;
    }

    /// Frames of this form are said to lie in a device.
    void pretend_device() {
        in_device = static_cast<AVPixelFormat>(track().codecpar->format);
        pretends = true;
    }

    void use_device(const AVCodec& decoder) {
        for (int at = 0;; ++at) {
            const AVCodecHWConfig* way = avcodec_get_hw_config(&decoder, at);
            if (way == nullptr) {
                return;
            }
            if ((way->methods & AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX) == 0 ||
                way->device_type != AV_HWDEVICE_TYPE_VAAPI) {
                continue;
            }
            device = hardware();
            if (device) {
                in_device = way->pix_fmt;
                codec->hw_device_ctx = av_buffer_ref(device.get());
                codec->opaque = &in_device;
                codec->get_format = offered;
            }
            return;
        }
    }
};

Decoder::Decoder(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Decoder::~Decoder() = default;

Result<std::unique_ptr<Decoder>> Decoder::open(const std::string& path,
                                               const std::atomic<bool>& stop, Hardware hardware) {
    const auto broken = [&](const std::string& why) {
        return diagnose("media.broken", path, {name_of_file(path), why});
    };
    auto opened_file = open_container(path, film_formats, stop, "media.broken");
    if (!opened_file) {
        return opened_file.problem();
    }
    auto parts = std::make_unique<Parts>();
    parts->file = std::move(opened_file).value();
    AVFormatContext* file = parts->file.get();
    const AVCodec* decoder = nullptr;
    parts->stream = av_find_best_stream(file, AVMEDIA_TYPE_VIDEO, -1, -1, &decoder, 0);
    if (parts->stream < 0 || decoder == nullptr) {
        return broken("it holds no film that can be decoded here");
    }
    const AVCodecParameters& told = *parts->track().codecpar;
    if (told.width > largest_film.width || told.height > largest_film.height) {
        return diagnose("media.too_large", path,
                        {name_of_file(path),
                         std::to_string(told.width),
                         std::to_string(told.height),
                         {"4096 x 2304", "4096 x 2304"}});
    }
    parts->codec.reset(parts->new_codec(decoder));
    if (hardware == Hardware::Breaks) {
        parts->pretend_device();
    } else {
        parts->use_device(*decoder);
    }
    if (const int opened = avcodec_open2(parts->codec.get(), decoder, nullptr); opened < 0) {
        return broken(said(opened));
    }
    if (told.width <= 0 || told.height <= 0) {
        return broken("it does not say how large it is");
    }
    return std::unique_ptr<Decoder>(new Decoder(std::move(parts)));
}

Size Decoder::size() const {
    const AVCodecParameters& told = *parts_->track().codecpar;
    const AVRational shape = av_guess_sample_aspect_ratio(
        parts_->file.get(), parts_->file->streams[parts_->stream], nullptr);
    // Pixels that are not square make it wider than it is stored.
    const double wider = shape.num > 0 && shape.den > 0 ? av_q2d(shape) : 1.0;
    return {std::clamp(static_cast<int>(told.width * wider), 1, 2 * largest_film.width),
            told.height};
}

std::optional<Micros> Decoder::next() {
    if (!parts_->advance()) {
        return std::nullopt;
    }
    const AVStream& track = parts_->track();
    const std::int64_t stamp = parts_->frame->best_effort_timestamp;
    parts_->reached = stamp;
    const std::int64_t start = track.start_time != AV_NOPTS_VALUE ? track.start_time : 0;
    const std::int64_t since = stamp != AV_NOPTS_VALUE ? stamp - start : 0;
    return Micros(av_rescale_q(std::max<std::int64_t>(since, 0), track.time_base, {1, 1'000'000}));
}

bool Decoder::write(Frame& frame, Size size) {
    const AVFrame* source = parts_->in_memory();
    if (source == nullptr || size.width <= 0 || size.height <= 0) {
        return false;
    }
    parts_->scaler.reset(
        sws_getCachedContext(parts_->scaler.release(), source->width, source->height,
                             static_cast<AVPixelFormat>(source->format), size.width, size.height,
                             AV_PIX_FMT_BGRA, SWS_BILINEAR, nullptr, nullptr, nullptr));
    if (!parts_->scaler) {
        return false;
    }
    frame.size = size;
    frame.pixels.resize(static_cast<std::size_t>(size.width) *
                        static_cast<std::size_t>(size.height));
    std::uint8_t* const rows[4]{reinterpret_cast<std::uint8_t*>(frame.pixels.data())};
    const int strides[4]{size.width * 4};
    return sws_scale(parts_->scaler.get(), source->data, source->linesize, 0, source->height, rows,
                     strides) == size.height;
}

bool Decoder::is_in_hardware() const {
    return parts_->in_device != AV_PIX_FMT_NONE;
}

Micros Decoder::frame_time() const {
    const AVRational rate = parts_->track().avg_frame_rate;
    constexpr Micros usual{40'000};
    return rate.num > 0 && rate.den > 0
               ? std::clamp(Micros(std::int64_t{1'000'000} * rate.den / rate.num), Micros(5'000),
                            Micros(1'000'000))
               : usual;
}

Micros Decoder::length() const {
    const AVStream& track = parts_->track();
    if (track.duration > 0) {
        return Micros(av_rescale_q(track.duration, track.time_base, AV_TIME_BASE_Q));
    }
    return Micros(std::max<std::int64_t>(parts_->file->duration, 0));
}

bool Decoder::rewind() {
    parts_->ended = false;
    avcodec_flush_buffers(parts_->codec.get());
    return av_seek_frame(parts_->file.get(), parts_->stream, 0, AVSEEK_FLAG_BACKWARD) >= 0 ||
           avformat_seek_file(parts_->file.get(), -1, INT64_MIN, 0, INT64_MAX, 0) >= 0;
}

} // namespace panggil::film

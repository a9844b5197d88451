// SPDX-License-Identifier: MIT
#include "renderer/film/picture_size.hpp"

#include "core/diagnosis.hpp"
#include "renderer/film/ffmpeg.hpp"

namespace panggil::film {

Result<Size> picture_size(const std::string& path) {
    const auto broken = [&](const std::string& why) {
        return diagnose("media.broken", path, {name_of_file(path), why});
    };
    if (ffmpeg_is_missing()) {
        return broken(*ffmpeg_is_missing());
    }
    AVFormatContext* file = avformat_alloc_context();
    if (const int opened = open_file(file, path, picture_formats); opened != 0) {
        return broken(said(opened));
    }
    const Owned<AVFormatContext> owned(file);
    // It decodes no more than the head of a picture, and nothing that is larger than this.
    AVDictionary* options = nullptr;
    av_dict_set_int(&options, "max_pixels", std::int64_t{largest_picture} * largest_picture, 0);
    const int found = avformat_find_stream_info(file, &options);
    av_dict_free(&options);
    if (found < 0 || file->nb_streams == 0) {
        return broken(found < 0 ? said(found) : "no picture in it");
    }
    const AVCodecParameters& told = *file->streams[0]->codecpar;
    if (told.width <= 0 || told.height <= 0) {
        return broken("it is larger than 8192 pixels a side, or cut off");
    }
    if (told.width > largest_picture || told.height > largest_picture) {
        return diagnose("media.too_large", path,
                        {name_of_file(path),
                         std::to_string(told.width),
                         std::to_string(told.height),
                         {"8192 a side", "8192 tiap sisi"}});
    }
    return Size{told.width, told.height};
}

} // namespace panggil::film

// SPDX-License-Identifier: MIT
#include "renderer/film/container.hpp"

#include "core/diagnosis.hpp"
#include "renderer/film/late_call.hpp"

#include <filesystem>

namespace panggil::film {

namespace {

int is_stopped(void* stop) {
    return static_cast<const std::atomic<bool>*>(stop)->load() ? 1 : 0;
}

} // namespace

Result<Owned<AVFormatContext>> open_container(const std::string& path, const char* formats,
                                              const std::atomic<bool>& stop,
                                              std::string_view fault) {
    const auto broken = [&](const std::string& why) {
        return diagnose(fault, path, {name_of_file(path), why});
    };
    if (std::error_code error; !std::filesystem::is_regular_file(path, error)) {
        return broken(error ? error.message() : "it is no plain file"); // a pipe would never end
    }
    if (ffmpeg_is_missing()) {
        return broken(*ffmpeg_is_missing());
    }
    AVFormatContext* context = avformat_alloc_context();
    context->interrupt_callback = {is_stopped, const_cast<std::atomic<bool>*>(&stop)};
    if (const int opened = open_file(context, path, formats); opened != 0) {
        return broken(said(opened)); // it has been freed
    }
    Owned<AVFormatContext> file(context);
    if (const int found = avformat_find_stream_info(file.get(), nullptr); found < 0) {
        return broken(said(found));
    }
    return file;
}

} // namespace panggil::film

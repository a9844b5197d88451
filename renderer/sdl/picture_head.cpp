// SPDX-License-Identifier: MIT
#include "renderer/sdl/picture_head.hpp"

#include "core/diagnosis.hpp"

#include <SDL_image.h>

#include <array>
#include <csetjmp>
#include <cstdio>
#include <filesystem>
#include <jpeglib.h> // needs <cstdio>
#include <memory>
#include <png.h>
#include <webp/decode.h>

namespace panggil::sdl {

namespace {

/// What a file says of itself, as its library has it.
struct Head {
    unsigned width = 0;
    unsigned height = 0;
    std::array<char, JMSG_LENGTH_MAX> fault{}; ///< empty: it could be read
};

void fail(Head& head, const char* why) {
    std::snprintf(head.fault.data(), head.fault.size(), "%s", why);
}

Head png_head(const std::string& path) {
    Head head;
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_file(&image, path.c_str()) == 0) {
        fail(head, image.message);
    }
    head.width = image.width;
    head.height = image.height;
    png_image_free(&image);
    return head;
}

/// libjpeg's own form of an error: it must not return to where it was noticed.
struct JpegFault {
    jpeg_error_mgr base; ///< first: libjpeg knows only this part
    std::jmp_buf back;
    Head* head;
};

void leave(j_common_ptr jpeg) {
    auto& fault = *reinterpret_cast<JpegFault*>(jpeg->err);
    (*jpeg->err->format_message)(jpeg, fault.head->fault.data());
    std::longjmp(fault.back, 1);
}

void say_nothing(j_common_ptr /*jpeg*/) {}

/// Between setjmp and the end nothing has a destructor.
void read_jpeg_head(std::FILE& file, Head& head) {
    jpeg_decompress_struct jpeg{};
    JpegFault fault{};
    jpeg.err = jpeg_std_error(&fault.base);
    fault.base.error_exit = leave;
    fault.base.output_message = say_nothing;
    fault.head = &head;
    if (setjmp(fault.back) == 0) {
        jpeg_create_decompress(&jpeg);
        jpeg_stdio_src(&jpeg, &file);
        jpeg_read_header(&jpeg, TRUE);
        head.width = jpeg.image_width;
        head.height = jpeg.image_height;
    }
    jpeg_destroy_decompress(&jpeg);
}

Head jpeg_head(const std::string& path) {
    Head head;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                               &std::fclose);
    if (file) {
        read_jpeg_head(*file, head);
    } else {
        fail(head, "it cannot be opened");
    }
    return head;
}

Head webp_head(const std::string& path) {
    Head head;
    std::size_t bytes = 0;
    const std::unique_ptr<void, void (*)(void*)> file(SDL_LoadFile(path.c_str(), &bytes),
                                                      &SDL_free);
    WebPBitstreamFeatures features{};
    if (!file || WebPGetFeatures(static_cast<const std::uint8_t*>(file.get()), bytes, &features) !=
                     VP8_STATUS_OK) {
        fail(head, "it is damaged or cut off");
    }
    head.width = static_cast<unsigned>(features.width);
    head.height = static_cast<unsigned>(features.height);
    return head;
}

/// By what is in it, not by its name.
Head head_of(const std::string& path) {
    Head head;
    SDL_RWops* file = SDL_RWFromFile(path.c_str(), "rb");
    if (file == nullptr) {
        fail(head, SDL_GetError());
        return head;
    }
    const bool png = IMG_isPNG(file) != 0;
    const bool jpeg = !png && IMG_isJPG(file) != 0;
    const bool webp = !png && !jpeg && IMG_isWEBP(file) != 0;
    SDL_RWclose(file);
    if (!png && !jpeg && !webp) {
        fail(head, "it is no PNG, JPEG or WebP, or cut off");
        return head;
    }
    return png ? png_head(path) : jpeg ? jpeg_head(path) : webp_head(path);
}

} // namespace

Result<Size> picture_size(const std::string& path) {
    const std::string name = std::filesystem::path(path).filename().string();
    const Head head = head_of(path);
    if (head.fault.front() != '\0') {
        return diagnose("media.broken", path, {name, std::string(head.fault.data())});
    }
    if (head.width == 0 || head.height == 0) {
        return diagnose("media.broken", path, {name, "there are no pixels in it"});
    }
    if (head.width > largest_picture || head.height > largest_picture) {
        return diagnose("media.too_large", path,
                        {name,
                         std::to_string(head.width),
                         std::to_string(head.height),
                         {"8192 a side", "8192 tiap sisi"}});
    }
    return Size{static_cast<int>(head.width), static_cast<int>(head.height)};
}

} // namespace panggil::sdl

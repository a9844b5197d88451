// SPDX-License-Identifier: MIT
#include "renderer/sdl/font_file.hpp"

#include <SDL_error.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace panggil::sdl {

namespace {

class FontFile {
public:
    FontFile(int descriptor, Sint64 size) : descriptor_(descriptor), size_(size) {}

    ~FontFile() { close(descriptor_); }

    FontFile(const FontFile&) = delete;
    FontFile& operator=(const FontFile&) = delete;

    [[nodiscard]] Sint64 size() const { return size_; }

    Sint64 seek(Sint64 offset, int whence) {
        const Sint64 from = whence == RW_SEEK_SET ? 0 : whence == RW_SEEK_CUR ? at_ : size_;
        if (from + offset < 0) {
            return SDL_SetError("seeks before the file");
        }
        return at_ = from + offset;
    }

    std::size_t read(char* into, std::size_t wanted) {
        std::size_t got = 0;
        while (got < wanted) {
            const std::size_t here = wanted - got < page_.size()
                                         ? from_page(into + got, wanted - got)
                                         : from_disk(into + got, wanted - got);
            if (here == 0) {
                break; // its end, or an error: FreeType refuses the font
            }
            got += here;
            at_ += static_cast<Sint64>(here);
        }
        return got;
    }

private:
    std::size_t from_disk(char* into, std::size_t wanted) const {
        ssize_t got = 0;
        do {
            got = pread(descriptor_, into, wanted, at_);
        } while (got < 0 && errno == EINTR);
        return static_cast<std::size_t>(std::max<ssize_t>(got, 0));
    }

    std::size_t from_page(char* into, std::size_t wanted) {
        if (at_ < page_at_ || at_ >= page_at_ + static_cast<Sint64>(page_holds_)) {
            page_holds_ = from_disk(page_.data(), page_.size());
            page_at_ = at_;
        }
        const auto skipped = static_cast<std::size_t>(at_ - page_at_);
        const std::size_t here = std::min(wanted, page_holds_ - skipped);
        std::memcpy(into, page_.data() + skipped, here);
        return here;
    }

    int descriptor_;
    Sint64 size_;
    Sint64 at_ = 0;
    Sint64 page_at_ = 0;
    std::size_t page_holds_ = 0;
    std::array<char, 4096> page_;
};

FontFile& of(SDL_RWops* file) {
    return *static_cast<FontFile*>(file->hidden.unknown.data1);
}

Sint64 size_of(SDL_RWops* file) {
    return of(file).size();
}

Sint64 seek_in(SDL_RWops* file, Sint64 offset, int whence) {
    return of(file).seek(offset, whence);
}

std::size_t read_from(SDL_RWops* file, void* into, std::size_t size, std::size_t count) {
    return size == 0 ? 0 : of(file).read(static_cast<char*>(into), size * count) / size;
}

std::size_t write_nothing(SDL_RWops*, const void*, std::size_t, std::size_t) {
    return 0;
}

int close_it(SDL_RWops* file) {
    delete &of(file);
    SDL_FreeRW(file);
    return 0;
}

} // namespace

SDL_RWops* open_font_file(const std::string& path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);

    struct stat about {};

    if (descriptor < 0 || fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) {
        SDL_SetError("%s", descriptor < 0 ? std::strerror(errno) : "it is no plain file");
        if (descriptor >= 0) {
            close(descriptor);
        }
        return nullptr;
    }
    SDL_RWops* file = SDL_AllocRW();
    if (file == nullptr) {
        close(descriptor);
        return nullptr;
    }
    file->type = SDL_RWOPS_UNKNOWN;
    file->size = size_of;
    file->seek = seek_in;
    file->read = read_from;
    file->write = write_nothing;
    file->close = close_it;
    file->hidden.unknown.data1 = new FontFile(descriptor, about.st_size);
    return file;
}

} // namespace panggil::sdl

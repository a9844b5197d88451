// SPDX-License-Identifier: MIT
#include "renderer/sound/clip_spool.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <linux/magic.h>
#include <string>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace panggil::screen {

namespace {

bool is_in_memory(const std::filesystem::path& folder) {
    struct statfs about {};

    return statfs(folder.c_str(), &about) != 0 || about.f_type == TMPFS_MAGIC ||
           about.f_type == RAMFS_MAGIC;
}

bool has_room(int descriptor, std::uint64_t bytes) {
    struct statvfs about {};

    return fstatvfs(descriptor, &about) == 0 &&
           std::uint64_t{about.f_bavail} * about.f_frsize > ClipSpool::left_to_others + bytes;
}

/// For file systems that know no files without a name: it has one for a moment.
int open_and_unlink(const std::filesystem::path& folder) {
    std::string name = (folder / "spool-XXXXXX").string();
    const int descriptor = mkostemp(name.data(), O_CLOEXEC);
    if (descriptor >= 0) {
        unlink(name.c_str());
    }
    return descriptor;
}

} // namespace

std::shared_ptr<ClipSpool> ClipSpool::open(const std::filesystem::path& folder) {
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    if (folder.empty() || is_in_memory(folder)) {
        return nullptr;
    }
    int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    descriptor = descriptor >= 0 ? descriptor : open_and_unlink(folder);
    if (descriptor >= 0 && !has_room(descriptor, 0)) {
        close(descriptor);
        return nullptr;
    }
    return descriptor >= 0 ? std::shared_ptr<ClipSpool>(new ClipSpool(descriptor)) : nullptr;
}

ClipSpool::~ClipSpool() {
    close(descriptor_);
}

std::optional<std::uint64_t> ClipSpool::add(std::string_view bytes) {
    if (!has_room(descriptor_, bytes.size())) {
        return std::nullopt;
    }
    const std::uint64_t from = end_;
    while (!bytes.empty()) {
        const ssize_t put =
            pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(end_));
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            return std::nullopt;
        }
        end_ += static_cast<std::uint64_t>(put);
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return from;
}

bool ClipSpool::read(std::uint64_t from, std::span<char> into) const {
    while (!into.empty()) {
        const ssize_t got = pread(descriptor_, into.data(), into.size(), static_cast<off_t>(from));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        from += static_cast<std::uint64_t>(got);
        into = into.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

} // namespace panggil::screen

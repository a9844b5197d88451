// SPDX-License-Identifier: MIT
#include "codec/durable.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace panggil::codec {

namespace {

/// Keeps what errno said before.
void close_quietly(int descriptor) {
    const int why = errno;
    ::close(descriptor);
    errno = why;
}

} // namespace

bool sync_to_disk(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return false;
    }
    // Some file systems can't sync a folder, and need not.
    const bool synced = ::fsync(descriptor) == 0 || errno == EINVAL;
    close_quietly(descriptor);
    return synced;
}

bool replace_file(const std::string& path, const std::string& text) {
    const std::string fresh = path + ".new";
    const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return false;
    }
    const bool written =
        ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(descriptor) == 0;
    close_quietly(descriptor);
    return written && ::rename(fresh.c_str(), path.c_str()) == 0 &&
           sync_to_disk(std::filesystem::path(path).parent_path().string());
}

} // namespace panggil::codec

// SPDX-License-Identifier: MIT
#include "codec/durable.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace panggil::codec {

namespace {

/// Keeps what errno said before.
void close_quietly(int descriptor) {
    const int why = errno;
    ::close(descriptor);
    errno = why;
}

std::string folder_of(const std::string& path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
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

bool replace_file(const std::string& path, const std::string& text, unsigned mode) {
    const std::string fresh = path + ".new";
    ::unlink(fresh.c_str()); // what an earlier death has left
    const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return false;
    }
    const bool written =
        ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        (mode == 0600 || ::fchmod(descriptor, mode) == 0) && ::fsync(descriptor) == 0;
    close_quietly(descriptor);
    return written && ::rename(fresh.c_str(), path.c_str()) == 0 && sync_to_disk(folder_of(path));
}

} // namespace panggil::codec

// SPDX-License-Identifier: MIT
#include "hub/folder_lock.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <unistd.h>

namespace panggil::hub {

Result<FolderLock> FolderLock::take(const std::string& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return Problem{"journal.cannot_open", folder, "cannot be made: " + error.message(),
                       "choose another --data folder", ""};
    }
    const std::string path = folder + "/hub.lock";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return Problem{"journal.cannot_open", folder,
                       std::string("cannot be written: ") + std::strerror(errno),
                       "let the hub's user write this folder", ""};
    }
    FolderLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        return Problem{"journal.in_use", folder, "is in use by another hub",
                       "stop that one, or choose another --data folder", ""};
    }
    return lock;
}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

FolderLock::~FolderLock() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

} // namespace panggil::hub

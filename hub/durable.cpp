// SPDX-License-Identifier: MIT
#include "hub/durable.hpp"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace panggil::hub {

bool sync_to_disk(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return false;
    }
    // Some file systems can't sync a folder, and need not.
    const bool synced = ::fsync(descriptor) == 0 || errno == EINVAL;
    const int why = errno;
    ::close(descriptor);
    errno = why;
    return synced;
}

} // namespace panggil::hub

// SPDX-License-Identifier: MIT
#include "tests/soak/measure.hpp"

#include <SDL.h>

#include <filesystem>
#include <fstream>
#include <malloc.h>
#include <unistd.h>

namespace panggil::soak {

namespace {

std::int64_t entries_of(const char* folder) {
    std::int64_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) {
        ++count;
    }
    return count;
}

} // namespace

Held measure() {
    std::ifstream file("/proc/self/statm");
    std::int64_t whole = 0;
    std::int64_t resident = 0;
    file >> whole >> resident;
    file.close();
    const auto heap = mallinfo2();
    return {resident * (sysconf(_SC_PAGESIZE) / 1024),
            static_cast<std::int64_t>((heap.uordblks + heap.hblkhd) / 1024),
            entries_of("/proc/self/fd") - 1, // less the one that counts
            entries_of("/proc/self/task"), SDL_GetNumAllocations()};
}

} // namespace panggil::soak

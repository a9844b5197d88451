// SPDX-License-Identifier: MIT
#pragma once
/// What this program holds of its machine at one moment.

#include <cstdint>

namespace panggil::soak {

struct Held {
    std::int64_t memory_kb = 0; ///< in main memory
    std::int64_t heap_kb = 0;   ///< of it in use by what was allocated and not freed
    std::int64_t descriptors = 0;
    std::int64_t threads = 0;
    /// Blocks that SDL has allocated and not freed: each surface is two or more of them, and so
    /// would a texture be.
    std::int64_t sdl_blocks = 0;
};

[[nodiscard]] Held measure();

} // namespace panggil::soak

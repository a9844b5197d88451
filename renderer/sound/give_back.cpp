// SPDX-License-Identifier: MIT
#include "renderer/sound/give_back.hpp"

#include <cstdlib>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace panggil::screen {

void give_back_memory() {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

} // namespace panggil::screen

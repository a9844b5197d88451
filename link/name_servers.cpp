// SPDX-License-Identifier: MIT
#include "link/name_servers.hpp"

#include <cstdlib>

namespace panggil::link {

void ask_name_servers_briefly() {
    setenv("RES_OPTIONS", "timeout:1 attempts:1", 0);
}

} // namespace panggil::link

// SPDX-License-Identifier: MIT
#pragma once
/// Failpoints: named places at which a test makes a program die, between two promises that only
/// kill -9 can tell apart. PANGGIL_FAILPOINT="commit.done:3:kill" kills it when it is there for the
/// third time; "stop" instead stops it until somebody sends SIGCONT. Compiled in the presets of
/// developers only; what a hall runs has none. Any thread.

#include <string_view>

namespace panggil::link {

#ifdef PANGGIL_FAILPOINTS
void failpoint(std::string_view name);
/// PANGGIL_HWM: how many messages a test lets wait for a slow screen, so that some are lost; 0 =
/// nobody asked.
[[nodiscard]] int scarce_messages();
#else
inline void failpoint(std::string_view) {}

[[nodiscard]] inline int scarce_messages() {
    return 0;
}
#endif

} // namespace panggil::link

// SPDX-License-Identifier: MIT
#pragma once

/// Keeps ALSA's own complaints out of standard error while one of these lives. On a machine without
/// a sound card it writes twenty lines at each attempt, into the middle of our log; what is wrong
/// with the device is said once, as a Problem.

namespace panggil::sdl {

class QuietAlsa {
public:
    QuietAlsa();
    ~QuietAlsa();
    QuietAlsa(const QuietAlsa&) = delete;
    QuietAlsa& operator=(const QuietAlsa&) = delete;

private:
    void* library_; ///< null where ALSA is not installed
};

} // namespace panggil::sdl

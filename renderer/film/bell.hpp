// SPDX-License-Identifier: MIT
#pragma once

/// Bell: other threads ring it when they have something for the main loop, which sleeps on its
/// descriptor. Ringing is allowed from any thread, and many rings are one.

namespace panggil::film {

class Bell {
public:
    Bell();
    ~Bell();
    Bell(const Bell&) = delete;
    Bell& operator=(const Bell&) = delete;

    /// Readable once it has rung; -1 when the system has no descriptor left (then nothing wakes the
    /// loop early, and all comes with its next turn).
    [[nodiscard]] int descriptor() const { return descriptor_; }

    void ring();
    /// True when it had rung.
    bool silence();

private:
    int descriptor_;
};

} // namespace panggil::film

// SPDX-License-Identifier: MIT
#pragma once
/// PhotoLab: makes a PNG of a copied picture on a thread of its own, one at a time: the glass does
/// not wait for it. Main thread only.

#include "renderer/display.hpp"

#include <future>
#include <thread>

namespace panggil::screen {

class PhotoLab {
public:
    PhotoLab();
    ~PhotoLab(); ///< waits for the one that is being made
    PhotoLab(const PhotoLab&) = delete;
    PhotoLab& operator=(const PhotoLab&) = delete;

    [[nodiscard]] bool is_busy() const { return thread_.joinable(); }

    /// Not while it is busy.
    void begin(Photo photo);

    /// The PNG, once, when it is ready.
    [[nodiscard]] std::optional<Result<std::string>> take();

    /// Readable when one is ready; -1 when the system has no descriptor left.
    [[nodiscard]] int descriptor() const { return ready_; }

private:
    int ready_;
    std::future<Result<std::string>> picture_;
    std::thread thread_;
};

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#pragma once
/// ShmGlass: a window's picture in memory that the X server reads by itself (MIT-SHM). SDL has the
/// same for its window surface, but waits for the server's answer at each push: one more sleep and
/// one more round trip for every frame of a line that runs. Here the answer is waited for now and
/// then, as the proof that the server lives, when two pushes follow each other closely, so that
/// nothing is painted over while it is being read, and when somebody wants to tell what was shown.
/// Main thread only; the window outlives it.

#include "core/geometry.hpp"
#include "renderer/sdl/handles.hpp"

#include <chrono>
#include <memory>
#include <span>

struct SDL_Rect;
struct SDL_Window;

namespace panggil::sdl {

class ShmGlass {
public:
    /// Null where the window is no X window, its server is another machine's or has other pixels
    /// than XRGB8888: then SDL's own way is taken.
    [[nodiscard]] static std::unique_ptr<ShmGlass> open(SDL_Window* window, Size size);
    ~ShmGlass();
    ShmGlass(const ShmGlass&) = delete;
    ShmGlass& operator=(const ShmGlass&) = delete;

    /// Black to begin with. Lives as long as this.
    [[nodiscard]] SDL_Surface* surface() const { return surface_.get(); }

    /// Rectangles inside the surface. True when events may have been fetched by that: they no
    /// longer make the connection readable.
    bool push(std::span<const SDL_Rect> rects);

    /// Waits until the server has taken all that was pushed; true as above.
    bool confirm();

private:
    struct Link; ///< what Xlib knows of it

    ShmGlass(std::unique_ptr<Link> link, Surface surface);

    using Clock = std::chrono::steady_clock;

    std::unique_ptr<Link> link_;
    Surface surface_;
    Clock::time_point pushed_;
    Clock::time_point answered_;
    int unanswered_ = 0; ///< pushes since then
};

} // namespace panggil::sdl

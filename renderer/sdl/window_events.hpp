// SPDX-License-Identifier: MIT
#pragma once
/// SDL has one queue of events for all windows of a program. Here each window finds its own; keys
/// and the wish to quit are for every window. Main thread only.

#include <SDL.h>

#include <vector>

namespace panggil::sdl {

class WindowEvents {
public:
    /// From now on events are kept for this window, until it is destroyed.
    explicit WindowEvents(Uint32 window);
    ~WindowEvents();
    WindowEvents(const WindowEvents&) = delete;
    WindowEvents& operator=(const WindowEvents&) = delete;

    /// What happened to this window since the last time. A television that has changed, in
    /// whichever window system, is an SDL_DISPLAYEVENT for every window.
    [[nodiscard]] std::vector<SDL_Event> take();

    /// The program has no other window.
    [[nodiscard]] bool is_alone() const;

    /// Something of this window was found while another looked for its own.
    [[nodiscard]] bool has_kept() const { return !mine_.empty(); }

    /// Something waits, here or in SDL's queue.
    [[nodiscard]] bool any() const;

private:
    static void sort_all();

    Uint32 window_;
    std::vector<SDL_Event> mine_;
};

} // namespace panggil::sdl

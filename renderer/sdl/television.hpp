// SPDX-License-Identifier: MIT
#pragma once
/// Television: the part of an X server's glass that one television shows. Where no desktop runs,
/// nobody tells a window that its television has got another size or place; whoever fills it asks
/// here. Elsewhere (Wayland, KMS) the window system sizes its windows by itself. Main thread only;
/// the window outlives it.

#include "core/geometry.hpp"

#include <memory>
#include <optional>

struct SDL_SysWMmsg;
struct SDL_Window;

namespace panggil::sdl {

class Television {
public:
    /// The one that shows this window now. Null where the window is no X window, or its server
    /// cannot name its televisions (RandR before 1.5). From then on SDL hands out SDL_SYSWMEVENT.
    [[nodiscard]] static std::unique_ptr<Television> of(SDL_Window* window);
    ~Television();
    Television(const Television&) = delete;
    Television& operator=(const Television&) = delete;

    /// Where it is now, by its socket's name; one round trip to the server. Nothing while it is
    /// gone, unless `any`: then the first that is there takes its place.
    [[nodiscard]] std::optional<Rect> place(bool any) const;

private:
    struct Desk; ///< what Xlib knows of it

    explicit Television(std::unique_ptr<Desk> desk);

    std::unique_ptr<Desk> desk_;
};

/// True when the window system says by this that a television has come, gone, or changed.
[[nodiscard]] bool tells_of_televisions(const SDL_SysWMmsg& message);

} // namespace panggil::sdl

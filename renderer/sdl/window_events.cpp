// SPDX-License-Identifier: MIT
#include "renderer/sdl/window_events.hpp"

#include "renderer/sdl/television.hpp"

#include <algorithm>
#include <utility>

namespace panggil::sdl {

namespace {

std::vector<WindowEvents*>& inboxes() {
    static std::vector<WindowEvents*> all;
    return all;
}

} // namespace

WindowEvents::WindowEvents(Uint32 window) : window_(window) {
    inboxes().push_back(this);
}

WindowEvents::~WindowEvents() {
    std::erase(inboxes(), this);
}

void WindowEvents::sort_all() {
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0) {
        if (event.type == SDL_SYSWMEVENT) { // which SDL keeps until the next is taken
            if (!tells_of_televisions(*event.syswm.msg)) {
                continue;
            }
            event.type = SDL_DISPLAYEVENT;
        }
        for (WindowEvents* each : inboxes()) {
            if (event.type != SDL_WINDOWEVENT || event.window.windowID == each->window_) {
                each->mine_.push_back(event);
            }
        }
    }
}

std::vector<SDL_Event> WindowEvents::take() {
    sort_all();
    return std::exchange(mine_, {});
}

bool WindowEvents::is_alone() const {
    return inboxes().size() == 1;
}

bool WindowEvents::any() const {
    SDL_PumpEvents();
    return !mine_.empty() || SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT) == SDL_TRUE;
}

} // namespace panggil::sdl

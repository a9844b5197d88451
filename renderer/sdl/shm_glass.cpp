// SPDX-License-Identifier: MIT
#include "renderer/sdl/shm_glass.hpp"

#include <SDL.h>
#include <SDL_syswm.h>

#ifdef SDL_VIDEO_DRIVER_X11
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <utility>
#endif

namespace panggil::sdl {

#ifdef SDL_VIDEO_DRIVER_X11

namespace {

using namespace std::chrono_literals;

/// Half a second of a line that runs, and a little more of a clock.
constexpr int most_unanswered = 32;
constexpr auto proof_every = 15s;
/// The server needs less than a millisecond for a push.
constexpr auto closely = 4ms;

bool attach_failed = false;

int note_failure(Display*, XErrorEvent*) {
    attach_failed = true;
    return 0;
}

/// False when the server cannot read this memory: it is on another machine, or in another
/// container.
bool attach(Display* display, XShmSegmentInfo& segment) {
    XSync(display, False);
    attach_failed = false;
    const auto before = XSetErrorHandler(note_failure);
    const bool asked = XShmAttach(display, &segment) != 0;
    XSync(display, False);
    XSetErrorHandler(before);
    return asked && !attach_failed;
}

} // namespace

struct ShmGlass::Link {
    Link() = default;
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    ~Link() {
        if (is_attached) {
            XShmDetach(display, &segment);
            XSync(display, False);
        }
        if (context != nullptr) {
            XFreeGC(display, context);
        }
        if (image != nullptr) {
            image->data = nullptr; // it is the segment's
            XDestroyImage(image);
        }
        if (segment.shmaddr != nullptr) {
            shmdt(segment.shmaddr);
        }
    }

    [[nodiscard]] bool make_image(Size size) {
        XWindowAttributes look;
        if (XShmQueryExtension(display) == 0 || XGetWindowAttributes(display, window, &look) == 0) {
            return false;
        }
        image = XShmCreateImage(display, look.visual, static_cast<unsigned>(look.depth), ZPixmap,
                                nullptr, &segment, static_cast<unsigned>(size.width),
                                static_cast<unsigned>(size.height));
        const bool is_ours =
            image != nullptr && image->bits_per_pixel == 32 && image->red_mask == 0xFF0000 &&
            image->green_mask == 0x00FF00 && image->blue_mask == 0x0000FF &&
            image->byte_order == (SDL_BYTEORDER == SDL_LIL_ENDIAN ? LSBFirst : MSBFirst);
        return is_ours;
    }

    /// The memory goes when the last of us has let go of it, however we end.
    [[nodiscard]] bool share() {
        const auto bytes = static_cast<std::size_t>(image->bytes_per_line) *
                           static_cast<std::size_t>(image->height);
        segment.shmid = shmget(IPC_PRIVATE, bytes, IPC_CREAT | 0600);
        if (segment.shmid < 0) {
            return false;
        }
        void* const memory = shmat(segment.shmid, nullptr, 0);
        if (memory != reinterpret_cast<void*>(-1)) {
            segment.shmaddr = image->data = static_cast<char*>(memory);
            segment.readOnly = True;
            is_attached = attach(display, segment);
        }
        shmctl(segment.shmid, IPC_RMID, nullptr);
        return is_attached;
    }

    Display* display = nullptr;
    Window window = 0;
    GC context = nullptr;
    XImage* image = nullptr;
    XShmSegmentInfo segment{};
    bool is_attached = false;
};

std::unique_ptr<ShmGlass> ShmGlass::open(SDL_Window* window, Size size) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) != SDL_TRUE || info.subsystem != SDL_SYSWM_X11) {
        return nullptr;
    }
    auto link = std::make_unique<Link>();
    link->display = info.info.x11.display;
    link->window = info.info.x11.window;
    if (!link->make_image(size) || !link->share()) {
        return nullptr;
    }
    link->context = XCreateGC(link->display, link->window, 0, nullptr);
    const XImage& image = *link->image;
    Surface surface(SDL_CreateRGBSurfaceWithFormatFrom(
        image.data, size.width, size.height, 32, image.bytes_per_line, SDL_PIXELFORMAT_XRGB8888));
    if (link->context == nullptr || !surface) {
        return nullptr;
    }
    return std::unique_ptr<ShmGlass>(new ShmGlass(std::move(link), std::move(surface)));
}

ShmGlass::ShmGlass(std::unique_ptr<Link> link, Surface surface)
    : link_(std::move(link)), surface_(std::move(surface)) {}

ShmGlass::~ShmGlass() = default;

bool ShmGlass::push(std::span<const SDL_Rect> rects) {
    for (const SDL_Rect& rect : rects) {
        XShmPutImage(link_->display, link_->window, link_->context, link_->image, rect.x, rect.y,
                     rect.x, rect.y, static_cast<unsigned>(rect.w), static_cast<unsigned>(rect.h),
                     False);
    }
    ++unanswered_;
    const Clock::time_point now = Clock::now();
    const bool is_close = now - std::exchange(pushed_, now) < closely;
    if (is_close || unanswered_ >= most_unanswered || now - answered_ >= proof_every) {
        return confirm();
    }
    XFlush(link_->display); // which reads what has come meanwhile
    return XEventsQueued(link_->display, QueuedAlready) > 0;
}

bool ShmGlass::confirm() {
    if (unanswered_ == 0) {
        return false;
    }
    XSync(link_->display, False);
    answered_ = Clock::now();
    unanswered_ = 0;
    return true;
}

#else

struct ShmGlass::Link {};

std::unique_ptr<ShmGlass> ShmGlass::open(SDL_Window*, Size) {
    return nullptr;
}

ShmGlass::~ShmGlass() = default;

bool ShmGlass::push(std::span<const SDL_Rect>) {
    return false;
}

bool ShmGlass::confirm() {
    return false;
}

#endif

} // namespace panggil::sdl

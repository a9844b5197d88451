// SPDX-License-Identifier: MIT
#pragma once
/// The two displays: one without a glass, for pictures and tests, and one in a window that usually
/// fills a television. The picture is kept in main memory: the window's own surface where that is
/// of our kind and hangs upright, else a picture of our own that is copied there. A surface that
/// the window system takes away is a picture lost: it is painted anew. Main thread only.

#include "renderer/display.hpp"
#include "renderer/sdl/shm_glass.hpp"
#include "renderer/sdl/surface_canvas.hpp"
#include "renderer/sdl/television.hpp"
#include "renderer/sdl/turning.hpp"
#include "renderer/sdl/window_events.hpp"

#include <filesystem>
#include <memory>
#include <vector>

struct SDL_Rect;
struct SDL_Window;

namespace panggil::sdl {

/// Where letters come from.
struct FontSource {
    FontFaces faces;
    std::filesystem::path site_fonts;
};

/// What both displays draw with.
class Easel {
public:
    /// `canvas`: its size to begin with; `picture`: how large it will be.
    Easel(Size canvas, Size picture, FontSource source)
        : fonts_(std::move(source.faces), source.site_fonts),
          text_(fonts_, media_, TextCache::budget_for(picture)), canvas_(canvas, text_, media_) {}

    [[nodiscard]] SurfaceCanvas& canvas() { return canvas_; }

    [[nodiscard]] TextCache& text() { return text_; }

    /// Pictures and films are read anew where their files have changed.
    void forget_pictures() { media_.forget(); }

    void collect() { media_.collect(); }

    [[nodiscard]] std::shared_ptr<screen::Bed> sound_of(const SceneSound& sound) {
        return media_.films.sound_of(sound);
    }

    [[nodiscard]] int media_descriptor() const { return media_.bell.descriptor(); }

    [[nodiscard]] std::uint64_t media_news() const { return media_.news; }

    [[nodiscard]] Problems take_problems();

private:
    FontBook fonts_;
    Media media_{Reading::Aside};
    TextCache text_;
    SurfaceCanvas canvas_;
};

class HeadlessDisplay final : public screen::Display {
public:
    HeadlessDisplay(Size size, FontSource source) : easel_(size, size, std::move(source)) {}

    [[nodiscard]] screen::Canvas& canvas() override { return easel_.canvas(); }

    [[nodiscard]] TextMetrics& metrics() override { return easel_.text(); }

    void show(std::span<const Rect>) override {}

    [[nodiscard]] screen::DisplayChange take_change() override {
        easel_.collect();
        return screen::DisplayChange::None;
    }

    [[nodiscard]] int descriptor() const override { return -1; }

    [[nodiscard]] int media_descriptor() const override { return easel_.media_descriptor(); }

    [[nodiscard]] std::uint64_t media_news() const override { return easel_.media_news(); }

    /// Nothing ever happens at a glass that is not there.
    [[nodiscard]] Millis longest_sleep() const override { return std::chrono::hours(1); }

    void power(bool) override {}

    [[nodiscard]] Result<Done> save_png(const std::string& path) override;
    [[nodiscard]] screen::Photo photograph(int widest, std::size_t most_bytes) override;

    [[nodiscard]] Problems take_problems() override { return easel_.take_problems(); }

    void forget_pictures() override { easel_.forget_pictures(); }

    [[nodiscard]] std::shared_ptr<screen::Bed> sound_of(const SceneSound& sound) override {
        return easel_.sound_of(sound);
    }

private:
    Easel easel_;
};

enum class WindowKind { Fullscreen, Window };

struct WindowOptions {
    WindowKind kind = WindowKind::Fullscreen;
    Size size{1280, 720}; ///< of a Window; a Fullscreen has the desktop's
    std::string title = "Panggil";
    int output = 0;      ///< number of the television; one that is not there is the first
    Quarters rotate = 0; ///< how the picture is turned, clockwise
};

class WindowDisplay final : public screen::Display {
public:
    [[nodiscard]] static Result<std::unique_ptr<WindowDisplay>> open(const WindowOptions& options,
                                                                     FontSource source);
    ~WindowDisplay() override;
    WindowDisplay(const WindowDisplay&) = delete;
    WindowDisplay& operator=(const WindowDisplay&) = delete;

    [[nodiscard]] screen::Canvas& canvas() override { return easel_.canvas(); }

    [[nodiscard]] TextMetrics& metrics() override { return easel_.text(); }

    void show(std::span<const Rect> rects) override;
    [[nodiscard]] bool confirm() override;
    [[nodiscard]] screen::DisplayChange take_change() override;

    [[nodiscard]] int descriptor() const override { return descriptor_; }

    [[nodiscard]] int media_descriptor() const override { return easel_.media_descriptor(); }

    [[nodiscard]] std::uint64_t media_news() const override { return easel_.media_news(); }

    [[nodiscard]] int frame_rate() const override { return frame_rate_; }

    [[nodiscard]] Millis longest_sleep() const override;
    void power(bool on) override;
    [[nodiscard]] Result<Done> save_png(const std::string& path) override;
    [[nodiscard]] screen::Photo photograph(int widest, std::size_t most_bytes) override;

    [[nodiscard]] Problems take_problems() override { return easel_.take_problems(); }

    void forget_pictures() override { easel_.forget_pictures(); }

    [[nodiscard]] std::shared_ptr<screen::Bed> sound_of(const SceneSound& sound) override {
        return easel_.sound_of(sound);
    }

private:
    WindowDisplay(SDL_Window* window, const WindowOptions& options, Size glass, FontSource source);

    [[nodiscard]] bool bring_to_glass(std::span<const Rect> rects);
    [[nodiscard]] bool copy(SDL_Surface& glass, std::span<const Rect> rects);
    [[nodiscard]] SDL_Surface* window_surface(Size glass);
    [[nodiscard]] bool find_surface(Size glass);
    [[nodiscard]] SDL_Surface* turned_picture(std::span<const Rect> rects);
    void show_all();
    void fill_television();

    SDL_Window* window_;
    WindowEvents events_;
    WindowKind kind_;
    std::unique_ptr<Television> television_; ///< that a full screen follows; null where it need not
    Quarters rotate_;
    std::unique_ptr<ShmGlass> glass_; ///< instead of SDL's window surface, where there can be one
    Surface turned_;                  ///< the picture as it lies on a turned glass
    Easel easel_;
    std::vector<SDL_Rect> changed_; ///< of the last show(); kept for its room
    int descriptor_ = -1;
    int frame_rate_ = 60;
    bool is_direct_ = false; ///< the canvas paints into the window's surface
    mutable bool has_fetched_ =
        true;                ///< events may have come that no longer make the descriptor readable
    bool lost_ = false;      ///< the last attempt to show failed
    bool told_lost_ = false; ///< what take_change() said last
};

} // namespace panggil::sdl

// SPDX-License-Identifier: MIT
#pragma once
/// Display: a kept canvas and the glass in front of it. A television and a headless picture are the
/// same drawing code; only show() differs. All calls come from the main thread. A display that is
/// lost keeps its canvas: painting goes on, and the whole picture is shown when it comes back.

#include "core/result.hpp"
#include "core/text_metrics.hpp"
#include "renderer/canvas.hpp"
#include "renderer/sound/bed.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string>

namespace panggil::screen {

/// What happened at the window since the last look.
/// Blank: somebody pressed the keys that make the screen dark and silent, or bring it back.
enum class DisplayChange { None, Resized, Lost, Back, Blank, Quit };

/// Makes a PNG of a picture that was copied before; any thread.
using Photo = std::function<Result<std::string>()>;

class Display {
public:
    virtual ~Display() = default;
    [[nodiscard]] virtual Canvas& canvas() = 0;
    [[nodiscard]] virtual TextMetrics& metrics() = 0;
    /// Puts these rectangles of the canvas on the glass, all in one go.
    virtual void show(std::span<const Rect> rects) = 0;

    /// True when the window system has what was shown, so that it may be told as seen; false when
    /// it could not be shown. Where the answer has to be waited for (X), one that never comes holds
    /// the caller: then the screen hangs, and its watchdog sees it.
    [[nodiscard]] virtual bool confirm() { return true; }

    /// Takes pending window events; the most drastic change wins. After Resized the canvas has the
    /// new size and no picture.
    [[nodiscard]] virtual DisplayChange take_change() = 0;
    /// Readable when take_change() may have news; -1 when the window system offers none.
    [[nodiscard]] virtual int descriptor() const = 0;
    /// Readable when a picture or a film has more to show; take_change() silences it.
    [[nodiscard]] virtual int media_descriptor() const = 0;
    /// How long take_change() may be put off, asked right before sleeping: zero when something
    /// waits already, since a descriptor does not tell of what show() has fetched in passing.
    [[nodiscard]] virtual Millis longest_sleep() const = 0;

    /// Frames a second of the glass: what runs moves at its pace.
    [[nodiscard]] virtual int frame_rate() const { return 60; }

    /// Another number when pictures or films may look otherwise than at the last look.
    [[nodiscard]] virtual std::uint64_t media_news() const { return 0; }

    /// Switches the television's light off and on where the machine can; else it is merely black.
    virtual void power(bool on) = 0;
    [[nodiscard]] virtual Result<Done> save_png(const std::string& path) = 0;
    /// Copies the picture as people see it. The PNG that is made of the copy is at most `widest`
    /// pixels wide, and narrower until it takes no more than `most_bytes`.
    [[nodiscard]] virtual Photo photograph(int widest, std::size_t most_bytes) = 0;
    /// Picture and film files may have changed: those that have are read anew at their next use.
    virtual void forget_pictures() = 0;
    /// The sound that belongs to a picture drawn here; null while there is none. Asking keeps it.
    [[nodiscard]] virtual std::shared_ptr<Bed> sound_of(const SceneSound& sound) = 0;
    /// Problems met while drawing (missing picture, face replaced), each once.
    [[nodiscard]] virtual Problems take_problems() = 0;
};

} // namespace panggil::screen

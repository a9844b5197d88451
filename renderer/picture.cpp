// SPDX-License-Identifier: MIT
#include "renderer/picture.hpp"

#include "core/damage.hpp"
#include "renderer/paint.hpp"
#include "renderer/scene_reading.hpp"
#include "renderer/view.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

/// A picture that costs more than this is looked at widget by widget.
constexpr Micros costly{50'000};

} // namespace

void Picture::use(std::shared_ptr<const Layout> layout) {
    if (layout != layout_) {
        layout_ = std::move(layout);
        patched_.clear();
        quarantine_.forget();
    }
}

void Picture::cover(bool dark) {
    dark_ = dark;
}

Picture::Outcome Picture::draw(const Board& board, Now now) {
    Canvas& canvas = display_->canvas();
    const Moment before = work_of_this_thread();
    Scene scene = dark_ ? Scene{canvas.size(), {0, 0, 0}, {}, {}, {}, {}}
                        : present(*layout_, board, {now.utc, now.mono}, canvas.size(),
                                  display_->metrics(), patched_, nullptr, &quarantine_, frame_);
    quarantine_.measure(work_of_this_thread() - before > costly);
    const std::vector<Rect> damage =
        last_ ? damage_between(*last_, scene)
              : std::vector<Rect>{{0, 0, scene.size.width, scene.size.height}};
    last_ = std::move(scene);
    if (damage.empty()) {
        return Outcome::Unchanged;
    }
    paint(*last_, damage, canvas);
    display_->show(damage);
    return Outcome::Shown;
}

bool Picture::shows(std::string_view text) const {
    return last_ && shows_text(*last_, text);
}

std::optional<SceneSound> Picture::sound() const {
    return last_ && !last_->sounds.empty() ? std::optional(last_->sounds.back()) : std::nullopt;
}

std::optional<Moment> Picture::next_change(Now now) const {
    if (!last_) {
        return now.mono;
    }
    std::optional<Moment> next = last_->next_change;
    if (last_->next_wall_change) {
        // Wall time may jump; the distance to the next change is what counts.
        const Moment wall =
            now.mono + std::max<Micros>(*last_->next_wall_change - now.utc, Micros{0});
        next = next ? std::min(*next, wall) : wall;
    }
    return next;
}

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#include "renderer/picture.hpp"

#include "core/damage.hpp"
#include "renderer/paint.hpp"
#include "renderer/scene_reading.hpp"
#include "renderer/view.hpp"

#include <algorithm>

namespace panggil::screen {

Picture::Outcome Picture::draw(const Board& board, Now now) {
    Canvas& canvas = display_->canvas();
    Scene scene =
        present(*layout_, board, {now.utc, now.mono}, canvas.size(), display_->metrics(), patched_);
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

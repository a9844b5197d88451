// SPDX-License-Identifier: MIT
#include "renderer/picture.hpp"

#include "core/damage.hpp"
#include "core/ground.hpp"
#include "core/motion.hpp"
#include "renderer/paint.hpp"
#include "renderer/scene_reading.hpp"
#include "renderer/view.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

/// A picture that costs more than this is looked at widget by widget.
constexpr Micros costly{50'000};

/// The hub's heartbeat comes when the clocks change, and the turn that hears it moves ours on as
/// well.
constexpr Micros clock_patience{20'000};

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
    const BoardParts changed = changed_since(board, now);
    if (changed == board_part::none && !is_due(now)) {
        move(now.mono);
        return Outcome::Unchanged;
    }
    move_runners(now.mono); // what runs on as before is no damage then
    Scene scene = make(board, now, changed);
    remember_source(board, now, changed);
    std::vector<Rect> damage = damage_of(scene);
    last_ = std::move(scene);
    find_runners();
    if (damage.empty() && moved_.empty()) {
        return Outcome::Unchanged;
    }
    paint(*last_, damage, display_->canvas());
    damage.insert(damage.end(), moved_.begin(), moved_.end());
    display_->show(damage);
    return Outcome::Shown;
}

/// What stands is moved out of the last scene; should the next one not come to be, there is none.
Scene Picture::make(const Board& board, Now now, BoardParts changed) {
    const Size glass = display_->canvas().size();
    memory_.begin(changed != board_part::all ? &*last_ : nullptr, now.utc, now.mono, changed);
    if (dark_) {
        return Scene{glass, {0, 0, 0}, {}, {}, {}, {}, {}};
    }
    const Moment before = work_of_this_thread();
    try {
        Scene scene =
            present(*layout_, board, {now.utc, now.mono, display_->frame_rate()}, glass,
                    display_->metrics(), patched_, nullptr, &quarantine_, frame_, &memory_);
        if (label_) {
            scene.nodes.push_back(label_node(*label_, scene.size, display_->metrics()));
        }
        costly_ = work_of_this_thread() - before > costly;
        quarantine_.measure(costly_);
        return scene;
    } catch (...) {
        last_.reset();
        throw;
    }
}

std::vector<Rect> Picture::damage_of(const Scene& scene) const {
    if (!last_ || memory_.is_torn()) {
        return {{0, 0, scene.size.width, scene.size.height}};
    }
    return damage_between(*last_, scene, memory_.kept());
}

/// A scene is a function of these and of the time; asking what is cheap to compare goes first. All,
/// when nothing of the last picture can stand.
BoardParts Picture::changed_since(const Board& board, Now now) const {
    const bool is_next =
        last_ && !costly_ && now.utc >= source_.utc && // the wall clock was not set back
        source_.layout == layout_ && source_.dark == dark_ && source_.frame == frame_ &&
        source_.label == label_ && source_.size == display_->canvas().size() &&
        source_.media == display_->media_news() && source_.board.next_change == board.next_change;
    return is_next ? differing(source_.board, board) : board_part::all;
}

bool Picture::is_due(Now now) const {
    return (last_->next_change && now.mono >= *last_->next_change) ||
           (last_->next_wall_change && now.utc >= *last_->next_wall_change);
}

void Picture::remember_source(const Board& board, Now now, BoardParts changed) {
    source_.layout = layout_;
    source_.frame = frame_;
    source_.label = label_;
    source_.dark = dark_;
    source_.size = display_->canvas().size();
    source_.media = display_->media_news();
    source_.utc = now.utc;
    if (changed != board_part::none) {
        source_.board = board;
    }
}

void Picture::find_runners() {
    runners_.clear();
    if (!last_->next_step) {
        return;
    }
    for (std::size_t node = 0; node < last_->nodes.size(); ++node) {
        const std::vector<Mark>& marks = last_->nodes[node].marks;
        for (std::size_t mark = 0; mark < marks.size(); ++mark) {
            if (std::holds_alternative<RunMark>(marks[mark].what)) {
                runners_.push_back({node, mark, plain_ground(*last_, node, mark)});
            }
        }
    }
}

void Picture::move(Moment now) {
    move_runners(now);
    if (!moved_.empty()) {
        display_->show(moved_);
    }
}

void Picture::move_runners(Moment now) {
    moved_.clear();
    if (!last_ || !last_->next_step || now < *last_->next_step ||
        last_->size != display_->canvas().size()) {
        return;
    }
    Canvas& canvas = display_->canvas();
    const Rect glass{0, 0, last_->size.width, last_->size.height};
    std::optional<Moment> next;
    for (const Runner& runner : runners_) {
        Mark& mark = last_->nodes[runner.node].marks[runner.mark];
        auto& run = std::get<RunMark>(mark.what);
        const Moment step = start_of_frame(frame_at(now, run.rate) + 1, run.rate);
        next = next ? std::min(*next, step) : step;
        const Rect area = intersect(bounds_of(mark), glass);
        if (!move_to(run, now) || area.empty() || mark.opacity == 0) {
            continue;
        }
        if (runner.ground) {
            canvas.set_clip(area);
            canvas.run(run, mark.opacity, *runner.ground);
        } else {
            paint(*last_, {&area, 1}, canvas);
        }
        moved_.push_back(area);
    }
    last_->next_step = next;
}

bool Picture::shows(std::string_view text) const {
    return last_ && shows_text(*last_, text);
}

std::optional<SceneSound> Picture::sound() const {
    return last_ && !last_->sounds.empty() ? std::optional(last_->sounds.back()) : std::nullopt;
}

std::optional<Moment> Picture::next_change(Now now) const {
    return next_after(now, Micros{0});
}

std::optional<Moment> Picture::next_wake(Now now) const {
    return next_after(now, clock_patience);
}

std::optional<Moment> Picture::next_after(Now now, Micros patience) const {
    if (!last_) {
        return now.mono;
    }
    std::optional<Moment> next = last_->next_change;
    if (last_->next_wall_change) {
        // Wall time may jump; the distance to the next change is what counts.
        const Moment wall =
            now.mono + std::max<Micros>(*last_->next_wall_change - now.utc, Micros{0}) + patience;
        next = next ? std::min(*next, wall) : wall;
    }
    return next;
}

} // namespace panggil::screen

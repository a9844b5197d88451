// SPDX-License-Identifier: MIT
#include "renderer/picture.hpp"

#include "core/damage.hpp"
#include "core/ground.hpp"
#include "core/motion.hpp"
#include "core/seconds.hpp"
#include "core/sooner.hpp"
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

/// Wall time may jump; the distance to the next change is what counts.
Micros until(UtcTime time, Now now) {
    return std::max<Micros>(time - now.utc, Micros{0});
}

} // namespace

void Picture::use(std::shared_ptr<const Layout> layout) {
    if (layout != layout_) {
        layout_ = std::move(layout);
        patched_.clear();
        quarantine_.forget();
        seconds_go_on_ = true;
    }
}

void Picture::cover(bool dark) {
    dark_ = dark;
}

Picture::Outcome Picture::draw(const Board& board, Now now) {
    BoardParts changed = changed_since(board, now);
    const bool stands = changed == board_part::none && !is_due(now);
    if (!move_all(now)) { // what goes on as before is no damage then
        changed = board_part::all;
    } else if (stands) {
        show_moved();
        return Outcome::Unchanged;
    }
    Scene scene = make(board, now, changed);
    remember_source(board, now, changed);
    std::vector<Rect> damage = damage_of(scene);
    last_ = std::move(scene);
    find_moving();
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
        Scene dark;
        dark.size = glass;
        dark.background = {0, 0, 0};
        return dark;
    }
    const Moment before = work_of_this_thread();
    try {
        Scene scene =
            present(*layout_, board, {now.utc, now.mono, display_->frame_rate(), seconds_go_on_},
                    glass, display_->metrics(), patched_, nullptr, &quarantine_, frame_, &memory_);
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

void Picture::find_moving() {
    runners_.clear();
    seconds_.clear();
    if (!last_->next_step && !last_->next_second) {
        return;
    }
    for (std::size_t node = 0; node < last_->nodes.size(); ++node) {
        const std::vector<Mark>& marks = last_->nodes[node].marks;
        for (std::size_t mark = 0; mark < marks.size(); ++mark) {
            if (std::holds_alternative<RunMark>(marks[mark].what)) {
                runners_.push_back({{node, mark}, plain_ground(*last_, node, mark)});
            } else if (std::holds_alternative<SecondsMark>(marks[mark].what)) {
                seconds_.push_back({node, mark});
            }
        }
    }
}

void Picture::move(Moment now) {
    move_runners(now);
    show_moved();
}

void Picture::show_moved() {
    if (!moved_.empty()) {
        display_->show(moved_);
    }
}

bool Picture::go_on(Now now) {
    const bool fits = move_all(now);
    if (fits) {
        show_moved();
    }
    return fits;
}

bool Picture::move_all(Now now) {
    move_runners(now.mono);
    return count_seconds(now.utc);
}

/// Seconds of another time than that of the last scene: later, or the wall clock was set back
/// within the minute. A clock that would move with its digits is presented each second from now on.
bool Picture::count_seconds(UtcTime now) {
    if (!last_ || !last_->next_second || last_->size != display_->canvas().size()) {
        return true;
    }
    const UtcTime next = next_second(now);
    if (*last_->next_second == next) {
        return true;
    }
    const Rect glass{0, 0, last_->size.width, last_->size.height};
    for (const MarkPlace& place : seconds_) {
        Mark& mark = mark_at(place);
        const Rect before = bounds_of(mark);
        const Counted counted =
            count_to(std::get<SecondsMark>(mark.what), now, display_->metrics());
        if (counted == Counted::Misfit) {
            seconds_go_on_ = false;
            last_.reset();
            return false;
        }
        const Rect area = intersect(unite(before, bounds_of(mark)), glass);
        if (counted == Counted::Moved && !area.empty() && mark.opacity != 0) {
            paint(*last_, {&area, 1}, display_->canvas());
            moved_.push_back(area);
        }
    }
    last_->next_second = next;
    return true;
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
        Mark& mark = mark_at(runner.at);
        auto& run = std::get<RunMark>(mark.what);
        const Moment step = start_of_frame(frame_at(now, run.rate) + 1, run.rate);
        bring_forward(next, step);
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
    std::optional<Moment> next = next_after(now, clock_patience);
    if (last_ && last_->next_second) {
        bring_forward(next, now.mono + until(*last_->next_second, now) + clock_patience);
    }
    return next;
}

std::optional<Moment> Picture::next_after(Now now, Micros patience) const {
    if (!last_) {
        return now.mono;
    }
    std::optional<Moment> next = last_->next_change;
    if (last_->next_wall_change) {
        bring_forward(next, now.mono + until(*last_->next_wall_change, now) + patience);
    }
    return next;
}

} // namespace panggil::screen

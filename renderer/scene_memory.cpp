// SPDX-License-Identifier: MIT
#include "renderer/scene_memory.hpp"

#include "core/sooner.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace panggil::screen {

namespace {

void bring_all_forward(Scene& scene, const SceneMemory::Wakes& wakes) {
    bring_forward(scene.next_wall_change, wakes.wall);
    bring_forward(scene.next_change, wakes.change);
    bring_forward(scene.next_step, wakes.step);
    bring_forward(scene.next_second, wakes.second);
}

/// The scene has none afterwards: those of one part are gathered anew.
SceneMemory::Wakes take_wakes(Scene& scene) {
    return {std::exchange(scene.next_wall_change, std::nullopt),
            std::exchange(scene.next_change, std::nullopt),
            std::exchange(scene.next_step, std::nullopt),
            std::exchange(scene.next_second, std::nullopt)};
}

} // namespace

bool operator==(const SceneMemory::Place& one, const SceneMemory::Place& other) {
    const bool same_card =
        one.card == other.card ||
        (one.card != nullptr && other.card != nullptr && *one.card == *other.card);
    return same_card && one.widget == other.widget && one.rect == other.rect &&
           one.clip == other.clip && one.opacity == other.opacity && one.page == other.page &&
           one.pages == other.pages;
}

void SceneMemory::begin(Scene* last, UtcTime utc, Moment mono, BoardParts changed) {
    known_.swap(drawn_);
    drawn_.clear();
    known_cards_.swap(cards_);
    cards_.clear();
    changed_ = changed;
    read_ = board_part::none;
    kept_.clear();
    is_torn_ = false;
    restless_ = 0;
    next_ = 0;
    last_ = last;
    utc_ = utc;
    mono_ = mono;
}

bool SceneMemory::stands(const Part& part) const {
    return part.restless == 0 && (part.reads & changed_) == 0 &&
           (!part.wakes.wall || utc_ < *part.wakes.wall) &&
           (!part.wakes.change || mono_ < *part.wakes.change);
}

std::shared_ptr<const Card> SceneMemory::card(const Card& card) {
    const std::size_t at = cards_.size();
    const bool is_known = at < known_cards_.size() && *known_cards_[at] == card;
    cards_.push_back(is_known ? known_cards_[at] : std::make_shared<const Card>(card));
    return cards_.back();
}

bool SceneMemory::keep(std::string_view key, const Place& place, Scene& scene) {
    if (last_ == nullptr || next_ >= known_.size()) {
        return false;
    }
    // Both walks go through the layout in the same order; where one of them has a widget more they
    // part.
    const Part& part = known_[next_];
    if (last_->nodes[part.first].key != key) {
        last_ = nullptr;
        return false;
    }
    if (part.place != place || !stands(part)) {
        ++next_; // but what is within it may stand
        return false;
    }
    take(next_, scene);
    next_ += part.parts;
    return true;
}

void SceneMemory::take(std::size_t at, Scene& scene) {
    const Part& part = known_[at];
    const std::size_t first = scene.nodes.size();
    const auto from = last_->nodes.begin() + static_cast<std::ptrdiff_t>(part.first);
    std::move(from, from + static_cast<std::ptrdiff_t>(part.nodes),
              std::back_inserter(scene.nodes));
    kept_.push_back({part.first, first, part.nodes});
    const std::size_t mine = drawn_.size();
    const auto begin = known_.begin() + static_cast<std::ptrdiff_t>(at);
    drawn_.insert(drawn_.end(), begin, begin + static_cast<std::ptrdiff_t>(part.parts));
    for (std::size_t each = mine; each < drawn_.size(); ++each) {
        drawn_[each].first = drawn_[each].first - part.first + first;
        // Its line has run on since, and its clock.
        Wakes& wakes = drawn_[each].wakes;
        wakes.step = wakes.step ? last_->next_step : std::nullopt;
        wakes.second = wakes.second ? last_->next_second : std::nullopt;
    }
    bring_all_forward(scene, drawn_[mine].wakes);
    read_ |= drawn_[mine].reads;
}

void SceneMemory::go_back(std::size_t parts) {
    drawn_.resize(parts);
    last_ = nullptr; // where the walk is cannot be told any more
    is_torn_ = true;
}

std::size_t SceneMemory::open(const Place& place, Scene& scene) {
    drawn_.push_back({place, scene.nodes.size(), 0, 0, restless_,
                      std::exchange(read_, board_part::none), take_wakes(scene)});
    return drawn_.size() - 1;
}

void SceneMemory::close(std::size_t at, Scene& scene) {
    Part& part = drawn_[at];
    part.restless = restless_ - part.restless;
    part.nodes = scene.nodes.size() - part.first;
    part.parts = drawn_.size() - at;
    const BoardParts read_around = std::exchange(part.reads, read_);
    read_ |= read_around;
    const Wakes around = std::exchange(part.wakes, take_wakes(scene));
    bring_all_forward(scene, part.wakes);
    bring_all_forward(scene, around);
}

} // namespace panggil::screen

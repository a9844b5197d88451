// SPDX-License-Identifier: MIT
#include "core/damage.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace panggil {

namespace {

/// What a rectangle costs beside its pixels: the scene is walked once more, and one more is pushed.
constexpr long long pixels_of_a_rect = 4'000;
/// A picture in so many pieces is painted as one.
constexpr std::size_t most_rects = 48;

/// Keeps rectangles disjoint. Two are joined when that is cheaper than both; those that overlap and
/// would not gain by it are cut instead.
class RectSet {
public:
    void add(Rect rect) {
        for (std::size_t at = 0; at < rects_.size() && !rect.empty();) {
            const Rect both = unite(rect, rects_[at]);
            const long long covered =
                rect.area() + rects_[at].area() - intersect(rect, rects_[at]).area();
            if (both.area() > covered + pixels_of_a_rect) {
                ++at;
                continue;
            }
            rect = both;
            rects_.erase(rects_.begin() + static_cast<std::ptrdiff_t>(at));
            at = 0; // the larger one may gain by another
        }
        add_rest(rect, 0);
        if (rects_.size() > most_rects) {
            Rect whole;
            for (const Rect& each : rects_) {
                whole = unite(whole, each);
            }
            rects_ = {whole};
        }
    }

    std::vector<Rect> take() { return std::move(rects_); }

private:
    /// What of it lies outside of those from `at` on.
    void add_rest(const Rect& rect, std::size_t at) {
        const std::size_t known = rects_.size();
        for (; at < known && !rect.empty(); ++at) {
            const Rect inside = intersect(rect, rects_[at]);
            if (inside.empty()) {
                continue;
            }
            const int below = inside.bottom();
            const int after = inside.right();
            add_rest({rect.x, rect.y, rect.width, inside.y - rect.y}, at + 1);
            add_rest({rect.x, inside.y, inside.x - rect.x, inside.height}, at + 1);
            add_rest({after, inside.y, rect.right() - after, inside.height}, at + 1);
            add_rest({rect.x, below, rect.width, rect.bottom() - below}, at + 1);
            return;
        }
        if (!rect.empty()) {
            rects_.push_back(rect);
        }
    }

    std::vector<Rect> rects_;
};

class Comparison {
public:
    explicit Comparison(Size size) : glass_{0, 0, size.width, size.height} {}

    void add_all(const Node& node) {
        for (const Mark& mark : node.marks) {
            add(mark);
        }
    }

    /// Marks of one place in both scenes. Paint order matters among overlapping marks, so pairs are
    /// taken by position.
    void compare(const Node& before, const Node& after) {
        const std::size_t common = std::min(before.marks.size(), after.marks.size());
        for (std::size_t at = 0; at < common; ++at) {
            if (before.marks[at] != after.marks[at]) {
                add(before.marks[at]);
                add(after.marks[at]);
            }
        }
        for (std::size_t at = common; at < before.marks.size(); ++at) {
            add(before.marks[at]);
        }
        for (std::size_t at = common; at < after.marks.size(); ++at) {
            add(after.marks[at]);
        }
    }

    std::vector<Rect> take() { return rects_.take(); }

private:
    void add(const Mark& mark) { rects_.add(intersect(bounds_of(mark), glass_)); }

    Rect glass_;
    RectSet rects_;
};

using Nodes = std::span<const Node>;
using Positions = std::unordered_map<std::string_view, std::size_t>;

Positions positions_of(Nodes nodes) {
    Positions positions;
    for (std::size_t at = 0; at < nodes.size(); ++at) {
        positions.emplace(nodes[at].key, at);
    }
    return positions;
}

bool stands_later(const Positions& positions, const std::string& key, std::size_t from) {
    const auto found = positions.find(key);
    return found != positions.end() && found->second >= from;
}

/// Walks both lists at once. Paired nodes keep their order in both, so what is paired and equal
/// need not be painted; whatever is not paired is damage.
void compare_all(Nodes before, Nodes after, Comparison& comparison) {
    const Positions in_before = positions_of(before);
    const Positions in_after = positions_of(after);
    std::size_t old_at = 0;
    std::size_t new_at = 0;
    while (old_at < before.size() && new_at < after.size()) {
        const Node& old_node = before[old_at];
        const Node& new_node = after[new_at];
        if (old_node.key == new_node.key) {
            comparison.compare(old_node, new_node);
            ++old_at;
            ++new_at;
            continue;
        }
        const bool old_comes_later = stands_later(in_after, old_node.key, new_at);
        const bool new_was_later = stands_later(in_before, new_node.key, old_at);
        // Not paired: one of them is gone or new, or both changed places.
        if (!old_comes_later || new_was_later) {
            comparison.add_all(old_node);
            ++old_at;
        }
        if (!new_was_later || old_comes_later) {
            comparison.add_all(new_node);
            ++new_at;
        }
    }
    for (const Node& node : before.subspan(old_at)) {
        comparison.add_all(node);
    }
    for (const Node& node : after.subspan(new_at)) {
        comparison.add_all(node);
    }
}

} // namespace

std::vector<Rect> damage_between(const Scene& before, const Scene& after) {
    return damage_between(before, after, {});
}

std::vector<Rect> damage_between(const Scene& before, const Scene& after,
                                 std::span<const KeptNodes> kept) {
    if (before.size != after.size || before.background != after.background) {
        return {{0, 0, after.size.width, after.size.height}};
    }
    Comparison comparison(after.size);
    Nodes old_nodes = before.nodes;
    Nodes new_nodes = after.nodes;
    std::size_t old_at = 0;
    std::size_t new_at = 0;
    for (const KeptNodes& same : kept) {
        compare_all(old_nodes.subspan(old_at, same.before - old_at),
                    new_nodes.subspan(new_at, same.after - new_at), comparison);
        old_at = same.before + same.count;
        new_at = same.after + same.count;
    }
    compare_all(old_nodes.subspan(old_at), new_nodes.subspan(new_at), comparison);
    return comparison.take();
}

} // namespace panggil

// SPDX-License-Identifier: MIT
#pragma once
/// SceneMemory: what of the last picture stands as it is. A widget says until when its part of the
/// picture holds (Drawing::wake_at) and which parts of the board it reads (Drawing::board); while
/// neither has changed it is not asked again, and its nodes move from the last scene into the next.
/// Only for pictures of one layout and one size of the glass; a picture of anything else begins
/// without a last scene. One thread; lives as long as the Picture.

#include "core/damage.hpp"
#include "core/scene.hpp"
#include "core/tree.hpp"
#include "renderer/board_parts.hpp"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace panggil::screen {

class SceneMemory {
public:
    /// Where and how a widget is drawn: the same here, and the same moment, give the same nodes.
    struct Place {
        const Tree* widget = nullptr;
        Rect rect;
        Rect clip;
        double opacity = 1;
        int page = 0;
        int pages = 0;
        std::shared_ptr<const Card> card; ///< to which it is bound; null outside of a card

        friend bool operator==(const Place& one, const Place& other);
    };

    /// When a part would change by itself, as in Scene.
    struct Wakes {
        std::optional<UtcTime> wall;
        std::optional<Moment> change;
        std::optional<Moment> step;
        std::optional<UtcTime> second;
    };

    /// A picture begins. Nodes that stand are taken out of `last`, which is of no use afterwards;
    /// null when there is none. `changed`: where its board differs from the last one's.
    void begin(Scene* last, UtcTime utc, Moment mono, BoardParts changed = board_part::none);

    /// What is being drawn reads this of the board.
    void note_read(BoardParts parts) { read_ |= parts; }

    /// Kept for as long as a part of the picture is bound to it.
    [[nodiscard]] std::shared_ptr<const Card> card(const Card& card);

    /// True when the widget's part of the last scene stands: then it is in `scene` now, with its
    /// wakes.
    [[nodiscard]] bool keep(std::string_view key, const Place& place, Scene& scene);

    /// A part begins with the next node; what comes until its end is its.
    [[nodiscard]] std::size_t open(const Place& place, Scene& scene);
    void close(std::size_t part, Scene& scene);

    /// What is being drawn is to be asked each time: it plays, and ends when nobody looks.
    void stay_restless() { ++restless_; }

    /// Parts that have begun; after a widget that failed the picture goes back to so many.
    [[nodiscard]] std::size_t parts() const { return drawn_.size(); }

    void go_back(std::size_t parts);

    /// Nodes were taken out of the last scene and given up: what changed cannot be told.
    [[nodiscard]] bool is_torn() const { return is_torn_; }

    /// Which nodes of the last scene stand in the one that was drawn, in order.
    [[nodiscard]] std::span<const KeptNodes> kept() const { return kept_; }

private:
    struct Part {
        Place place;
        std::size_t first = 0; ///< node
        std::size_t nodes = 0;
        std::size_t parts = 0;    ///< itself and all within
        std::size_t restless = 0; ///< while it is open: those before it
        BoardParts reads = 0;     ///< while it is open: those around it
        Wakes wakes;              ///< while it is open: those around it
    };

    [[nodiscard]] bool stands(const Part& part) const;
    void take(std::size_t at, Scene& scene);

    std::vector<Part> drawn_;
    std::vector<Part> known_; ///< of the last scene, in the order of drawing
    std::vector<KeptNodes> kept_;
    std::vector<std::shared_ptr<const Card>> cards_; ///< in the order in which they were drawn
    std::vector<std::shared_ptr<const Card>> known_cards_;
    std::size_t next_ = 0; ///< of known_: where the walk through the layout is
    Scene* last_ = nullptr;
    std::size_t restless_ = 0; ///< so far in this picture
    bool is_torn_ = false;
    UtcTime utc_{};
    Moment mono_{};
    BoardParts changed_ = board_part::none;
    BoardParts read_ = board_part::none;
};

} // namespace panggil::screen

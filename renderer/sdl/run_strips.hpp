// SPDX-License-Identifier: MIT
#pragma once
/// Lines that run: painted letter by letter, or, on plain ground, as a strip that was painted once
/// and is moved by copying its rows. Both give the same pixels. Main thread only.

#include "renderer/sdl/pixels.hpp"
#include "renderer/sdl/text_cache.hpp"

#include <vector>

namespace panggil::sdl {

/// The copies of a line inside its place and the clip.
void draw_run(const Pixels& pixels, const RunMark& mark, std::uint8_t opacity, TextCache& text);

/// The strips of the lines that ran last, each with its ground, in opaque pixels.
class RunStrips {
public:
    /// Room for the lines of one glass; one that is longer than that is painted each time.
    static constexpr std::size_t budget_bytes = std::size_t{24} << 20;

    explicit RunStrips(std::size_t budget = budget_bytes) : budget_(budget) {}

    /// Ground and line, in the rows of its letters. Allocates only for a line that is new.
    void draw(const Pixels& pixels, const RunMark& mark, std::uint8_t opacity, Color ground,
              TextCache& text);

    [[nodiscard]] std::size_t kept_bytes() const;

private:
    struct Strip {
        TextMark line; ///< where it stands means nothing
        int way = 0;
        std::uint8_t opacity = 255;
        Color ground;
        int rows = 0;
        std::uint64_t used = 0;
        std::vector<std::uint32_t> pixels; ///< way * rows
    };

    /// Null when there is no room for it.
    [[nodiscard]] const Strip* strip_of(const RunMark& mark, std::uint8_t opacity, Color ground,
                                        TextCache& text);
    void make_room(std::size_t bytes);

    std::size_t budget_;
    std::uint64_t turn_ = 0;
    std::vector<Strip> strips_;
};

} // namespace panggil::sdl

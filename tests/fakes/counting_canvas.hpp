// SPDX-License-Identifier: MIT
#pragma once
/// CountingCanvas: paints nothing and counts what it is asked for.

#include "renderer/canvas.hpp"

#include <vector>

namespace panggil::testing {

class CountingCanvas final : public screen::Canvas {
public:
    explicit CountingCanvas(Size size) : size_(size) {}

    [[nodiscard]] Size size() const override { return size_; }

    void set_clip(const Rect& clip) override { clips.push_back(clip); }

    void clear(Color) override { ++clears; }

    void draw(const BoxMark&, std::uint8_t) override { ++draws; }

    void draw(const TextMark&, std::uint8_t) override { ++draws; }

    void draw(const ShapeMark&, std::uint8_t) override { ++draws; }

    void draw(const ImageMark&, std::uint8_t) override { ++draws; }

    void draw(const FilmMark&, std::uint8_t) override { ++draws; }

    void draw(const RunMark&, std::uint8_t) override { ++draws; }

    void run(const RunMark&, std::uint8_t, Color) override { ++runs; }

    std::vector<Rect> clips;
    int clears = 0;
    int draws = 0;
    int runs = 0;

private:
    Size size_;
};

} // namespace panggil::testing

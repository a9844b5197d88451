// SPDX-License-Identifier: MIT
#include "renderer/view.hpp"

namespace panggil::screen {

Scene present(const Layout& layout, const Board& board, PresentTime time, Size glass,
              TextMetrics& metrics, PatchedCards& patched, Survey* survey, Quarantine* quarantine,
              Frame frame, SceneMemory* memory) {
    Scene scene;
    scene.size = glass;
    scene.background = layout.theme.color(layout.background).value_or(Color{0, 0, 0});
    const int aside = static_cast<int>(glass.width * frame.safe / 100);
    const int down = static_cast<int>(glass.height * frame.safe / 100);
    const Rect inner{aside + frame.shift.x, down + frame.shift.y, glass.width - 2 * aside,
                     glass.height - 2 * down};
    Drawing drawing({&layout,
                     &board,
                     time,
                     &metrics,
                     &patched,
                     &scene,
                     survey,
                     quarantine,
                     memory,
                     {inner.width, inner.height}});
    if (board.next_change) {
        drawing.wake_at(*board.next_change);
    }
    drawing.child(layout.root, inner, "root");
    return scene;
}

} // namespace panggil::screen

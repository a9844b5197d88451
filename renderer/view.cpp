// SPDX-License-Identifier: MIT
#include "renderer/view.hpp"

namespace panggil::screen {

Scene present(const Layout& layout, const Board& board, PresentTime time, Size glass,
              TextMetrics& metrics, PatchedCards& patched) {
    Scene scene;
    scene.size = glass;
    scene.background = layout.theme.color(layout.background).value_or(Color{0, 0, 0});
    Drawing drawing({&layout, &board, time, &metrics, &patched, &scene});
    if (board.next_change) {
        drawing.wake_at(*board.next_change);
    }
    drawing.child(layout.root, {0, 0, glass.width, glass.height}, "root");
    return scene;
}

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#include "renderer/drawing.hpp"

namespace panggil::screen {

extern const WidgetType spacer;
const WidgetType spacer{"spacer",
                        "Keeps a place empty; its style may still fill it.",
                        {},
                        "{}",
                        [](Drawing&, const Tree&, const Rect&) {}};

} // namespace panggil::screen

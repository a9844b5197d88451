// SPDX-License-Identifier: MIT
#include "renderer/call_view.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

CallView view_of(const Tree& tree) {
    if (tree.is_true("hidden")) {
        return CallView::None;
    }
    const std::string widget = tree.text_or("widget");
    if (widget == "now-calling") {
        return CallView::Panel;
    }
    CallView best = widget == "counters-grid" || widget == "counter-card" || widget == "queue-table"
                        ? CallView::Cards
                        : CallView::None;
    if (const Tree::List* items = tree.list(); items != nullptr) {
        for (const Tree& item : *items) {
            best = std::max(best, view_of(item));
        }
    }
    if (const Tree::Object* members = tree.object(); members != nullptr) {
        for (const auto& [name, member] : *members) {
            best = std::max(best, view_of(member));
        }
    }
    return best;
}

} // namespace

CallView call_view(const Layout& layout) {
    return view_of(layout.root);
}

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#include "renderer/stage_rules.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

/// The first now-calling widget at or below this place.
const Tree* find_panel(const Tree& tree) {
    if (const Tree::List* items = tree.list(); items != nullptr) {
        for (const Tree& item : *items) {
            if (const Tree* found = find_panel(item); found != nullptr) {
                return found;
            }
        }
    }
    if (tree.text_or("widget") == "now-calling") {
        return &tree;
    }
    if (const auto* members = tree.object(); members != nullptr) {
        for (const auto& [name, value] : *members) {
            if (const Tree* found = find_panel(value); found != nullptr) {
                return found;
            }
        }
    }
    return nullptr;
}

} // namespace

CallStage::Rules stage_rules(const Layout& layout, CallStage::Rules rules) {
    const Tree* panel = find_panel(layout.root);
    const double seconds = panel == nullptr ? 0 : panel->at("hold").number_or("minSeconds", 0);
    if (seconds >= 3 && seconds <= 120) {
        rules.alone = Millis(static_cast<std::int64_t>(seconds * 1000));
        rules.busy = std::min(rules.busy, rules.alone);
    }
    if (panel != nullptr) {
        rules.patient = static_cast<std::size_t>(
            std::clamp(panel->at("hold").number_or("maxQueue", 1), 0.0, 50.0));
    }
    return rules;
}

} // namespace panggil::screen

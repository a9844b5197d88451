// SPDX-License-Identifier: MIT
#pragma once
/// Label: who a screen is, large over its picture, for somebody who stands before a wall of
/// televisions and wants to know which is which.

#include "core/scene.hpp"
#include "core/text_metrics.hpp"

#include <string>
#include <vector>

namespace panggil::screen {

struct Label {
    std::string name;
    std::vector<std::string> lines; ///< smaller, below it

    friend bool operator==(const Label&, const Label&) = default;
};

/// To be painted after everything else. Every text is whole, however long.
[[nodiscard]] Node label_node(const Label& label, Size glass, TextMetrics& metrics);

} // namespace panggil::screen

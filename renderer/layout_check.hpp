// SPDX-License-Identifier: MIT
#pragma once
/// Checks a layout against the widgets that exist: unknown widgets, fields, colours, fonts and
/// placeholders, areas without a widget. Reports all at once, each with its place and a suggestion.
/// The layout is drawn all the same: what is unknown stays empty.

#include "core/layout.hpp"
#include "core/result.hpp"

namespace panggil::screen {

/// `file` begins the places: "layouts/lobi.json#/root/zones/head".
[[nodiscard]] Problems check_layout(const Layout& layout, const std::string& file);

} // namespace panggil::screen

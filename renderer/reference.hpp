// SPDX-License-Identifier: MIT
#pragma once
/// The reference of layouts as Markdown, written from the widgets' own tables: docs/widgets.md is
/// this text, so that program and handbook cannot disagree.

#include <string>

namespace panggil::screen {

[[nodiscard]] std::string widget_reference();

} // namespace panggil::screen

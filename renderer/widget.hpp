// SPDX-License-Identifier: MIT
#pragma once
/// What a widget is: a constant record that says its name, its sentence, its fields and how it
/// draws. The folder renderer/widgets is the registry: the build writes the table from its file
/// names. A widget is pure: it reads its properties and the Drawing, and adds marks; it has no
/// state, so what depends on time is a function of time.

#include "core/field_spec.hpp"
#include "core/geometry.hpp"
#include "core/tree.hpp"

#include <span>
#include <string_view>

namespace panggil::screen {

class Drawing;

struct WidgetType {
    std::string_view name;
    std::string_view sentence;
    std::span<const FieldSpec> fields; ///< its own; the common ones are in common_fields()
    std::string_view sample;           ///< properties as JSON, for tests and the reference
    void (*draw)(Drawing& drawing, const Tree& properties, const Rect& place);
    /// Its wish for an `auto` track, in pixels; null = no wish.
    Size (*natural)(Drawing& drawing, const Tree& properties) = nullptr;
};

[[nodiscard]] std::span<const WidgetType* const> all_widgets();
/// Null for an unknown name.
[[nodiscard]] const WidgetType* find_widget(std::string_view name);
/// Fields that every widget has: style, align, valign, hidden, badge ...
[[nodiscard]] std::span<const FieldSpec> common_fields();

} // namespace panggil::screen

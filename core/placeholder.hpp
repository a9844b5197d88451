// SPDX-License-Identifier: MIT
#pragma once
/// Placeholders: "{agency.short}", "{until:HH.mm}". A closed list of names, no expressions. An
/// unknown name stays visible in braces, so that a mistake is seen in the preview and not in
/// silence. What stands in square brackets vanishes when its placeholders are empty: "Istirahat[
/// s.d. {until}]"; brackets without a placeholder are ordinary letters.

#include "core/board.hpp"
#include "core/tree.hpp"

#include <span>

namespace panggil {

/// What placeholders may refer to. The pointers outlive the call.
struct PlaceholderScope {
    const Board* board = nullptr;
    const Card* card = nullptr; ///< null outside a repeater
    const Tree* strings = nullptr;
    int page = 1;
    int pages = 1;
    UtcTime utc{};
};

[[nodiscard]] std::string fill_placeholders(std::string_view text, const PlaceholderScope& scope);

/// The names between braces in a text, without their formats.
[[nodiscard]] std::vector<std::string> placeholder_names(std::string_view text);

/// A placeholder and what stands behind its colon.
struct PlaceholderUse {
    std::string name;
    std::string format;
};

[[nodiscard]] std::vector<PlaceholderUse> placeholder_uses(std::string_view text);

/// True when this placeholder can be written in this form: times by a pattern ("until:HH.mm"), ages
/// short or long ("age:short"), everything else only plainly ("").
[[nodiscard]] bool has_form(std::string_view name, std::string_view format);

/// The closed list; further names begin with "strings.".
[[nodiscard]] std::span<const std::string_view> all_placeholders();

/// Letter part and number part of a label: "F018" -> "F", "018"; "4K-10" -> "4K", "10".
struct LabelParts {
    std::string letters;
    std::string digits;
};

[[nodiscard]] LabelParts split_label(std::string_view label);

} // namespace panggil

// SPDX-License-Identifier: MIT
#pragma once
/// Fields that several widgets share, each described once.

#include "core/file_fields.hpp"
#include "renderer/widget.hpp"

namespace panggil::screen::fields {

inline constexpr FieldSpec font{"font", FieldKind::Font, "The font.", "meta"};
inline constexpr FieldSpec color{"color", FieldKind::Color, "The colour.", "ink"};
inline constexpr FieldSpec fit{
    "fit", FieldKind::Word,
    "When the text is too wide: make it smaller, cut it, or break it into lines; fill makes it as "
    "large as its place; error makes it smaller, and check calls that an error.",
    "shrink", "shrink ellipsis wrap fill error"};

inline constexpr FieldSpec bind{"bind",
                                FieldKind::Object,
                                "Whose calls or cards; conditions combine by \"and\".",
                                "everybody's",
                                {},
                                0,
                                0,
                                bind_fields};
inline constexpr FieldSpec group{"group", FieldKind::Word, "What one card stands for.", "counter",
                                 "agency counter service"};
inline constexpr FieldSpec order{
    "order", FieldKind::Word,
    "listed: as bind or the hall lists them; prefix: by the letters of its numbers.", "listed",
    "listed number prefix name last-called"};

inline constexpr FieldSpec run_members[]{
    {"text", FieldKind::Text, "What is written; placeholders in braces."},
    {"font", FieldKind::Font, "The font.", "that of the widget"},
    {"color", FieldKind::Color, "The colour.", "that of the widget"},
};

} // namespace panggil::screen::fields

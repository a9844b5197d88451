// SPDX-License-Identifier: MIT
#pragma once
/// Fields that several widgets share, each described once.

#include "renderer/widget.hpp"

namespace panggil::screen::fields {

inline constexpr FieldSpec font{"font", FieldKind::Font, "The font.", "meta"};
inline constexpr FieldSpec color{"color", FieldKind::Color, "The colour.", "ink"};
inline constexpr FieldSpec fit{
    "fit", FieldKind::Word,
    "When the text is too wide: make it smaller, cut it, or break it into lines; fill makes it as "
    "large as its place; error makes it smaller, and check calls that an error.",
    "shrink", "shrink ellipsis wrap fill error"};

inline constexpr FieldSpec bind_members[]{
    {"agencies", FieldKind::Names, "Ids of agencies, in the wanted order.", "all"},
    {"agency", FieldKind::Names, "Id of one agency.", "all"},
    {"counters", FieldKind::Names, "Ids of counters.", "all"},
    {"counter", FieldKind::Names, "Id of one counter.", "all"},
    {"zones", FieldKind::Names, "Ids of acoustic zones.", "all"},
    {"service", FieldKind::Names, "Ids of services; a counter that takes one of them.", "all"},
    {"tags", FieldKind::Names, "Tags that the hall gives its counters; one of them is enough.",
     "all"},
    {"except", FieldKind::Names, "Ids of agencies and counters that are left out.", "none"},
};
inline constexpr FieldSpec bind{"bind",
                                FieldKind::Object,
                                "Whose calls or cards; conditions combine by \"and\".",
                                "everybody's",
                                {},
                                0,
                                0,
                                bind_members};
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

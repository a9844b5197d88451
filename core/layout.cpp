// SPDX-License-Identifier: MIT
#include "core/layout.hpp"

namespace panggil {

namespace {

using Object = Tree::Object;
using List = Tree::List;

Tree text(const char* words, const char* font, const char* color) {
    return Object{
        {"widget", "text"}, {"text", words}, {"font", font}, {"color", color}, {"fit", "shrink"}};
}

/// Number and counter, one below the other.
Tree plain_card() {
    return Object{{"widget", "grid"},
                  {"padding", List{16, 24, 16, 24}},
                  {"cols", List{"1fr"}},
                  {"rows", List{44, "1fr", 44}},
                  {"areas", List{"name", "number", "desk"}},
                  {"style", Object{{"fill", "card"}}},
                  {"zones", Object{{"name", text("{agency.short}", "small", "ink")},
                                   {"number", Object{{"widget", "ticket"},
                                                     {"font", "number"},
                                                     {"color", "ink"},
                                                     {"valign", "middle"},
                                                     {"fit", "shrink"}}},
                                   {"desk", text("{desk.label} {desk.numbers}", "small", "ink")}}},
                  {"states", Object{{"called", Object{{"style", Object{{"fill", "call"}}}}},
                                    {"stale", Object{{"style", Object{{"fill", "old"}}}}}}}};
}

} // namespace

Layout emergency_layout() {
    Layout layout;
    layout.name = "emergency";
    layout.theme.colors = {{"paper", {7, 51, 61}},
                           {"card", {255, 255, 255}},
                           {"ink", {15, 36, 43}},
                           {"call", {255, 194, 51}},
                           {"old", {217, 211, 196}}};
    layout.theme.fonts = {{"small", {"Lato Bold", 38, 44, 0}},
                          {"number", {"Lato Black", 130, 130, 0}}};
    layout.root = Object{{"widget", "counters-grid"},
                         {"bind", Object{{"agencies", "all"}}},
                         {"group", "counter"},
                         {"cols", "auto"},
                         {"gap", 16},
                         {"minCard", List{340, 220}},
                         {"card", plain_card()}};
    return layout;
}

} // namespace panggil

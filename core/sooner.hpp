// SPDX-License-Identifier: MIT
#pragma once
/// Of several wishes when to be woken, the first one counts; nothing is no wish.

#include <algorithm>
#include <optional>
#include <type_traits>

namespace panggil {

template <class Time>
void bring_forward(std::optional<Time>& wish,
                   const std::type_identity_t<std::optional<Time>>& other) {
    if (other) {
        wish = wish ? std::min(*wish, *other) : *other;
    }
}

} // namespace panggil

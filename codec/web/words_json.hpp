// SPDX-License-Identifier: MIT
#pragma once
/// Pieces that several answers share. Private to codec.

#include "codec/web.hpp"
#include "codec/wire/shape_json.hpp"

namespace panggil::codec::web {

/// What is empty is not known: null.
[[nodiscard]] inline Json known(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}

[[nodiscard]] inline Json known(const std::optional<Millis>& time) {
    return time ? Json(time->count()) : Json();
}

/// A problem in both languages.
[[nodiscard]] Json message_of(const Problem& problem);
[[nodiscard]] Json to_json(const Error& error);
[[nodiscard]] Json to_json(const May& may);
[[nodiscard]] Json to_json(const std::vector<std::pair<std::string, May>>& may);
[[nodiscard]] Json to_json(const HubSight& hub);
[[nodiscard]] Json to_json(const ReceiptSight& receipt);
[[nodiscard]] Json hall_json(const Record* hall);

} // namespace panggil::codec::web

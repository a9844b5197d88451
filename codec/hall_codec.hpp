// SPDX-License-Identifier: MIT
#pragma once
/// Reads a hall file. Every fault is found in one pass and carries its JSON pointer; nothing is
/// guessed. Reading the file itself is the caller's: this knows bytes only.

#include "core/hall.hpp"
#include "core/result.hpp"

#include <string_view>

namespace panggil::codec {

struct HallReading {
    Hall hall; ///< to be used only when there are no errors
    Problems errors;
    Problems warnings; ///< the hall works, but people will stumble: letters that look like digits

    /// Names of the warnings that the office has seen and lives with: hall.alike_prefix. They are
    /// not among the warnings; who finds more of them outside of this file leaves them out, too.
    TextList accepted;

    [[nodiscard]] bool ok() const { return errors.empty(); }
};

/// `file` is how problems name the place: "hub/halls/mpp-bolmut.json#/counters/3/zone". Codes:
/// hall.bad_json, hall.wrong_kind, hall.missing, hall.unknown_key, hall.bad_value, hall.duplicate,
/// hall.unknown_reference; warnings hall.confusable_prefix, hall.unserved_service.
[[nodiscard]] HallReading decode_hall(std::string_view bytes, std::string_view file);

} // namespace panggil::codec

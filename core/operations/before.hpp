// SPDX-License-Identifier: MIT
#pragma once
/// What a call changes besides calling: whom it sent away from the desk, where its ticket was if
/// not simply in the line, and whose turn was owed. The counter keeps it (field `before`) while it
/// calls, so that a call that is withdrawn leaves the desk as if its key had not been pressed.
/// Pure.

#include "core/operations/draft.hpp"

namespace panggil {

/// To be asked before the call changes anything; what it answers goes into the field `before`.
[[nodiscard]] TextList before_call(const Draft& draft, const std::string& counter,
                                   const std::string& ticket);

/// After the call of `ticket` was taken off the desk: ticket, turn and desk are as `before` has it,
/// as far as nobody else has moved them since. Reports who is `back`.
void bring_back(Draft& draft, const std::string& counter, const std::string& ticket,
                const TextList& before);

} // namespace panggil

// SPDX-License-Identifier: MIT
#pragma once
/// The groups of operations that make the table, one source file each. A new operation is one entry
/// and one function in its group's file.

#include "core/operation.hpp"

namespace panggil {

[[nodiscard]] std::vector<Operation> call_operations();
[[nodiscard]] std::vector<Operation> ticket_operations();
[[nodiscard]] std::vector<Operation> line_operations();
[[nodiscard]] std::vector<Operation> counter_operations();
[[nodiscard]] std::vector<Operation> message_operations();
[[nodiscard]] std::vector<Operation> day_operations();

} // namespace panggil

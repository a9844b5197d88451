// SPDX-License-Identifier: MIT
#pragma once
/// The protocol as pages, made of the tables by which messages are encoded and decoded: JSON
/// Schemas, an AsyncAPI document, and tables for people. What docs/protocol holds is what this
/// returns; a test compares them.

#include <string>
#include <vector>

namespace panggil::codec {

struct Page {
    std::string name; ///< below docs/protocol: "schemas/ev.json"
    std::string text;
};

[[nodiscard]] std::vector<Page> protocol_pages();

} // namespace panggil::codec

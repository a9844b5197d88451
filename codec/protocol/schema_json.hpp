// SPDX-License-Identifier: MIT
#pragma once
/// JSON Schema 2020-12 and AsyncAPI 3.0 of the messages. Private to codec/protocol. Names stay in
/// the order in which they are written here, since people read these files too.

#include "codec/wire/messages.hpp"

#include <nlohmann/json.hpp>

namespace panggil::codec {

using OrderedJson = nlohmann::ordered_json;

/// Every message, in the order in which pages list them.
[[nodiscard]] std::vector<MessageFacts> all_message_facts();

/// "snap?" -> "snap-question": for names of files.
[[nodiscard]] std::string file_name_of(const std::string& type);

/// Complete in itself: one file describes one message.
[[nodiscard]] OrderedJson schema_of(const MessageFacts& message);

[[nodiscard]] OrderedJson asyncapi_of(const std::vector<MessageFacts>& messages);

/// A made-up message with every field that has an example.
[[nodiscard]] OrderedJson example_of(const MessageFacts& message);

/// docs/protocol/messages.md
[[nodiscard]] std::string page_of(const std::vector<MessageFacts>& messages);

} // namespace panggil::codec

// SPDX-License-Identifier: MIT
#include "codec/protocol/pages.hpp"

#include "codec/protocol/schema_json.hpp"

namespace panggil::codec {

std::vector<Page> protocol_pages() {
    const std::vector<MessageFacts> messages = all_message_facts();
    std::vector<Page> pages{{"messages.md", page_of(messages)},
                            {"asyncapi.json", asyncapi_of(messages).dump(2) + '\n'}};
    for (const MessageFacts& message : messages) {
        pages.push_back(
            {"schemas/" + file_name_of(message.type) + ".json", schema_of(message).dump(2) + '\n'});
    }
    return pages;
}

} // namespace panggil::codec

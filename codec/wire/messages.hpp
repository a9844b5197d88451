// SPDX-License-Identifier: MIT
#pragma once
/// Which messages there are: the same tables by which they are decoded, for whoever describes them.

#include "codec/wire/facts.hpp"
#include "core/permission.hpp"

namespace panggil::codec {

enum class Sender { Hub, Client };

struct MessageFacts {
    std::string type;
    Plane plane = Plane::Control;
    Sender sender = Sender::Hub;
    std::string topic; ///< on the event plane: the class at the end of the topic
    std::string sentence;
    const ShapeFacts* body = nullptr; ///< the hub's stands in `d`, except that of an ack
};

[[nodiscard]] std::vector<MessageFacts> hub_message_facts();
[[nodiscard]] std::vector<MessageFacts> control_request_facts();
[[nodiscard]] std::vector<MessageFacts> command_plane_facts();

[[nodiscard]] const ShapeFacts& head_facts();
[[nodiscard]] const ShapeFacts& envelope_facts();

/// The records of the state: one kind for each beginning of a key.
struct RecordFacts {
    std::string key; ///< "hall", "counter/ID"
    ShapeFacts shape;
};

[[nodiscard]] const std::vector<RecordFacts>& record_facts();
/// What a command's answer reports in `d`.
[[nodiscard]] const ShapeFacts& report_facts();

/// What in a record is not as its table says: a field that the table does not know or of another
/// kind, or a text that is none of its words. Screens do not ask this: they bear what they do not
/// know.
[[nodiscard]] Problems faults_of_record(std::string_view key, const Record& record);
[[nodiscard]] Problems faults_of_report(const Record& report);

} // namespace panggil::codec

// SPDX-License-Identifier: MIT
// Hub to client: events, control.
#include "codec/wire.hpp"
#include "codec/wire/messages.hpp"
#include "codec/wire/tables_json.hpp"

namespace panggil::codec {

namespace {

using Body = decltype(HubMessage::body);

/// What differs from one type to the next.
struct HubType {
    MessageFacts facts;
    std::function<Json(const Body&)> write;
    std::function<void(Body&, const Json&, Complaint&)> read;
    std::size_t index; ///< of its body among the bodies
};

template <class Payload>
HubType type(std::string_view name, Plane plane, std::string_view topic,
             std::string_view sentence) {
    const Shape<Payload>& table = shape<Payload>();
    return {{std::string(name), plane, Sender::Hub, std::string(topic), std::string(sentence),
             &table.facts()},
            [&table](const Body& body) { return table.write(std::get<Payload>(body)); },
            [&table](Body& body, const Json& json, Complaint& complaint) {
                table.read(json, body.emplace<Payload>(), complaint, "/d");
            },
            Body(Payload{}).index()};
}

const std::vector<HubType>& types() {
    static const std::vector<HubType> all{
        type<Event>("ev", Plane::Events, "e", shape<Event>().facts().sentence),
        type<Heartbeat>("hb", Plane::Events, "h", shape<Heartbeat>().facts().sentence),
        type<Snapshot>("snap", Plane::Control, "",
                       "The whole state after `seq`: the answer to `snap?`."),
        type<Snapshot>("kf", Plane::Events, "k",
                       "The whole state after `seq`, unasked, every 15 seconds."),
        type<Pong>("pong", Plane::Control, "", shape<Pong>().facts().sentence),
        type<Receipts>("rcpt", Plane::Control, "", shape<Receipts>().facts().sentence),
        type<Screens>("scr", Plane::Control, "", shape<Screens>().facts().sentence),
        type<SpeakVerdict>("speak", Plane::Control, "", shape<SpeakVerdict>().facts().sentence),
        type<Noted>("noted", Plane::Control, "", shape<Noted>().facts().sentence),
        type<Refusal>("no", Plane::Control, "", shape<Refusal>().facts().sentence),
        type<Order>("order", Plane::Control, "", shape<Order>().facts().sentence),
        type<OrderFate>("fate", Plane::Control, "", shape<OrderFate>().facts().sentence),
    };
    return all;
}

/// A snapshot that nobody asked for is a keyframe.
const HubType& type_of(const Body& body) {
    const auto* snapshot = std::get_if<Snapshot>(&body);
    const bool keyframe = snapshot != nullptr && snapshot->rid == 0;
    return *std::ranges::find_if(types(), [&](const HubType& each) {
        return each.index == body.index() &&
               (snapshot == nullptr || (each.facts.type == "kf") == keyframe);
    });
}

} // namespace

std::vector<MessageFacts> hub_message_facts() {
    std::vector<MessageFacts> facts;
    for (const HubType& each : types()) {
        facts.push_back(each.facts);
    }
    return facts;
}

std::string encode(const HubMessage& message) {
    const HubType& its_type = type_of(message.body);
    Json object = shape<Head>().write({1, message.envelope.site, its_type.facts.type});
    shape<Envelope>().write_into(object, message.envelope);
    object["d"] = its_type.write(message.body);
    return compact(object);
}

Result<HubMessage> decode_hub_message(std::string_view bytes, std::string_view site,
                                      WireLimits limits) {
    const Result<Opened> opened = open_message(bytes, site, limits.bytes, limits.depth);
    if (!opened) {
        return opened.problem();
    }
    const auto& [json, head] = opened.value();
    HubMessage message;
    message.envelope.site = head.site;
    Complaint complaint;
    shape<Envelope>().read(json, message.envelope, complaint, "");
    const auto its_type =
        std::ranges::find(types(), head.type, [](const HubType& each) { return each.facts.type; });
    const Json* body = member_of(json, "d");
    if (its_type == types().end()) {
        complaint.say("/type", '"' + head.type + "\" is unknown");
    } else if (body == nullptr) {
        complaint.say("/d", "is missing");
    } else {
        its_type->read(message.body, *body, complaint);
    }
    if (!complaint.ok()) {
        return complaint.problem();
    }
    if (auto* event = std::get_if<Event>(&message.body)) {
        event->seq = message.envelope.seq;
        event->utc = message.envelope.utc;
    }
    return message;
}

} // namespace panggil::codec

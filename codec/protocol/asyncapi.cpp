// SPDX-License-Identifier: MIT
// The same as an AsyncAPI 3.0 document: three planes, who sends what on each.
#include "codec/protocol/schema_json.hpp"

#include <array>

namespace panggil::codec {

namespace {

struct PlaneText {
    Plane plane;
    const char* name;
    const char* address; ///< of the channel; null where ZeroMQ has none
    const char* sentence;
    const char* sockets;
};

constexpr std::array planes{
    PlaneText{
        Plane::Events, "events", "q1.{site}.{class}",
        "What the hub publishes: two frames, topic and JSON. Subscribe to the whole site "
        "(`q1.SITE.`): a filter would hide gaps.",
        "ZeroMQ: the hub binds XPUB, a client connects SUB. Port: `events` in the answer to a "
        "ping, usually the control port plus one."},
    PlaneText{Plane::Control, "control", nullptr,
              "Questions and answers, and reports of announcements: one frame of JSON.",
              "ZeroMQ: the hub binds ROUTER, a client connects DEALER (IMMEDIATE, LINGER 0). Port: "
              "the one that `panggil-hub --listen` names."},
    PlaneText{Plane::Commands, "commands", nullptr,
              "Commands and their answers: one frame of JSON.",
              "ZeroMQ: the hub binds ROUTER, a client connects DEALER (IMMEDIATE, LINGER 0). Port: "
              "`commands` in the answer to a ping, usually the control port plus two."},
};

std::string plain_name(const MessageFacts& message) {
    return file_name_of(message.type);
}

OrderedJson reference(const std::string& to) {
    return {{"$ref", "#/" + to}};
}

OrderedJson channel_of(const PlaneText& plane, const std::vector<MessageFacts>& messages) {
    OrderedJson channel{{"address", plane.address == nullptr ? OrderedJson() : plane.address},
                        {"title", plane.name},
                        {"description", std::string(plane.sentence) + ' ' + plane.sockets},
                        {"servers", {reference(std::string("servers/") + plane.name)}},
                        {"messages", OrderedJson::object()}};
    if (plane.plane == Plane::Events) {
        channel["parameters"] = {{"site", {{"description", "which hall, as in every message"}}},
                                 {"class",
                                  {{"description", "e: an event, h: a heartbeat, k: a keyframe"},
                                   {"enum", {"e", "h", "k"}}}}};
    }
    for (const MessageFacts& message : messages) {
        if (message.plane == plane.plane) {
            channel["messages"][plain_name(message)] =
                reference("components/messages/" + plain_name(message));
        }
    }
    return channel;
}

/// From the hub's side: it sends and receives.
OrderedJson operation_of(const PlaneText& plane, Sender sender,
                         const std::vector<MessageFacts>& messages) {
    OrderedJson list = OrderedJson::array();
    for (const MessageFacts& message : messages) {
        if (message.plane == plane.plane && message.sender == sender) {
            list.push_back(reference("channels/" + std::string(plane.name) + "/messages/" +
                                     plain_name(message)));
        }
    }
    return {{"action", sender == Sender::Hub ? "send" : "receive"},
            {"channel", reference("channels/" + std::string(plane.name))},
            {"messages", std::move(list)}};
}

OrderedJson message_of(const MessageFacts& message) {
    OrderedJson described{{"name", message.type},
                          {"summary", message.sentence},
                          {"contentType", "application/json"},
                          {"payload",
                           {{"schemaFormat", "application/schema+json;version=draft-2020-12"},
                            {"schema", {{"$ref", "./schemas/" + plain_name(message) + ".json"}}}}}};
    if (!message.topic.empty()) {
        described["description"] = "Topic q1.SITE." + message.topic;
    }
    described["examples"] = OrderedJson::array({{{"payload", example_of(message)}}});
    return described;
}

} // namespace

OrderedJson asyncapi_of(const std::vector<MessageFacts>& messages) {
    OrderedJson document{
        {"asyncapi", "3.0.0"},
        {"info",
         {{"title", "Panggil, major 1"},
          {"version", "1.0.0"},
          {"description",
           "How the hub of a waiting hall, its screens and its consoles talk. The "
           "rules that no schema can say (what to do at a gap, who may speak) are in "
           "docs/protocol.md. AsyncAPI has no binding for ZeroMQ; each channel says "
           "which sockets it is made of. Generated: do not edit."},
          {"license", {{"name", "MIT"}}}}},
        {"defaultContentType", "application/json"}};
    for (const PlaneText& plane : planes) {
        document["servers"][plane.name] = {
            {"host", "localhost:" + std::to_string(plane.plane == Plane::Control  ? 5560
                                                   : plane.plane == Plane::Events ? 5561
                                                                                  : 5562)},
            {"protocol", "zmq"},
            {"protocolVersion", "3.1"},
            {"description", std::string(plane.sockets) +
                                " With keys every socket is CURVE, the hub is its server."}};
    }
    for (const PlaneText& plane : planes) {
        document["channels"][plane.name] = channel_of(plane, messages);
        document["operations"]["hubSends-" + std::string(plane.name)] =
            operation_of(plane, Sender::Hub, messages);
        if (plane.plane != Plane::Events) {
            document["operations"]["hubTakes-" + std::string(plane.name)] =
                operation_of(plane, Sender::Client, messages);
        }
    }
    for (const MessageFacts& message : messages) {
        document["components"]["messages"][plain_name(message)] = message_of(message);
    }
    return document;
}

} // namespace panggil::codec

// SPDX-License-Identifier: MIT
// Both ways: commands.
#include "codec/strict_json.hpp"
#include "codec/wire.hpp"
#include "codec/wire/messages.hpp"
#include "codec/wire/tables_json.hpp"
#include "core/request_id.hpp"

namespace panggil::codec {

namespace {

template <class Message>
std::string encode_flat(const Message& message, std::string_view site) {
    Json object = shape<Head>().write({1, std::string(site), shape<Message>().facts().name});
    shape<Message>().write_into(object, message);
    return compact(object);
}

template <class Message>
MessageFacts facts_of(Sender sender) {
    const ShapeFacts& facts = shape<Message>().facts();
    return {facts.name, Plane::Commands, sender, "", facts.sentence, &facts};
}

template <class Message>
Message read_flat(const Json& json, Complaint& complaint) {
    Message message;
    shape<Message>().read(json, message, complaint, "");
    return message;
}

/// Whoever says what it has seen also says for how long that is good.
void check_life(const Json& json, Complaint& complaint) {
    if (member_of(json, "seen") != nullptr && member_of(json, "life") == nullptr) {
        complaint.say("/life", "is missing");
    }
}

Command read_command(const Json& json, Complaint& complaint) {
    auto command = read_flat<Command>(json, complaint);
    check_life(json, complaint);
    if (!command.seen) { // means nothing without it, and nothing has two forms
        command.life = Command{}.life;
    }
    return command;
}

template <class Read>
Result<CommandRequest> read_request(const Json& json, Read read) {
    Complaint complaint;
    auto message = read(json, complaint);
    if (!complaint.ok()) {
        return complaint.problem();
    }
    return CommandRequest(std::move(message));
}

} // namespace

std::vector<MessageFacts> command_plane_facts() {
    return {facts_of<Command>(Sender::Client), facts_of<CommandQuery>(Sender::Client),
            facts_of<Ack>(Sender::Hub)};
}

std::string encode(const Command& command, std::string_view site) {
    return encode_flat(command, site);
}

std::string encode(const CommandQuery& query, std::string_view site) {
    return encode_flat(query, site);
}

std::string encode(const Ack& ack, std::string_view site) {
    return encode_flat(ack, site);
}

Result<CommandRequest> decode_command_request(std::string_view bytes, std::string_view site,
                                              WireLimits limits) {
    const Result<Opened> opened = open_message(bytes, site, limits.bytes, limits.depth);
    if (!opened) {
        return opened.problem();
    }
    const auto& [json, head] = opened.value();
    if (head.type == shape<Command>().facts().name) {
        return read_request(json, read_command);
    }
    if (head.type == shape<CommandQuery>().facts().name) {
        return read_request(json, read_flat<CommandQuery>);
    }
    Complaint complaint;
    complaint.say("/type", "is neither \"cmd\" nor \"query\"");
    return complaint.problem();
}

Result<Command> decode_command(std::string_view bytes, std::string_view site, WireLimits limits) {
    auto request = decode_command_request(bytes, site, limits);
    if (!request) {
        return request.problem();
    }
    if (auto* command = std::get_if<Command>(&request.value())) {
        return std::move(*command);
    }
    return Problem{"bad_message", "", "/type is not \"cmd\"", "", ""};
}

std::string request_id_of(std::string_view bytes, WireLimits limits) {
    const Result<Json> parsed = parse_strictly(bytes, limits.bytes, limits.depth);
    const Json* id =
        parsed && parsed.value().is_object() ? member_of(parsed.value(), "rid") : nullptr;
    const bool readable = id != nullptr && id->is_string() &&
                          id->get_ref<const std::string&>().size() <= longest_request_id;
    return readable ? id->get<std::string>() : std::string();
}

Result<Ack> decode_ack(std::string_view bytes, WireLimits limits) {
    const Result<Opened> opened = open_message(bytes, "", limits.bytes, limits.depth);
    if (!opened) {
        return opened.problem();
    }
    const auto& [json, head] = opened.value();
    Complaint complaint;
    if (head.type != shape<Ack>().facts().name) {
        complaint.say("/type", "is not \"ack\"");
    }
    auto ack = read_flat<Ack>(json, complaint);
    if (!complaint.ok()) {
        return complaint.problem();
    }
    if (ack.refused && ack.refused->code.empty()) {
        ack.refused.reset(); // words without a code refuse nothing
    }
    return ack;
}

} // namespace panggil::codec

// SPDX-License-Identifier: MIT
#include "codec/wire.hpp"

#include "codec/strict_json.hpp"
#include "codec/values_json.hpp"

#include <xxhash.h>

#include <algorithm>
#include <array>

namespace panggil::codec {

using nlohmann::json;

namespace {

constexpr int major = 1;

/// Terms are seconds since 1970, or a little more: this is the year 5138.
constexpr std::int64_t largest_term = 100'000'000'000;
/// Milliseconds of three centuries: sums of times within it do not overflow.
constexpr std::int64_t longest_time = 10'000'000'000'000;

std::string text_of(const json& object) {
    return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

Problem problem(std::string code, std::string what) {
    return {std::move(code), "", std::move(what), "", ""};
}

/// Parses, and checks what every message states: an object of our major, for our site.
enum class Sender { Named, MayBeAnonymous };

Result<json> open_message(std::string_view bytes, std::string_view site, WireLimits limits,
                          Sender sender = Sender::Named) {
    Result<json> parsed = parse_strictly(bytes, limits.bytes, limits.depth);
    if (!parsed) {
        return parsed.problem();
    }
    Reader reader(parsed.value());
    const std::int64_t version = reader.integer("v", Need::Required);
    const std::string its_site = reader.text("site", Need::Required);
    if (!reader.ok()) {
        return reader.problem();
    }
    if (version != major) {
        return problem("wrong_version", "speaks major " + std::to_string(version) + ", this is " +
                                            std::to_string(major));
    }
    const bool anonymous = its_site.empty() && sender == Sender::MayBeAnonymous;
    if (!site.empty() && its_site != site && !anonymous) {
        return problem("wrong_site",
                       "is for site \"" + its_site + "\", this is \"" + std::string(site) + '"');
    }
    return parsed;
}

json begin_message(std::string_view site, std::string_view type) {
    return {{"v", major}, {"site", site}, {"type", type}};
}

// Receipts and screens

json receipt_json(const Receipt& receipt) {
    return {{"call_id", receipt.call_id},
            {"screen", receipt.screen},
            {"zone", receipt.zone},
            {"state", receipt.phase},
            {"audible_ms", receipt.audible.count()},
            {"at", receipt.at.time_since_epoch().count()}};
}

Receipt read_receipt(const json& object, Reader& outer) {
    Reader reader(object, "/receipt");
    Receipt receipt;
    receipt.call_id = reader.text("call_id", Need::Required);
    receipt.screen = reader.text("screen", Need::Required);
    receipt.zone = reader.text("zone");
    receipt.phase = reader.text("state", Need::Required);
    receipt.audible = Millis(reader.integer("audible_ms"));
    receipt.at = UtcTime(Millis(reader.integer("at")));
    outer.absorb(reader);
    return receipt;
}

json status_json(const ScreenStatus& status) {
    return {{"screen", status.screen},
            {"zones", status.zones},
            {"health", status.health},
            {"seq", status.seq},
            {"dg", hex_text(status.digest)},
            {"last_shown", status.last_shown},
            {"last_said", status.last_said},
            {"audio_ok", status.audio_ok},
            {"layout", status.layout},
            {"version", status.version},
            {"silence_ms", status.silence.count()}};
}

ScreenStatus read_status(const json& object, Reader& outer) {
    Reader reader(object, "/screen");
    ScreenStatus status;
    status.screen = reader.text("screen", Need::Required);
    status.zones = reader.list("zones");
    status.health = reader.text("health");
    status.seq = reader.integer("seq");
    status.digest = reader.hex("dg");
    status.last_shown = reader.text("last_shown");
    status.last_said = reader.text("last_said");
    status.audio_ok = reader.integer("audio_ok");
    status.layout = reader.text("layout");
    status.version = reader.text("version");
    status.silence = Millis(reader.integer("silence_ms"));
    outer.absorb(reader);
    return status;
}

// Bodies of the hub's messages: type word and payload

struct Payload {
    std::string_view type;
    json body;
};

Payload payload_of(const Event& event) {
    return {"ev", to_json(event)};
}

Payload payload_of(const Heartbeat& beat) {
    return {"hb", {{"health", beat.health}}};
}

Payload payload_of(const Snapshot& snapshot) {
    json recent = json::array();
    for (const Snapshot::Recent& each : snapshot.recent) {
        json announce = to_json(each.announcement);
        announce["age"] = each.age.count();
        recent.push_back(std::move(announce));
    }
    return {snapshot.rid == 0 ? "kf" : "snap",
            {{"rid", snapshot.rid},
             {"state", to_json(snapshot.records)},
             {"recent", std::move(recent)}}};
}

Payload payload_of(const Pong& pong) {
    return {"pong",
            {{"rid", pong.rid}, {"events", pong.events_port}, {"commands", pong.commands_port}}};
}

Payload payload_of(const Receipts& receipts) {
    json list = json::array();
    for (const Receipt& receipt : receipts.receipts) {
        list.push_back(receipt_json(receipt));
    }
    return {"rcpt", {{"rid", receipts.rid}, {"receipts", std::move(list)}}};
}

Payload payload_of(const Screens& screens) {
    json list = json::array();
    for (const ScreenStatus& status : screens.screens) {
        list.push_back(status_json(status));
    }
    return {"scr", {{"rid", screens.rid}, {"screens", std::move(list)}}};
}

constexpr std::array<std::string_view, 3> answers{"granted", "held", "settled"};

Payload payload_of(const SpeakVerdict& verdict) {
    return {"speak",
            {{"rid", verdict.rid},
             {"call_id", verdict.call_id},
             {"answer", answers.at(static_cast<std::size_t>(verdict.answer))}}};
}

Payload payload_of(const Refusal& refusal) {
    return {"no",
            {{"rid", refusal.rid},
             {"err", refusal.problem.code},
             {"where", refusal.problem.where},
             {"what", refusal.problem.what},
             {"hint", refusal.problem.hint},
             {"pesan", refusal.problem.pesan}}};
}

Refusal read_refusal(Reader& reader) {
    return {reader.integer("rid"),
            {reader.text("err", Need::Required), reader.text("where"), reader.text("what"),
             reader.text("hint"), reader.text("pesan")}};
}

SpeakVerdict read_verdict(const json& body, Reader& outer) {
    Reader reader(body, "/d");
    SpeakVerdict verdict;
    verdict.rid = reader.integer("rid");
    verdict.call_id = reader.text("call_id", Need::Required);
    const auto answer = std::ranges::find(answers, reader.text("answer", Need::Required));
    if (answer == answers.end()) {
        reader.complain("answer", "is none of granted, held, settled");
    } else {
        verdict.answer = static_cast<SpeakVerdict::Answer>(answer - answers.begin());
    }
    outer.absorb(reader);
    return verdict;
}

Snapshot read_snapshot(const json& body, Reader& outer) {
    Reader reader(body, "/d");
    Snapshot snapshot;
    snapshot.rid = reader.integer("rid");
    if (const json* state = reader.member("state"); state != nullptr) {
        snapshot.records = read_records(*state, reader);
    } else {
        reader.complain("state", "is missing");
    }
    if (const json* recent = reader.member("recent"); recent != nullptr && recent->is_array()) {
        for (const json& each : *recent) {
            Reader age(each, "/d/recent");
            Snapshot::Recent item{read_announcement(each, reader),
                                  Millis(age.integer("age", Need::Required))};
            if (item.age < Millis(0) || item.age > std::chrono::hours(24)) {
                age.complain("age", "is outside 0 to 86400000");
            }
            reader.absorb(age);
            snapshot.recent.push_back(std::move(item));
        }
    }
    outer.absorb(reader);
    return snapshot;
}

template <class Item, class Read>
std::vector<Item> read_each(const Reader& reader, std::string_view field, Reader& outer,
                            Read read) {
    std::vector<Item> items;
    if (const json* list = reader.member(field); list != nullptr && list->is_array()) {
        for (const json& each : *list) {
            items.push_back(read(each, outer));
        }
    }
    return items;
}

int port(Reader& reader, std::string_view field) {
    const std::int64_t number = reader.integer(field, Need::Required);
    if (number < 1 || number > 65'535) {
        reader.complain(field, "is not a port");
        return 0;
    }
    return static_cast<int>(number);
}

void read_body(HubMessage& message, std::string_view type, const json& body, Reader& outer) {
    Reader reader(body, "/d");
    if (type == "ev") {
        Event event = read_event(body, outer);
        event.seq = message.envelope.seq;
        event.utc = message.envelope.utc;
        message.body = std::move(event);
    } else if (type == "hb") {
        message.body = Heartbeat{reader.text("health")};
    } else if (type == "kf" || type == "snap") {
        message.body = read_snapshot(body, outer);
    } else if (type == "pong") {
        Pong pong;
        pong.rid = reader.integer("rid");
        pong.events_port = port(reader, "events");
        pong.commands_port = port(reader, "commands");
        message.body = pong;
    } else if (type == "rcpt") {
        message.body = Receipts{reader.integer("rid"),
                                read_each<Receipt>(reader, "receipts", outer, read_receipt)};
    } else if (type == "scr") {
        message.body = Screens{reader.integer("rid"),
                               read_each<ScreenStatus>(reader, "screens", outer, read_status)};
    } else if (type == "speak") {
        message.body = read_verdict(body, outer);
    } else if (type == "no") {
        message.body = read_refusal(reader);
    } else {
        outer.complain("type", "\"" + std::string(type) + "\" is unknown");
    }
    outer.absorb(reader);
}

Envelope read_envelope(Reader& reader) {
    Envelope envelope;
    envelope.site = reader.text("site", Need::Required);
    envelope.hub = reader.text("hub", Need::Required);
    envelope.term = reader.integer("term", Need::Required);
    envelope.boot = reader.text("boot");
    envelope.seq = reader.integer("seq", Need::Required);
    envelope.digest = reader.hex("dg");
    envelope.mono = HubMoment(Millis(reader.integer("mono", Need::Required)));
    envelope.utc = UtcTime(Millis(reader.integer("utc")));
    if (envelope.seq < 0 || envelope.term < 0 || envelope.term > largest_term) {
        reader.complain("seq", "or term is outside its range");
    }
    const std::int64_t mono = envelope.mono.time_since_epoch().count();
    const std::int64_t utc = envelope.utc.time_since_epoch().count();
    if (mono < 0 || mono > longest_time || utc < -longest_time || utc > longest_time) {
        reader.complain("mono", "or utc is outside its range");
    }
    return envelope;
}

} // namespace

std::string encode(const HubMessage& message) {
    const Envelope& envelope = message.envelope;
    Payload payload = std::visit([](const auto& body) { return payload_of(body); }, message.body);
    json object = begin_message(envelope.site, payload.type);
    object["hub"] = envelope.hub;
    object["term"] = envelope.term;
    object["boot"] = envelope.boot;
    object["seq"] = envelope.seq;
    object["dg"] = hex_text(envelope.digest);
    object["mono"] = envelope.mono.time_since_epoch().count();
    object["utc"] = envelope.utc.time_since_epoch().count();
    object["d"] = std::move(payload.body);
    return text_of(object);
}

Result<HubMessage> decode_hub_message(std::string_view bytes, std::string_view site,
                                      WireLimits limits) {
    const Result<json> opened = open_message(bytes, site, limits);
    if (!opened) {
        return opened.problem();
    }
    Reader reader(opened.value());
    HubMessage message;
    message.envelope = read_envelope(reader);
    const std::string type = reader.text("type", Need::Required);
    const json* body = reader.member("d");
    if (body == nullptr) {
        reader.complain("d", "is missing");
    } else {
        read_body(message, type, *body, reader);
    }
    if (!reader.ok()) {
        return reader.problem();
    }
    return message;
}

// Control plane

namespace {

struct RequestWriter {
    std::string_view site;

    json operator()(const SnapshotRequest& request) const { return with_rid("snap?", request.rid); }

    json operator()(const Ping& ping) const {
        json object = with_rid("ping", ping.rid);
        if (ping.status) {
            object["status"] = status_json(*ping.status);
        }
        return object;
    }

    json operator()(const ReceiptsRequest& request) const {
        json object = with_rid("rcpt?", request.rid);
        object["call_id"] = request.call_id;
        return object;
    }

    json operator()(const ScreensRequest& request) const { return with_rid("scr?", request.rid); }

    json operator()(const ReceiptReport& report) const {
        json object = with_rid("ann", 0);
        object["receipt"] = receipt_json(report.receipt);
        return object;
    }

    json operator()(const SpeakRequest& request) const {
        json object = with_rid("speak?", request.rid);
        object["call_id"] = request.call_id;
        object["screen"] = request.screen;
        object["length_ms"] = request.length.count();
        return object;
    }

    [[nodiscard]] json with_rid(std::string_view type, std::int64_t rid) const {
        json object = begin_message(site, type);
        object["rid"] = rid;
        return object;
    }
};

} // namespace

std::string encode(const ControlRequest& request, std::string_view site) {
    return text_of(std::visit(RequestWriter{site}, request));
}

Result<ControlRequest> decode_control_request(std::string_view bytes, std::string_view site,
                                              WireLimits limits) {
    const Result<json> opened = open_message(bytes, site, limits, Sender::MayBeAnonymous);
    if (!opened) {
        return opened.problem();
    }
    Reader reader(opened.value());
    const std::string type = reader.text("type", Need::Required);
    const std::int64_t rid = reader.integer("rid");
    ControlRequest request = SnapshotRequest{rid};
    if (type == "ping") {
        Ping ping{rid, std::nullopt};
        if (const json* status = reader.member("status"); status != nullptr) {
            ping.status = read_status(*status, reader);
        }
        request = std::move(ping);
    } else if (type == "rcpt?") {
        request = ReceiptsRequest{rid, reader.text("call_id", Need::Required)};
    } else if (type == "scr?") {
        request = ScreensRequest{rid};
    } else if (type == "ann") {
        const json* receipt = reader.member("receipt");
        request = ReceiptReport{read_receipt(receipt == nullptr ? json() : *receipt, reader)};
    } else if (type == "speak?") {
        SpeakRequest wish{rid, reader.text("call_id", Need::Required),
                          reader.text("screen", Need::Required),
                          Millis(reader.integer("length_ms"))};
        if (wish.length < Millis(0) || wish.length > std::chrono::minutes(2)) {
            reader.complain("length_ms", "is outside 0 to 120000");
        }
        request = std::move(wish);
    } else if (type != "snap?") {
        reader.complain("type", "\"" + type + "\" is unknown");
    }
    if (!reader.ok()) {
        return reader.problem();
    }
    return request;
}

// Command plane

std::string encode(const Command& command, std::string_view site) {
    json object = begin_message(site, "cmd");
    object["rid"] = command.request_id;
    object["op"] = command.op;
    object["actor"] = command.actor;
    object["d"] = to_json(command.args);
    if (command.if_rev) {
        object["if_rev"] = *command.if_rev;
    }
    if (command.seen) {
        object["seen"] = {{"term", command.seen->term},
                          {"mono", command.seen->mono.time_since_epoch().count()}};
        object["life"] = command.life.count();
    }
    return text_of(object);
}

std::string encode(const CommandQuery& query, std::string_view site) {
    json object = begin_message(site, "query");
    object["rid"] = query.request_id;
    return text_of(object);
}

namespace {

constexpr std::int64_t longest_life_ms = 60'000;

/// What the command says about its own age.
void read_age(Reader& outer, Command& command) {
    const json* seen = outer.member("seen");
    if (seen == nullptr || seen->is_null()) {
        return;
    }
    Reader reader(*seen, "/seen");
    command.seen = Seen{reader.integer("term", Need::Required),
                        HubMoment(Millis(reader.integer("mono", Need::Required)))};
    outer.absorb(reader);
    command.life = Millis(outer.integer("life", Need::Required));
    if (command.life < Millis{1} || command.life.count() > longest_life_ms) {
        outer.complain("life", "is not between 1 and 60000 milliseconds");
    }
}

Command read_command(Reader& reader) {
    Command command;
    command.op = reader.text("op", Need::Required);
    command.actor = reader.text("actor");
    if (const json* args = reader.member("d"); args != nullptr) {
        command.args = read_record(*args, reader);
    }
    if (const json* rev = reader.member("if_rev"); rev != nullptr && !rev->is_null()) {
        command.if_rev = reader.integer("if_rev");
    }
    read_age(reader, command);
    return command;
}

} // namespace

Result<CommandRequest> decode_command_request(std::string_view bytes, std::string_view site,
                                              WireLimits limits) {
    const Result<json> opened = open_message(bytes, site, limits);
    if (!opened) {
        return opened.problem();
    }
    Reader reader(opened.value());
    const std::string type = reader.text("type", Need::Required);
    const std::string request_id = reader.text("rid", Need::Required);
    if (request_id.empty() || request_id.size() > 64) {
        reader.complain("rid", "is empty or longer than 64 bytes");
    }
    CommandRequest request = CommandQuery{request_id};
    if (type == "cmd") {
        Command command = read_command(reader);
        command.request_id = request_id;
        request = std::move(command);
    } else if (type != "query") {
        reader.complain("type", "is neither \"cmd\" nor \"query\"");
    }
    if (!reader.ok()) {
        return reader.problem();
    }
    return request;
}

Result<Command> decode_command(std::string_view bytes, std::string_view site, WireLimits limits) {
    auto request = decode_command_request(bytes, site, limits);
    if (!request) {
        return request.problem();
    }
    if (auto* command = std::get_if<Command>(&request.value())) {
        return std::move(*command);
    }
    return Problem{"bad_message", "", "type is not \"cmd\"", "", ""};
}

std::string request_id_of(std::string_view bytes, WireLimits limits) {
    const Result<json> parsed = parse_strictly(bytes, limits.bytes, limits.depth);
    if (!parsed || !parsed.value().is_object()) {
        return {};
    }
    const auto found = parsed.value().find("rid");
    const bool readable = found != parsed.value().end() && found->is_string();
    const std::string id = readable ? found->get<std::string>() : std::string();
    return id.size() <= 64 ? id : std::string();
}

std::string encode(const Ack& ack, std::string_view site) {
    json object = begin_message(site, "ack");
    object["rid"] = ack.request_id;
    object["ok"] = !ack.refused.has_value();
    object["seq"] = ack.seq;
    object["dup"] = ack.repeated;
    object["d"] = to_json(ack.result);
    if (ack.refused) {
        object["err"] = ack.refused->code;
        object["where"] = ack.refused->where;
        object["what"] = ack.refused->what;
        object["hint"] = ack.refused->hint;
        object["pesan"] = ack.refused->pesan;
    }
    return text_of(object);
}

Result<Ack> decode_ack(std::string_view bytes, WireLimits limits) {
    const Result<json> opened = open_message(bytes, "", limits);
    if (!opened) {
        return opened.problem();
    }
    Reader reader(opened.value());
    Ack ack;
    if (reader.text("type", Need::Required) != "ack") {
        reader.complain("type", "is not \"ack\"");
    }
    ack.request_id = reader.text("rid", Need::Required);
    ack.seq = reader.integer("seq");
    ack.repeated = reader.integer("dup");
    if (const json* result = reader.member("d"); result != nullptr) {
        ack.result = read_record(*result, reader);
    }
    if (const std::string code = reader.text("err"); !code.empty()) {
        ack.refused = Problem{code, reader.text("where"), reader.text("what"), reader.text("hint"),
                              reader.text("pesan")};
    }
    if (!reader.ok()) {
        return reader.problem();
    }
    return ack;
}

// Pieces on their own

std::string encode(const Event& event) {
    json object = to_json(event);
    object["seq"] = event.seq;
    object["utc"] = event.utc.time_since_epoch().count();
    return text_of(object);
}

Result<Event> decode_event(std::string_view bytes, WireLimits limits) {
    const Result<json> parsed = parse_strictly(bytes, limits.bytes, limits.depth);
    if (!parsed) {
        return parsed.problem();
    }
    Reader reader(parsed.value());
    Event event = read_event(parsed.value(), reader);
    event.seq = reader.integer("seq", Need::Required);
    event.utc = UtcTime(Millis(reader.integer("utc")));
    if (!reader.ok()) {
        return reader.problem();
    }
    return event;
}

std::string encode(const Record& record) {
    return text_of(to_json(record));
}

Result<Record> decode_record(std::string_view bytes, WireLimits limits) {
    const Result<json> parsed = parse_strictly(bytes, limits.bytes, limits.depth);
    if (!parsed) {
        return parsed.problem();
    }
    Reader reader(parsed.value());
    Record record = read_record(parsed.value(), reader);
    if (!reader.ok()) {
        return reader.problem();
    }
    return record;
}

std::string encode_state(const QueueState& state) {
    return text_of({{"seq", state.seq},
                    {"term", state.term},
                    {"state_digest", digest_text(digest(state))},
                    {"state", to_json(state.records)}});
}

Result<QueueState> decode_state(std::string_view bytes, WireLimits limits) {
    const Result<json> parsed = parse_strictly(bytes, limits.bytes, limits.depth);
    if (!parsed) {
        return parsed.problem();
    }
    Reader reader(parsed.value());
    QueueState state;
    state.seq = reader.integer("seq");
    state.term = reader.integer("term");
    if (const json* records = reader.member("state"); records != nullptr) {
        state.records = read_records(*records, reader);
    } else {
        reader.complain("state", "is missing");
    }
    if (!reader.ok()) {
        return reader.problem();
    }
    return state;
}

std::uint64_t digest(const QueueState& state) {
    // Compact JSON with keys in byte order: the canonical form of docs/protocol.md.
    const std::string canonical = text_of(to_json(state.records));
    return XXH3_64bits(canonical.data(), canonical.size());
}

std::string digest_text(std::uint64_t digest) {
    return hex_text(digest);
}

} // namespace panggil::codec

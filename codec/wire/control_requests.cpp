// SPDX-License-Identifier: MIT
// Client to hub: control.
#include "codec/wire.hpp"
#include "codec/wire/messages.hpp"
#include "codec/wire/tables_json.hpp"

namespace panggil::codec {

namespace {

struct RequestType {
    MessageFacts facts;
    std::function<Json(const ControlRequest&)> write;
    std::function<void(ControlRequest&, const Json&, Complaint&)> read;
};

template <class Request>
RequestType type() {
    const Shape<Request>& table = shape<Request>();
    return {
        {table.facts().name, Plane::Control, Sender::Client, "", table.facts().sentence,
         &table.facts()},
        [&table](const ControlRequest& request) { return table.write(std::get<Request>(request)); },
        [&table](ControlRequest& request, const Json& json, Complaint& complaint) {
            table.read(json, request.emplace<Request>(), complaint, "");
        }};
}

/// In the order of ControlRequest.
const std::vector<RequestType>& types() {
    static const std::vector<RequestType> all =
        []<class... Requests>(std::type_identity<std::variant<Requests...>>) {
            return std::vector<RequestType>{type<Requests>()...};
        }(std::type_identity<ControlRequest>{});
    return all;
}

} // namespace

std::vector<MessageFacts> control_request_facts() {
    std::vector<MessageFacts> facts;
    for (const RequestType& each : types()) {
        facts.push_back(each.facts);
    }
    return facts;
}

std::string encode(const ControlRequest& request, std::string_view site) {
    const RequestType& its_type = types().at(request.index());
    Json object = shape<Head>().write({1, std::string(site), its_type.facts.type});
    object.update(its_type.write(request));
    return compact(object);
}

Result<ControlRequest> decode_control_request(std::string_view bytes, std::string_view site,
                                              WireLimits limits) {
    const Result<Opened> opened = open_message(bytes, "", limits.bytes, limits.depth);
    if (!opened) {
        return opened.problem();
    }
    const auto& [json, head] = opened.value();
    // Whoever does not know the site yet may ask for it.
    if (!head.site.empty() && !site.empty() && head.site != site) {
        return wrong_site(head.site, site);
    }
    const auto its_type = std::ranges::find(
        types(), head.type, [](const RequestType& each) { return each.facts.type; });
    ControlRequest request;
    Complaint complaint;
    if (its_type == types().end()) {
        complaint.say("/type", '"' + head.type + "\" is unknown");
    } else {
        its_type->read(request, json, complaint);
    }
    if (!complaint.ok()) {
        return complaint.problem();
    }
    return request;
}

} // namespace panggil::codec

// SPDX-License-Identifier: MIT
// JSON Schemas: what a validator of another client needs.
#include "codec/protocol/schema_json.hpp"
#include "core/operation.hpp"

#include <algorithm>
#include <iterator>

namespace panggil::codec {

namespace {

/// The definitions that one schema needs, by name.
class Definitions {
public:
    OrderedJson reference(const ShapeFacts& shape);
    OrderedJson record(const ShapeFacts& shape);
    OrderedJson state();
    OrderedJson parameters();

    [[nodiscard]] const OrderedJson& all() const { return all_; }

private:
    OrderedJson all_ = OrderedJson::object();
};

OrderedJson example_value(const Facts& facts) {
    return facts.kind == Kind::Text || facts.kind == Kind::Digest
               ? OrderedJson(facts.example)
               : OrderedJson::parse(facts.example);
}

OrderedJson texts_of(const std::vector<std::string_view>& words) {
    OrderedJson list = OrderedJson::array();
    std::ranges::copy(words, std::back_inserter(list));
    return list;
}

void describe_text(OrderedJson& schema, const Facts& facts) {
    schema["type"] = "string";
    if (facts.has_size()) {
        schema["minLength"] = facts.shortest; // bytes, which are never fewer than characters
        schema["maxLength"] = facts.longest;
    }
    if (!facts.words.empty()) {
        schema["enum"] = texts_of(facts.words);
    }
}

void describe_whole(OrderedJson& schema, const Facts& facts) {
    schema["type"] = "integer";
    if (!facts.is_clamped && facts.least != INT64_MIN) {
        schema["minimum"] = facts.least;
    }
    if (!facts.is_clamped && facts.most != INT64_MAX) {
        schema["maximum"] = facts.most;
    }
}

std::string sentence_of(const Facts& facts) {
    std::string sentence = facts.sentence;
    if (facts.is_clamped) {
        sentence += "; below " + std::to_string(facts.least) + " or above " +
                    std::to_string(facts.most) + " counts as that";
    }
    if (!facts.known.empty()) {
        sentence += "; in use:";
        for (const std::string_view word : facts.known) {
            sentence += " \"" + std::string(word) + '"';
        }
        sentence += ", a reader bears others";
    }
    return sentence;
}

OrderedJson schema_of(const Facts& facts, Definitions& definitions) {
    OrderedJson schema;
    schema["description"] = sentence_of(facts);
    switch (facts.kind) {
    case Kind::Text:
        describe_text(schema, facts);
        break;
    case Kind::Whole:
        describe_whole(schema, facts);
        break;
    case Kind::Digest:
        schema["type"] = "string";
        schema["pattern"] = "^[0-9a-f]{16}$";
        break;
    case Kind::Flag:
        schema["type"] = "boolean";
        break;
    case Kind::Texts:
        schema["type"] = "array";
        schema["items"] = {{"type", "string"}};
        break;
    case Kind::Record:
        schema["type"] = "object";
        schema["additionalProperties"] = {{"type", {"string", "integer", "array"}}};
        break;
    case Kind::Records:
        schema.update(definitions.state());
        break;
    case Kind::Object:
        schema.update(definitions.reference(*facts.inside));
        break;
    case Kind::Objects:
        schema["type"] = "array";
        schema["items"] = definitions.reference(*facts.inside);
        break;
    }
    if (!facts.example.empty() && facts.kind != Kind::Records) {
        schema["examples"] = OrderedJson::array({example_value(facts)});
    }
    return schema;
}

/// Adds the fields of a shape to an object's schema.
void add_fields(OrderedJson& schema, const ShapeFacts& shape, Definitions& definitions) {
    for (const Facts& field : shape.fields) {
        schema["properties"][field.name] = schema_of(field, definitions);
        if (field.is_required) {
            schema["required"].push_back(field.name);
        }
    }
}

OrderedJson object_schema(const std::string& sentence) {
    return {{"description", sentence},
            {"type", "object"},
            {"properties", OrderedJson::object()},
            {"required", OrderedJson::array()}};
}

OrderedJson Definitions::reference(const ShapeFacts& shape) {
    if (!all_.contains(shape.name)) {
        all_[shape.name] = nullptr; // keeps its place while what is inside of it is added
        OrderedJson schema = object_schema(shape.sentence);
        add_fields(schema, shape, *this);
        all_[shape.name] = std::move(schema);
    }
    return {{"$ref", "#/$defs/" + shape.name}};
}

OrderedJson Definitions::record(const ShapeFacts& shape) {
    return reference(shape);
}

/// Keys that begin like this have records like that. A key of another kind may come: bear it.
OrderedJson Definitions::state() {
    if (!all_.contains("state")) {
        all_["state"] = nullptr;
        OrderedJson schema{{"description", "Records of the hall's state by their keys. What is "
                                           "empty is absent, so that nothing has two forms."},
                           {"type", "object"},
                           {"propertyNames", {{"minLength", 1}, {"maxLength", 80}}},
                           {"patternProperties", OrderedJson::object()}};
        for (const RecordFacts& kind : record_facts()) {
            const std::size_t slash = kind.key.find('/');
            const std::string pattern = slash == std::string::npos
                                            ? '^' + kind.key + '$'
                                            : '^' + kind.key.substr(0, slash) + "/.+$";
            schema["patternProperties"][pattern] = record(kind.shape);
        }
        schema["additionalProperties"] = {{"type", "object"}};
        all_["state"] = std::move(schema);
    }
    return {{"$ref", "#/$defs/state"}};
}

OrderedJson parameter_schema(const Parameter& parameter) {
    OrderedJson schema{{"description", parameter.sentence}};
    if (parameter.kind == ParameterKind::Flag) {
        schema["const"] = 1;
    } else if (!parameter.words.empty()) {
        schema["enum"] = texts_of(parameter.words);
    } else {
        // A counter's number may stand without quotes.
        schema["type"] = OrderedJson::array({"string", "integer"});
    }
    return schema;
}

/// One case for each operation: which parameters it takes.
OrderedJson operation_cases() {
    OrderedJson cases = OrderedJson::array();
    for (const Operation& operation : all_operations()) {
        OrderedJson parameters = object_schema(std::string(operation.sentence));
        for (const Parameter& parameter : operation.parameters) {
            parameters["properties"][std::string(parameter.key)] = parameter_schema(parameter);
            if (parameter.need == Need::Required) {
                parameters["required"].push_back(parameter.key);
            }
        }
        parameters["additionalProperties"] = false;
        cases.push_back({{"if", {{"properties", {{"op", {{"const", operation.name}}}}}}},
                         {"then", {{"properties", {{"d", std::move(parameters)}}}}}});
    }
    return cases;
}

OrderedJson operation_names() {
    OrderedJson names = OrderedJson::array();
    for (const Operation& operation : all_operations()) {
        names.push_back(operation.name);
    }
    return names;
}

} // namespace

std::vector<MessageFacts> all_message_facts() {
    std::vector<MessageFacts> all = hub_message_facts();
    std::ranges::move(control_request_facts(), std::back_inserter(all));
    std::ranges::move(command_plane_facts(), std::back_inserter(all));
    return all;
}

std::string file_name_of(const std::string& type) {
    return type.ends_with('?') ? type.substr(0, type.size() - 1) + "-question" : type;
}

OrderedJson schema_of(const MessageFacts& message) {
    Definitions definitions;
    OrderedJson schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                       {"title", message.type}};
    schema.update(object_schema(message.sentence));
    add_fields(schema, head_facts(), definitions);
    schema["properties"]["v"]["const"] = 1;
    schema["properties"]["type"]["const"] = message.type;
    if (message.sender == Sender::Hub && message.plane != Plane::Commands) {
        add_fields(schema, envelope_facts(), definitions);
        OrderedJson body = object_schema("the payload");
        add_fields(body, *message.body, definitions);
        schema["properties"]["d"] = std::move(body);
        schema["required"].push_back("d");
    } else {
        add_fields(schema, *message.body, definitions);
    }
    if (message.type == "cmd") {
        schema["properties"]["op"]["enum"] = operation_names();
        schema["dependentRequired"] = {{"seen", {"life"}}};
        schema["allOf"] = operation_cases();
    } else if (message.type == "ack") {
        schema["properties"]["d"] = definitions.reference(report_facts());
    }
    if (!definitions.all().empty()) {
        schema["$defs"] = definitions.all();
    }
    return schema;
}

namespace {

OrderedJson example_fields(const ShapeFacts& shape) {
    OrderedJson object = OrderedJson::object();
    for (const Facts& field : shape.fields) {
        if (field.kind == Kind::Object) {
            object[field.name] = example_fields(*field.inside);
        } else if (field.kind == Kind::Objects) {
            object[field.name] = OrderedJson::array({example_fields(*field.inside)});
        } else if (!field.example.empty()) {
            object[field.name] = example_value(field);
        }
    }
    return object;
}

} // namespace

OrderedJson example_of(const MessageFacts& message) {
    OrderedJson object = example_fields(head_facts());
    object["type"] = message.type;
    if (message.sender == Sender::Hub && message.plane != Plane::Commands) {
        object.update(example_fields(envelope_facts()));
        object["d"] = example_fields(*message.body);
    } else {
        object.update(example_fields(*message.body));
    }
    if (message.type == "kf") {
        object["d"]["rid"] = 0;
    }
    return object;
}

} // namespace panggil::codec

// SPDX-License-Identifier: MIT
#include "renderer/schemas.hpp"

#include "core/board.hpp"
#include "core/file_fields.hpp"
#include "renderer/widget.hpp"

namespace panggil::screen {

namespace {

using Object = Tree::Object;
using List = Tree::List;

Tree reference_to(const char* definition) {
    return Object{{"$ref", std::string("#/definitions/") + definition}};
}

Tree kind(const char* type) {
    return Object{{"type", type}};
}

Tree one_of(List choices) {
    return Object{{"anyOf", std::move(choices)}};
}

Tree list_of(Tree items) {
    return Object{{"type", "array"}, {"items", std::move(items)}};
}

Tree list_of(Tree items, int least, int most) {
    return Object{
        {"type", "array"}, {"items", std::move(items)}, {"minItems", least}, {"maxItems", most}};
}

Tree map_of(Tree values) {
    return Object{{"type", "object"}, {"additionalProperties", std::move(values)}};
}

Tree words_of(std::string_view allowed) {
    List words;
    while (!allowed.empty()) {
        const std::size_t end = std::min(allowed.find(' '), allowed.size());
        words.emplace_back(std::string(allowed.substr(0, end)));
        allowed.remove_prefix(std::min(end + 1, allowed.size()));
    }
    return Object{{"enum", std::move(words)}};
}

Tree number(const FieldSpec& field) {
    if (!field.allowed.empty()) {
        const Tree words = words_of(field.allowed);
        List numbers;
        for (const Tree& word : *words.at("enum").list()) {
            numbers.emplace_back(std::stod(*word.text()));
        }
        return Object{{"enum", std::move(numbers)}};
    }
    return Object{{"type", "number"}, {"minimum", field.least}, {"maximum", field.most}};
}

Tree object_of(std::span<const FieldSpec> fields);

/// Every value a field may hold.
Tree content_of(const FieldSpec& field) {
    switch (field.kind) {
    case FieldKind::Text:
    case FieldKind::Pattern:
    case FieldKind::Font:
    case FieldKind::Motion:
    case FieldKind::Playlist:
    case FieldKind::Path:
        return kind("string");
    case FieldKind::Color:
        return Object{{"type", "string"},
                      {"pattern", "^(#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?|[^#].*)$"}};
    case FieldKind::Date:
        return Object{{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
    case FieldKind::ClockTime:
        return Object{{"type", "string"}, {"pattern", "^[0-9]{2}[.:][0-9]{2}$"}};
    case FieldKind::Number:
        return number(field);
    case FieldKind::NumberOrAuto:
        return one_of({number(field), Object{{"const", "auto"}}});
    case FieldKind::Flag:
        return kind("boolean");
    case FieldKind::Word:
        return words_of(field.allowed);
    case FieldKind::Words:
        return one_of({words_of(field.allowed), list_of(words_of(field.allowed))});
    case FieldKind::Names:
        return one_of({kind("string"), list_of(kind("string"))});
    case FieldKind::Lengths:
        return one_of({kind("number"), list_of(kind("number"), 2, 4)});
    case FieldKind::Pair:
        return list_of(kind("number"), 2, 2);
    case FieldKind::Stroke:
        return list_of(Tree(Object{}), 2, 2);
    case FieldKind::Tracks:
        return list_of(reference_to("track"));
    case FieldKind::Areas:
    case FieldKind::Lines:
        return list_of(kind("string"));
    case FieldKind::Zones:
        return map_of(reference_to("patch"));
    case FieldKind::Widget:
        return reference_to("patch");
    case FieldKind::Widgets:
        return list_of(reference_to("patch"));
    case FieldKind::Object:
        return field.members.empty() ? kind("object") : object_of(field.members);
    case FieldKind::Objects:
        return list_of(object_of(field.members));
    case FieldKind::Map:
        return map_of(object_of(field.members));
    case FieldKind::Texts:
    case FieldKind::Paths:
        return map_of(kind("string"));
    case FieldKind::States: {
        Object states;
        for (const CardState state : all_card_states) {
            states.emplace(std::string(name_of(state)), kind("object"));
        }
        return Object{
            {"type", "object"}, {"additionalProperties", false}, {"properties", std::move(states)}};
    }
    case FieldKind::Note:
        break;
    }
    return Object{};
}

/// With its sentence, for the editor's help; null takes a field out of what is extended.
Tree described(const FieldSpec& field) {
    std::string words(field.sentence);
    if (!field.otherwise.empty()) {
        words += " When absent: " + std::string(field.otherwise) + '.';
    }
    Tree content = content_of(field);
    if (content.object()->empty()) {
        return Object{{"description", std::move(words)}};
    }
    return Object{{"description", std::move(words)},
                  {"anyOf", List{std::move(content), Object{{"type", "null"}}}}};
}

Object properties_of(std::span<const FieldSpec> fields) {
    Object properties;
    for (const FieldSpec& field : fields) {
        properties.emplace(std::string(field.key), described(field));
    }
    return properties;
}

Tree object_of(std::span<const FieldSpec> fields) {
    return Object{
        {"type", "object"}, {"additionalProperties", false}, {"properties", properties_of(fields)}};
}

/// The fields of every widget, and those of one.
Tree widget_of(const WidgetType& type) {
    Object properties = properties_of(type.fields);
    for (const FieldSpec& field : common_fields()) {
        properties.emplace(std::string(field.key),
                           reference_to(("common-" + std::string(field.key)).c_str()));
    }
    properties.insert_or_assign("widget", Object{{"const", std::string(type.name)}});
    return Object{{"description", std::string(type.sentence)},
                  {"type", "object"},
                  {"additionalProperties", false},
                  {"properties", std::move(properties)}};
}

/// A widget, or what changes in one that is extended or used: then any field of any widget.
Tree patch_of_widget(const List& names) {
    Object any;
    List choices;
    for (const WidgetType* type : all_widgets()) {
        for (const FieldSpec& field : type->fields) {
            any.emplace(std::string(field.key), Object{});
        }
        choices.push_back(Object{
            {"if",
             Object{{"properties", Object{{"widget", Object{{"const", std::string(type->name)}}}}},
                    {"required", List{"widget"}}}},
            {"then", reference_to(("widget-" + std::string(type->name)).c_str())}});
    }
    for (const FieldSpec& field : common_fields()) {
        any.emplace(std::string(field.key), Object{});
    }
    any.insert_or_assign("widget", Object{{"enum", names}});
    any.insert_or_assign("use", Object{{"type", "string"},
                                       {"description", "A part that stands here; keys beside it "
                                                       "change it."}});
    any.insert_or_assign("with", Object{{"type", "object"},
                                        {"additionalProperties", kind("string")},
                                        {"description", "Texts for {with.name} in the part."}});
    return Object{{"type", List{"object", "null"}},
                  {"additionalProperties", false},
                  {"properties", std::move(any)},
                  {"allOf", std::move(choices)}};
}

Tree file_schema(const char* title, std::span<const FieldSpec> fields, Object definitions) {
    Object schema = *object_of(fields).object();
    schema.emplace("$schema", "http://json-schema.org/draft-07/schema#");
    schema.emplace("title", title);
    if (!definitions.empty()) {
        schema.emplace("definitions", std::move(definitions));
    }
    return schema;
}

Object layout_definitions() {
    Object definitions;
    List names;
    for (const WidgetType* type : all_widgets()) {
        names.emplace_back(std::string(type->name));
        definitions.emplace("widget-" + std::string(type->name), widget_of(*type));
    }
    for (const FieldSpec& field : common_fields()) {
        definitions.emplace("common-" + std::string(field.key), described(field));
    }
    definitions.emplace("patch", patch_of_widget(names));
    definitions.emplace("track",
                        one_of({Object{{"type", "number"}, {"minimum", 0}},
                                Object{{"type", "string"}, {"pattern", "^([0-9.]+fr|auto)$"}}}));
    return definitions;
}

/// A field in a schema: what it may hold, when it may hold something.
Tree& member(Tree& schema, std::initializer_list<const char*> path) {
    Tree* at = &schema;
    for (const char* key : path) {
        at = &at->object()->at("properties").object()->at(key);
        if (const auto choice = at->object()->find("anyOf"); choice != at->object()->end()) {
            at = &choice->second.list()->front();
        }
    }
    return *at;
}

/// A voice pack, with the two shapes that only it has: a sentence or a list of them, and rules.
Tree pack_schema() {
    Tree schema = file_schema("A voice pack of Panggil", pack_file_fields(), {});
    (*member(schema, {"templates"}).object())["type"] = "object";
    (*member(schema, {"templates"}).object())["additionalProperties"] =
        one_of({kind("string"), list_of(kind("string"))});
    Object& rules = *member(schema, {"numbers", "cardinal", "rules"}).object();
    rules["type"] = "array";
    rules["items"] = Object{{"type", "array"},
                            {"items", List{kind("integer"), kind("string"), kind("integer")}},
                            {"minItems", 2},
                            {"maxItems", 3}};
    schema.object()->emplace("required", List{"schema", "id", "lang", "licence", "audio"});
    return schema;
}

Tree consent_schema() {
    Tree schema = file_schema("The consent of a voice pack's speaker", consent_file_fields(), {});
    Object& properties = *schema.object()->at("properties").object();
    List needed;
    for (const FieldSpec& field : consent_file_fields()) {
        if (field.otherwise.empty()) {
            needed.emplace_back(std::string(field.key));
            properties.at(std::string(field.key)).object()->at("anyOf").list()->pop_back(); // null
        }
    }
    schema.object()->emplace("required", std::move(needed));
    return schema;
}

} // namespace

std::vector<Schema> all_schemas() {
    return {
        {"layout-2.schema.json",
         file_schema("A layout of Panggil", layout_file_fields(), layout_definitions())},
        {"theme-1.schema.json", file_schema("A theme of Panggil", theme_file_fields(), {})},
        {"screens-1.schema.json",
         file_schema("The schedule of Panggil's screens", screens_file_fields(), {})},
        {"hall-1.schema.json", file_schema("A hall of Panggil", hall_file_fields(), {})},
        {"pack-1.schema.json", pack_schema()},
        {"consent-1.schema.json", consent_schema()},
    };
}

} // namespace panggil::screen

// SPDX-License-Identifier: MIT
#include "renderer/reference.hpp"

#include "core/board.hpp"
#include "core/placeholder.hpp"
#include "renderer/widget.hpp"

#include <array>
#include <cstdio>

namespace panggil::screen {

namespace {

/// In the order of FieldKind.
constexpr std::array<std::string_view, 31> kind_names{
    "text with placeholders",
    "pattern of date and time",
    "number",
    "number or `auto`",
    "`true` or `false`",
    "word",
    "word, or list of words",
    "id, list of ids, or `all`",
    "colour",
    "font",
    "motion",
    "playlist",
    "file",
    "date, `2026-11-24`",
    "time, `13.00`",
    "length, or list of 2 or 4",
    "`[width, height]`",
    "`[width, colour]`",
    "list of tracks",
    "list of lines",
    "widgets by name",
    "widget",
    "list of widgets",
    "object",
    "list of objects",
    "objects by name",
    "texts by name",
    "files by name",
    "list of texts",
    "changes by state",
    "anything",
};

std::string plain(double number) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%g", number);
    return text.data();
}

std::string what_it_holds(const FieldSpec& field) {
    if (field.kind == FieldKind::Word || field.kind == FieldKind::Words) {
        std::string words = "`";
        for (const char letter : field.allowed) {
            words += letter == ' ' ? std::string("`, `") : std::string(1, letter);
        }
        return words + '`' + (field.kind == FieldKind::Words ? ", or a list" : "");
    }
    std::string held(kind_names.at(static_cast<std::size_t>(field.kind)));
    if (field.kind == FieldKind::Number || field.kind == FieldKind::NumberOrAuto) {
        held += ", " + plain(field.least) + " to " + plain(field.most);
    }
    return held;
}

void add_rows(std::string& text, std::span<const FieldSpec> fields, const std::string& owner) {
    for (const FieldSpec& field : fields) {
        const std::string key = owner + std::string(field.key);
        const std::string absent =
            field.otherwise.empty() ? "" : '`' + std::string(field.otherwise) + '`';
        text += "| `" + key + "` | " + what_it_holds(field) + " | " + absent + " | " +
                std::string(field.sentence) + " |\n";
        add_rows(text, field.members, key + '.');
    }
}

void add_table(std::string& text, std::span<const FieldSpec> fields) {
    if (!fields.empty()) {
        text += "\n| Field | Holds | When absent | |\n|---|---|---|---|\n";
        add_rows(text, fields, "");
    }
}

} // namespace

std::string widget_reference() {
    std::string text = "# Widgets\n\n"
                       "Written from the program's own tables; do not edit. How layouts work is "
                       "told in [layouts/README.md](../layouts/README.md).\n";
    for (const WidgetType* type : all_widgets()) {
        text += "\n## " + std::string(type->name) + "\n\n" + std::string(type->sentence) + '\n';
        add_table(text, type->fields);
        text += "\n```json\n" + std::string(type->sample) + "\n```\n";
    }
    text += "\n## Fields of every widget\n";
    add_table(text, common_fields());
    text += "\n## Placeholders\n\n";
    for (const std::string_view name : all_placeholders()) {
        text += "`{" + std::string(name) + "}` ";
    }
    text += "and `{strings.NAME}` for the layout's own texts.\n\n## States of a card\n\n"
            "The most powerful first: ";
    for (const CardState state : all_card_states) {
        text += std::string(state == all_card_states.front() ? "" : ", ") + '`' +
                std::string(name_of(state)) + '`';
    }
    return text + ".\n";
}

} // namespace panggil::screen

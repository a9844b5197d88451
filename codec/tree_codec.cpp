// SPDX-License-Identifier: MIT
#include "codec/tree_codec.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace panggil::codec {

namespace {

constexpr int deepest = 64;

/// A key as JSON pointers write it.
std::string escaped(const std::string& key) {
    std::string safe;
    for (const char letter : key) {
        safe += letter == '~' ? "~0" : letter == '/' ? "~1" : std::string(1, letter);
    }
    return safe;
}

class Grower {
public:
    explicit Grower(Places& places) : places_(&places) {}

    Tree grown(const nlohmann::json& json, const std::string& place) {
        Tree tree = content(json, place);
        tree.set_place(static_cast<std::uint32_t>(places_->size()));
        places_->push_back(place);
        return tree;
    }

private:
    Tree content(const nlohmann::json& json, const std::string& place) {
        if (json.is_boolean()) {
            return json.get<bool>();
        }
        if (json.is_number()) {
            return json.get<double>();
        }
        if (json.is_string()) {
            return json.get<std::string>();
        }
        if (json.is_array()) {
            Tree::List list;
            for (const auto& item : json) {
                list.push_back(grown(item, place + '/' + std::to_string(list.size())));
            }
            return list;
        }
        if (json.is_object()) {
            Tree::Object object;
            for (const auto& [key, value] : json.items()) {
                object.emplace(key, grown(value, place + '/' + escaped(key)));
            }
            return object;
        }
        return {};
    }

    Places* places_;
};

/// "file:line:column" of a byte position; columns count letters, not bytes.
std::string position(const std::string& file, std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, std::min(byte, text.size()));
    const auto line = 1 + std::ranges::count(before, '\n');
    const std::size_t start = before.rfind('\n');
    const std::string_view in_line = before.substr(start == std::string_view::npos ? 0 : start + 1);
    const auto column = 1 + std::ranges::count_if(in_line, [](char letter) {
                            return (static_cast<unsigned char>(letter) & 0xC0U) != 0x80U;
                        });
    return file + ':' + std::to_string(line) + ':' + std::to_string(column);
}

/// Brackets are counted before the parser runs, which would recurse for each. Those inside texts
/// count as well: nobody writes a text with so many.
bool nested_too_deep(std::string_view text) {
    int depth = 0;
    int most = 0;
    for (const char byte : text) {
        depth += byte == '{' || byte == '[' ? 1 : 0;
        depth -= byte == '}' || byte == ']' ? 1 : 0;
        most = std::max(most, depth);
    }
    return most > deepest;
}

} // namespace

Result<Tree> decode_tree(std::string_view text, const std::string& file, Places& places) {
    if (nested_too_deep(text)) {
        return Problem{"layout.too_deep", file, "is nested deeper than 64",
                       "a layout needs about ten levels", ""};
    }
    try {
        const auto json = nlohmann::json::parse(text, nullptr, true, true);
        return Grower(places).grown(json, file + '#');
    } catch (const nlohmann::json::exception& error) {
        const auto* syntax = dynamic_cast<const nlohmann::json::parse_error*>(&error);
        const std::size_t byte = syntax != nullptr && syntax->byte > 0 ? syntax->byte - 1 : 0;
        return Problem{"layout.syntax", position(file, text, byte), "is not valid JSON here",
                       "look for a missing comma, quote or bracket just before", ""};
    }
}

} // namespace panggil::codec

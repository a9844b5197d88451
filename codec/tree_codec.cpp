// SPDX-License-Identifier: MIT
#include "codec/layout_codec.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace panggil::codec {

namespace {

constexpr int deepest = 64;

Tree to_tree(const nlohmann::json& json, int depth) {
    if (depth > deepest) {
        return {};
    }
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
            list.push_back(to_tree(item, depth + 1));
        }
        return list;
    }
    if (json.is_object()) {
        Tree::Object object;
        for (const auto& [key, value] : json.items()) {
            object.emplace(key, to_tree(value, depth + 1));
        }
        return object;
    }
    return {};
}

/// "file:line:column" of a byte position.
std::string place(const std::string& where, std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, std::min(byte, text.size()));
    const auto line = 1 + std::ranges::count(before, '\n');
    const std::size_t start = before.rfind('\n');
    const std::size_t column =
        before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
    return where + ':' + std::to_string(line) + ':' + std::to_string(column);
}

/// The parser's own nesting is bounded before it runs: brackets outside strings are counted in its
/// callback.
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

Result<Tree> decode_tree(std::string_view text, const std::string& where) {
    if (nested_too_deep(text)) {
        return Problem{"layout.too_deep", where, "is nested deeper than 64",
                       "a layout needs about ten levels", ""};
    }
    try {
        return to_tree(nlohmann::json::parse(text, nullptr, true, true), 0);
    } catch (const nlohmann::json::parse_error& error) {
        return Problem{"layout.syntax", place(where, text, error.byte == 0 ? 0 : error.byte - 1),
                       "is not valid JSON here",
                       "look for a missing comma, quote or bracket just before", ""};
    }
}

} // namespace panggil::codec

// SPDX-License-Identifier: MIT
#pragma once
/// Record: one entry of the replicated state, a flat map from field to integer, text or list of
/// texts. No floats and no nesting, so that every machine writes the same canonical form and the
/// same digest. A field that is absent reads as 0, "" or an empty list: old screens and new hubs
/// understand each other.

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace panggil {

using TextList = std::vector<std::string>;
using Value = std::variant<std::int64_t, std::string, TextList>;

class Record {
public:
    using Fields = std::map<std::string, Value, std::less<>>;

    Record() = default;

    Record(std::initializer_list<Fields::value_type> fields);

    /// The field's text, or "" when it is absent or of another kind.
    [[nodiscard]] const std::string& text(std::string_view field) const;
    /// The field's integer, or 0.
    [[nodiscard]] std::int64_t number(std::string_view field) const;
    /// The field's list, or an empty one.
    [[nodiscard]] const TextList& list(std::string_view field) const;
    [[nodiscard]] bool has(std::string_view field) const;

    /// Sets a field; an empty text, an empty list and 0 are stored as absence, so that two ways to
    /// say "nothing" cannot give two digests.
    Record& set(std::string_view field, Value value);
    Record& erase(std::string_view field);

    [[nodiscard]] const Fields& fields() const { return fields_; }

    friend bool operator==(const Record&, const Record&) = default;

private:
    Fields fields_;
};

using Key = std::string;
using Records = std::map<Key, Record, std::less<>>;

} // namespace panggil

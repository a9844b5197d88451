// SPDX-License-Identifier: MIT
#pragma once
/// Record: one entry of the replicated state, a flat map from field to integer, text or list of
/// texts. No floats and no nesting, so that every machine writes the same canonical form and the
/// same digest. A field that is absent reads as 0, "" or an empty list: old screens and new hubs
/// understand each other.
///
/// A copy costs nothing: it shares the fields until one of the two is changed. So a state of
/// hundreds of records is copied for each event, and two records that were copied from each other
/// are seen to be equal without looking into them. A copy for another thread is handed over: it is
/// not shared with one that is changed later. What text(), list() and fields() give is good until
/// the next set() or erase() of the record.

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
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
    using Fields = std::vector<std::pair<std::string, Value>>; ///< by name

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

    [[nodiscard]] const Fields& fields() const;

    friend bool operator==(const Record& one, const Record& other) {
        return one.fields_ == other.fields_ || one.fields() == other.fields();
    }

private:
    [[nodiscard]] const Value* find(std::string_view field) const;
    /// The fields, for this record alone.
    [[nodiscard]] Fields& own();

    template <class Kind>
    [[nodiscard]] const Kind& read(std::string_view field) const;

    std::shared_ptr<Fields> fields_; ///< null while there are none
};

using Key = std::string;
using Records = std::map<Key, Record, std::less<>>;

} // namespace panggil

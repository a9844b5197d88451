// SPDX-License-Identifier: MIT
#include "core/record.hpp"

namespace panggil {

namespace {

template <class Kind>
const Kind& read(const Record::Fields& fields, std::string_view field) {
    static const Kind nothing{};
    const auto found = fields.find(field);
    if (found == fields.end()) {
        return nothing;
    }
    const auto* value = std::get_if<Kind>(&found->second);
    return value != nullptr ? *value : nothing;
}

bool says_nothing(const Value& value) {
    return value == Value{std::int64_t{0}} || value == Value{std::string{}} ||
           value == Value{TextList{}};
}

} // namespace

Record::Record(std::initializer_list<Fields::value_type> fields) {
    for (const auto& [field, value] : fields) {
        set(field, value);
    }
}

const std::string& Record::text(std::string_view field) const {
    return read<std::string>(fields_, field);
}

std::int64_t Record::number(std::string_view field) const {
    return read<std::int64_t>(fields_, field);
}

const TextList& Record::list(std::string_view field) const {
    return read<TextList>(fields_, field);
}

bool Record::has(std::string_view field) const {
    return fields_.find(field) != fields_.end();
}

Record& Record::set(std::string_view field, Value value) {
    if (says_nothing(value)) {
        return erase(field);
    }
    fields_.insert_or_assign(std::string(field), std::move(value));
    return *this;
}

Record& Record::erase(std::string_view field) {
    if (const auto found = fields_.find(field); found != fields_.end()) {
        fields_.erase(found);
    }
    return *this;
}

} // namespace panggil

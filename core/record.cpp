// SPDX-License-Identifier: MIT
#include "core/record.hpp"

#include <algorithm>

namespace panggil {

namespace {

bool says_nothing(const Value& value) {
    struct Empty {
        bool operator()(std::int64_t number) const { return number == 0; }

        bool operator()(const std::string& text) const { return text.empty(); }

        bool operator()(const TextList& list) const { return list.empty(); }
    };

    return std::visit(Empty{}, value);
}

/// The place of a field, or where it would stand.
template <class Fields>
auto place_of(Fields& fields, std::string_view field) {
    return std::ranges::lower_bound(fields, field, std::ranges::less{},
                                    [](const auto& each) { return std::string_view(each.first); });
}

} // namespace

Record::Record(std::initializer_list<Fields::value_type> fields) {
    for (const auto& [field, value] : fields) {
        set(field, value);
    }
}

const Record::Fields& Record::fields() const {
    static const Fields none;
    return fields_ ? *fields_ : none;
}

const Value* Record::find(std::string_view field) const {
    const Fields& all = fields();
    const auto found = place_of(all, field);
    return found != all.end() && found->first == field ? &found->second : nullptr;
}

Record::Fields& Record::own() {
    if (!fields_ || fields_.use_count() > 1) {
        fields_ = std::make_shared<Fields>(fields());
    }
    return *fields_;
}

template <class Kind>
const Kind& Record::read(std::string_view field) const {
    static const Kind nothing{};
    const auto* value = std::get_if<Kind>(find(field)); // takes no value, too
    return value != nullptr ? *value : nothing;
}

const std::string& Record::text(std::string_view field) const {
    return read<std::string>(field);
}

std::int64_t Record::number(std::string_view field) const {
    return read<std::int64_t>(field);
}

const TextList& Record::list(std::string_view field) const {
    return read<TextList>(field);
}

bool Record::has(std::string_view field) const {
    return find(field) != nullptr;
}

Record& Record::set(std::string_view field, Value value) {
    if (says_nothing(value)) {
        return erase(field);
    }
    Fields& all = own();
    const auto place = place_of(all, field);
    if (place != all.end() && place->first == field) {
        place->second = std::move(value);
    } else {
        all.emplace(place, field, std::move(value));
    }
    return *this;
}

Record& Record::erase(std::string_view field) {
    if (has(field)) {
        Fields& all = own();
        all.erase(place_of(all, field));
    }
    return *this;
}

} // namespace panggil

// SPDX-License-Identifier: MIT
#pragma once
/// Shape<Owner>: the table of an object's fields: what each is, and which member of Owner it fills.
/// Writing, reading, checking and describing all go by this one table. Private to codec.

#include "codec/wire/facts.hpp"
#include "core/message.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>

namespace panggil::codec {

using Json = nlohmann::json;

/// The first thing that was wrong in a message. What was read until then is worthless.
class Complaint {
public:
    void say(const std::string& where, std::string_view what) {
        if (text_.empty()) {
            text_ = where + ' ' + std::string(what);
        }
    }

    [[nodiscard]] bool ok() const { return text_.empty(); }

    [[nodiscard]] Problem problem() const { return {"bad_message", "", text_, "", ""}; }

private:
    std::string text_;
};

/// What is wrong with the value of a field, or "". Null is absence.
[[nodiscard]] std::string fault_of(const Facts& facts, const Json* value);
/// The member, or null when it is absent or JSON's null.
[[nodiscard]] const Json* member_of(const Json& object, std::string_view name);

[[nodiscard]] Json to_json(const Record& record);
[[nodiscard]] Json to_json(const Records& records);
[[nodiscard]] Record read_record(const Json& object, Complaint& complaint,
                                 const std::string& where);
[[nodiscard]] Records read_records(const Json& object, Complaint& complaint,
                                   const std::string& where);

/// 16 hex digits, and back.
[[nodiscard]] std::string hex_text(std::uint64_t number);
[[nodiscard]] std::uint64_t hex_number(const std::string& digits);

/// JSON without spaces, names in byte order; what is no UTF-8 is replaced.
[[nodiscard]] std::string compact(const Json& json);

template <class Owner>
struct Field {
    Facts facts;
    std::function<Json(const Owner&)> get; ///< a discarded value: the field is left out
    std::function<void(Owner&, const Json&, Complaint&, const std::string& where)> set;
};

[[nodiscard]] inline Json left_out() {
    // NOLINTNEXTLINE(modernize-return-braced-init-list): braces would make a list of it
    return Json(Json::value_t::discarded);
}

template <class Owner>
class Shape {
public:
    Shape(std::string name, std::string sentence, std::vector<Field<Owner>> fields)
        : facts_{std::move(name), std::move(sentence), {}}, fields_(std::move(fields)) {
        for (const Field<Owner>& field : fields_) {
            facts_.fields.push_back(field.facts);
        }
    }

    [[nodiscard]] const ShapeFacts& facts() const { return facts_; }

    [[nodiscard]] const std::vector<Field<Owner>>& fields() const { return fields_; }

    void write_into(Json& object, const Owner& owner) const {
        for (const Field<Owner>& field : fields_) {
            if (Json value = field.get(owner); !value.is_discarded()) {
                object[field.facts.name] = std::move(value);
            }
        }
    }

    [[nodiscard]] Json write(const Owner& owner) const {
        Json object = Json::object();
        write_into(object, owner);
        return object;
    }

    /// Fields that are absent leave the owner's as they are.
    void read(const Json& object, Owner& owner, Complaint& complaint,
              const std::string& where) const {
        if (!object.is_object()) {
            complaint.say(where, "is not an object");
            return;
        }
        for (const Field<Owner>& field : fields_) {
            const Json* value = member_of(object, field.facts.name);
            const std::string here = where + '/' + field.facts.name;
            if (const std::string fault = fault_of(field.facts, value); !fault.empty()) {
                complaint.say(here, fault);
            } else if (value != nullptr && field.facts.is_clamped) {
                const auto number = value->get<std::int64_t>();
                field.set(owner, std::clamp(number, field.facts.least, field.facts.most), complaint,
                          here);
            } else if (value != nullptr) {
                field.set(owner, *value, complaint, here);
            }
        }
    }

private:
    ShapeFacts facts_;
    std::vector<Field<Owner>> fields_;
};

/// The table of a type; codec/wire/*.cpp define one for each.
template <class Type>
const Shape<Type>& shape();

/// How a member of some type stands in JSON. By default an object with a shape of its own.
template <class Type>
struct Form {
    static constexpr Kind kind = Kind::Object;

    static const ShapeFacts* inside() { return &shape<Type>().facts(); }

    static Json get(const Type& value) { return shape<Type>().write(value); }

    static void set(Type& value, const Json& json, Complaint& complaint, const std::string& where) {
        shape<Type>().read(json, value, complaint, where);
    }
};

template <class Item>
struct Form<std::vector<Item>> {
    static constexpr Kind kind = Kind::Objects;

    static const ShapeFacts* inside() { return Form<Item>::inside(); }

    static Json get(const std::vector<Item>& items) {
        Json list = Json::array();
        for (const Item& item : items) {
            list.push_back(Form<Item>::get(item));
        }
        return list;
    }

    static void set(std::vector<Item>& items, const Json& json, Complaint& complaint,
                    const std::string& where) {
        for (const Json& each : json) {
            Form<Item>::set(items.emplace_back(), each, complaint, where);
        }
    }
};

template <class Type>
struct Form<std::optional<Type>> {
    static constexpr Kind kind = Form<Type>::kind;

    static const ShapeFacts* inside() { return Form<Type>::inside(); }

    static Json get(const std::optional<Type>& value) {
        return value ? Form<Type>::get(*value) : left_out();
    }

    static void set(std::optional<Type>& value, const Json& json, Complaint& complaint,
                    const std::string& where) {
        Form<Type>::set(value.emplace(), json, complaint, where);
    }
};

/// What stands in JSON as one value.
template <class Type, Kind its_kind>
struct Plain {
    static constexpr Kind kind = its_kind;

    static const ShapeFacts* inside() { return nullptr; }

    static Json get(const Type& value) { return value; }

    static void set(Type& value, const Json& json, Complaint&, const std::string&) {
        value = json.get<Type>();
    }
};

template <>
struct Form<std::string> : Plain<std::string, Kind::Text> {};

template <>
struct Form<std::int64_t> : Plain<std::int64_t, Kind::Whole> {};

template <>
struct Form<int> : Plain<int, Kind::Whole> {};

template <>
struct Form<bool> : Plain<bool, Kind::Flag> {};

template <>
struct Form<TextList> : Plain<TextList, Kind::Texts> {};

template <>
struct Form<std::uint64_t> : Plain<std::uint64_t, Kind::Digest> {
    static Json get(std::uint64_t value) { return hex_text(value); }

    static void set(std::uint64_t& value, const Json& json, Complaint&, const std::string&) {
        value = hex_number(json.get<std::string>());
    }
};

template <>
struct Form<Millis> : Plain<Millis, Kind::Whole> {
    static Json get(Millis value) { return value.count(); }

    static void set(Millis& value, const Json& json, Complaint&, const std::string&) {
        value = Millis(json.get<std::int64_t>());
    }
};

template <class Clock>
struct Form<std::chrono::time_point<Clock, Millis>>
    : Plain<std::chrono::time_point<Clock, Millis>, Kind::Whole> {
    using Point = std::chrono::time_point<Clock, Millis>;

    static Json get(Point value) { return value.time_since_epoch().count(); }

    static void set(Point& value, const Json& json, Complaint&, const std::string&) {
        value = Point(Millis(json.get<std::int64_t>()));
    }
};

template <>
struct Form<Record> : Plain<Record, Kind::Record> {
    static Json get(const Record& value) { return to_json(value); }

    static void set(Record& value, const Json& json, Complaint& complaint,
                    const std::string& where) {
        value = read_record(json, complaint, where);
    }
};

template <>
struct Form<Records> : Plain<Records, Kind::Records> {
    static Json get(const Records& value) { return to_json(value); }

    static void set(Records& value, const Json& json, Complaint& complaint,
                    const std::string& where) {
        value = read_records(json, complaint, where);
    }
};

/// A field that is a member.
template <class Owner, class Member>
Field<Owner> field(Facts facts, Member Owner::*member) {
    facts.kind = Form<Member>::kind;
    facts.inside = Form<Member>::inside();
    return {
        std::move(facts), [member](const Owner& owner) { return Form<Member>::get(owner.*member); },
        [member](Owner& owner, const Json& json, Complaint& complaint, const std::string& where) {
            Form<Member>::set(owner.*member, json, complaint, where);
        }};
}

/// A field that only the writer needs: others know it from the rest.
template <class Owner, class Get>
Field<Owner> derived(Facts facts, Kind kind, Get get) {
    facts.kind = kind;
    return {std::move(facts), std::move(get),
            [](Owner&, const Json&, Complaint&, const std::string&) {}};
}

/// A word for each value of an enumeration, in their order.
template <class Owner, class Enum>
Field<Owner> word(Facts facts, Enum Owner::*member) {
    const std::vector<std::string_view> words = facts.words;
    return {std::move(facts),
            [member, words](const Owner& owner) {
                return Json(words.at(static_cast<std::size_t>(owner.*member)));
            },
            [member, words](Owner& owner, const Json& json, Complaint&, const std::string&) {
                const auto found = std::ranges::find(words, json.get_ref<const std::string&>());
                owner.*member = static_cast<Enum>(found - words.begin());
            }};
}

/// The fields of a member, beside the owner's own. An optional that is empty has none.
template <class Owner, class Inner>
std::vector<Field<Owner>> fields_of(Inner Owner::*member) {
    std::vector<Field<Owner>> fields;
    for (const Field<Inner>& inner : shape<Inner>().fields()) {
        fields.push_back(
            {inner.facts,
             [member, get = inner.get](const Owner& owner) { return get(owner.*member); },
             [member, set = inner.set](Owner& owner, const Json& json, Complaint& complaint,
                                       const std::string& where) {
                 set(owner.*member, json, complaint, where);
             }});
    }
    return fields;
}

template <class Owner, class Inner>
std::vector<Field<Owner>> fields_of(std::optional<Inner> Owner::*member) {
    std::vector<Field<Owner>> fields;
    for (const Field<Inner>& inner : shape<Inner>().fields()) {
        Facts facts = inner.facts;
        facts.is_required = false;
        fields.push_back(
            {std::move(facts),
             [member, get = inner.get](const Owner& owner) {
                 return owner.*member ? get(*(owner.*member)) : left_out();
             },
             [member, set = inner.set](Owner& owner, const Json& json, Complaint& complaint,
                                       const std::string& where) {
                 auto& inside = owner.*member;
                 set(inside ? *inside : inside.emplace(), json, complaint, where);
             }});
    }
    return fields;
}

template <class Owner>
std::vector<Field<Owner>> together(std::vector<Field<Owner>> first,
                                   std::vector<Field<Owner>> second) {
    std::ranges::move(second, std::back_inserter(first));
    return first;
}

} // namespace panggil::codec

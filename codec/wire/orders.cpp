// SPDX-License-Identifier: MIT
// The tables of what can be asked of a single screen, from the one who asks to the screen and back.
#include "codec/base64.hpp"
#include "codec/wire/tables_json.hpp"

namespace panggil::codec {

namespace {

constexpr std::int64_t longest_life_ms = 60'000;

Facts rid() {
    return {"rid", "chosen by the client, not 0; comes back in `fate`", "7"};
}

Facts screen(std::string sentence) {
    return Facts{"screen", std::move(sentence), "tv-1"}.required().sized(1, 64);
}

Facts deed() {
    return Facts{"deed",
                 "`picture`: what is on its glass; `identify`: show its name for ten seconds; "
                 "`test-voice`: say a test sentence; `restart`: end, and be started anew",
                 "identify"}
        .required()
        .sized(1, 32)
        .such_as({"picture", "identify", "test-voice", "restart"});
}

Facts anyway() {
    return {"anyway", "1: `test-voice` also in quiet hours", "0"};
}

Facts audible() {
    return Facts{"audible_ms", "of `test-voice`: how long it was heard", "3100"}.within(0, 600'000);
}

Facts waits() {
    return {"waits", "1: it comes once what is being said has ended", "0"};
}

/// Bytes that stand in the message as text.
template <class Owner>
Field<Owner> bytes_field(Facts facts, std::size_t most, std::string Owner::*member) {
    return {facts.sized(0, base64_length(most)),
            [member](const Owner& owner) {
                const std::string& bytes = owner.*member;
                return bytes.empty() ? left_out() : Json(to_base64(bytes));
            },
            [member, most](Owner& owner, const Json& json, Complaint& complaint,
                           const std::string& where) {
                auto bytes = from_base64(json.get_ref<const std::string&>());
                if (!bytes || bytes->size() > most) {
                    complaint.say(where, "is not base64, or too long");
                    return;
                }
                owner.*member = std::move(*bytes);
            }};
}

} // namespace

template <>
const Shape<Order>& shape<Order>() {
    static const Shape<Order> table{
        "order",
        "The hub wants something of the one screen that it sends this to. Said once, answered with "
        "`did`.",
        {field(Facts{"id", "rises within a term; none is carried out twice", "12"}.required(),
               &Order::id),
         field(deed(), &Order::deed),
         field(Facts{"life_ms", "not carried out when it was said longer ago than this", "3000"}
                   .required()
                   .within(1, longest_life_ms),
               &Order::life),
         field(anyway(), &Order::anyway)}};
    return table;
}

template <>
const Shape<OrderFate>& shape<OrderFate>() {
    static const Shape<OrderFate> table{
        "fate", "What became of an order. A refusal has `err`.",
        together<OrderFate>(
            {field(Facts{"rid", "of the question", "7"}, &OrderFate::rid),
             field(screen("who was to do it"), &OrderFate::screen), field(deed(), &OrderFate::deed),
             field(audible(), &OrderFate::audible), field(waits(), &OrderFate::waits),
             bytes_field(
                 Facts{"picture", "of `picture`: a PNG in base64, 960 pixels wide at most", ""},
                 largest_picture, &OrderFate::picture)},
            fields_of(&OrderFate::refused))};
    return table;
}

template <>
const Shape<OrderRequest>& shape<OrderRequest>() {
    static const Shape<OrderRequest> table{
        "order?",
        "Asks something of one screen. Answered with `fate` when the screen has answered, or has "
        "not in time.",
        {field(rid(), &OrderRequest::rid), field(screen("which screen"), &OrderRequest::screen),
         field(deed(), &OrderRequest::deed), field(anyway(), &OrderRequest::anyway)}};
    return table;
}

template <>
const Shape<OrderReport>& shape<OrderReport>() {
    static const Shape<OrderReport> table{
        "did",
        "A screen tells what it has done of an order; a refusal has `err`. A picture comes in as "
        "many of these as it needs, in their order.",
        together<OrderReport>(
            {field(Facts{"order", "its `id`", "12"}.required(), &OrderReport::order),
             field(screen("whose word it is"), &OrderReport::screen),
             field(audible(), &OrderReport::audible), field(waits(), &OrderReport::waits),
             field(Facts{"bytes", "of `picture`: how large the whole is", "48211"}.within(
                       0, static_cast<std::int64_t>(largest_picture)),
                   &OrderReport::bytes),
             field(Facts{"at", "where this part of it begins, in bytes", "10800"}.within(
                       0, static_cast<std::int64_t>(largest_picture)),
                   &OrderReport::at),
             bytes_field(Facts{"part", "of the PNG, in base64", ""}, largest_part,
                         &OrderReport::part)},
            fields_of(&OrderReport::refused))};
    return table;
}

} // namespace panggil::codec

// SPDX-License-Identifier: MIT
// The tables of the command plane.
#include "codec/wire/tables_json.hpp"
#include "core/request_id.hpp"

namespace panggil::codec {

namespace {

constexpr std::int64_t longest_life_ms = 60'000;

Facts rid(std::string sentence) {
    return Facts{"rid", std::move(sentence), "01JDF3Q8Z6T4M2K9R7B5C1X0VN"}.required().sized(
        1, longest_request_id);
}

} // namespace

template <>
const Shape<Seen>& shape<Seen>() {
    static const Shape<Seen> table{
        "seen",
        "The newest word of the hub that the sender has heard, carried on by its own clock.",
        {field(Facts{"term", "the hub's life", "1795491167"}.required(), &Seen::term),
         field(
             Facts{"mono", "never later than the hub's clock when the command is sent", "90233112"}
                 .required(),
             &Seen::mono)}};
    return table;
}

template <>
const Shape<Command>& shape<Command>() {
    static const Shape<Command> table{
        "cmd",
        "Somebody wants something done.",
        {field(rid("1 to 64 signs of ASCII without spaces, new for each press of a key"),
               &Command::request_id),
         field(Facts{"op", "the operation", "call"}.required(), &Command::op),
         field(Facts{"actor", "who asks, for the journal; with keys it is the name of the key",
                     "staff:loket-3"},
               &Command::actor),
         field(Facts{"d", "the operation's parameters", R"({"counter":"3"})"}, &Command::args),
         field(Facts{"if_rev", "refuse unless the counter is still at this revision", "56"},
               &Command::if_rev),
         field(Facts{"seen", "how the hub knows how long the command was on its way", ""},
               &Command::seen),
         {Facts{"life",
                "milliseconds after `seen` in which it may be carried out; goes with `seen`",
                "5000", Kind::Whole}
              .within(1, longest_life_ms),
          [](const Command& command) {
              return command.seen ? Json(command.life.count()) : left_out();
          },
          [](Command& command, const Json& json, Complaint&, const std::string&) {
              command.life = Millis(json.get<std::int64_t>());
          }}}};
    return table;
}

template <>
const Shape<CommandQuery>& shape<CommandQuery>() {
    static const Shape<CommandQuery> table{
        "query",
        "Was this command carried out? If not, it never will be.",
        {field(rid("of an earlier command"), &CommandQuery::request_id)}};
    return table;
}

template <>
const Shape<Ack>& shape<Ack>() {
    static const Shape<Ack> table{
        "ack", "The answer to a command or to a query. A refusal has `err`.",
        together<Ack>(
            {field(Facts{"rid", "of the command", "01JDF3Q8Z6T4M2K9R7B5C1X0VN"}.required(),
                   &Ack::request_id),
             derived<Ack>(Facts{"ok", "whether it was done", "true"}, Kind::Flag,
                          [](const Ack& ack) { return Json(!ack.refused.has_value()); }),
             field(Facts{"seq", "the event that did it; else the last one", "1842"}, &Ack::seq),
             field(Facts{"dup", "1: an earlier answer once more, nothing was done again", "0"},
                   &Ack::repeated),
             field(Facts{"d", "what the operation reports", R"({"ticket":"F018"})"}, &Ack::result)},
            fields_of(&Ack::refused))};
    return table;
}

} // namespace panggil::codec

// SPDX-License-Identifier: MIT
#include "codec/wire.hpp"
#include "console/answer.hpp"
#include "console/console.hpp"

namespace panggil::console {

namespace {

std::string done_text(const Ack& ack, Language language) {
    const std::string fields = answer_text("", ack, Language::English);
    return std::string(in(language, "sudah dijalankan, peristiwa ", "was carried out, event ")) +
           std::to_string(ack.seq) + (fields.empty() ? "" : ": " + fields);
}

} // namespace

int query(const QueryCommand& asked, const Desk& desk) {
    const Result<Ack> answer = desk.line.query(asked.request_id);
    if (!answer) {
        return give_up(answer.problem(), asked.request_id, desk);
    }
    const Ack& ack = answer.value();
    if (ack.refused) {
        return give_up(*ack.refused, asked.request_id, desk);
    }
    desk.output.say(desk.common.form == Form::Json ? codec::encode(answer_record(ack))
                                                   : done_text(ack, desk.common.language));
    return AllDone;
}

} // namespace panggil::console

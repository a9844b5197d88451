// SPDX-License-Identifier: MIT
// What clients send: commands on a small hall, each line of the input one, and the questions and
// reports of screens. What is refused changes nothing; what is done can be written, read and heard.
#include "codec/web.hpp"
#include "codec/wire.hpp"
#include "core/board.hpp"
#include "core/permission.hpp"
#include "tests/core/small_hall.hpp"
#include "tests/fuzz/target.hpp"

using namespace panggil;
using panggil::fuzz::must;

namespace {

constexpr std::size_t most_commands = 6;

void decide_on(tests::Driver& hall, const Command& command) {
    const KeyHolder clerk{"loket-1", Role::Counter, {"1"}, false};
    static_cast<void>(may(clerk, command, hall.state));
    const auto decision = decide(hall.state, command, hall.context);
    if (!decision) {
        must(!decision.problem().code.empty(), "a refusal has a code");
        must(!decision.problem().pesan.empty(), "a refusal tells the clerk why");
        return;
    }
    const Event& event = decision.value().event;
    must(event.seq == hall.state.seq + 1, "an event follows the one before");
    const auto again = codec::decode_event(codec::encode(event));
    must(again.ok() && again.value() == event, "what is committed can be read again");
    hall.take(event);
    const auto state = codec::decode_state(codec::encode_state(hall.state));
    must(state.ok() && codec::digest(state.value()) == codec::digest(hall.state),
         "a state that a command has made can be read again");
    static_cast<void>(board_of(hall.state, std::nullopt, LinkHealth::Live, hall.context.now));
}

void ask(std::string_view line) {
    const auto question = codec::decode_control_request(line, "");
    if (question) {
        must(codec::decode_control_request(codec::encode(question.value(), "uji"), "uji").ok(),
             "a question reads back");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const tests::Driver morning = [] {
        tests::Driver hall;
        for (const char* service : {"F", "F", "4K-"}) {
            hall("issue", tests::args("service", service));
        }
        hall("call", tests::args("counter", "1"));
        return hall;
    }();
    tests::Driver hall = morning;
    for (const auto line : fuzz::parts_of(fuzz::text_of(data, size), "\n", most_commands)) {
        must(codec::request_id_of(line).size() <= line.size(), "an id is a part of its command");
        const auto request = codec::decode_command_request(line, "");
        const auto* command = request ? std::get_if<Command>(&request.value()) : nullptr;
        if (command != nullptr) {
            const auto again = codec::decode_command(codec::encode(*command, "uji"), "uji");
            must(again.ok() && again.value() == *command, "a command reads back");
            decide_on(hall, *command);
        } else if (!request && request.problem().code != "bad_json") {
            ask(line);
            static_cast<void>(codec::web::decode_sign_in(line));
            if (const auto of_web = codec::web::decode_command(line)) {
                decide_on(hall, of_web.value());
            }
        }
    }
    return 0;
}

// SPDX-License-Identifier: MIT
#include "codec/wire.hpp"
#include "tests/catch.hpp"

#include <random>

using namespace panggil;
using namespace panggil::codec;

namespace {

Announcement announcement() {
    Announcement call;
    call.call_id = "1795491167-1842";
    call.seq = 1842;
    call.kind = "call";
    call.zone = "lobi";
    call.counter = "3";
    call.ticket = "F018";
    call.number_style = "auto";
    call.place_number = 3;
    call.agency = "dukcapil";
    call.priority = "lansia";
    return call;
}

HubMessage event_message() {
    HubMessage message;
    message.envelope = {"bolmut",
                        "9f00000000000001",
                        1'795'491'167,
                        "a1b2c3d4",
                        1842,
                        0x5eULL,
                        HubMoment(Millis(90'233'112)),
                        UtcTime(Millis(1'795'491'999'123))};
    Event event;
    event.seq = 1842;
    event.utc = message.envelope.utc;
    event.cause = "call";
    event.actor = "staff:loket-3";
    event.set["counter/3"] = Record{{"ticket", std::string("F018")},
                                    {"rev", std::int64_t{57}},
                                    {"services", TextList{"dukcapil"}}};
    event.del = {"call/000000001830"};
    event.announce = announcement();
    message.body = event;
    return message;
}

std::string code_of(std::string_view bytes, std::string_view site = "bolmut") {
    const auto decoded = decode_hub_message(bytes, site);
    return decoded ? "ok" : decoded.problem().code;
}

std::string with(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

} // namespace

TEST_CASE("every message of the hub reads back as it was written", "[wire]") {
    HubMessage message = event_message();
    const auto check = [&] {
        const auto decoded = decode_hub_message(encode(message), "bolmut");
        REQUIRE(decoded.ok());
        CHECK(decoded.value() == message);
    };
    check();
    message.body = Heartbeat{"storage"};
    check();
    Snapshot snapshot;
    snapshot.rid = 7;
    snapshot.records["hall"] = Record{{"name", std::string("Mal Pelayanan Publik")}};
    snapshot.recent.push_back({announcement(), Millis(2500)});
    message.body = snapshot;
    check();
    message.body = Pong{3, 5561, 5562};
    check();
    message.body = Receipts{4,
                            {{"1-2",
                              "tv-1",
                              "lobi",
                              "done",
                              Millis(6800),
                              UtcTime(Millis(5)),
                              "a-1",
                              {"loket", "letter.Q"}}}};
    check();
    ScreenStatus status;
    status.screen = "tv-1";
    status.zones = {"lobi"};
    status.digest = 0xfedcba9876543210ULL;
    status.audio_ok = 1;
    status.voice = "old";
    status.voice_fault = "pack.json: is no JSON";
    status.memory_kb = 91000;
    status.cpu_percent = 7;
    message.body = Screens{5, {status}};
    check();
    message.body = Refusal{6, {"forbidden", "key kiosk-1", "may not", "ask", "Tidak boleh."}};
    check();
    for (const auto answer : {SpeakVerdict::Answer::Granted, SpeakVerdict::Answer::Held,
                              SpeakVerdict::Answer::Settled}) {
        message.body = SpeakVerdict{8, "1-7", answer};
        check();
    }
    CHECK(code_of(with(encode(message), "settled", "perhaps")) == "bad_message");
}

TEST_CASE("what clients send reads back as it was written", "[wire]") {
    Command command{"01J", "call", Record{{"counter", std::string("3")}}, "staff:loket-3", 56};
    CHECK(decode_command(encode(command, "bolmut"), "bolmut").value() == command);
    command.seen = Seen{1'795'491'167, HubMoment(Millis(90'233'112))};
    command.life = Millis(4000);
    CHECK(decode_command(encode(command, "bolmut"), "bolmut").value() == command);
    for (const Millis life : {Millis(0), Millis(60'001)}) {
        command.life = life;
        CHECK(decode_command(encode(command, "bolmut"), "bolmut").problem().code == "bad_message");
    }
    const CommandQuery query{"01J"};
    const auto asked = decode_command_request(encode(query, "bolmut"), "bolmut");
    CHECK(std::get<CommandQuery>(asked.value()) == query);
    CHECK_FALSE(decode_command(encode(query, "bolmut"), "bolmut").ok());
    CHECK_FALSE(decode_command_request(encode(query, "lain"), "bolmut").ok());
    Ack ack{"01J", 1842, 1, Record{{"ticket", std::string("F018")}}, std::nullopt};
    CHECK(decode_ack(encode(ack, "bolmut")).value() == ack);
    ack.refused =
        Problem{"closed", "counter 3", "is closed", "open it first", "Loket 3 masih tutup."};
    CHECK(decode_ack(encode(ack, "bolmut")).value() == ack);
    ScreenStatus status;
    status.screen = "tv-1";
    const auto ping =
        decode_control_request(encode(ControlRequest{Ping{9, status}}, "bolmut"), "bolmut");
    REQUIRE(ping.ok());
    CHECK(std::get<Ping>(ping.value()).status->screen == "tv-1");
    const auto wish = decode_control_request(
        encode(ControlRequest{SpeakRequest{9, "1-7", "tv-1"}}, "bolmut"), "bolmut");
    REQUIRE(wish.ok());
    CHECK(std::get<SpeakRequest>(wish.value()).call_id == "1-7");
    CHECK(std::get<SpeakRequest>(wish.value()).screen == "tv-1");
}

TEST_CASE("an event with floats, NUL, control characters or too much depth is refused by kind",
          "[wire]") {
    const std::string good = encode(event_message());
    CHECK(code_of(good) == "ok");
    CHECK(code_of(good, "lain") == "wrong_site");
    CHECK(code_of(with(good, "\"v\":1", "\"v\":2")) == "wrong_version");
    CHECK(code_of(with(good, "\"rev\":57", "\"rev\":57.5")) == "bad_message");
    CHECK(code_of(with(good, "\"rev\":57", "\"rev\":{\"a\":1}")) == "bad_message");
    CHECK(code_of(with(good, "\"rev\":57", "\"rev\":18446744073709551615")) == "bad_message");
    CHECK(code_of(with(good, "F018", "F\\u0007")) == "bad_message");
    CHECK(code_of(with(good, "F018", "F\\u202e018")) == "bad_message");
    CHECK(code_of(with(good, "F018", "F\xff")) == "bad_json");
    CHECK(code_of(good + '\0') == "bad_json");
    CHECK(code_of(std::string(100'000, '[')) == "too_deep");
    CHECK(code_of(std::string(9U << 20U, ' ')) == "too_large");
    CHECK(code_of(with(good, "\"ttl_ms\":60000", "\"ttl_ms\":-1")) == "bad_message");
    CHECK(code_of(with(good, "\"place_number\":3", "\"place_number\":-3")) == "bad_message");
    CHECK(code_of(with(good, "\"place_number\":3", "\"place_number\":10000")) == "bad_message");
    CHECK(code_of(with(good, "\"type\":\"ev\"", "\"type\":\"zz\"")) == "bad_message");
    CHECK(code_of(with(good, "\"mono\":90233112", "\"mono\":9223372036854775807")) ==
          "bad_message");
    CHECK(code_of(with(good, "\"term\":1795491167", "\"term\":9223372036854775807")) ==
          "bad_message");
    CHECK(code_of("[]") == "bad_message");
}

TEST_CASE("a name that stands twice in one object is refused, and the refusal names it", "[wire]") {
    const std::string good = encode(Command{"01J", "issue", Record{}, "", {}}, "bolmut");
    REQUIRE(decode_command(good, "bolmut").ok());
    for (const char* member :
         {"\"op\":\"call\",", "\"v\":1,", "\"rid\":\"x\",", "\"site\":\"bolmut\","}) {
        const auto twice = decode_command(with(good, "{", std::string("{") + member), "bolmut");
        REQUIRE_FALSE(twice.ok());
        CHECK(twice.problem().code == "bad_json");
        const std::string_view name =
            std::string_view(member).substr(0, std::string_view(member).find(':'));
        CHECK(twice.problem().what.find(name) != std::string::npos);
        CHECK_FALSE(twice.problem().hint.empty());
    }
    const std::string event = encode(event_message());
    CHECK(code_of(with(event, "\"rev\":57", "\"rev\":57,\"rev\":58")) == "bad_json"); // deep inside
    CHECK(code_of(with(event, "\"rev\":57", "\"rev\":57,\"re\\u0076\":57")) ==
          "bad_json"); // escaped
    SECTION("the same name in two objects is none") {
        CHECK(code_of(with(event, "\"v\":1", "\"v\":1,\"more\":[{\"a\":1},{\"a\":{\"a\":2}}]")) ==
              "ok");
    }
    SECTION("what cannot be told is not told") {
        const auto strange =
            decode_command(with(good, "{", "{\"\\u0007\":1,\"\\u0007\":2,"), "bolmut");
        CHECK(strange.problem().what == "has the name \"?\" twice in one object");
    }
}

TEST_CASE("unknown fields are ignored", "[wire]") {
    CHECK(code_of(with(encode(event_message()), "\"v\":1", "\"v\":1,\"future\":[1,\"x\"]")) ==
          "ok");
}

TEST_CASE("no truncation and no changed byte makes the decoder do worse than refuse", "[wire]") {
    const std::string good = encode(event_message());
    for (std::size_t length = 0; length < good.size(); ++length) {
        CHECK(code_of(good.substr(0, length)) != "ok");
    }
    std::mt19937 chance(11);
    for (int round = 0; round < 5000; ++round) {
        std::string bad = good;
        for (int change = 0; change < 3; ++change) {
            bad[chance() % bad.size()] = static_cast<char>(chance() % 256);
        }
        const auto decoded = decode_hub_message(bad, "bolmut");
        CHECK((decoded.ok() || !decoded.problem().code.empty()));
    }
}

TEST_CASE("the digest follows the records and nothing else", "[wire]") {
    QueueState state;
    state.records["counter/3"] = Record{{"ticket", std::string("F018")}};
    const auto before = digest(state);
    state.seq = 99;
    state.term = 4;
    CHECK(digest(state) == before);
    CHECK(digest(decode_state(encode_state(state)).value()) == before);
    state.records["counter/3"].set("ticket", std::string("F019"));
    CHECK(digest(state) != before);
    CHECK(digest_text(0x5e) == "000000000000005e");
}

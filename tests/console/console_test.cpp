// SPDX-License-Identifier: MIT
#include "console/console.hpp"
#include "console/hall_sight.hpp"
#include "tests/console/test_hub.hpp"

using namespace panggil;
using namespace panggil::console;
using namespace std::chrono_literals;

namespace {

/// The program without its main: words in, what it said and its exit code out.
struct Ran {
    int code = 0;
    std::vector<std::string> said;
    std::vector<std::string> complained;

    [[nodiscard]] Record record(std::size_t line) const {
        REQUIRE(line < said.size());
        const auto record = codec::decode_record(said[line]);
        REQUIRE(record.ok());
        return record.value();
    }
};

Ran panggil_says(const std::string& hub, const std::vector<std::string>& words,
                 const std::function<bool(const Ran&)>& enough = nullptr) {
    Ran ran;
    const auto read = read_command_line(words, {hub, ""});
    REQUIRE(std::holds_alternative<CommandLine>(read));
    const Output output{[&](std::string_view line) { ran.said.emplace_back(line); },
                        [&](std::string_view line) { ran.complained.emplace_back(line); }};
    ran.code =
        run(std::get<CommandLine>(read), output, [&] { return enough != nullptr && enough(ran); });
    return ran;
}

/// One counter open and one ticket waiting for it.
void prepare(TestHub& hub) {
    REQUIRE(panggil_says(hub.endpoint(), {"open", "3"}).code == 0);
    REQUIRE(panggil_says(hub.endpoint(), {"issue", "F"}).said == std::vector<std::string>{"F001"});
}

} // namespace

TEST_CASE("a clerk issues, calls and finishes, and is told in one line each", "[console]") {
    TestHub hub;
    prepare(hub);
    CHECK(panggil_says(hub.endpoint(), {"call", "3"}).said ==
          std::vector<std::string>{"F001 dipanggil ke loket 3"});
    CHECK(panggil_says(hub.endpoint(), {"recall", "3", "--lang", "en"}).said ==
          std::vector<std::string>{"F001 called again to counter 3, call 2"});
    CHECK(panggil_says(hub.endpoint(), {"finish", "3"}).code == 0);
}

TEST_CASE("with --json each answer is one object", "[console]") {
    TestHub hub;
    prepare(hub);
    const Ran ran = panggil_says(hub.endpoint(), {"call", "3", "--json", "--request-id", "01J"});
    CHECK(ran.code == 0);
    CHECK(ran.record(0).text("ticket") == "F001");
    CHECK(ran.record(0).number("ok") == 1);
    CHECK(ran.record(0).text("request_id") == "01J");
    CHECK(ran.record(0).text("call_id").starts_with("100-"));
}

TEST_CASE("what the hub refuses is said in the clerk's language, with exit code 1", "[console]") {
    TestHub hub;
    const Ran ran = panggil_says(hub.endpoint(), {"call", "3"});
    CHECK(ran.code == 1);
    REQUIRE(ran.complained.size() == 1);
    CHECK(ran.complained[0].find("Loket 3 masih tutup") != std::string::npos);
    CHECK(ran.said.empty());
    const Ran english = panggil_says(hub.endpoint(), {"call", "99", "--lang", "en", "--json"});
    CHECK(english.code == 1);
    CHECK(english.complained[0].find("does not exist") != std::string::npos);
    CHECK(english.record(0).text("error") == "unknown_counter");
}

TEST_CASE("text that the wire does not carry is refused before it is sent", "[console]") {
    TestHub hub;
    const Ran ran = panggil_says(hub.endpoint(), {"notice", "baris satu\nbaris dua"});
    CHECK(ran.code == 1);
    CHECK(hub.commands_heard == 0);
}

TEST_CASE("the same request id acts once and answers the same", "[console]") {
    TestHub hub;
    prepare(hub);
    const Ran first = panggil_says(hub.endpoint(), {"call", "3", "--request-id", "same", "--json"});
    const int done_before = hub.carried_out;
    const Ran again = panggil_says(hub.endpoint(), {"call", "3", "--request-id", "same", "--json"});
    CHECK(hub.carried_out == done_before);
    CHECK(again.record(0).text("call_id") == first.record(0).text("call_id"));
    CHECK(again.record(0).number("repeated") == 1);
}

TEST_CASE("a press meant for an older revision of the counter is refused", "[console]") {
    TestHub hub;
    prepare(hub);
    const auto rev = std::to_string(
        hub.with_hall([](PureHub& hall) { return counter_at(hall.state, "3").number("rev"); }));
    CHECK(panggil_says(hub.endpoint(), {"call", "3", "--if-rev", rev}).code == 0);
    const Ran late = panggil_says(hub.endpoint(), {"call", "3", "--if-rev", rev, "--json"});
    CHECK(late.code == 1);
    CHECK(late.record(0).text("error") == "conflict");
}

TEST_CASE("an answer that gets lost is asked for again and the call is made once", "[console]") {
    TestHub hub;
    prepare(hub);
    hub.answers_to_lose = 3;
    const int heard_before = hub.commands_heard;
    const int done_before = hub.carried_out;
    const Ran ran = panggil_says(hub.endpoint(), {"call", "3"});
    CHECK(ran.code == 0);
    CHECK(hub.carried_out == done_before + 1);
    CHECK(hub.commands_heard == heard_before + 4);
}

TEST_CASE("a hub that is not there is exit code 3, and nothing was sent", "[console]") {
    link::Context context;
    HubLine line(context, {"127.0.0.1", 1}, [] { return false; }, {100ms, 20ms, 2});
    const auto answer = line.command({"01J", "call", {}, "staff", std::nullopt});
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.problem().code == "hub_unreachable");
    CHECK(answer.problem().pesan.find("TIDAK terkirim") != std::string::npos);
}

TEST_CASE("a hub that never answers a command leaves the id with which to ask again", "[console]") {
    TestHub hub;
    hub.answers_to_lose = 1000;
    const auto endpoint = link::parse_endpoint(hub.endpoint());
    link::Context context;
    HubLine line(context, endpoint.value(), [] { return false; }, {600ms, 100ms, 2});
    const auto answer =
        line.command({"01J", "open", Record{{"counter", std::string("3")}}, "staff", std::nullopt});
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.problem().code == "no_answer");
    CHECK(answer.problem().hint.find("panggil query 01J") != std::string::npos);
    CHECK(answer.problem().pesan.find("BELUM diketahui") != std::string::npos);
    CHECK(hub.carried_out == 1);
    SECTION("and tells when it is back, also of a command that never came") {
        hub.answers_to_lose = 0;
        const Ran done = panggil_says(hub.endpoint(), {"query", "01J"});
        CHECK(done.code == 0);
        CHECK(done.said ==
              std::vector<std::string>{"sudah dijalankan, peristiwa 3: counter=3 status=open"});
        CHECK(panggil_says(hub.endpoint(), {"query", "01J", "--json"}).record(0).number("seq") ==
              3);
        const Ran never = panggil_says(hub.endpoint(), {"query", "01K"});
        CHECK(never.code == 1);
        CHECK(never.complained[0].find("BELUM dijalankan") != std::string::npos);
    }
}

TEST_CASE("a command given on the word of a hub that has begun anew is given once more",
          "[console]") {
    TestHub hub;
    prepare(hub);
    const auto endpoint = link::parse_endpoint(hub.endpoint());
    link::Context context;
    HubLine line(context, endpoint.value(), [] { return false; });
    const Record counter{{"counter", std::string("3")}};
    REQUIRE(line.command({"01J", "call", counter, "staff", std::nullopt}).ok());
    hub.with_hall([](PureHub& hall) { return ++hall.term; });
    const auto answer = line.command({"01K", "recall", counter, "staff", std::nullopt});
    REQUIRE(answer.ok());
    CHECK_FALSE(answer.value().refused);
    CHECK(answer.value().result.text("call_id").starts_with("101-"));
    SECTION("but not when somebody was told that it never will be") {
        CHECK(panggil_says(hub.endpoint(), {"query", "01L"}).code == 1);
        const int heard_before = hub.commands_heard;
        const auto late = line.command({"01L", "recall", counter, "staff", std::nullopt});
        CHECK(late.value().refused->code == "expired");
        CHECK(hub.commands_heard == heard_before + 1);
    }
}

TEST_CASE("each try of a command says how new the word is that it was given on", "[console]") {
    TestHub hub;
    hub.answers_to_lose = 2;
    CHECK(panggil_says(hub.endpoint(), {"open", "3"}).code == 0);
    const auto seen = hub.with_hall([&](PureHub&) { return hub.seen; });
    REQUIRE(seen.size() == 3);
    for (const auto& each : seen) {
        REQUIRE(each);
        CHECK(each->term == 100);
    }
    CHECK(seen[1]->mono - seen[0]->mono >= Millis(350)); // a try lasts 400 ms
    CHECK(seen[2]->mono > seen[1]->mono);
}

TEST_CASE("the option --wait tells where and when the call was heard", "[console]") {
    TestHub hub;
    prepare(hub);
    hub.report({"", "tv-2", "lobi", "shown", Millis(0), morning});
    hub.report({"", "tv-1", "lobi", "done", Millis(6810), morning + 9s});
    const Ran ran = panggil_says(hub.endpoint(), {"call", "3", "--wait"});
    CHECK(ran.code == 0);
    REQUIRE(ran.said.size() == 2);
    CHECK(ran.said[1] == "terdengar di Ruang Tunggu (tv-1), 6,8 dtk, pukul 08.00.09 WITA");
    const Ran json = panggil_says(hub.endpoint(), {"recall", "3", "--wait", "--json"});
    CHECK(json.said.size() == 2);
    CHECK(json.record(1).text("ticket") == "F001");
    CHECK(json.record(1).text("screen") == "tv-1");
    CHECK(json.record(1).number("audible_ms") == 6810);
}

TEST_CASE("the option --wait names the clips that a call had to do without", "[console]") {
    TestHub hub;
    prepare(hub);
    hub.report({"", "tv-1", "lobi", "done", Millis(6810), morning + 9s, "a-1", {"loket", "num.3"}});
    const Ran ran = panggil_says(hub.endpoint(), {"call", "3", "--wait"});
    CHECK(ran.code == 0);
    REQUIRE(ran.said.size() == 2);
    CHECK(ran.said[1].ends_with("08.00.09 WITA, tanpa klip suara: loket, num.3"));
    const Ran json = panggil_says(hub.endpoint(), {"recall", "3", "--wait", "--json"});
    CHECK(json.record(1).list("missing") == TextList{"loket", "num.3"});
}

TEST_CASE("screens says which voice is not as it should be, and why", "[console]") {
    TestHub hub;
    ScreenStatus screen;
    screen.screen = "tv-1";
    screen.zones = {"lobi"};
    screen.health = "live";
    screen.voice = "none";
    screen.voice_fault = "pack.json: is no JSON";
    hub.show_screen(screen);
    const Ran mute = panggil_says(hub.endpoint(), {"screens"});
    REQUIRE(mute.said.size() == 3);
    CHECK(mute.said[1].find("TANPA PAKET SUARA") != std::string::npos);
    CHECK(mute.said[2] == "tv-1, paket suara: pack.json: is no JSON");
    CHECK(panggil_says(hub.endpoint(), {"screens", "--json"}).record(0).text("voice") == "none");
    for (const auto& [voice, words] :
         std::map<std::string, std::string>{{"old", "ok, OLD PACK"},
                                            {"other", "ok, OTHER PACK"},
                                            {"incomplete", "ok, CLIPS MISSING"},
                                            {"beside", "ok, CLIPS OF ANOTHER LANGUAGE MISSING"}}) {
        screen.screen = "tv-" + voice;
        screen.voice = voice;
        screen.audio_ok = 2;
        hub.show_screen(screen);
        const Ran table = panggil_says(hub.endpoint(), {"screens", "--lang", "en"});
        CHECK(std::ranges::any_of(table.said, [&, &words = words](const std::string& line) {
            return line.find(words) != std::string::npos;
        }));
    }
}

TEST_CASE("the option --wait says why a call was not heard, with exit code 1", "[console]") {
    TestHub hub;
    prepare(hub);
    hub.report({"", "tv-1", "lobi", "queued", Millis(0), morning});
    hub.report({"", "tv-1", "lobi", "withdrawn", Millis(0), morning});
    const Ran ran = panggil_says(hub.endpoint(), {"call", "3", "--wait"});
    CHECK(ran.code == 1);
    REQUIRE(ran.complained.size() == 1);
    CHECK(ran.complained[0].find("Tidak terdengar di Ruang Tunggu: dibatalkan") !=
          std::string::npos);
}

TEST_CASE("the option --wait on what makes no sound just answers", "[console]") {
    TestHub hub;
    CHECK(panggil_says(hub.endpoint(), {"open", "3", "--wait"}).code == 0);
}

TEST_CASE("state shows the board, and with --json what a screen can be rendered from",
          "[console]") {
    TestHub hub;
    prepare(hub);
    const Ran text = panggil_says(hub.endpoint(), {"state"});
    CHECK(text.code == 0);
    REQUIRE(text.said.size() > 12);
    CHECK(text.said[0] == "Mal Pelayanan Publik, Kabupaten Bolaang Mongondow Utara");
    const Ran json = panggil_says(hub.endpoint(), {"state", "--json"});
    REQUIRE(json.said.size() == 1);
    const auto state = codec::decode_state(json.said[0]);
    REQUIRE(state.ok());
    CHECK(state.value().records == hub.with_hall([](PureHub& hall) { return hall.state.records; }));
}

TEST_CASE("screens lists each screen with what it last showed and said", "[console]") {
    TestHub hub;
    const Ran nobody = panggil_says(hub.endpoint(), {"screens"});
    CHECK(nobody.code == 0);
    CHECK(nobody.said.empty());
    ScreenStatus screen;
    screen.screen = "tv-1";
    screen.zones = {"lobi"};
    screen.health = "live";
    screen.seq = 12;
    screen.digest = 0x5e;
    screen.last_said = "100-12";
    screen.audio_ok = 1;
    hub.show_screen(screen);
    const Ran text = panggil_says(hub.endpoint(), {"screens"});
    REQUIRE(text.said.size() == 2);
    CHECK(text.said[1].starts_with("tv-1"));
    CHECK(text.said[1].find("100-12") != std::string::npos);
    const Ran json = panggil_says(hub.endpoint(), {"screens", "--json"});
    CHECK(json.record(0).text("state_digest") == "000000000000005e");
    CHECK(json.record(0).number("seq") == 12);
}

TEST_CASE("screens has one screen do something, and says what it answered", "[console]") {
    TestHub hub;
    const auto last = [&] { return hub.with_hall([&](PureHub&) { return hub.orders.back(); }); };
    hub.with_hall([&](PureHub&) { hub.fate.audible = Millis(3100); });
    const Ran tested =
        panggil_says(hub.endpoint(), {"screens", "--test-voice", "tv-1", "--anyway"});
    CHECK(tested.code == 0);
    CHECK(tested.said == std::vector<std::string>{"tv-1: kalimat uji terdengar 3,1 dtk"});
    CHECK(last().deed == "test-voice");
    CHECK(last().anyway == 1);
    const Ran named =
        panggil_says(hub.endpoint(), {"screens", "--identify", "tv-2", "--lang", "en"});
    CHECK(named.said == std::vector<std::string>{"tv-2: its name stands on it for 10 seconds"});
    CHECK(panggil_says(hub.endpoint(), {"screens", "--restart", "tv-1", "--json"})
              .record(0)
              .text("order") == "restart");
    hub.with_hall([&](PureHub&) {
        hub.fate.refused =
            Problem{"not_kept", "screen", "nothing would start it", "", "Tidak dijaga."};
    });
    const Ran refused = panggil_says(hub.endpoint(), {"screens", "--restart", "tv-1"});
    CHECK(refused.code == 1);
    REQUIRE_FALSE(refused.complained.empty());
    CHECK(refused.complained[0].find("Tidak dijaga.") != std::string::npos);
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"screens", "--identify"},
          std::vector<std::string>{"screens", "--identify", "a", "--restart", "b"},
          std::vector<std::string>{"screens", "--anyway"}}) {
        const auto read = read_command_line(words, {hub.endpoint(), ""});
        REQUIRE(std::holds_alternative<EarlyExit>(read));
        CHECK(std::get<EarlyExit>(read).code == 2);
    }
}

TEST_CASE("watch prints each event as it comes, in order and without a hole", "[console]") {
    TestHub hub;
    const Ran ran = panggil_says(hub.endpoint(), {"watch", "--json"}, [&](const Ran& so_far) {
        // Something happens each time the watcher looks up, also before it hears anything.
        CHECK(panggil_says(hub.endpoint(), {"open", "3"}).code == 0);
        return so_far.said.size() >= 3;
    });
    CHECK(ran.code == 0);
    Sequence before = 0;
    for (const std::string& line : ran.said) {
        const auto event = codec::decode_event(line);
        REQUIRE(event.ok());
        CHECK(event.value().cause == "open");
        CHECK((before == 0 || event.value().seq == before + 1));
        before = event.value().seq;
    }
}

TEST_CASE("simulate fills the hall and ends when it is told to", "[console]") {
    TestHub hub;
    const Ran ran = panggil_says(hub.endpoint(), {"simulate", "--seed", "7", "--json"},
                                 [&](const Ran& so_far) { return so_far.said.size() >= 70; });
    CHECK(ran.code == 0);
    CHECK(ran.complained.empty());
    hub.with_hall([](PureHub& hall) {
        std::size_t with_ticket = 0;
        for (const std::string& id : counter_ids(hall.state)) {
            with_ticket += counter_at(hall.state, id).text("ticket").empty() ? 0 : 1;
        }
        CHECK(with_ticket >= 8);
        return 0;
    });
    for (std::size_t line = 0; line < ran.said.size(); ++line) {
        CHECK(ran.record(line).number("ok") == 1);
    }
}

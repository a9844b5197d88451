// SPDX-License-Identifier: MIT
// The API with a real hub behind its door, and a test in the place of sockets and threads.
#include "codec/secrets.hpp"
#include "codec/wire.hpp"
#include "hub/answers.hpp"
#include "hub/web/api.hpp"
#include "tests/hub/hub_fixture.hpp"

#include <deque>

using namespace panggil;
using namespace panggil::tests;
using namespace panggil::hub;
using namespace panggil::hub::web;
using namespace std::chrono_literals;

namespace {

class Browser final : public HttpFace {
public:
    void answer(std::uint64_t id, HttpAnswer reply) override {
        CHECK(answers.emplace(id, std::move(reply)).second); // nobody is answered twice
    }

    void begin_stream(std::uint64_t id, HttpHeaders) override { streams[id] = ""; }

    void write(std::uint64_t id, std::string_view text) override { streams.at(id).append(text); }

    void end(std::uint64_t id) override { ended.push_back(id); }

    std::map<std::uint64_t, HttpAnswer> answers;
    std::map<std::uint64_t, std::string> streams;
    std::vector<std::uint64_t> ended;
};

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

class WebUnderTest {
public:
    WebUnderTest() : answers_(*hall.hub, hall.log) {
        hall.hub->publish_to([this](const HubMessage& message) {
            api.hear({0, codec::encode(message)}, hall.now);
        });
        Credentials access;
        access.pins = {{"1", "hash", {}}, {"admin", "hash", {}}};
        access.tokens = {{"simpus", "counter:1", codec::print_of("secret-token"), {}}};
        api.use(access);
        beat();
        REQUIRE_FALSE(has(get("/api/session").body, "hub_slow"));
    }

    void beat() {
        hall.pass(100ms);
        api.hear({0, codec::encode(hall.hub->message(hall.hub->heartbeat(), hall.now))}, hall.now);
        turn();
    }

    /// As the hub's loop does.
    void turn() {
        while (!questions_.empty() && !hub_hangs) {
            Door::Question question = std::move(questions_.front());
            questions_.pop_front();
            const Answers::Request request{question.body, question.who, {"", question.id}};
            const auto answer = question.plane == Plane::Commands
                                    ? answers_.commands({&request, 1}, hall.now).front()
                                    : answers_.control(request, {1, 2}, hall.now);
            if (answer || !answers_.owes(request.from)) {
                api.hear({question.id, answer.value_or("")}, hall.now);
            }
        }
        for (const Answers::Letter& letter : answers_.take_letters(hall.now)) {
            if (letter.to.peer.empty()) {
                api.hear({letter.to.question, letter.body}, hall.now);
            } else {
                orders.push_back(std::get<Order>(
                    must(codec::decode_hub_message(letter.body, hall.hub->site())).body));
            }
        }
    }

    /// What the one screen says to the hub, by its own line.
    void screen_says(const ControlRequest& word) {
        (void)answers_.control({codec::encode(word, hall.hub->site()),
                                KeyHolder{"tv-1", Role::Display, {}, false},
                                {"tv-1's line", 0}},
                               {1, 2}, hall.now);
        turn();
    }

    void screen_is_there(TextList deeds = {"picture", "identify", "test-voice", "restart"}) {
        ScreenStatus status;
        status.screen = "tv-1";
        status.health = "live";
        status.life = "5f0c2a91";
        status.deeds = std::move(deeds);
        screen_says(Ping{1, status});
    }

    HttpAnswer order(const std::string& deed, const std::string& body = "{}",
                     const std::string& screen = "tv-1") {
        return send(post("/api/screens/" + screen + '/' + deed, body));
    }

    /// What came for the request that was sent last.
    HttpAnswer answer_of_last() { return browser.answers.at(last_); }

    std::vector<Order> orders; ///< as they came to the screen

    HttpAnswer send(HttpRequest request) {
        request.id = ++last_;
        request.address = address;
        if (!cookie.empty()) {
            request.headers["cookie"] = cookie;
            request.headers.try_emplace("origin", "http://hub:8080");
        }
        request.headers.try_emplace("host", "hub:8080");
        api.take(request, hall.now);
        turn();
        if (!pins.empty()) {
            const PinChecker::Check check = pins.front();
            pins.pop_front();
            api.pin_checked(check.id, check.pin == "482913", hall.now);
        }
        const auto found = browser.answers.find(request.id);
        return found == browser.answers.end() ? HttpAnswer{0, {}, ""} : found->second;
    }

    HttpAnswer get(const std::string& path,
                   std::map<std::string, std::string, std::less<>> query = {}) {
        HttpRequest request;
        request.method = "GET";
        request.path = path;
        request.query = std::move(query);
        return send(request);
    }

    static HttpRequest post(const std::string& path, const std::string& body) {
        HttpRequest request;
        request.method = "POST";
        request.path = path;
        request.body = body;
        request.headers["content-type"] = "application/json";
        return request;
    }

    HttpAnswer command(const std::string& key, const std::string& body) {
        HttpRequest request = post("/api/commands", body);
        request.headers["idempotency-key"] = key;
        return send(request);
    }

    HttpAnswer sign_in(const std::string& counter, const std::string& pin = "482913") {
        auto answer =
            send(post("/api/session", R"({"counter":")" + counter + R"(","pin":")" + pin + "\"}"));
        for (const auto& [name, value] : answer.headers) {
            if (name == "Set-Cookie") {
                cookie = value.substr(0, value.find(';'));
                whole_cookie = value;
            }
        }
        return answer;
    }

    void issue(int count = 1) {
        for (; count > 0; --count) {
            REQUIRE_FALSE(hall("issue", args("service", "F")).refused);
        }
        beat();
    }

    HallUnderTest hall;
    Browser browser;
    std::deque<PinChecker::Check> pins;
    std::vector<std::string> logged;
    std::string address = "10.0.0.7";
    std::string cookie;
    std::string whole_cookie;
    bool hub_hangs = false;
    bool door_is_full = false;

    /// What stands in the door, and may be answered here in the hub's place.
    [[nodiscard]] std::deque<Door::Question>& questions() { return questions_; }

private:
    Answers answers_;
    std::deque<Door::Question> questions_;
    std::uint64_t last_ = 1000;
    int secrets_ = 0;

public:
    Api api{{"uji", "0.1.0", HallRules{}, false},
            {&browser,
             [this](Door::Question question) {
                 if (door_is_full) {
                     return false;
                 }
                 questions_.push_back(std::move(question));
                 return true;
             },
             [this](PinChecker::Check check) {
                 pins.push_back(std::move(check));
                 return true;
             },
             [this](LogLevel, std::string event, Record) { logged.push_back(std::move(event)); },
             [this] { return "secret" + std::to_string(++secrets_); }, [](const Sessions&) {}}};
};

} // namespace

TEST_CASE("who signs in sees the own counter and moves it", "[web][api]") {
    WebUnderTest web;
    CHECK(web.get("/api/state").status == 401);
    CHECK(web.command("k0", R"({"op":"call"})").status == 401);
    web.issue(2);
    const auto answer = web.sign_in("1");
    REQUIRE(answer.status == 200);
    CHECK(has(answer.body, R"("counter":"1")"));
    CHECK(has(web.whole_cookie, "HttpOnly"));
    CHECK(has(web.whole_cookie, "SameSite=Strict"));
    const auto state = web.get("/api/state");
    REQUIRE(state.status == 200);
    CHECK(has(state.body, R"("count":2)"));
    const auto called = web.command("k1", R"({"op":"call"})");
    CHECK(called.status == 200);
    CHECK(has(called.body, R"("fate":"done")"));
    CHECK(has(called.body, R"("ticket":"F001")"));
    CHECK(record_at(web.hall.hub->state(), "counter/1").text("ticket") == "F001");
    CHECK(has(web.get("/api/state").body, R"("ticket":"F001")"));
}

TEST_CASE("the same key does nothing twice", "[web][api]") {
    WebUnderTest web;
    web.issue(2);
    web.sign_in("1");
    const auto first = web.command("k1", R"({"op":"call"})");
    const auto again = web.command("k1", R"({"op":"call"})");
    CHECK(has(first.body, R"("repeated":false)"));
    CHECK(has(again.body, R"("repeated":true)"));
    CHECK(has(again.body, R"("ticket":"F001")"));
    CHECK(has(web.get("/api/commands/k1").body, R"("fate":"done")"));
    CHECK(web.command("k1", R"({"op":"finish"})").status == 400); // for something else
    const auto never = web.get("/api/commands/k9");
    CHECK(never.status == 404);
    CHECK(has(never.body, R"("fate":"never")"));
    CHECK(has(web.command("k9", R"({"op":"finish"})").body, R"("fate":"refused")"));
    CHECK(record_at(web.hall.hub->state(), "counter/1").text("status") == "calling");
}

TEST_CASE("a clerk moves no other counter", "[web][api]") {
    WebUnderTest web;
    web.issue();
    web.sign_in("1");
    const Sequence before = web.hall.hub->state().seq;
    const auto refused = web.command("k1", R"({"op":"call","args":{"counter":"2"}})");
    CHECK(refused.status == 403);
    CHECK(has(refused.body, R"("fate":"refused")"));
    CHECK(web.command("k2", R"({"op":"issue","args":{"service":"F"}})").status == 403);
    CHECK(web.command("k3", R"({"op":"notice","args":{"text":"x"}})").status == 403);
    CHECK(web.get("/api/state", {{"counter", "2"}}).status == 403);
    CHECK(record_at(web.hall.hub->state(), "counter/2").text("ticket").empty());
    CHECK(web.command("k4", R"({"op":"dance"})").status == 403);
    CHECK(web.hall.hub->state().seq == before);
}

TEST_CASE("a wrong PIN says how often it may be tried, then waits", "[web][api]") {
    WebUnderTest web;
    const auto wrong = web.sign_in("1", "000000");
    CHECK(wrong.status == 401);
    CHECK(has(wrong.body, R"("tries_left":4)"));
    for (int count = 0; count < 4; ++count) {
        web.sign_in("1", "000000");
    }
    const auto locked = web.sign_in("1");
    CHECK(locked.status == 429);
    CHECK(has(locked.body, R"("code":"locked")"));
    CHECK(has(locked.body, "retry_after_ms"));
    web.address = "10.0.0.8";
    CHECK(web.sign_in("1").status == 200);
    CHECK(web.sign_in("2").status == 401); // has no PIN
}

TEST_CASE("a session that is over says so, and does nothing", "[web][api]") {
    WebUnderTest web;
    web.issue();
    web.sign_in("1");
    SECTION("because of the time") {
        web.hall.pass(9h);
        web.beat();
        const auto refused = web.command("k1", R"({"op":"call"})");
        CHECK(refused.status == 401);
        CHECK(has(refused.body, "session_expired"));
        CHECK(has(web.get("/api/session").body, R"("ended":"expired")"));
    }
    SECTION("because its clerk has left") {
        HttpRequest request;
        request.method = "DELETE";
        request.path = "/api/session";
        CHECK(web.send(request).status == 204);
        CHECK(web.command("k1", R"({"op":"call"})").status == 401);
    }
    SECTION("because its PIN is another now") {
        Credentials access;
        access.pins = {{"1", "another", {}}};
        web.api.use(access);
        CHECK(web.command("k1", R"({"op":"call"})").status == 401);
    }
    CHECK(record_at(web.hall.hub->state(), "counter/1").text("ticket").empty());
}

TEST_CASE("pages of other sites can change nothing", "[web][api]") {
    WebUnderTest web;
    web.issue();
    web.sign_in("1");
    for (const auto& [header, value] :
         std::map<std::string, std::string>{{"origin", "http://evil.example"},
                                            {"origin ", ""},
                                            {"sec-fetch-site", "cross-site"}}) {
        HttpRequest request = WebUnderTest::post("/api/commands", R"({"op":"call"})");
        request.headers["idempotency-key"] = "k1";
        request.headers[header == "origin " ? "origin" : header] = value;
        const auto refused = web.send(request);
        INFO(header);
        CHECK(refused.status == 403);
        CHECK(has(refused.body, "foreign_origin"));
    }
    HttpRequest form = WebUnderTest::post("/api/commands", R"({"op":"call"})");
    form.headers["content-type"] = "text/plain";
    form.headers["idempotency-key"] = "k1";
    CHECK(web.send(form).status == 415);
    CHECK(record_at(web.hall.hub->state(), "counter/1").text("ticket").empty());
}

TEST_CASE("another system calls with its token", "[web][api]") {
    WebUnderTest web;
    web.issue();
    HttpRequest request = WebUnderTest::post("/api/commands", R"({"op":"call"})");
    request.headers["idempotency-key"] = "k1";
    request.headers["authorization"] = "Bearer wrong";
    CHECK(web.send(request).status == 401);
    request.headers["authorization"] = "Bearer secret-token";
    const auto called = web.send(request);
    CHECK(called.status == 200);
    CHECK(has(called.body, R"("ticket":"F001")"));
    request.body = R"({"op":"call","args":{"counter":"2"}})";
    request.headers["idempotency-key"] = "k2";
    CHECK(web.send(request).status == 403);
}

TEST_CASE("bad bodies are refused with their place", "[web][api]") {
    WebUnderTest web;
    web.sign_in("1");
    for (const char* body : {"", "[]", "{", R"({"op":7})", R"({"op":"call","arg":{}})",
                             R"({"op":"call","args":[]})", R"({"op":"call","args":{"a":{"b":1}}})",
                             R"({"op":"call","if_rev":"x"})", R"({"op":"call","seen":{"term":1}})",
                             R"({"op":"call","life_ms":0})", R"({"op":"call","op":"finish"})"}) {
        INFO(body);
        const auto refused = web.command("k" + std::to_string(std::string_view(body).size()), body);
        CHECK(refused.status == 400);
        CHECK(has(refused.body, R"("fate":"refused")"));
        CHECK(has(refused.body, R"("en":)"));
    }
    CHECK(web.command("", R"({"op":"call"})").status == 400);
    CHECK(web.command(std::string(65, 'k'), R"({"op":"call"})").status == 400);
}

TEST_CASE("a hub that does not answer is not said to have done it", "[web][api]") {
    WebUnderTest web;
    web.issue();
    web.sign_in("1");
    web.hub_hangs = true;
    CHECK(web.command("k1", R"({"op":"call"})").status == 0); // nobody has answered yet
    web.hall.pass(5s);
    web.api.tick(web.hall.now);
    const HttpAnswer& unknown = web.browser.answers.rbegin()->second;
    CHECK(unknown.status == 503);
    CHECK(has(unknown.body, R"("fate":"unknown")"));
    CHECK(web.get("/api/state").status == 503); // what is known may be old
    // The command was sent a while ago; it is not carried out any more.
    web.hub_hangs = false;
    web.beat();
    CHECK(record_at(web.hall.hub->state(), "counter/1").text("ticket").empty());
}

TEST_CASE(
    "a press that found the door full is not said to be refused: its first try may stand there",
    "[web][api]") {
    WebUnderTest web;
    web.issue();
    web.sign_in("1");
    web.hub_hangs = true;
    CHECK(web.command("k1", R"({"op":"call"})").status == 0);
    web.door_is_full = true;
    const auto again = web.command("k1", R"({"op":"call"})");
    CHECK(again.status == 503);
    CHECK(has(again.body, R"("fate":"unknown")"));
    CHECK(has(again.body, R"("code":"busy")"));
    web.door_is_full = false;
    web.hub_hangs = false;
    web.beat();
    CHECK(record_at(web.hall.hub->state(), "counter/1").text("ticket") == "F001");
    CHECK(has(web.command("k1", R"({"op":"call"})").body, R"("repeated":true)"));
}

TEST_CASE("a hub whose journal is held has not said what became of an earlier try", "[web][api]") {
    WebUnderTest web;
    web.sign_in("1");
    web.hub_hangs = true;
    CHECK(web.command("k1", R"({"op":"open"})").status == 0);
    REQUIRE_FALSE(web.questions().empty());
    const Ack held{
        "k1", 0, 0, {}, Problem{"busy", "journal", "is held by another program", "", ""}};
    web.api.hear({web.questions().back().id, codec::encode(held, "uji")}, web.hall.now);
    const HttpAnswer& answer = web.browser.answers.rbegin()->second;
    CHECK(answer.status == 503);
    CHECK(has(answer.body, R"("fate":"unknown")"));
}

TEST_CASE("a hub that stands still is not asked for the same receipts again and again",
          "[web][api]") {
    WebUnderTest web;
    web.issue();
    web.sign_in("1");
    web.hub_hangs = true;
    web.command("k1", R"({"op":"call"})");
    web.hub_hangs = false;
    web.turn();
    web.hub_hangs = true;
    for (int tenths = 0; tenths < 100; ++tenths) {
        web.hall.pass(100ms);
        web.api.tick(web.hall.now);
    }
    CHECK(std::ranges::count_if(web.questions(), [](const Door::Question& question) {
              return has(question.body, "rcpt?");
          }) == 1);
}

TEST_CASE("a clerk is not told of other sessions that are over", "[web][api]") {
    WebUnderTest web;
    web.sign_in("1");
    web.cookie.clear();
    web.hall.pass(7h);
    web.beat();
    web.sign_in("1");
    CHECK(has(web.get("/api/session").body, R"("others":1)"));
    web.hall.pass(2h); // the first was not used for nine hours
    web.beat();
    web.api.tick(web.hall.now);
    CHECK(has(web.get("/api/session").body, R"("others":0)"));
}

TEST_CASE("another counter is not told what became of a press, and that it never was",
          "[web][api]") {
    WebUnderTest web;
    web.issue();
    web.sign_in("1");
    CHECK(web.command("k1", R"({"op":"call","args":{"counter":"1"}})").status == 200);
    HttpRequest request;
    request.method = "GET";
    request.path = "/api/commands/k1";
    request.query = {{"counter", "1"}};
    CHECK(has(web.send(request).body, R"("fate":"done")"));
    request.query = {{"counter", "2"}};
    const auto foreign = web.send(request);
    CHECK(foreign.status == 403);
    CHECK_FALSE(has(foreign.body, "fate"));
}

TEST_CASE("who listens hears the state, the call and its fate", "[web][api]") {
    WebUnderTest web;
    web.issue();
    web.sign_in("1");
    HttpRequest request;
    request.method = "GET";
    request.path = "/api/events";
    web.send(request);
    REQUIRE(web.browser.streams.size() == 1);
    std::string& heard = web.browser.streams.begin()->second;
    CHECK(has(heard, "event: state\ndata: {"));
    CHECK(has(heard, "event: beat"));
    CHECK(has(heard, "id: " + std::to_string(web.hall.hub->term()) + "-"));
    heard.clear();
    web.command("k1", R"({"op":"call"})");
    CHECK(has(heard, R"("ticket":"F001")"));
    CHECK(has(heard, R"("hearing":"waiting")"));
    heard.clear();

    const std::string call_id = record_at(web.hall.hub->state(), "counter/1").text("call_id");
    for (const char* phase : {"shown", "started", "done"}) {
        web.hall.hub->hear(Receipt{call_id, "tv-1", "lobi", phase, 3100ms, web.hall.now.utc},
                           web.hall.now);
    }
    web.beat();
    web.hall.pass(1s);
    web.api.tick(web.hall.now);
    web.turn();
    CHECK(has(heard, R"("hearing":"heard")"));
    CHECK(has(heard, R"("by":"tv-1")"));
    CHECK(has(heard, R"("audible_ms":3100)"));

    SECTION("the end of a session ends it") {
        Credentials access;
        web.api.use(access);
        web.api.tick(web.hall.now);
        CHECK(has(heard, "event: end"));
        CHECK(web.browser.ended.size() == 1);
    }
    SECTION("a hub that is silent is not covered up") {
        heard.clear();
        web.hall.pass(3s);
        web.api.tick(web.hall.now);
        CHECK_FALSE(has(heard, "event: beat"));
    }
}

TEST_CASE("script in a text is only a text", "[web][api]") {
    WebUnderTest web;
    web.sign_in("admin");
    const auto shown = web.command(
        "k1", R"({"op":"close","args":{"counter":"1","reason":"<script>alert(1)</script>"}})");
    CHECK(shown.status == 200);
    const auto state = web.get("/api/state", {{"counter", "1"}});
    CHECK(has(state.body, "<script>alert(1)</script>")); // as JSON, and as nothing else
    for (const auto& [name, value] : state.headers) {
        CHECK((name != "Content-Type" || value == "application/json"));
    }
    const auto hidden = web.command("k2", R"({"op":"notice","args":{"text":"a\u202eb"}})");
    CHECK(hidden.status == 400);
}

TEST_CASE("what is not there is said to be not there", "[web][api]") {
    WebUnderTest web;
    for (const char* path :
         {"/api/", "/api/../web/access.jsonl", "/assets/../../etc/passwd", "/x", "/api/state/"}) {
        INFO(path);
        CHECK(web.get(path).status == 404);
    }
    HttpRequest put;
    put.method = "PUT";
    put.path = "/api/session";
    CHECK(web.send(put).status == 405);
}

TEST_CASE("too many requests of one machine are told to wait, others are not", "[web][api]") {
    WebUnderTest web;
    int refused = 0;
    for (int count = 0; count < 500; ++count) {
        refused += web.get("/api/session").status == 429 ? 1 : 0;
    }
    CHECK(refused >= 50);
    web.address = "10.0.0.9";
    CHECK(web.get("/api/session").status == 200);
}

TEST_CASE("an order goes to its screen, and its answer to the page", "[web][api]") {
    WebUnderTest web;
    web.screen_is_there();
    web.sign_in("admin");
    CHECK(web.order("test-voice").status == 0); // not yet
    REQUIRE(web.orders.size() == 1);
    CHECK(web.orders[0].deed == "test-voice");
    CHECK(web.orders[0].anyway == 0);
    OrderReport report;
    report.order = web.orders[0].id;
    report.screen = "tv-1";
    report.audible = Millis(3100);
    SECTION("done") {
        web.screen_says(report);
        CHECK(web.answer_of_last().status == 200);
        CHECK(has(web.answer_of_last().body, R"("audible_ms":3100)"));
        CHECK(has(web.answer_of_last().body, R"("order":"test-voice")"));
    }
    SECTION("refused by the screen, in both languages") {
        report.refused = Problem{"quiet_hours", "voice", "it is quiet", "wait", "Jam tenang."};
        web.screen_says(report);
        CHECK(web.answer_of_last().status == 409);
        CHECK(has(web.answer_of_last().body, R"("code":"quiet_hours")"));
        CHECK(has(web.answer_of_last().body, "Jam tenang."));
        web.order("test-voice", R"({"anyway":true})");
        CHECK(web.orders.back().anyway == 1);
    }
    SECTION("not answered") {
        web.hall.pass(20s);
        web.turn();
        CHECK(web.answer_of_last().status == 504);
        CHECK(has(web.answer_of_last().body, R"("code":"screen_silent")"));
        web.screen_says(report); // too late: nobody waits
    }
    SECTION("by a hub that hangs") {
        web.hall.pass(23s);
        web.api.tick(web.hall.now);
        CHECK(web.answer_of_last().status == 503);
        CHECK(has(web.answer_of_last().body, R"("code":"hub_slow")"));
        web.turn(); // the hub's own word comes too late
    }
}

TEST_CASE("a picture is a PNG that nobody keeps, and one that is refused says why", "[web][api]") {
    WebUnderTest web;
    web.screen_is_there();
    web.sign_in("1"); // who looks need not be an administrator
    CHECK(web.get("/api/screens/tv-1/picture").status == 0);
    OrderReport report;
    report.order = web.orders.at(0).id;
    report.screen = "tv-1";
    SECTION("it comes") {
        report.bytes = 7;
        report.part = "Panggil";
        web.screen_says(report);
        const auto answer = web.answer_of_last();
        CHECK(answer.status == 200);
        CHECK(answer.body == "Panggil");
        const auto header = [&](const std::string& name) {
            const auto found = std::ranges::find(answer.headers, name,
                                                 &std::pair<std::string, std::string>::first);
            return found == answer.headers.end() ? "" : found->second;
        };
        CHECK(header("Content-Type") == "image/png");
        CHECK(header("Cache-Control") == "no-store");
        CHECK(header("X-Content-Type-Options") == "nosniff");
        CHECK(web.get("/api/screens/tv-1/picture").body == "Panggil"); // shared for a second
        CHECK(web.orders.size() == 1);
    }
    SECTION("it does not") {
        report.refused = Problem{"rate", "screen", "too soon", "wait", "Terlalu cepat."};
        web.screen_says(report);
        CHECK(web.answer_of_last().status == 429);
    }
}

TEST_CASE("orders that may not be given, or have no sense, reach no screen", "[web][api]") {
    WebUnderTest web;
    web.screen_is_there({"picture", "identify"});
    CHECK(web.order("identify").status == 401);
    web.sign_in("1");
    for (const char* deed : {"identify", "test-voice", "restart"}) {
        CHECK(web.order(deed).status == 403);
    }
    CHECK(has(web.get("/api/screens").body, R"("picture":{"ok":true})"));
    CHECK(has(web.get("/api/screens").body, R"("identify":{"code":"forbidden")"));
    web.cookie.clear();
    web.sign_in("admin");
    CHECK(web.order("dance").status == 404);
    CHECK(web.order("picture").status == 405);
    CHECK(web.get("/api/screens/tv-1/identify").status == 405);
    for (const char* method : {"PUT", "DELETE", "PATCH", "HEAD"}) {
        HttpRequest request = WebUnderTest::post("/api/screens/tv-1/identify", "{}");
        request.method = method;
        CHECK(web.send(request).status == 405);
    }
    CHECK(web.order("identify", R"({"loud":true})").status == 400);
    CHECK(web.order("identify", R"({"anyway":1})").status == 400);
    CHECK(web.order("identify", "{}", "tv-9").status == 404);
    CHECK(web.order("identify", "{}", "").status == 404);
    CHECK(web.order("identify", "{}", std::string(65, 's')).status == 404);
    CHECK(web.orders.empty());
    // What it cannot do is said before anybody asks.
    const auto screens = web.get("/api/screens").body;
    CHECK(has(screens, R"("identify":{"ok":true})"));
    CHECK(has(screens, R"("code":"not_kept")"));
    CHECK(has(screens, R"("life":"5f0c2a91")"));
    web.hall.pass(9s);
    web.beat();
    CHECK(web.order("identify").status == 504); // it was not heard for too long
    CHECK(web.orders.empty());
}

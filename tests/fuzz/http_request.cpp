// SPDX-License-Identifier: MIT
// Requests to the hub's web, from where the library that carries them hands them over: method,
// path, headers and body, to the answer. Requests stand in the input as on the line, with a line
// "%%" between two. Whoever does not know a PIN or a token moves nothing and learns no secret.
#include "codec/secrets.hpp"
#include "codec/tree_codec.hpp"
#include "hub/web/api.hpp"
#include "tests/fuzz/paper_hub.hpp"
#include "tests/fuzz/target.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <set>

using namespace panggil;
using namespace panggil::hub;
using namespace panggil::hub::web;
using panggil::fuzz::must;

namespace {

constexpr std::size_t most_requests = 8;
/// Who knows one of these may come in.
constexpr std::array<std::string_view, 3> secrets{"482913", "kata-rahasia", "kunci-lain"};
constexpr std::string_view stored_hash = "sidik-jari-pin";

HttpRequest parsed(std::string_view text) {
    HttpRequest request;
    const auto head = fuzz::parts_of(text.substr(0, text.find("\n\n")), "\n", 64);
    const auto first = fuzz::parts_of(head.front(), " ", 2);
    request.method = first.front();
    const std::string_view target = first.back();
    const auto question = std::min(target.find('?'), target.size());
    request.path = target.substr(0, std::min<std::size_t>(question, 255));
    if (!request.path.starts_with('/')) {
        request.path.insert(0, "/");
    }
    for (const auto pair : fuzz::parts_of(target.substr(question), "&", 16)) {
        const std::string_view plain = pair.starts_with('?') ? pair.substr(1) : pair;
        const auto equal = std::min(plain.find('='), plain.size());
        request.query[std::string(plain.substr(0, equal))] =
            plain.substr(std::min(equal + 1, plain.size()));
    }
    for (std::size_t line = 1; line < head.size(); ++line) {
        const auto colon = std::min(head[line].find(':'), head[line].size());
        std::string name(head[line].substr(0, colon));
        std::ranges::transform(name, name.begin(), [](char letter) {
            return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
        });
        std::string_view value = head[line].substr(std::min(colon + 1, head[line].size()));
        value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
        request.headers[name] = value;
    }
    const auto body = text.find("\n\n");
    request.body = body == std::string_view::npos ? "" : text.substr(body + 2, 1U << 14U);
    request.address = "10.0.0.7";
    return request;
}

/// Looks at what goes out.
class Browser final : public HttpFace {
public:
    void answer(std::uint64_t id, HttpAnswer reply) override {
        must(open_.erase(id) == 1, "a request is answered once");
        must(reply.status >= 200 && reply.status < 600, "an answer has a status");
        look(reply.headers);
        look(reply.body);
        const auto type =
            std::ranges::find(reply.headers, "Content-Type", &HttpHeaders::value_type::first);
        if (reply.status != 204 && type != reply.headers.end() &&
            type->second.starts_with("application/json") && reply.body.size() < 20'000) {
            Places places{1};
            must(codec::decode_tree(reply.body, "", places).ok(), "an answer in JSON is JSON");
        }
    }

    void begin_stream(std::uint64_t id, HttpHeaders headers) override {
        must(open_.erase(id) == 1, "a request is answered once");
        must(streams_.insert(id).second, "a stream begins once");
        look(headers);
    }

    void write(std::uint64_t id, std::string_view text) override {
        must(streams_.contains(id), "nothing is written to what is no stream");
        look(text);
    }

    void end(std::uint64_t id) override { streams_.erase(id); }

    void asks(std::uint64_t id) { open_.insert(id); }

    [[nodiscard]] bool waits() const { return !open_.empty(); }

private:
    static void look(std::string_view text) {
        must(text.find(stored_hash) == std::string_view::npos, "no hash of a PIN goes out");
    }

    static void look(const HttpHeaders& headers) {
        for (const auto& [name, value] : headers) {
            must((name + value).find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos,
                 "a header is one line");
            look(value);
        }
    }

    std::set<std::uint64_t> open_;
    std::set<std::uint64_t> streams_;
};

class Web {
public:
    Web() {
        Credentials access;
        access.pins = {{"1", std::string(stored_hash), {}},
                       {"admin", std::string(stored_hash), {}}};
        access.tokens = {{"simpus", "counter:1", codec::print_of(secrets[1]), {}},
                         {"mesin", "kiosk", codec::print_of(secrets[2]), {}}};
        api_.use(access);
        hub_.beat();
        turn();
    }

    void send(std::string_view text) {
        HttpRequest request = parsed(text);
        request.id = ++last_;
        browser_.asks(request.id);
        api_.take(std::move(request), now_);
        for (int round = 0; round < 3; ++round) {
            turn();
        }
        pass(Millis(300));
    }

    /// All who still wait are answered in the end.
    void close() {
        for (int round = 0; round < 40 && browser_.waits(); ++round) {
            pass(Millis(1000));
        }
        must(!browser_.waits(), "nobody waits for ever");
        api_.stop();
    }

    [[nodiscard]] Sequence seq() const { return hub_.state().seq; }

private:
    void pass(Millis time) {
        now_.mono += time;
        now_.utc += time;
        hub_.pass(time);
        hub_.beat();
        api_.tick(now_);
        turn();
    }

    void turn() {
        while (!questions_.empty()) {
            const Door::Question question = std::move(questions_.front());
            questions_.pop_front();
            api_.hear({question.id, hub_.answer(question)}, now_);
        }
        while (!pins_.empty()) {
            const PinChecker::Check check = std::move(pins_.front());
            pins_.pop_front();
            api_.pin_checked(check.id, check.pin == secrets[0], now_);
        }
    }

    Now now_{tests::morning, Moment{std::chrono::hours(1)}};
    Browser browser_;
    std::deque<Door::Question> questions_;
    std::deque<PinChecker::Check> pins_;
    std::uint64_t last_ = 0;
    int cookies_ = 0;
    fuzz::PaperHub hub_{[this](std::string body) { api_.hear({0, std::move(body)}, now_); }};
    Api api_{{"uji", "0.1.0", HallRules{}, false},
             {&browser_,
              [this](Door::Question question) {
                  questions_.push_back(std::move(question));
                  return true;
              },
              [this](PinChecker::Check check) {
                  pins_.push_back(std::move(check));
                  return true;
              },
              [](LogLevel, const std::string&, const Record&) {},
              // A cookie can be told in advance, so that an input may hold it.
              [this] { return "kue-" + std::to_string(++cookies_); }, [](const Sessions&) {}}};
};

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    Web web;
    const Sequence before = web.seq();
    for (const auto request : fuzz::parts_of(text, "\n%%\n", most_requests)) {
        web.send(request);
    }
    // A PIN may stand in its body escaped; whoever signed in has a cookie to show.
    const bool knows = text.find("kue-") != text.npos ||
                       std::ranges::any_of(secrets, [&](std::string_view secret) {
                           return text.find(secret) != text.npos;
                       });
    must(knows || web.seq() == before, "who knows no secret moves nothing");
    web.close();
    return 0;
}

// SPDX-License-Identifier: MIT
// The role matrix: every operation and every question, asked with every kind of key.
#include "core/permission.hpp"
#include "tests/catch.hpp"
#include "tests/core/small_hall.hpp"

#include <map>

using namespace panggil;
using namespace panggil::tests;

namespace {

/// What a key of the role may do with an operation: not at all, at its own counters, or freely.
enum class Reach { Never, Own, Always };

struct Row {
    Reach counter;
    Reach kiosk;
};

/// Written down once more than in the table of operations, so that opening an operation to a role
/// is a decision in two places. Displays may do nothing, administrators everything.
const std::map<std::string_view, Row> expected{
    {"call", {Reach::Own, Reach::Never}},
    {"recall", {Reach::Own, Reach::Never}},
    {"withdraw", {Reach::Own, Reach::Never}},
    {"issue", {Reach::Never, Reach::Always}},
    {"serve", {Reach::Own, Reach::Never}},
    {"finish", {Reach::Own, Reach::Never}},
    {"no-show", {Reach::Own, Reach::Never}},
    {"hold", {Reach::Own, Reach::Never}},
    {"requeue", {Reach::Own, Reach::Never}},
    {"cancel", {Reach::Own, Reach::Never}},
    {"resume", {Reach::Own, Reach::Never}},
    {"transfer", {Reach::Own, Reach::Never}},
    {"open", {Reach::Own, Reach::Never}},
    {"close", {Reach::Own, Reach::Never}},
    {"arm", {Reach::Own, Reach::Never}},
    {"disarm", {Reach::Own, Reach::Never}},
    {"break", {Reach::Own, Reach::Never}},
    {"notice", {Reach::Never, Reach::Never}},
    {"notice-clear", {Reach::Never, Reach::Never}},
    {"alert-raise", {Reach::Never, Reach::Never}},
    {"alert-clear", {Reach::Never, Reach::Never}},
    {"day-reset", {Reach::Never, Reach::Never}},
};

Reach reach_of(Role role, const Row& row) {
    switch (role) {
    case Role::Admin:
        return Reach::Always;
    case Role::Counter:
        return row.counter;
    case Role::Kiosk:
        return row.kiosk;
    case Role::Display:
        break;
    }
    return Reach::Never;
}

constexpr Role all_roles[] = {Role::Display, Role::Counter, Role::Kiosk, Role::Admin};

KeyHolder holder(Role role, TextList counters = {}) {
    return {"kunci-uji", role, role == Role::Counter ? std::move(counters) : TextList{}, false};
}

/// Arguments of the right shape; the counter is the one that matters.
Command ask(const Operation& operation, const std::string& counter) {
    Record args;
    for (const Parameter& parameter : operation.parameters) {
        args.set(parameter.key, parameter.kind == ParameterKind::Counter ? counter : "x");
    }
    return {"r", std::string(operation.name), std::move(args), "admin", std::nullopt};
}

bool has_counter(const Operation& operation) {
    return std::ranges::any_of(operation.parameters, [](const Parameter& parameter) {
        return parameter.kind == ParameterKind::Counter;
    });
}

/// A refusal must be usable: the code, and words for the clerk.
bool allowed(const Result<Done>& verdict) {
    if (!verdict) {
        CHECK(verdict.problem().code == "forbidden");
        CHECK_FALSE(verdict.problem().where.empty());
        CHECK_FALSE(verdict.problem().what.empty());
        CHECK_FALSE(verdict.problem().pesan.empty());
    }
    return verdict.ok();
}

} // namespace

TEST_CASE("role matrix: operation x role x own or foreign counter x revoked", "[permission]") {
    const QueueState state = Driver().state;
    std::size_t asked = 0;
    CHECK(all_operations().size() == expected.size());
    for (const Operation& operation : all_operations()) {
        INFO(operation.name);
        REQUIRE(expected.contains(operation.name));
        for (const Role role : all_roles) {
            INFO(name_of(role));
            const Reach reach = reach_of(role, expected.at(operation.name));
            if (reach == Reach::Own) {
                CHECK(has_counter(operation));
            }
            // Counter 3 is also named "teknik"; a key may hold either name, and several counters.
            for (const TextList& own : {TextList{"3"}, TextList{"teknik"}, TextList{"2", "3"}}) {
                for (const auto& [counter, is_own] : std::map<std::string, bool>{{"3", true},
                                                                                 {"teknik", true},
                                                                                 {"1", false},
                                                                                 {"33", false},
                                                                                 {"", false},
                                                                                 {"3 ", false},
                                                                                 {"TEKNIK", false},
                                                                                 {"a\nb", false}}) {
                    for (const bool revoked : {false, true}) {
                        INFO("counter '" << counter << "', revoked " << revoked);
                        KeyHolder who = holder(role, own);
                        who.revoked = revoked;
                        const bool wanted =
                            !revoked && (reach == Reach::Always || (reach == Reach::Own && is_own));
                        CHECK(allowed(may(who, ask(operation, counter), state)) == wanted);
                        ++asked;
                    }
                }
            }
        }
        CHECK_FALSE(allowed(may(std::optional<KeyHolder>{}, ask(operation, "3"), state)));
    }
    CHECK(asked == expected.size() * 4 * 3 * 8 * 2);
}

TEST_CASE("a role is the key's: the message's own words open nothing", "[permission]") {
    const QueueState state = Driver().state;
    const auto who = std::optional(holder(Role::Counter, {"1"}));
    Command command{"r", "call", args("counter", "teknik", "role", "admin"), "admin", std::nullopt};
    command.args.set("counters", TextList{"teknik"});
    CHECK_FALSE(allowed(may(who, command, state)));
    SECTION("an operation that does not exist is nobody's but the administrator's to learn") {
        command.op = "no-such";
        CHECK_FALSE(allowed(may(who, command, state)));
        CHECK(allowed(may(holder(Role::Admin), command, state)));
    }
    SECTION("a key without counters has none") {
        command.args.set("counter", "1");
        CHECK_FALSE(allowed(may(holder(Role::Counter), command, state)));
    }
    SECTION("handing on to a foreign counter is allowed, from a foreign counter is not") {
        Command transfer{"r", "transfer", args("counter", "1", "to", "teknik"), "x", std::nullopt};
        CHECK(allowed(may(who, transfer, state)));
        transfer.args = args("counter", "teknik", "to", "1");
        CHECK_FALSE(allowed(may(who, transfer, state)));
    }
}

TEST_CASE("role matrix of the control plane", "[permission]") {
    const auto status_of = [](const std::string& screen) {
        ScreenStatus status;
        status.screen = screen;
        return status;
    };

    struct Question {
        const char* name;
        ControlRequest request;
        bool display, counter, kiosk;
    };

    const Question questions[] = {
        {"snap?", SnapshotRequest{1}, true, true, false},
        {"ping", Ping{1, std::nullopt}, true, true, true},
        {"ping of itself", Ping{1, status_of("kunci-uji")}, true, false, false},
        {"ping of another", Ping{1, status_of("tv-2")}, false, false, false},
        {"rcpt?", ReceiptsRequest{1, "1-1"}, true, true, false},
        {"scr?", ScreensRequest{1}, true, true, false},
        {"ann of itself", ReceiptReport{{"1-1", "kunci-uji", "lobi", "done", Millis{0}, {}}}, true,
         false, false},
        {"ann of another", ReceiptReport{{"1-1", "tv-2", "lobi", "done", Millis{0}, {}}}, false,
         false, false},
        {"speak? itself", SpeakRequest{1, "1-1", "kunci-uji"}, true, false, false},
        {"speak? another", SpeakRequest{1, "1-1", "tv-2"}, false, false, false},
        {"order? a picture", OrderRequest{1, "tv-2", "picture"}, false, true, false},
        {"order? a deed", OrderRequest{1, "tv-2", "restart"}, false, false, false},
        {"order? what is new", OrderRequest{1, "kunci-uji", "dance"}, false, false, false},
        {"did itself", OrderReport{1, "kunci-uji"}, true, false, false},
        {"did another", OrderReport{1, "tv-2"}, false, false, false},
    };
    std::map<std::size_t, int> kinds;
    for (const Question& question : questions) {
        INFO(question.name);
        ++kinds[question.request.index()];
        for (const bool revoked : {false, true}) {
            INFO("revoked " << revoked);
            const auto verdict = [&](Role role) {
                KeyHolder who = holder(role, {"1"});
                who.revoked = revoked;
                return allowed(may(who, question.request));
            };
            CHECK(verdict(Role::Display) == (!revoked && question.display));
            CHECK(verdict(Role::Counter) == (!revoked && question.counter));
            CHECK(verdict(Role::Kiosk) == (!revoked && question.kiosk));
            CHECK(verdict(Role::Admin) == !revoked);
        }
        CHECK_FALSE(allowed(may(std::optional<KeyHolder>{}, question.request)));
    }
    CHECK(kinds.size() == std::variant_size_v<ControlRequest>);
}

TEST_CASE("who gives commands may ask what became of them, and nobody else", "[permission]") {
    for (const Role role : all_roles) {
        INFO(name_of(role));
        KeyHolder who = holder(role, {"1"});
        CHECK(allowed(may(who, CommandQuery{"r"})) == (role != Role::Display));
        who.revoked = true;
        CHECK_FALSE(allowed(may(who, CommandQuery{"r"})));
    }
    CHECK_FALSE(allowed(may(std::optional<KeyHolder>{}, CommandQuery{"r"})));
}

TEST_CASE("which plane a key may connect to", "[permission]") {
    for (const Plane plane : {Plane::Control, Plane::Events, Plane::Commands}) {
        CHECK_FALSE(may_enter(std::nullopt, plane));
        for (const Role role : all_roles) {
            INFO(name_of(role));
            KeyHolder who = holder(role, {"1"});
            CHECK(may_enter(who, plane) == !(role == Role::Kiosk && plane == Plane::Events));
            who.revoked = true;
            CHECK_FALSE(may_enter(who, plane));
        }
    }
}

TEST_CASE("a role is read as it is written", "[permission]") {
    for (const char* text : {"display", "counter:3", "counter:3,teknik", "kiosk", "admin"}) {
        const auto holder = parse_role(text);
        REQUIRE(holder.ok());
        CHECK(role_text(holder.value()) == text);
    }
    for (const char* wrong : {"", "counter", "counter:", "counter:3,", "counter:,3", "counter:3 4",
                              "Admin", "admin:3", "display:1", "counter:a\nb"}) {
        INFO(wrong);
        REQUIRE_FALSE(parse_role(wrong).ok());
        CHECK(parse_role(wrong).problem().code == "key.bad_role");
    }
}

// SPDX-License-Identifier: MIT
// Keys on real sockets: who is let in, who gets no byte, and what happens when the gate is gone.
#include "link/canary.hpp"
#include "link/context_impl.hpp"
#include "link/gate.hpp"
#include "link/keys.hpp"
#include "tests/catch.hpp"
#include "tests/link/eventually.hpp"
#include "tests/must.hpp"

#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace panggil;
using namespace panggil::link;
using panggil::tests::eventually;
using panggil::tests::must;
using namespace std::chrono_literals;

namespace {

const Endpoint any_port{"127.0.0.1", 0};

KeyHolder named(std::string name, Role role) {
    return {std::move(name), role, {}, false};
}

/// The three planes behind a gate.
struct GuardedHub {
    explicit GuardedHub(KeyTable table)
        : gate(must(Gate::open(context, keys, std::move(table)))),
          control(must(Responder::bind(context, any_port, Plane::Control))),
          events(must(Publisher::bind(context, any_port))),
          commands(must(Responder::bind(context, any_port, Plane::Commands))) {}

    [[nodiscard]] std::array<Endpoint, 3> ports() const {
        return {any_port.with_port(control.port()), any_port.with_port(events.port()),
                any_port.with_port(commands.port())};
    }

    /// All that a client gets hold of while the hub sends and answers for a second: entry, answers
    /// and frames.
    struct Loot {
        Entry entry = Entry::Unknown;
        int heard_by_hub = 0;
        int answers = 0;
        int frames = 0;
    };

    Loot rob(const ClientKeys& with, const Endpoint& at) {
        Context outside(with);
        auto requester = must(Requester::connect(outside, at));
        auto subscriber = must(Subscriber::connect(outside, ports()[1], ""));
        Loot loot;
        for (int step = 0; step < 50; ++step) {
            (void)requester.send(with.own.public_key);
            events.send("q1.uji.e", "event");
            for (Responder* plane : {&control, &commands}) {
                while (const auto request = plane->receive()) {
                    // A question of an earlier client may still lie there.
                    loot.heard_by_hub += request->body == with.own.public_key ? 1 : 0;
                    last_key = request->key;
                    (void)plane->send(request->from, "answer");
                }
            }
            loot.answers += requester.receive() ? 1 : 0;
            loot.frames += subscriber.receive() ? 1 : 0;
            loot.entry = requester.entry();
            if (loot.answers > 0 && loot.frames > 0) {
                return loot;
            }
            const std::array<Pollable*, 2> sockets{&requester, &subscriber};
            wait(sockets, {}, 20ms);
        }
        return loot;
    }

    KeyPair keys = new_key_pair();
    Context context;
    Gate gate;
    Responder control;
    Publisher events;
    Responder commands;
    std::string last_key;
};

Canary::Verdict verdict_of(Canary& canary) {
    for (int step = 0; step < 500; ++step) {
        if (const auto verdict = canary.look(); verdict != Canary::Verdict::Waiting) {
            return verdict;
        }
        wait({}, {}, 20ms);
    }
    return Canary::Verdict::Waiting;
}

} // namespace

TEST_CASE("a key pair is made, and a broken one is seen", "[keys]") {
    const KeyPair keys = new_key_pair();
    CHECK(is_key(keys.public_key));
    CHECK(belong_together(keys));
    CHECK_FALSE(belong_together({keys.public_key, new_key_pair().secret_key}));
    CHECK_FALSE(is_key(""));
    CHECK_FALSE(is_key(keys.public_key.substr(1)));
    CHECK_FALSE(is_key(std::string(39, '0') + ' '));
    Context context;
    CHECK_FALSE(Gate::open(context, {keys.public_key, "x"}, {}).ok());
}

TEST_CASE("a known key enters and is named; unknown and revoked keys get no byte", "[gate]") {
    const KeyPair known = new_key_pair();
    const KeyPair revoked = new_key_pair();
    KeyHolder gone = named("tv-lama", Role::Admin);
    gone.revoked = true;
    GuardedHub hub({{known.public_key, named("tv-1", Role::Admin)}, {revoked.public_key, gone}});
    const std::string hub_key = hub.keys.public_key;

    const auto let_in = hub.rob({hub_key, known}, hub.ports()[2]);
    CHECK(let_in.entry == Entry::Admitted);
    CHECK(let_in.answers == 1);
    CHECK(let_in.frames > 0);
    CHECK(hub.last_key == known.public_key);
    CHECK(hub.gate.take_knocks().empty());

    for (const Endpoint& port : {hub.ports()[0], hub.ports()[2]}) {
        const KeyPair unknown = new_key_pair();
        const auto refused = hub.rob({hub_key, unknown}, port);
        CHECK(refused.entry == Entry::Refused);
        CHECK(refused.heard_by_hub + refused.answers + refused.frames == 0);
        const auto knocks = hub.gate.take_knocks();
        REQUIRE(knocks.size() == 1);
        CHECK(knocks[0].key == unknown.public_key);
        CHECK(knocks[0].address == "127.0.0.1");

        const auto cut = hub.rob({hub_key, revoked}, port);
        CHECK(cut.entry == Entry::Refused);
        CHECK(cut.heard_by_hub + cut.answers + cut.frames == 0);
        CHECK(hub.gate.take_knocks().empty());
    }

    SECTION("whoever expects another hub does not speak to this one") {
        const auto strange = hub.rob({new_key_pair().public_key, known}, hub.ports()[0]);
        CHECK(strange.entry == Entry::Broken);
        CHECK(strange.heard_by_hub + strange.answers + strange.frames == 0);
    }
    SECTION("a key that is learnt enters with a new socket") {
        const KeyPair late = new_key_pair();
        CHECK(hub.rob({hub_key, late}, hub.ports()[0]).answers == 0);
        hub.gate.admit({{late.public_key, named("tv-2", Role::Display)}});
        CHECK(hub.rob({hub_key, late}, hub.ports()[0]).answers == 1);
        CHECK(hub.rob({hub_key, known}, hub.ports()[0]).answers == 0);
    }
}

TEST_CASE("a client without keys does not get in", "[gate]") {
    GuardedHub hub({});
    Context outside;
    auto requester = must(Requester::connect(outside, hub.ports()[0]));
    for (int step = 0; step < 25; ++step) {
        CHECK_FALSE(requester.send("question"));
        CHECK_FALSE(hub.control.receive());
        wait({}, {}, 20ms);
    }
}

TEST_CASE("a kiosk hears no events", "[gate]") {
    const KeyPair kiosk = new_key_pair();
    GuardedHub hub({{kiosk.public_key, named("kiosk-1", Role::Kiosk)}});
    const auto loot = hub.rob({hub.keys.public_key, kiosk}, hub.ports()[2]);
    CHECK(loot.answers > 0);
    CHECK(loot.frames == 0);
}

TEST_CASE("a live subscriber is cut when the table changes and the socket is bound anew",
          "[gate]") {
    const KeyPair screen = new_key_pair();
    GuardedHub hub({{screen.public_key, named("tv-1", Role::Display)}});
    Context outside(ClientKeys{hub.keys.public_key, screen});
    auto subscriber = must(Subscriber::connect(outside, hub.ports()[1], ""));
    REQUIRE(eventually(subscriber, [&] {
        hub.events.send("q1.uji.e", "before");
        return subscriber.receive().has_value();
    }));
    hub.gate.admit({});
    // What libzmq does by itself: nothing. This is why the hub binds anew.
    while (subscriber.receive()) {
    }
    CHECK(eventually(subscriber, [&] {
        hub.events.send("q1.uji.e", "still");
        return subscriber.receive().has_value();
    }));
    const Endpoint same = hub.ports()[1];
    { Publisher old = std::move(hub.events); }
    hub.events = must(Publisher::bind(hub.context, same));
    for (int step = 0; step < 50; ++step) {
        hub.events.send("q1.uji.e", "after");
        // What was sent before may still be on its way.
        const auto frame = subscriber.receive();
        CHECK((!frame || frame->body == "still"));
        wait({}, {}, 20ms);
    }
}

TEST_CASE("a client that learns the hub's new key gets in with it", "[gate]") {
    const KeyPair own = new_key_pair();
    GuardedHub hub({{own.public_key, named("tv-1", Role::Display)}});
    Context outside(ClientKeys{new_key_pair().public_key, own});
    outside.expect(hub.keys.public_key);
    auto requester = must(Requester::connect(outside, hub.ports()[0]));
    std::optional<Responder::Request> request;
    CHECK(eventually(requester, [&] {
        (void)requester.send("ping");
        request = hub.control.receive();
        return request.has_value();
    }));
    // Without keys there is nothing to expect: it stays in the clear, and outside.
    Context open;
    open.expect(hub.keys.public_key);
    CHECK_FALSE(open.impl().client);
}

TEST_CASE("a client can try with its keys only when they are whole", "[keys]") {
    const ClientKeys keys{new_key_pair().public_key, new_key_pair()};
    CHECK(are_usable(keys));
    CHECK_FALSE(are_usable({"", keys.own}));
    CHECK_FALSE(are_usable({keys.hub_key, {keys.own.public_key, new_key_pair().secret_key}}));
}

TEST_CASE("a canary that cannot be sent says where it was to go", "[gate]") {
    Context context;
    context.impl().server = new_key_pair();
    const Endpoint nowhere{"no host", 5560};
    const auto canary = Canary::send(context, {nowhere, nowhere, nowhere});
    REQUIRE_FALSE(canary.ok());
    CHECK(canary.problem().code == "link.no_canary");
    CHECK(canary.problem().where == "tcp://no host:5560");
}

TEST_CASE("the canary is refused at a guarded hub", "[gate]") {
    GuardedHub hub({});
    auto canary = must(Canary::send(hub.context, hub.ports()));
    CHECK(verdict_of(canary) == Canary::Verdict::Refused);
    const auto knocks = hub.gate.take_knocks();
    REQUIRE(knocks.size() == 1);
    CHECK(knocks[0].key == canary.key());
}

TEST_CASE("the canary gets in where nobody is at the gate", "[gate]") {
    // Encrypted, and yet open to all: what libzmq makes of a hub whose gate is missing.
    Context context;
    context.impl().server = new_key_pair();
    auto control = must(Responder::bind(context, any_port, Plane::Control));
    auto events = must(Publisher::bind(context, any_port));
    auto commands = must(Responder::bind(context, any_port, Plane::Commands));
    auto canary = must(Canary::send(context, {any_port.with_port(control.port()),
                                              any_port.with_port(events.port()),
                                              any_port.with_port(commands.port())}));
    CHECK(verdict_of(canary) == Canary::Verdict::Entered);

    SECTION("and a message from there names no key") {
        const KeyPair stranger = new_key_pair();
        Context outside(ClientKeys{context.impl().server->public_key, stranger});
        auto requester = must(Requester::connect(outside, any_port.with_port(commands.port())));
        std::optional<Responder::Request> request;
        REQUIRE(eventually(requester, [&] {
            (void)requester.send("call");
            request = commands.receive();
            return request.has_value();
        }));
        CHECK(request->key.empty());
    }
}

TEST_CASE("a gate whose thread dies takes the program with it", "[gate]") {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const rlimit no_core{0, 0};
        setrlimit(RLIMIT_CORE, &no_core);
        std::signal(SIGABRT, SIG_DFL);
        dup2(::open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
        Context context;
        const auto gate = Gate::open(context, new_key_pair(), {});
        context.impl().context.shutdown(); // the thread's next wait fails
        sleep(10);
        _exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGABRT);
}

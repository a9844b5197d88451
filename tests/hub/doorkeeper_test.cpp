// SPDX-License-Identifier: MIT
// A hub with keys behind real sockets: who gets what, who gets nothing, and who is cut off.
#include "codec/key_files.hpp"
#include "codec/wire.hpp"
#include "hub/server.hpp"
#include "link/context_impl.hpp"
#include "link/keys.hpp"
#include "tests/hub/hub_fixture.hpp"

#include <algorithm>

using namespace panggil;
using namespace panggil::tests;

namespace {

/// A key folder as `panggil-hub keys init` makes it, and an administrator's hand on the table.
struct KeyFolder {
    KeyFolder() {
        REQUIRE(codec::write_key_pair(folder.path() + "/hub.key", hub).ok());
        admin.emplace(must(hub::DeviceTable::open(folder.path())));
    }

    ClientKeys add(const std::string& name, const char* role) {
        KeyHolder holder = must(parse_role(role));
        holder.name = name;
        const KeyPair own = link::new_key_pair();
        REQUIRE(admin->add(own.public_key, holder, morning).ok());
        return {hub.public_key, own};
    }

    TempFolder folder;
    KeyPair hub = link::new_key_pair();
    std::optional<hub::DeviceTable> admin;
};

/// One machine: its own context, and all that it ever got.
struct Machine {
    Machine(const ClientKeys& with, const hub::Doorkeeper::Ports& ports)
        : context(with), control(must(link::Requester::connect(context, ports[0]))),
          events(must(link::Subscriber::connect(context, ports[1], ""))),
          commands(must(link::Requester::connect(context, ports[2]))) {}

    void take() {
        while (auto frame = events.receive()) {
            frames.push_back(std::move(*frame));
        }
        while (auto answer = control.receive()) {
            answers.push_back(std::move(*answer));
        }
        while (auto ack = commands.receive()) {
            acks.push_back(std::move(*ack));
        }
    }

    [[nodiscard]] std::size_t loot() const { return frames.size() + answers.size() + acks.size(); }

    link::Context context;
    link::Requester control;
    link::Subscriber events;
    link::Requester commands;
    std::vector<link::Frame> frames;
    std::vector<std::string> answers;
    std::vector<std::string> acks;
};

struct GuardedHall {
    GuardedHall()
        : door(must(hub::Doorkeeper::open(context, keys.folder.path(), hall.log, hall.now))),
          server(must(hub::Server::bind(
              context, {"127.0.0.1", 0}, *hall.hub, hall.log, [this] { return hall.now; },
              &door))) {}

    [[nodiscard]] hub::Doorkeeper::Ports ports() const {
        return {server.control(), server.events(), server.commands()};
    }

    /// Turns the server, each time 50 ms later, until the condition holds.
    template <class Condition>
    bool wait_for(std::initializer_list<Machine*> machines, Condition condition, int turns = 1000) {
        for (int turn = 0; turn < turns; ++turn) {
            if (condition()) {
                return true;
            }
            hall.pass(Millis(50));
            server.turn(hall.now);
            link::wait({}, {}, std::chrono::milliseconds(2));
            for (Machine* machine : machines) {
                machine->take();
            }
        }
        return false;
    }

    void let_time_pass(std::initializer_list<Machine*> machines) {
        (void)wait_for(
            machines, [] { return false; }, 150);
    }

    Ack command(Machine& machine, const std::string& op, Record args) {
        const std::size_t before = machine.acks.size();
        Command asked = tests::command(std::to_string(++asked_), op, std::move(args));
        asked.actor = "admin";
        const std::string body = codec::encode(asked, "uji");
        REQUIRE(wait_for({&machine}, [&] { return machine.commands.send(body); }));
        REQUIRE(wait_for({&machine}, [&] { return machine.acks.size() > before; }));
        return must(codec::decode_ack(machine.acks.back()));
    }

    HubMessage ask(Machine& machine, const ControlRequest& request) {
        const std::size_t before = machine.answers.size();
        const std::string body = codec::encode(request, "uji");
        REQUIRE(wait_for({&machine}, [&] { return machine.control.send(body); }));
        REQUIRE(wait_for({&machine}, [&] { return machine.answers.size() > before; }));
        return must(codec::decode_hub_message(machine.answers.back(), "uji"));
    }

    [[nodiscard]] const QueueState& state() const { return hall.hub->state(); }

    HallUnderTest hall;
    KeyFolder keys;
    link::Context context;
    hub::Doorkeeper door;
    hub::Server server;

private:
    int asked_ = 0;
};

/// As the operation table has it, so that a refusal can't be one for another reason.
const Record line_f = args("service", "F");

std::string code_of(const Ack& ack) {
    return ack.refused ? ack.refused->code : "ok";
}

} // namespace

TEST_CASE("each role does its own over real sockets, by its key and not by its word", "[door]") {
    GuardedHall hall;
    const ClientKeys desk_keys = hall.keys.add("loket-1", "counter:1");
    const ClientKeys kiosk_keys = hall.keys.add("kiosk-1", "kiosk");
    const ClientKeys screen_keys = hall.keys.add("tv-1", "display");
    hall.let_time_pass({}); // the hub reads the table
    Machine desk(desk_keys, hall.ports());
    Machine kiosk(kiosk_keys, hall.ports());
    Machine screen(screen_keys, hall.ports());

    CHECK(code_of(hall.command(kiosk, "issue", line_f)) == "ok");
    CHECK(code_of(hall.command(desk, "call", args("counter", "1"))) == "ok");
    CHECK(record_at(hall.state(), "counter/1").text("ticket") == "F001");
    REQUIRE(hall.wait_for({&desk, &screen, &kiosk},
                          [&] { return !screen.frames.empty() && !desk.frames.empty(); }));

    const QueueState before = hall.state();
    for (const auto& [machine, op, with] : {std::tuple{&desk, "call", args("counter", "2")},
                                            {&desk, "issue", line_f},
                                            {&desk, "notice", args("text", "halo")},
                                            {&kiosk, "call", args("counter", "1")},
                                            {&screen, "issue", line_f},
                                            {&screen, "recall", args("counter", "1")},
                                            {&screen, "alert-raise", args("kind", "gempa")}}) {
        INFO(op);
        const Ack ack = hall.command(*machine, op, with);
        CHECK(code_of(ack) == "forbidden");
        CHECK_FALSE(ack.refused->pesan.empty());
        CHECK(ack.seq == 0);
        CHECK(ack.result == Record{});
    }
    CHECK(hall.state() == before);

    // Questions and reports.
    const auto refused = [&](Machine& machine, const ControlRequest& request) {
        const HubMessage answer = hall.ask(machine, request);
        const auto* no = std::get_if<Refusal>(&answer.body);
        return no != nullptr && no->problem.code == "forbidden" && !no->problem.pesan.empty();
    };
    ScreenStatus status;
    status.screen = "tv-1";
    status.zones = {"lobi"};
    status.audio_ok = 1;
    CHECK_FALSE(refused(screen, Ping{1, status}));
    CHECK(refused(desk, Ping{2, status}));
    status.screen = "tv-2";
    CHECK(refused(screen, Ping{3, status}));
    CHECK(refused(kiosk, SnapshotRequest{4}));
    CHECK(refused(kiosk, ScreensRequest{5}));
    CHECK_FALSE(refused(kiosk, Ping{6, std::nullopt}));
    CHECK_FALSE(refused(desk, SnapshotRequest{7}));
    REQUIRE(hall.hall.hub->fleet().screens(hall.hall.now.mono).size() == 1);
    CHECK(hall.hall.hub->fleet().screens(hall.hall.now.mono)[0].screen == "tv-1");
    CHECK(kiosk.frames.empty());

    SECTION("what is done is done by the key's name, whatever the message says") {
        std::set<std::string> actors;
        for (const LogLine& line : hall.hall.log.lines) {
            if (line.event == "event.committed") {
                actors.insert(line.fields.text("actor"));
            }
        }
        CHECK(actors.contains("loket-1"));
        CHECK(actors.contains("kiosk-1"));
        CHECK_FALSE(actors.contains("admin"));
    }
}

TEST_CASE("unknown and revoked keys get no byte and have no effect", "[door]") {
    GuardedHall hall;
    const ClientKeys gone = hall.keys.add("tv-lama", "admin");
    REQUIRE(hall.keys.admin->revoke("tv-lama", morning).ok());
    hall.let_time_pass({});
    const QueueState before = hall.state();
    const std::string call = codec::encode(command("x", "issue", line_f), "uji");
    const std::string ping = codec::encode(ControlRequest(Ping{1, std::nullopt}), "uji");
    for (const ClientKeys& bad :
         {gone, ClientKeys{hall.keys.hub.public_key, link::new_key_pair()}}) {
        Machine machine(bad, hall.ports());
        for (int time = 0; time < 20; ++time) {
            CHECK_FALSE(machine.commands.send(call));
            CHECK_FALSE(machine.control.send(ping));
            (void)hall.wait_for(
                {&machine}, [] { return false; }, 10);
        }
        CHECK(machine.control.entry() == link::Entry::Refused);
        CHECK(machine.loot() == 0);
    }
    CHECK(hall.state() == before);
    CHECK(hall.server.rejected() == 0);

    // The unknown one waits for approval; the revoked one and the canary do not.
    CHECK(hall.keys.admin->pending(hall.hall.now.utc).value().size() == 1);
    CHECK(hall.hall.log.count("key.unknown") == 1);
}

TEST_CASE("a machine that is revoked is cut off while it listens; the others are back", "[door]") {
    GuardedHall hall;
    const ClientKeys one = hall.keys.add("tv-1", "display");
    const ClientKeys other = hall.keys.add("tv-2", "display");
    const ClientKeys boss = hall.keys.add("admin", "admin");
    hall.let_time_pass({});
    Machine stays(one, hall.ports());
    Machine leaves(other, hall.ports());
    Machine admin(boss, hall.ports());
    REQUIRE(hall.wait_for({&stays, &leaves, &admin}, [&] {
        return !stays.frames.empty() && !leaves.frames.empty() && !admin.frames.empty();
    }));
    const auto ports = hall.ports();

    REQUIRE(hall.keys.admin->revoke("tv-2", morning).ok());
    REQUIRE(hall.wait_for({&stays, &leaves, &admin},
                          [&] { return hall.hall.log.count("hub.bound_anew") == 1; }));
    CHECK(hall.ports() == ports);
    leaves.take();
    const std::size_t until_then = leaves.loot();
    stays.frames.clear();
    REQUIRE(hall.wait_for({&stays, &leaves, &admin}, [&] { return !stays.frames.empty(); }));
    CHECK(code_of(hall.command(admin, "issue", line_f)) == "ok");
    hall.let_time_pass({&stays, &leaves, &admin});
    CHECK(leaves.loot() == until_then);
    CHECK(leaves.control.entry() == link::Entry::Refused);
    CHECK(hall.hall.log.count("key.revoked") == 1);

    SECTION("who is only added cuts nobody") {
        hall.keys.add("tv-3", "display");
        hall.let_time_pass({&stays});
        CHECK(hall.hall.log.count("hub.bound_anew") == 1);
    }
}

TEST_CASE("a key that is approved enters with its next knock", "[door]") {
    GuardedHall hall;
    const ClientKeys own{hall.keys.hub.public_key, link::new_key_pair()};
    {
        Machine early(own, hall.ports());
        REQUIRE(hall.wait_for({&early}, [&] {
            return !hall.keys.admin->pending(hall.hall.now.utc).value().empty();
        }));
    }
    const auto pending = hall.keys.admin->pending(hall.hall.now.utc).value();
    REQUIRE(pending.size() == 1);
    CHECK(pending[0].key == own.own.public_key);
    REQUIRE(hall.keys.admin->add(pending[0].key, {"tv-9", Role::Display, {}, false}, morning).ok());
    hall.let_time_pass({});
    Machine late(own, hall.ports());
    CHECK(hall.wait_for({&late}, [&] { return !late.frames.empty(); }));
}

TEST_CASE("many strangers cost neither the log nor the table much, and hide nobody", "[door]") {
    GuardedHall hall;
    for (int stranger = 0; stranger < 60; ++stranger) {
        Machine machine({hall.keys.hub.public_key, link::new_key_pair()}, hall.ports());
        REQUIRE(hall.wait_for({&machine},
                              [&] { return machine.control.entry() == link::Entry::Refused; }));
    }
    const auto pending = [&] { return hall.keys.admin->pending(hall.hall.now.utc).value(); };
    CHECK(pending().size() <= hub::most_pending_of_address);
    CHECK(hall.hall.log.count("key.unknown") <= 10);

    // Another address of the loopback: a machine of its own.
    const ClientKeys own{hall.keys.hub.public_key, link::new_key_pair()};
    const auto is_ours = [&](const LogLine& line) {
        return line.event == "key.unknown" &&
               line.fields.text("hint").find("--key='" + own.own.public_key + '\'') !=
                   std::string::npos;
    };
    zmq::context_t elsewhere;
    zmq::socket_t screen(elsewhere, zmq::socket_type::dealer);
    link::set_connecting(screen, own);
    std::string address = hall.server.control().text();
    screen.connect(address.replace(0, 6, "tcp://127.0.0.2:0;"));
    Machine flood({hall.keys.hub.public_key, link::new_key_pair()}, hall.ports());
    CHECK(hall.wait_for({&flood},
                        [&] { return std::ranges::count_if(hall.hall.log.lines, is_ours) == 1; }));
    const auto list = pending();
    const auto found = std::ranges::find(list, own.own.public_key, &hub::PendingKey::key);
    REQUIRE(found != list.end());
    CHECK(found->address == "127.0.0.2");
}

TEST_CASE("the canary comes every minute and leaves no trace", "[door]") {
    GuardedHall hall;
    for (int minute = 0; minute < 3; ++minute) {
        hall.hall.pass(Millis(60'000));
        hall.let_time_pass({});
    }
    CHECK_FALSE(hall.server.failure());
    CHECK(hall.hall.log.lines.size() == hall.hall.log.count("event.committed"));
    CHECK(hall.keys.admin->pending(hall.hall.now.utc).value().empty());
}

TEST_CASE("a door that lets a stranger in is closed", "[door]") {
    GuardedHall hall;
    // The same hub's key on ports that nobody guards.
    link::Context open_door;
    open_door.impl().server = hall.keys.hub;
    const link::Endpoint any_port{"127.0.0.1", 0};
    const auto control = must(link::Responder::bind(open_door, any_port));
    const auto events = must(link::Publisher::bind(open_door, any_port));
    const auto commands = must(link::Responder::bind(open_door, any_port, Plane::Commands));
    const hub::Doorkeeper::Ports ports{any_port.with_port(control.port()),
                                       any_port.with_port(events.port()),
                                       any_port.with_port(commands.port())};
    const auto proof = hall.door.prove(ports);
    REQUIRE_FALSE(proof.ok());
    CHECK(proof.problem().code == "keys.open_door");

    hall.hall.pass(Millis(60'000));
    auto order = hub::Doorkeeper::Order::GoOn;
    for (int turn = 0; turn < 1000 && order == hub::Doorkeeper::Order::GoOn; ++turn) {
        order = hall.door.turn(hall.hall.now, ports);
        link::wait({}, {}, Millis(5));
    }
    CHECK(order == hub::Doorkeeper::Order::Close);
}

TEST_CASE("a hub without its keys does not start", "[door]") {
    const TempFolder folder;
    CapturedLog log;
    link::Context context;
    const auto none = hub::Doorkeeper::open(context, folder.path(), log, at(Millis{0}));
    REQUIRE_FALSE(none.ok());
    CHECK(none.problem().hint.find("keys init") != std::string::npos);
}

TEST_CASE("the hub's next key is announced to those who are in, and holds from its time on",
          "[door]") {
    GuardedHall hall;
    const ClientKeys old_keys = hall.keys.add("tv-1", "display");
    hall.let_time_pass({});
    Machine screen(old_keys, hall.ports());
    const auto pong = [&](Machine& machine) {
        return std::get<Pong>(hall.ask(machine, Ping{1, std::nullopt}).body);
    };
    CHECK_FALSE(pong(screen).next_key);

    hub::KeyRotation rotation(hall.keys.folder.path());
    const UtcTime from = hall.hall.now.utc + std::chrono::hours(1);
    const auto next = must(rotation.announce(hall.hall.now.utc, from));
    REQUIRE(hall.wait_for({&screen}, [&] { return hall.door.next_key().has_value(); }));
    REQUIRE(pong(screen).next_key);
    CHECK(pong(screen).next_key == NextKey{next.keys.public_key, from});

    SECTION("taken back") {
        REQUIRE(rotation.withdraw().ok());
        REQUIRE(hall.wait_for({&screen}, [&] { return !hall.door.next_key().has_value(); }));
        CHECK_FALSE(pong(screen).next_key);
        CHECK(hall.hall.log.count("hub_key.changed") == 0);
    }
    SECTION("when it is time, it opens and the old one does not") {
        hall.hall.pass(std::chrono::hours(1));
        REQUIRE(
            hall.wait_for({&screen}, [&] { return hall.hall.log.count("hub_key.changed") == 1; }));
        ClientKeys new_keys = old_keys;
        new_keys.hub_key = next.keys.public_key;
        Machine follower(new_keys, hall.ports());
        CHECK_FALSE(pong(follower).next_key);
        REQUIRE(hall.wait_for({&follower, &screen}, [&] { return !follower.frames.empty(); }));
        const std::size_t until_then = screen.loot();
        REQUIRE(hall.wait_for({&screen, &follower},
                              [&] { return screen.control.entry() == link::Entry::Broken; }));
        hall.let_time_pass({&screen, &follower});
        CHECK(screen.loot() == until_then);
        // The canary goes by the new key: a stranger is still refused.
        hall.hall.pass(std::chrono::minutes(2));
        hall.let_time_pass({&follower});
        CHECK(hall.hall.log.count("key.canary_unanswered") == 0);
        CHECK_FALSE(hall.server.failure());
    }
}

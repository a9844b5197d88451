# SPDX-License-Identifier: MIT
"""Garbage, half handshakes, a thousand silent connections, messages without end and nasty ones at all ports of a hub, round
after round, while clerks call: each call is shown and acknowledged, the screen stays live, nothing of the attackers' is in the
journal, and the hub's memory and descriptors are what they were."""
import collections
import json
import os
import pathlib
import shlex
import subprocess
import unittest

from hall import PROGRAMS, TREE, HallTest, until
from hall_with_keys import HallWithKeys

ATTACKERS = pathlib.Path(__file__).with_name("attackers.py")
PYTHON = os.environ.get("PANGGIL_SYSTEM_PYTHON", "/usr/bin/python3")  # the one that has Debian's modules
ROUNDS = 5
MOST_GROWTH = 1.5  # of the hub's memory, from the first two rounds to the last two; one sends many times as much
GREETING = 64  # bytes that ZeroMQ sends to whoever connects; they say nothing of the hall
FEW_DESCRIPTORS = 500  # far fewer than attackers; a hub takes what the system gives
NOT_LIVE = ("link.stale", "link.lost", "link.connecting", "link.alarm")


class Siege:
    """What a hub looks like from outside, and a witness that nobody attacks: if its screen goes stale as well, then the
    machine stood still, and that proves nothing."""

    def __init__(self, test, hub, screen, words, *more):
        self.test, self.hub, self.screen, self.more = test, hub, screen, (*more, "--words", json.dumps(words))
        self.process = pathlib.Path(f"/proc/{hub.process.pid}")
        ready = hub.lines("hub.ready")[0]
        self.addresses = [ready[plane].replace("0.0.0.0", "127.0.0.1") for plane in ("control", "events", "commands")]
        quiet = test.start("quiet-hub", PROGRAMS / "panggil-hub", "--hall", test.folder / "hall.json", "--data",
                           test.folder / "quiet", "--listen", "tcp://127.0.0.1:0")
        self.witness = test.open_screen("witness", hub=quiet.wait_for("hub.ready")[0]["control"])
        self.witness.wait_for("link.live")

    def memory(self):
        status = (self.process / "status").read_text(encoding="utf-8")
        return int(status.split("VmRSS:")[1].split()[0])

    def descriptors(self):
        return len(list((self.process / "fd").iterdir()))

    def done(self):
        """What has been done in the hall, and by whom."""
        return collections.Counter((line["cause"], line["actor"]) for line in self.hub.lines("event.committed")
                                   if line["actor"] != "hub")

    def round(self, service):
        """One round, with three calls in its midst; returns what the attackers got."""
        attackers = subprocess.Popen([PYTHON, ATTACKERS, "--site", "bolmut", *self.more, *self.addresses],
                                     stdout=subprocess.PIPE, text=True)
        self.test.addCleanup(attackers.wait)
        self.test.addCleanup(attackers.kill)
        for _ in range(3):
            ticket = self.test.panggil("issue", service)[0]["ticket"]
            self.test.assertEqual(self.test.panggil("call", "3")[0]["ticket"], ticket)
            self.screen.wait_for("call.shown", ticket=ticket)
        said, _ = attackers.communicate(timeout=300)
        self.test.assertEqual(attackers.returncode, 0)
        return json.loads(said)

    def rounds(self, service, judge):
        before, events = self.descriptors(), self.done()
        trouble = {event: len(self.screen.lines(event)) for event in NOT_LIVE}
        memory = [self.memory()]
        for _ in range(ROUNDS):
            said = self.round(service)
            self.test.assertLessEqual(said["to_silent"], GREETING)
            self.test.assertGreaterEqual(said["silent"], 1000)
            judge(said)
            until(lambda: self.descriptors() <= before, "the hub has closed what the attackers left")
            memory.append(self.memory())
        print(f"descriptors {before} -> {self.descriptors()}, memory at first and after each round in KiB: {memory}")
        self.test.assertLess(min(memory[-2:]), max(memory[1:3]) * MOST_GROWTH, memory)
        # The clerks' calls, and nothing else.
        self.test.wait_for_same_board(self.screen)
        new = self.done() - events
        self.test.assertEqual({cause: count for (cause, _), count in new.items()}, {"issue": 3 * ROUNDS, "call": 3 * ROUNDS})
        self.test.assertEqual(len(new), 2, new)
        if not any(self.witness.lines(event) for event in ("link.stale", "link.lost")):
            self.test.assertEqual({event: len(self.screen.lines(event)) for event in NOT_LIVE}, trouble)


class Floods(HallTest):
    def test_a_hub_without_keys(self):
        hub = self.open_hub(call_spacing_ms=0)
        screen = self.live_screen("tv-1")
        service, = self.open_counters("3")

        def judge(said):
            self.assertIn('"type":"hb"', said["told"]["events"])  # they did reach it
            self.assertIn('"bad_request"', said["told"]["commands"])
            self.assertNotIn('"ok":1', said["told"]["commands"])
            self.assertNotIn('"type"', said["told"]["control"])
            self.assertTrue(all(said["cut"].values()), said["cut"])

        Siege(self, hub, screen, {"service": service}).rounds(service, judge)
        refused = {line["code"]: line["what"] for line in hub.lines("message.rejected")}
        self.assertLessEqual({"bad_json", "bad_message", "too_deep"}, set(refused))
        self.assertIn("a message without end", {line["reason"] for line in hub.lines("connection.cut")})
        self.assertLess(len(hub.lines()), 200)
        self.assertEqual(hub.stop(), 0)


class FloodsWithKeys(HallWithKeys):
    def own(self, folder, is_let_in):
        pair = json.loads((folder / "own.key").read_text(encoding="utf-8"))
        return folder.name, is_let_in, pair["public"], pair["secret"]

    def test_a_hub_with_keys(self):
        hub = self.guarded_hub(program=("prlimit", f"--nofile={FEW_DESCRIPTORS}:{FEW_DESCRIPTORS}", PROGRAMS / "panggil-hub"),
                               call_spacing_ms=0)
        screen = self.open_screen("tv-1", "--keys", self.machine("tv-1", "display"))
        kiosk, display, desk = (self.machine(name, role) for name, role in
                                (("kiosk-1", "kiosk"), ("tv-9", "display"), ("loket-4", "counter:4")))
        revoked, unknown = self.machine("tua", "admin"), self.stranger("asing")
        hub.wait_for("key.added", name="tua")
        self.admin("revoke", "tua")
        hub.wait_for("key.revoked", name="tua")
        hub.wait_for("hub.bound_anew")
        screen.wait_for("link.live")
        self.as_machine(unknown, "state", status=1)
        service, = self.open_counters("3")
        hub_key = json.loads((self.keys / "hub.pub").read_text(encoding="utf-8"))["public"]
        forbidden_to_all = [["call", {"counter": "3"}], ["recall", {"counter": "3"}], ["notice", {"text": "palsu"}],
                            ["alert-raise", {"kind": "gempa"}], ["open", {"counter": "5"}]]

        def judge(said):
            nothing = {"control": [], "events": [], "commands": []}
            for folder in (revoked, unknown):
                self.assertEqual(said["told"][folder.name], nothing)
            for folder in (kiosk, display, desk):
                told = {plane: [json.loads(text) for text in texts] for plane, texts in said["told"][folder.name].items()}
                acks = [answer for answer in told["commands"] if answer["rid"].startswith("attack-") and answer["type"] == "ack"]
                self.assertTrue(acks)
                self.assertEqual({(answer["ok"], answer["err"]) for answer in acks} - {(0, "bad_request")}, {(0, "forbidden")})
                self.assertFalse(any(answer.get("d") for answer in acks))
            self.assertEqual(said["told"][kiosk.name]["events"], [])
            self.assertEqual({json.loads(text)["type"] for text in said["told"][kiosk.name]["control"]}, {"no"})

        own = [*(self.own(folder, True) for folder in (kiosk, display, desk)),
               *(self.own(folder, False) for folder in (revoked, unknown))]
        # With "=": a key may begin with "-".
        siege = Siege(self, hub, screen, forbidden_to_all, f"--hub-key={hub_key}", "--own", json.dumps(own))
        new = self.open_screen("tv-2", "--keys", self.stranger("tv-2"))  # hung up while the hall is under siege
        siege.rounds(service, judge)
        self.check_what_was_told(hub, new)
        self.assertEqual(hub.stop(), 0)

    def check_what_was_told(self, hub, new):
        crowded = hub.lines("hub.crowded")
        self.assertTrue(crowded)
        self.assertEqual(crowded[0]["at_most"], FEW_DESCRIPTORS)
        self.assertIn("LimitNOFILE", crowded[0]["hint"])
        self.assertLess(len(hub.lines()), 200)
        # The new screen was neither hidden by the strangers' keys nor kept out by them.
        fingerprint = new.wait_for("key.refused")[0]["fingerprint"]
        told = hub.lines("key.unknown", fingerprint=fingerprint)
        self.assertEqual(len(told), 1)
        self.assertTrue(hub.lines("key.unknown", address="127.0.0.2"))
        pending = [json.loads(line) for line in self.admin("pending", "--json").splitlines()]
        self.assertIn(fingerprint, [key["fingerprint"] for key in pending])
        words = shlex.split(told[0]["hint"].partition("panggil-hub ")[2].replace("NAME", "tv-2").replace("ROLE", "display"))
        subprocess.run([PROGRAMS / "panggil-hub", *words], check=True, capture_output=True, timeout=60, cwd=TREE)
        new.wait_for("link.live")


if __name__ == "__main__":
    unittest.main()

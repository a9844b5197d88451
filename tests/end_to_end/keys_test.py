# SPDX-License-Identifier: MIT
"""A hall with keys: a screen is enrolled by its fingerprint, each role does its own and no more, a stranger gets nothing, and
a screen that is revoked while it listens hears no more."""
import json
import os
import subprocess
import unittest

from hall import PROGRAMS, TREE
from hall_with_keys import HallWithKeys


class Keys(HallWithKeys):
    def hub_refuses_to_start(self, *words, status):
        ended = subprocess.run([PROGRAMS / "panggil-hub", "--hall", "hub/halls/mpp-bolmut.json", "--data",
                                self.folder / "never", *map(str, words)], capture_output=True, text=True, timeout=60, cwd=TREE)
        self.assertEqual(ended.returncode, status, ended.stderr)
        return ended.stderr

    def test_a_hub_on_the_network_needs_keys_and_keeps_them_private(self):
        self.assertIn("panggil-hub keys", self.hub_refuses_to_start("--listen", "tcp://0.0.0.0:0", status=2))
        self.assertIn("keys init", self.hub_refuses_to_start("--keys", self.keys, status=1))
        self.admin("init")
        self.assertIn("rotate", self.admin("init", status=1))
        (self.keys / "hub.key").chmod(0o644)
        self.assertIn("chmod 600", self.hub_refuses_to_start("--keys", self.keys, status=1))
        self.assertIn("chmod 600", self.admin("list", status=1))
        desk = self.keys / "devices/admin"
        (desk / "own.key").chmod(0o640)
        for words in ((PROGRAMS / "panggil", "state"), (PROGRAMS / "panggil-screen", "run", "--headless")):
            ended = subprocess.run([*words, "--keys", desk], capture_output=True, text=True, timeout=60, cwd=TREE)
            self.assertEqual(ended.returncode, 1, ended.stderr)
            self.assertIn("chmod 600", ended.stderr)

    def test_each_role_does_its_own(self):
        hub = self.guarded_hub()
        desk, kiosk, display = (self.machine(name, role) for name, role in
                                (("loket-3", "counter:3"), ("kiosk-1", "kiosk"), ("tv-9", "display")))
        hub.wait_for("key.added", name="tv-9")
        service, = self.open_counters("3")
        ticket = self.as_machine(kiosk, "issue", service)[0]["ticket"]
        self.assertEqual(self.as_machine(desk, "call", "3")[0]["ticket"], ticket)
        self.assertEqual(hub.wait_for("event.committed", cause="call")[0]["actor"], "loket-3")
        board = self.board()
        for folder, words in ((desk, ("call", "4")), (desk, ("issue", service)), (desk, ("notice", "halo")),
                              (kiosk, ("recall", "3")), (kiosk, ("state",)), (kiosk, ("screens",)),
                              (display, ("recall", "3")), (display, ("issue", service))):
            with self.subTest(words=words, key=folder.name):
                answer, = self.as_machine(folder, *words, status=1)
                self.assertEqual(answer["error"], "forbidden")
                self.assertIn(folder.name, answer["pesan"])
        self.assertEqual(self.board(), board)
        # A folder without a key of its own makes one; nobody knows it.
        stranger = self.stranger("stranger")
        answer, = self.as_machine(stranger, "recall", "3", status=1)
        self.assertEqual(answer["error"], "key_refused")
        self.assertIn("keys approve", answer["hint"])
        without = subprocess.run([PROGRAMS / "panggil", "state", "--hub", self.hub_at], capture_output=True, text=True,
                                 timeout=60, env={k: v for k, v in os.environ.items() if k != "PANGGIL_KEYS"})
        self.assertEqual((without.returncode, without.stdout), (3, ""))
        self.assertEqual(self.board(), board)

    def test_a_screen_is_enrolled_by_its_fingerprint_and_cut_off_when_revoked(self):
        hub = self.guarded_hub()
        stays = self.open_screen("tv-1", "--keys", self.machine("tv-1", "display"))
        hub.wait_for("key.added", name="tv-1")
        stays.wait_for("link.live")
        new = self.stranger("tv-2")
        screen = self.open_screen("tv-2", "--keys", new)
        fingerprint = screen.wait_for("key.refused")[0]["fingerprint"]
        self.assertEqual((new / "own.key").stat().st_mode & 0o777, 0o600)
        hub.wait_for("key.unknown", fingerprint=fingerprint)
        pending = [json.loads(line) for line in self.admin("pending", "--json").splitlines()]
        self.assertEqual([key["fingerprint"] for key in pending], [fingerprint])
        self.assertEqual(screen.lines("snapshot.applied") + screen.lines("link.live"), [])

        self.admin("approve", fingerprint.lower().replace("-", ""), "tv-2", "--role", "display")
        screen.wait_for("link.live")
        service, = self.open_counters("3")
        self.wait_for_same_board(stays, screen)

        self.admin("revoke", "tv-2")
        hub.wait_for("hub.bound_anew")
        screen.wait_for("link.stale")
        screen.wait_for("key.refused", count=2)
        stays.wait_for("link.live", count=2) if stays.lines("link.stale") else None
        ticket = self.panggil("issue", service)[0]["ticket"]
        self.panggil("call", "3")
        stays.wait_for("call.shown", ticket=ticket)
        board = self.wait_for_same_board(stays)
        self.assertFalse(screen.lines("digest", state_digest=board["state_digest"]))
        self.assertFalse(screen.lines("call.shown"))
        listed = {line["name"]: line for line in map(json.loads, self.admin("list", "--json").splitlines())}
        self.assertEqual(listed["tv-2"]["fingerprint"], fingerprint)
        self.assertGreater(listed["tv-2"]["revoked"], 0)
        self.assertNotIn("revoked", listed["tv-1"])

    def test_the_hub_changes_its_key_and_everybody_changes_with_it(self):
        hub = self.guarded_hub()
        desk, away = self.machine("loket-3", "counter:3"), self.machine("loket-4", "counter:4")
        folder = self.machine("tv-1", "display")
        screen = self.open_screen("tv-1", "--keys", folder)
        hub.wait_for("key.added", name="tv-1")
        screen.wait_for("link.live")
        service, = self.open_counters("3")
        self.as_machine(desk, "call", "3", status=1)  # nobody waits, but the desk has been here

        self.assertIn("hub.pub", self.admin("rotate", "--days", "7"))
        self.assertIn("--withdraw", self.admin("rotate", status=1))
        hub.wait_for("hub_key.announced")
        screen.wait_for("hub_key.announced")
        self.as_machine(desk, "call", "3", status=1)
        for knows in (folder, desk, self.machine("loket-5", "counter:5")):
            self.assertTrue((knows / "hub.next.pub").exists(), knows)
        self.assertFalse((away / "hub.next.pub").exists())
        self.board()  # the administrator hears of it as well
        old = (folder / "hub.pub").read_text()
        stale = len(screen.lines("link.stale"))

        self.admin("rotate", "--now")
        hub.wait_for("hub_key.changed")
        screen.wait_for("hub_key.changed")
        self.assertNotEqual((folder / "hub.pub").read_text(), old)
        self.assertFalse((folder / "hub.next.pub").exists())
        ticket = self.panggil("issue", service)[0]["ticket"]
        self.as_machine(desk, "call", "3")
        screen.wait_for("call.shown", ticket=ticket)
        self.wait_for_same_board(screen)
        self.assertLessEqual(len(screen.lines("link.stale")), stale + 1)
        self.assertEqual((desk / "hub.pub").read_text(), (self.keys / "hub.pub").read_text())
        # Who was away needs the key by hand, and is told so.
        self.assertIn("hub.pub", self.as_machine(away, "call", "4", status=3)[0]["hint"])
        (away / "hub.pub").write_bytes((self.keys / "hub.pub").read_bytes())
        self.as_machine(away, "open", "4")


if __name__ == "__main__":
    unittest.main()

# SPDX-License-Identifier: MIT
"""A client that was written by docs/protocol.md alone (docs/protocol/example) follows a real hub: through calls, a client
that stands still, and a hub that is killed and comes back. It ends with the hub's digest."""
import json
import os
import signal
import subprocess
import unittest

from hall import PROGRAMS, TREE, HallTest, three_free_ports, until

CLIENT = TREE / "docs/protocol/example/client.py"
PYTHON = os.environ.get("PANGGIL_SYSTEM_PYTHON", "/usr/bin/python3")  # the one that has Debian's modules


class OtherClient(HallTest):
    def open_client(self):
        self.said = self.folder / "client.out"
        with open(self.said, "wb") as said:
            client = subprocess.Popen([PYTHON, CLIENT, self.hub_at], stdout=said, stderr=subprocess.STDOUT)
        self.addCleanup(client.wait)
        self.addCleanup(client.kill)
        return client

    def pictures(self):
        text = self.said.read_text(encoding="utf-8")
        return [json.loads(line) for line in text[:text.rfind("\n") + 1].splitlines()]

    def until_it_shows(self, board):
        """The same seq and digest as the hub, as numbers that are vouched for."""
        def shown():
            pictures = self.pictures()
            return pictures and (pictures[-1]["seq"], pictures[-1]["dg"], pictures[-1]["shows"]) == (
                board["seq"], board["state_digest"], "numbers") and pictures[-1]
        return until(shown, f"the client shows {board['seq']} {board['state_digest']}")

    def visitors(self, service, count):
        for _ in range(count):
            self.panggil("issue", service)
            self.panggil("call", "3")

    def test_it_reaches_the_state_of_the_hub(self):
        at = f"tcp://127.0.0.1:{three_free_ports()}"
        hub = self.open_hub(listen=at, call_spacing_ms=0)
        client = self.open_client()
        service, = self.open_counters("3")
        self.visitors(service, 5)
        picture = self.until_it_shows(self.board())
        self.assertEqual(picture["counters"]["3"], self.board()["state"]["counter/3"]["ticket"])

        # It stands still while the hall goes on; what it missed it gets all the same.
        client.send_signal(signal.SIGSTOP)
        self.visitors(service, 5)
        client.send_signal(signal.SIGCONT)
        self.until_it_shows(self.board())

        # The hub dies and comes back in a new term: old numbers are called old, then all is well again.
        before = len(self.pictures())
        hub.process.kill()
        hub.process.wait()
        until(lambda: self.pictures()[-1]["shows"] == "old numbers", "the client says that its numbers are old")
        self.start("hub", PROGRAMS / "panggil-hub", "--hall", self.folder / "hall.json", "--data", self.folder / "data",
                   "--listen", at).wait_for("hub.ready")
        self.visitors(service, 3)
        board = self.board()
        self.assertEqual(self.until_it_shows(board)["counters"]["3"], board["state"]["counter/3"]["ticket"])

        # Nothing was ever shown that the hub had not committed.
        committed = {(line["seq"], line["state_digest"]) for program in self.programs if program.name == "hub"
                     for line in program.lines("event.committed")}
        shown = {(picture["seq"], picture["dg"]) for picture in self.pictures() if picture["seq"] > 2}
        self.assertGreater(len(shown), 10)
        self.assertLessEqual(shown, committed)
        self.assertGreater(len(self.pictures()), before)


if __name__ == "__main__":
    unittest.main()

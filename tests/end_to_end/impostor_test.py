# SPDX-License-Identifier: MIT
"""Something that is not the hub speaks at its ports: the screen goes on saying that it waits, believes nothing, keeps its
memory, tells it in a few lines; and is live as soon as the hub is back at its place."""
import os
import pathlib
import subprocess
import unittest

from hall import TREE, HallTest, three_free_ports

IMPOSTOR = pathlib.Path(__file__).with_name("impostor.py")
PYTHON = os.environ.get("PANGGIL_SYSTEM_PYTHON", "/usr/bin/python3")  # the one that has Debian's modules
ROUNDS = 4
MOST_GROWTH = 1.5


class Impostor(HallTest):
    def memory(self, screen):
        status = pathlib.Path(f"/proc/{screen.process.pid}/status").read_text(encoding="utf-8")
        return int(status.split("VmRSS:")[1].split()[0])

    def test_a_screen_believes_no_impostor(self):
        port = three_free_ports()
        impostor = subprocess.Popen([PYTHON, IMPOSTOR, str(port), TREE / "docs/protocol/transcripts"], stdin=subprocess.PIPE,
                                    stdout=subprocess.PIPE, text=True)
        self.addCleanup(impostor.communicate)  # ends its input, and so itself
        shot = self.folder / "screen.png"
        screen = self.open_screen("tv-1", "--shot", shot, hub=f"tcp://127.0.0.1:{port}")
        memory = []
        for _ in range(ROUNDS):
            self.assertGreater(int(impostor.stdout.readline()), 500)
            memory.append(self.memory(screen))
        print(f"memory after each round in KiB: {memory}")
        self.assertLess(memory[-1], memory[0] * MOST_GROWTH, memory)
        for code in ("bad_json", "bad_message", "too_deep", "wrong_version"):
            screen.wait_for("link.bad_message", code=code)  # the rounds go on: a slow screen misses some of each
        self.assertLess(len(screen.lines()), 100)
        for event in ("link.live", "snapshot.applied", "event.applied", "call.shown", "announce.started"):
            self.assertEqual(screen.lines(event), [], event)

        impostor.communicate()
        hub = self.open_hub(listen=f"tcp://127.0.0.1:{port}")
        screen.wait_for("link.live")
        self.wait_for_same_board(screen)
        self.assertEqual((screen.stop(), hub.stop()), (0, 0))


if __name__ == "__main__":
    unittest.main()

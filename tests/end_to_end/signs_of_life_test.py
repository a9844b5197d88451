# SPDX-License-Identifier: MIT
"""Hub and screen tell the service manager when they serve and, as long as their loop turns, that they live."""
import signal
import socket
import unittest

from hall import PROGRAMS, TREE, HallTest


class SignsOfLife(HallTest):
    def setUp(self):
        super().setUp()
        self.manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(self.manager.close)
        self.manager.bind(str(self.folder / "notify"))

    def open_watched_hub(self):
        return self.open_hub(program=("env", f"NOTIFY_SOCKET={self.folder}/notify", "WATCHDOG_USEC=300000",
                                      PROGRAMS / "panggil-hub"))

    def heard(self, patience):
        self.manager.settimeout(patience)
        return self.manager.recv(1000).decode()

    def lives_until_it_is_stopped(self, program):
        for _ in range(3):
            self.assertEqual(self.heard(60), "WATCHDOG=1")
        # A loop that stands still gives none, and nothing else gives them in its place.
        program.process.send_signal(signal.SIGSTOP)
        with self.assertRaises(TimeoutError):
            while True:
                self.heard(1)
        program.process.send_signal(signal.SIGCONT)
        self.assertEqual(self.heard(60), "WATCHDOG=1")
        self.assertEqual(program.stop(), 0)
        said = self.heard(60)
        while said == "WATCHDOG=1":
            said = self.heard(60)
        self.assertEqual(said, "STOPPING=1")

    def test_ready_then_alive_then_stopping(self):
        hub = self.open_watched_hub()
        self.assertIn("READY=1", self.heard(60))
        self.lives_until_it_is_stopped(hub)

    def test_a_screen_behind_another_program_lives_too(self):
        # As under cage: what the service manager started is not the screen, and the unit keeps WATCHDOG_PID from it.
        unit = (TREE / "packaging/systemd/panggil-screen-cage.service").read_text(encoding="utf-8")
        kept = [word for line in unit.splitlines() if line.startswith("UnsetEnvironment=") for word in line.split("=")[1].split()]
        between = ("env", f"NOTIFY_SOCKET={self.folder}/notify", "WATCHDOG_USEC=300000", "WATCHDOG_PID=1",
                   "env", *(word for name in kept for word in ("-u", name)), PROGRAMS / "panggil-screen")
        self.open_screen("tv-1", hub="tcp://127.0.0.1:9", program=between)
        self.assertIn("READY=1", self.heard(60))
        self.assertEqual([self.heard(60) for _ in range(3)], ["WATCHDOG=1"] * 3)

    def test_a_damaged_journal_is_no_reason_to_be_killed(self):
        (self.folder / "data").mkdir()
        (self.folder / "data" / "journal.sqlite").write_bytes(b"not a database" * 1000)
        hub = self.open_watched_hub()
        self.assertTrue(hub.lines("journal.damaged"))
        self.assertIn("READY=1", self.heard(60))
        self.assertEqual([self.heard(60) for _ in range(3)], ["WATCHDOG=1"] * 3)
        self.assertEqual(hub.stop(), 0)

    def test_a_screen_is_ready_with_its_first_picture_and_lives_without_a_hub(self):
        screen = self.open_screen("tv-1", hub="tcp://127.0.0.1:9", program=("env", f"NOTIFY_SOCKET={self.folder}/notify", "WATCHDOG_USEC=300000",
                                                   PROGRAMS / "panggil-screen"))
        self.assertIn("READY=1", self.heard(60))
        screen.wait_for("display.first_frame")
        self.lives_until_it_is_stopped(screen)


if __name__ == "__main__":
    unittest.main()

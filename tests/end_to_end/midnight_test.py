# SPDX-License-Identifier: MIT
"""At the hall's midnight a new service day begins, whether the hub is awake or not: numbers start again at 1, yesterday's are
gone from every screen and stay in the journal. A clock that falls back begins no day."""
import json
import subprocess
import unittest

from faked_clock import LIBRARY, FakedClock
from hall import PROGRAMS, HallTest, run


@unittest.skipIf(LIBRARY is None, "the package faketime is not installed")
class Midnight(FakedClock, HallTest):
    def open_hub_at(self, utc):
        self.turn_clock(utc)
        return self.open_hub(program=self.under_it(PROGRAMS / "panggil-hub"))

    def report(self, day):
        said = subprocess.run([PROGRAMS / "panggil-hub", "report", "--data", self.folder / "data", "--day", day, "--json"],
                              capture_output=True, text=True, check=True).stdout
        service, = (line for line in map(json.loads, said.splitlines()) if line["kind"] == "service" and "issued" in line)
        return service

    def test_numbers_begin_anew_each_day(self):
        hub = self.open_hub_at("2026-11-24 10:00:00")
        screen = self.live_screen("tv-1")
        service, = self.open_counters("3")
        numbers = [self.panggil("issue", service)[0]["ticket"] for _ in range(2)]
        self.panggil("call", "3")
        self.assertEqual(self.board()["state"]["hall"]["day"], "2026-11-24")

        self.turn_clock("2026-11-24 15:59:58")  # two seconds to midnight in the hall
        hub.wait_for("event.committed", count=2, cause="day")
        board = self.wait_for_same_board(screen)
        self.assertEqual(board["state"]["hall"]["day"], "2026-11-25")
        self.assertNotIn("ticket", board["state"]["counter/3"])
        self.assertEqual([key for key in board["state"] if key.startswith(("ticket/", "call/"))], [])
        self.panggil("open", "3")
        self.assertEqual(self.panggil("issue", service)[0]["ticket"], numbers[0])
        self.assertEqual(hub.stop(), 0)

        # Asleep over the weekend: the day begins when the hub does.
        hub = self.open_hub_at("2026-11-27 23:30:00")
        self.assertEqual(self.board()["state"]["hall"]["day"], "2026-11-28")
        self.panggil("open", "3")
        self.assertEqual([self.panggil("issue", service)[0]["ticket"] for _ in range(2)], numbers)
        self.assertEqual(hub.stop(), 0)

        # A machine that wakes up in the wrong year throws nothing away.
        hub = self.open_hub_at("2000-01-01 00:00:00")
        state = self.board()["state"]
        self.assertEqual(state["hall"]["day"], "2026-11-28")
        self.assertEqual(sorted(key[7:] for key in state if key.startswith("ticket/")), numbers)
        self.assertEqual(hub.stop(), 0)
        self.assertEqual([self.report(day)["issued"] for day in ("2026-11-24", "2026-11-25", "2026-11-28")], [2, 1, 2])
        self.assertEqual(self.report("2026-11-24")["called"], 1)


if __name__ == "__main__":
    run()

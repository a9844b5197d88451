# SPDX-License-Identifier: MIT
"""The hub's disk is full: each clerk is told, nothing is shown or said that is not stored, and work goes on by itself when
there is room again."""
import resource
import sqlite3
import unittest

from hall import PROGRAMS, HallTest, until


class FullDisk(HallTest):
    def room(self, limit):
        """What a full disk looks like to the running hub: no file of it can grow beyond the limit."""
        resource.prlimit(self.hub.process.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    def test_nothing_is_shown_that_is_not_stored(self):
        # The signal of the limit would end a program that does not ask to ignore it, as a full disk does not.
        self.hub = self.open_hub(program=("env", "--ignore-signal=XFSZ", PROGRAMS / "panggil-hub"))
        screen = self.live_screen("tv-1")
        service, = self.open_counters("3")
        first = self.panggil("issue", service)[0]["ticket"]

        self.room(0)
        before = self.board()
        for number in range(5):
            refused = self.panggil("call", "3", "--request-id", f"full-{number}", status=1)
            self.assertEqual(refused[0]["error"], "storage")
        self.assertEqual(self.board(), before)

        self.room(resource.RLIM_INFINITY)
        called = self.panggil("call", "3", "--request-id", "full-2")[0]
        self.assertEqual((called["ticket"], called.get("repeated", 0)), (first, 0))
        after = self.wait_for_same_board(screen)
        # A second attempt of what was refused is an attempt of its own, and only this one was made.
        until(lambda: screen.lines("call.shown", announce_id=called["call_id"]), "the call is shown")
        self.assertEqual(len(screen.lines("event.applied", cause="call")), 1)
        self.assertEqual(self.hub.stop(), 0)
        with sqlite3.connect(self.folder / "data/journal.sqlite") as journal:
            self.assertEqual(journal.execute("PRAGMA integrity_check").fetchone(), ("ok",))
            last, = journal.execute("SELECT max(seq) FROM events").fetchone()
            calls = journal.execute("SELECT count(*) FROM events WHERE json_extract(json, '$.cause') = 'call'").fetchone()
        self.assertGreaterEqual(last, after["seq"])
        self.assertEqual(calls, (1,))


if __name__ == "__main__":
    unittest.main()

# SPDX-License-Identifier: MIT
"""The hub's disk is full: each clerk is told, nothing is shown or said that is not stored, and work goes on by itself when
there is room again."""
import resource
import sqlite3
import unittest

from hall import PROGRAMS, HallTest, three_free_ports, until


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

    def test_a_screen_that_can_write_nothing_shows_and_says_each_call(self):
        self.open_hub()
        screen = self.open_screen("tv-1", "--pack", self.quick_voice(), program=("env", "--ignore-signal=XFSZ", PROGRAMS / "panggil-screen"))
        screen.wait_for("voice.loaded")
        screen.wait_for("link.live")
        service, = self.open_counters("3")
        resource.prlimit(screen.process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        written = screen.log_file.stat().st_size
        for _ in range(2):
            self.panggil("issue", service)
            heard = self.panggil("call", "3", "--wait")[-1]
            self.assertEqual(heard["screen"], "tv-1")
            self.panggil("finish", "3")
        self.assertEqual(screen.log_file.stat().st_size, written)
        resource.prlimit(screen.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        self.panggil("issue", service)
        last = self.panggil("call", "3", "--wait")[-1]["call_id"]
        self.assertTrue(screen.wait_for("announce.ended", announce_id=last))  # and every line is a whole one
        self.assertEqual(len(screen.lines("announce.started", announce_id=last)), 1)
        self.assertEqual(screen.stop(), 0)

    def test_a_hub_that_begins_on_a_full_disk_says_so_and_goes_on_when_there_is_room(self):
        self.open_hub()
        service, = self.open_counters("3")
        first = self.panggil("issue", service)[0]["ticket"]
        self.assertEqual(self.programs[0].stop(), 0)

        port = three_free_ports()
        self.hub_at = f"tcp://127.0.0.1:{port}"
        self.hub = self.start("hub", "prlimit", "--fsize=0:unlimited", "env", "--ignore-signal=XFSZ", PROGRAMS / "panggil-hub",
                              "--hall", self.folder / "hall.json", "--data", self.folder / "data", "--listen", self.hub_at)
        screen = self.live_screen("tv-1")  # it hears a hub, and has no number to show
        refused = self.panggil("call", "3", status=1)
        self.assertEqual(refused[0]["error"], "storage")
        waiting = self.board()
        self.assertIn("notice/1", waiting["state"])
        self.assertNotIn(f"ticket/{first}", waiting["state"])

        self.room(resource.RLIM_INFINITY)
        until(lambda: f"ticket/{first}" in self.board()["state"], "the hub is whole again")
        called = self.panggil("call", "3")[0]
        self.assertEqual(called["ticket"], first)
        until(lambda: screen.lines("call.shown", announce_id=called["call_id"]), "the call is shown")
        self.wait_for_same_board(screen)


if __name__ == "__main__":
    unittest.main()

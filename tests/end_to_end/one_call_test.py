# SPDX-License-Identifier: MIT
"""The main job through the real programs: a call becomes a number on every screen and one voice in its zone."""
import subprocess
import unittest

from hall import PROGRAMS, TREE, HallTest, until


class OneCall(HallTest):
    def test_a_call_is_shown_everywhere_said_once_and_never_again(self):
        self.open_hub()
        screens = [self.live_screen("tv-1", "--zones", "lobi"), self.live_screen("tv-2", "--zones", "lobi")]
        service, = self.open_counters("3")
        first = self.panggil("issue", service)[0]["ticket"]
        self.panggil("issue", service)

        # Called: --wait returns when the zone has heard it.
        called = self.panggil("call", "3", "--wait")[-1]
        self.assertEqual(called["ticket"], first)
        call_id = called["call_id"]
        for screen in screens:
            self.assertEqual(screen.wait_for("call.shown", announce_id=call_id)[0]["ticket"], first)
        self.said_once(screens, call_id, attempt=1, words=self.words(first, 1))

        # Recalled: once more, as the second call, with a call_id of its own.
        again = self.panggil("recall", "3", "--wait")[-1]
        self.assertNotEqual(again["call_id"], call_id)
        self.assertEqual(again["ticket"], first)
        for screen in screens:
            screen.wait_for("call.shown", announce_id=again["call_id"])
        self.said_once(screens, again["call_id"], attempt=2, words=self.words(first, 2))
        self.said_once(screens, call_id, attempt=1, words=self.words(first, 1))

        # A third screen comes later: the same board at once, and not a word of what was said before it came.
        third = self.live_screen("tv-3", "--zones", "lobi")
        screens.append(third)
        board = self.wait_for_same_board(*screens)
        self.assertEqual(board["state"]["counter/3"]["ticket"], first)
        self.assertEqual(third.lines("announce.queued"), [])

        # Not even when the others leave and it becomes the voice of the zone: only what is called from then on.
        for screen in screens[:2]:
            self.assertEqual(screen.stop(), 0)
        self.until_speaker("lobi", "tv-3")
        self.panggil("finish", "3")
        second = self.panggil("call", "3", "--wait")[-1]
        ended = third.wait_for("announce.ended")
        self.assertEqual([line["announce_id"] for line in third.lines("announce.started")], [second["call_id"]])
        self.assertEqual(ended[0]["ticket"], second["ticket"])
        self.assertEqual(third.stop(), 0)

    def until_speaker(self, zone, screen):
        until(lambda: self.speaker_of(zone) == screen, f"{screen} speaks in {zone}")

    def words(self, ticket, attempt):
        """What panggil-screen says for this call when asked for words only."""
        return subprocess.run(
            [PROGRAMS / "panggil-screen", "say", "--pack", "audio/id-ID", "--hall", "hub/halls/mpp-bolmut.json", "--ticket",
             ticket, "--counter", "3", "--attempt", str(attempt), "--words"],
            cwd=TREE, capture_output=True, text=True, check=True).stdout.strip()

    def said_once(self, screens, call_id, attempt, words):
        """Exactly one of the screens began and ended it, with these words, in the right zone."""
        self.assertTrue(words)
        for event in ("announce.started", "announce.ended"):
            lines = [line for screen in screens for line in screen.lines(event, announce_id=call_id)]
            self.assertEqual(len(lines), 1, f"{event} of {call_id}: {lines}")
            self.assertEqual((lines[0]["zone"], lines[0]["attempt"], lines[0]["words"]), ("lobi", attempt, words))
        self.assertGreater(lines[0]["audible_ms"], 1000)


if __name__ == "__main__":
    unittest.main()

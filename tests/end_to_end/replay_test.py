# SPDX-License-Identifier: MIT
"""What replay tells of a moment is what the hall saw and heard then."""
import datetime
import json
import subprocess
import unittest

from hall import PROGRAMS, TREE, HallTest, Recording

WITA = datetime.timezone(datetime.timedelta(hours=8))


def time_of(line):
    return datetime.datetime.fromisoformat(line["t"].replace("Z", "+00:00"))


class Replay(HallTest):
    def replay(self, at, *words, status=0):
        ran = subprocess.run([PROGRAMS / "panggil-screen", "replay", "--journal", self.folder / "data",
                              "--at", at.astimezone(WITA).strftime("%Y-%m-%d %H.%M.%S"), "--json", *words],
                             cwd=TREE, capture_output=True, text=True, check=False, timeout=120)
        self.assertEqual(ran.returncode, status, ran.stderr)
        return [json.loads(line) for line in ran.stdout.splitlines()], ran.stderr

    def test_a_call_of_the_past_is_seen_and_heard_again(self):
        self.open_hub()
        screen = self.live_screen("tv-1")
        services = self.open_counters("3", "4")
        for service in services:
            self.panggil("issue", service)
        self.panggil("call", "3", "--wait")
        board = self.board()
        state = self.folder / "state.json"
        state.write_text(json.dumps(board), encoding="utf-8")
        started = screen.wait_for("announce.started")[0]
        ended = screen.wait_for("announce.ended")[0]
        over = time_of(ended)

        # The hub runs on, and the hall goes on.
        self.panggil("call", "4", "--wait")
        next_started = screen.wait_for("announce.started", count=2)[1]
        next_ended = screen.wait_for("announce.ended", count=2)[1]
        shot, wav, again = self.folder / "a.png", self.folder / "a.wav", self.folder / "b.png"
        lines, _ = self.replay(over, "--out", shot, "--seconds", "1")
        self.assertEqual((lines[0]["seq"], lines[0]["state_digest"]), (board["seq"], board["state_digest"]))
        self.assertEqual(lines[0]["on_air"], started["ticket"])
        subprocess.run([PROGRAMS / "panggil-screen", "render", "--layout", "layouts/mpp-lanskap.json", "--state", state,
                        "--at", over.astimezone(WITA).strftime("%Y-%m-%d %H.%M.%S"),
                        "--out", again], cwd=TREE, check=True)
        self.assertEqual(shot.read_bytes(), again.read_bytes(), "the picture is that of the state which the hub had")

        # Also what only the calendar knows: when the hall opens again.
        closed = "layouts/tutup.json"
        self.replay(over, "--out", shot, "--layout", closed)
        subprocess.run([PROGRAMS / "panggil-screen", "render", "--layout", closed, "--state", state,
                        "--at", over.astimezone(WITA).strftime("%Y-%m-%d %H.%M.%S"),
                        "--out", again], cwd=TREE, check=True)
        self.assertEqual(shot.read_bytes(), again.read_bytes(), "the day is that of the moment")

        # From a second before it began: silence first, then the voice, as long as it was.
        when = time_of(next_started)
        lines, _ = self.replay(when - datetime.timedelta(seconds=1), "--wav", wav, "--seconds", "20")
        heard = {line["ticket"]: line for line in lines[1:]}
        self.assertEqual(heard[next_started["ticket"]]["words"], next_started["words"])
        self.assertEqual(heard[next_started["ticket"]]["screen"], "tv-1")
        self.assertEqual(heard[next_started["ticket"]]["audible_ms"], next_ended["audible_ms"])
        recording = Recording(wav)
        self.assertEqual(len(recording.samples), 20 * recording.rate)
        begin = recording.rate * (1_000_000 + when.microsecond) // 1_000_000
        self.assertEqual(recording.peak(begin - recording.rate // 2, begin), 0)
        self.assertGreater(recording.peak(begin, begin + next_ended["samples"]), 1000)

        _, complaint = self.replay(when - datetime.timedelta(days=2), status=1)
        self.assertIn("holds nothing that is as old as that", complaint)


if __name__ == "__main__":
    unittest.main()

# SPDX-License-Identifier: MIT
"""./run as a newcomer types it: a picture, a recording that holds what the log lists, and no process left."""
import json
import os
import subprocess
import unittest

from hall import PROGRAMS, TREE, HallTest, Recording


class Session(HallTest):
    def test_run_leaves_a_picture_and_a_recording(self):
        shot, wav = self.folder / "a.png", self.folder / "a.wav"
        # The programs of this build; nothing is installed or built for them.
        ran = subprocess.run([TREE / "run", "--headless", "--seconds", "25", "--shot", shot, "--wav", wav, "--seed", "7"],
                             cwd=self.folder, capture_output=True, text=True, check=False, timeout=300,
                             env=os.environ | {"PANGGIL_PROGRAMS": str(PROGRAMS), "PANGGIL_RUN_DIR": str(self.folder / "run"),
                                               "SDL_AUDIODRIVER": "dummy"})
        self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)
        self.assertEqual(shot.read_bytes()[:8], b"\x89PNG\r\n\x1a\n")
        self.assertGreater(shot.stat().st_size, 20_000)

        log = (self.folder / "run/last/panggil-screen.log").read_text(encoding="utf-8").splitlines()
        ended = [line for line in map(json.loads, log) if line["event"] == "announce.ended"]
        self.assertTrue(ended, "a session of 25 seconds has at least one announcement")
        recording = Recording(wav)
        at = 0
        for line in ended:
            begin, end = line["first_sample"], line["first_sample"] + line["samples"]
            self.assertLessEqual(at, begin)
            self.assertEqual(recording.peak(at, begin), 0, f"something is heard before {line['ticket']}")
            self.assertGreater(recording.peak(begin, end), 1000, f"{line['ticket']} is not heard")
            at = end
        self.assertEqual([line["seq"] for line in ended], sorted(line["seq"] for line in ended))


if __name__ == "__main__":
    unittest.main()

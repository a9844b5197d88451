# SPDX-License-Identifier: MIT
"""One picture of a layout, drawn by the real program: it knows the day, later pages, and a late hub."""

import os
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCREEN = pathlib.Path(os.environ.get("PANGGIL_PROGRAMS", ROOT / "build")) / "panggil-screen"


class Render(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def run_render(self, layout, state, at, *more):
        out = pathlib.Path(self.folder.name) / "out.png"
        done = subprocess.run(
            [SCREEN, "render", "--layout", ROOT / "layouts" / f"{layout}.json", "--state", state, "--at", at,
             "--size", "640x360", "--out", out, *more],
            capture_output=True, text=True, check=False)
        return done, out

    def picture(self, layout, board, at, *more):
        done, out = self.run_render(layout, ROOT / "docs" / "gallery" / f"{board}.board.json", at, *more)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "")
        return out.read_bytes()

    def test_a_holiday_is_named(self):
        # Both are Fridays at one time: only names and dates differ.
        christmas = self.picture("libur", "tutup", "2026-12-25 09.41")
        self.assertEqual(christmas, self.picture("libur", "tutup", "2026-12-25 09.41"))
        self.assertNotEqual(christmas, self.picture("libur", "tutup", "2026-05-01 09.41"))

    def test_later_pages(self):
        now = "2026-11-24 09.41"
        pages = {self.picture("mpp-25", "hall-25", now, "--after", str(seconds)) for seconds in (0, 10, 20)}
        self.assertEqual(len(pages), 3)
        self.assertIn(self.picture("mpp-25", "hall-25", now, "--after", "60"), pages)

    def test_a_late_hub_is_seen(self):
        now = "2026-11-24 09.41"
        seen = {self.picture("mpp-lanskap", board, now) for board in ("hall", "tertunda", "terputus", "menyambung")}
        self.assertEqual(len(seen), 4)

    def test_a_link_that_nobody_knows(self):
        board = pathlib.Path(self.folder.name) / "papan.json"
        board.write_text('{"link": "dead", "counters": []}')
        done, out = self.run_render("mpp-lanskap", board, "2026-11-24 09.41")
        self.assertEqual(done.returncode, 1)
        self.assertIn('papan.json:1:10: "dead" is no state of the link', done.stderr)
        self.assertFalse(out.exists())


if __name__ == "__main__":
    unittest.main()

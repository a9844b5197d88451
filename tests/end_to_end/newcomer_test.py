#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Somebody who has docs/panduan-admin.md and nothing else: every edit here is a block of the guide, every command one of
its commands, and what the guide says will be seen is seen."""
import os
import re
import shlex
import shutil
import subprocess
import unittest

from hall import PROGRAMS, TREE, HallTest, until

GUIDE = (TREE / "docs/panduan-admin.md").read_text(encoding="utf-8")


def section(title):
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", GUIDE, re.S | re.M)[1]


def block(title, kind=""):
    """The section's first block of this kind, without its fences."""
    return re.search(rf"^```{kind}\n(.*?)^```", section(title), re.S | re.M)[1].strip()


def named_files(title):
    return re.findall(r"`((?:layouts|hub|assets)/[\w/.-]+\.\w+)`", section(title))


class Newcomer(HallTest):
    def setUp(self):
        super().setUp()
        self.site = self.folder / "situs"
        for part in ("layouts", "fonts", "assets", "data", "hub/halls"):
            shutil.copytree(TREE / part, self.site / part)
        os.symlink(TREE / "audio", self.site / "audio")
        shutil.copy(TREE / "screens.json", self.site)

    def run_as_the_guide_says(self, command):
        program, *words = shlex.split(command)
        return subprocess.run([PROGRAMS / program, *words], cwd=self.site, capture_output=True, text=True, check=False)

    def check(self):
        return self.run_as_the_guide_says(block("Di mana folder situs\\?", "sh"))

    def edit(self, file, pattern, text):
        path = self.site / file
        old = path.read_text(encoding="utf-8")
        new, count = re.subn(pattern, lambda _: text, old, count=1, flags=re.M)
        self.assertEqual(count, 1, f"{file} has {pattern}")
        path.write_text(new, encoding="utf-8")

    def picture(self, layout, size):
        out = self.folder / "gambar.png"
        board = TREE / "docs/gallery/hall.board.json"
        subprocess.run([PROGRAMS / "panggil-screen", "render", "--site", self.site, "--layout", self.site / layout, "--state", board,
                        "--size", size, "--at", "2026-11-24 09.00", "--out", out], check=True, capture_output=True)
        return out.read_bytes()

    def start_hub(self):
        hub = self.start("hub", PROGRAMS / "panggil-hub", "--hall", self.site / "hub/halls/mpp-bolmut.json",
                         "--data", self.folder / "data", "--listen", "tcp://127.0.0.1:0")
        self.hub_at = hub.wait_for("hub.ready")[0]["control"]
        return hub

    def test_the_logo(self):
        before = self.picture("layouts/mpp-lanskap.json", "1920x1080"), self.picture("layouts/mpp-potret.json", "1080x1920")
        title = "Mengganti lambang"
        copied, lying, standing = named_files(title)[:3]
        (self.site / copied).write_text('<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">'
                                        '<rect width="100" height="100" fill="#C00000"/></svg>', encoding="utf-8")
        for file in (lying, standing):
            self.edit(file, r'"logo": \{.*\},$', block(title, "json"))
        said = self.check()
        self.assertEqual((said.returncode, said.stdout), (0, ""))
        self.assertNotEqual(self.picture("layouts/mpp-lanskap.json", "1920x1080"), before[0])
        self.assertNotEqual(self.picture("layouts/mpp-potret.json", "1080x1920"), before[1])

    def test_the_ticker_and_a_mistake_that_the_guide_foretells(self):
        self.start_hub()
        # The everyday layout also on a Saturday, when the schedule says that the hall is closed.
        screen = self.open_screen("tv-tunggu-1", "--layout", self.site / "layouts/mpp-lanskap.json", site=self.site)
        screen.wait_for("link.live")
        screen.wait_for("layout.loaded")
        loaded = len(screen.lines("layout.loaded"))
        file, = dict.fromkeys(named_files("Mengganti teks pengumuman"))
        line = block("Mengganti teks pengumuman", "json")
        self.edit(file, r'\{"text": .*\},$', line)
        said = self.check()
        self.assertEqual((said.returncode, said.stdout), (0, ""))
        screen.wait_for("layout.loaded", loaded + 1)

        wrong, = dict.fromkeys(named_files("Bila terjadi kesalahan"))
        self.edit(wrong, re.escape(line), line.removesuffix(","))
        said = self.check()
        self.assertEqual(said.returncode, 1)
        self.assertEqual(said.stdout.splitlines()[0], block("Bila terjadi kesalahan"))
        self.assertIn("^", said.stdout.splitlines()[2])
        self.assertEqual(said.stdout.count("galat"), 1)
        screen.wait_for("layout.rejected")
        until(lambda: "ditolak" in str(self.panggil("screens")), "the list of screens says so")
        self.edit(wrong, re.escape(line.removesuffix(",")), line)
        until(lambda: "ditolak" not in str(self.panggil("screens")), "the mended file is no news any more")

    def test_the_anthem(self):
        self.edit("screens.json", r'^(?=    \{"id": "biasa")', block("Mengubah jadwal layar", "json") + "\n")
        said = self.run_as_the_guide_says("panggil-screen check screens.json --lang id")
        self.assertEqual((said.returncode, said.stdout), (0, ""))
        for screen, layout in (("tv-tunggu-1", "layouts/lagu.json"), ("totem-pintu", "layouts/lagu-potret.json")):
            said = self.run_as_the_guide_says(f'panggil-screen explain --screen {screen} --at "2026-11-20 10.00" --site .')
            self.assertRegex(said.stdout, f"over it: lagu.*: {layout}\n")

    def test_the_eleventh_counter(self):
        hub = self.start_hub()
        hub.stop()
        file, = dict.fromkeys(named_files("Menambah loket kesebelas"))
        line = block("Menambah loket kesebelas", "json")
        self.edit(file, r'"counters": \[$', '"counters": [\n    ' + line)
        said = self.check()
        self.assertEqual(said.returncode, 0, said.stdout)  # perhaps with advice: two counters' names need more room
        self.start_hub()
        screen = self.open_screen("tv-tunggu-1", "--layout", self.site / "layouts/mpp-lanskap.json", site=self.site)
        screen.wait_for("link.live")
        opening = self.run_as_the_guide_says(block("Menambah loket kesebelas", "sh") + f" --hub {self.hub_at}")
        self.assertEqual(opening.returncode, 0, opening.stderr)
        service = self.board()["state"]["counter/11"]["services"][0]
        ticket = self.panggil("issue", service)[0]["ticket"]
        self.panggil("call", "11")
        screen.wait_for("call.shown", ticket=ticket, counter="11")


if __name__ == "__main__":
    unittest.main()

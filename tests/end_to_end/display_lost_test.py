# SPDX-License-Identifier: MIT
"""The display is gone under a running screen, stays away for a while, and comes back. The program ends, since nothing of it can be
seen, says why as long as there is none, and whoever starts it again (packaging/systemd) has the picture back."""
import os
import pathlib
import shutil
import subprocess
import unittest

from hall import PROGRAMS, HallTest, run, until

NO_DISPLAY = 4  # the exit status of a screen that can show nothing


@unittest.skipUnless(shutil.which("Xvfb"), "the package xvfb is not installed")
class DisplayLost(HallTest):
    def open_display(self, number=None):
        """An X server without a television, whose glass is a file; its number is its own choice, unless it is given."""
        reads, writes = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", *([f":{number}"] if number else []), "-displayfd", str(writes), "-screen", "0", "640x360x24", "-noreset",
             "-nolisten", "tcp", "-fbdir", str(self.folder)], pass_fds=(writes,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        self.addCleanup(self.close_display)
        os.close(writes)
        with open(reads, encoding="utf-8") as told:
            return told.readline().strip()

    def close_display(self):
        self.server.kill()
        self.server.wait()

    def screen_on(self, display, name):
        """As its unit starts it: on the whole glass, and no driver asked for by name."""
        clean = [word for variable in ("SDL_VIDEODRIVER", "WAYLAND_DISPLAY") for word in ("-u", variable)]
        return self.start(name, "env", *clean, f"DISPLAY=:{display}", PROGRAMS / "panggil-screen", "run", "--hub", self.hub_at, "--screen", "tv-1",
                          "--state-dir", self.folder / "state")

    def colours(self):
        """How many different pixels are on the glass, about."""
        glass = (pathlib.Path(self.folder) / "Xvfb_screen0").read_bytes()[-640 * 360 * 4:]
        return len({glass[at:at + 4] for at in range(0, len(glass), 4)})

    def test_a_display_that_is_killed_and_comes_back(self):
        self.open_hub()
        display = self.open_display()
        first = self.screen_on(display, "first")
        first.wait_for("link.live")
        until(lambda: self.colours() > 50, "the picture is on the glass")
        self.close_display()
        self.assertNotEqual(first.process.wait(timeout=60), 0, "it ends, and not as if it had been asked to")

        away = self.screen_on(display, "away")
        self.assertEqual(away.process.wait(timeout=60), NO_DISPLAY)
        self.assertIn("no window could be opened", away.said.read_text(encoding="utf-8"))

        self.assertEqual(self.open_display(display), display)
        back = self.screen_on(display, "back")
        back.wait_for("link.live")
        until(lambda: self.colours() > 50, "the picture is back")
        service, = self.open_counters("3")
        ticket = self.panggil("issue", service)[0]["ticket"]
        self.panggil("call", "3")
        back.wait_for("call.shown", ticket=ticket)
        self.assertEqual(back.stop(), 0)


if __name__ == "__main__":
    run()

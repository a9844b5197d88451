#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""An administrator edits while the hall runs, and an alert takes the screens over."""
import json
import os
import pathlib
import shutil
import subprocess
import time
import unittest

from hall import PROGRAMS, TREE, HallTest, until


class Layouts(HallTest):
    def site(self):
        """A copy of our site that a test may change."""
        site = self.folder / "site"
        for part in ("layouts", "fonts", "assets"):
            shutil.copytree(TREE / part, site / part)
        os.symlink(TREE / "audio", site / "audio")
        return site

    def test_only_a_sound_layout_reaches_the_glass(self):
        self.open_hub()
        site = self.site()
        screen = self.open_screen("tv", site=site)
        screen.wait_for("link.live")
        base = site / "layouts/dasar.json"
        good = base.read_text(encoding="utf-8")
        loaded = len(screen.lines("layout.loaded"))

        base.write_text(good.replace("SP4N", "SP4N", 1)[:-40], encoding="utf-8")  # cut off in the middle
        refused = screen.wait_for("layout.rejected")[0]
        self.assertIn("dasar.json:", refused["where"])
        until(lambda: "ditolak" in json.dumps(self.panggil("screens")), "the hub says why")
        self.assertEqual(len(screen.lines("layout.loaded")), loaded)

        beside = site / "layouts/dasar.json~"
        beside.write_text(good.replace("Siapkan KTP-el", "Bawalah KTP-el"), encoding="utf-8")
        beside.rename(base)
        screen.wait_for("layout.loaded", loaded + 1)

        # A call that comes after all this is shown as ever.
        service, = self.open_counters("3")
        ticket = self.panggil("issue", service)[0]["ticket"]
        self.panggil("call", "3")
        screen.wait_for("call.shown", ticket=ticket)

    def test_an_alert_outlives_hub_and_screen_and_goes_without_a_trace(self):
        hub = self.open_hub()
        screen = self.live_screen("tv", "--log-shown")
        raised = self.panggil("alert", "raise", "--kind", "tsunami", "--level", "siaga", "--drill")[0]["id"]
        screen.wait_for("layout.loaded", layout="layouts/darurat.json")
        until(lambda: (self.folder / "tv-state/alerts.json").exists(), "the alert is kept")
        hub.process.kill()
        hub.process.wait()
        screen.stop()
        again = self.open_screen("tv", "--seconds", "1", "--shot", self.folder / "alone.png")
        again.wait_for("layout.loaded", layout="layouts/darurat.json")
        self.assertEqual(again.process.wait(timeout=60), 0)
        self.assertGreater((self.folder / "alone.png").stat().st_size, 10_000)

        self.open_hub()  # the same journal on other ports
        third = self.live_screen("tv")
        third.wait_for("layout.loaded", layout="layouts/darurat.json")
        self.panggil("alert", "clear", raised)
        third.wait_for("layout.loaded", layout="layouts/mpp-lanskap.json")

    def test_a_signal_makes_a_screen_dark_even_without_a_hub(self):
        screen = self.open_screen("tv", "--shot", self.folder / "dark.png", hub="tcp://127.0.0.1:9")
        screen.wait_for("display.first_frame")
        screen.process.send_signal(10)
        screen.wait_for("screen.blanked")
        self.assertEqual(screen.stop(), 0)
        self.assertLess((self.folder / "dark.png").stat().st_size, 10_000)  # black compresses to nothing


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""An administrator edits while the hall runs, and an alert takes the screens over."""
import json
import os
import pathlib
import subprocess
import time
import unittest

from hall import PROGRAMS, TREE, HallTest, until


class Layouts(HallTest):
    def live_on_site(self, *words):
        """A hub, a site that a test may change, and a screen on it."""
        self.open_hub()
        site = self.copy_site()
        screen = self.open_screen("tv", *words, site=site)
        screen.wait_for("link.live")
        return site, screen

    def call_is_shown(self, screen):
        service, = self.open_counters("3")
        ticket = self.panggil("issue", service)[0]["ticket"]
        self.panggil("call", "3")
        screen.wait_for("call.shown", ticket=ticket)

    def is_refused(self):
        return "ditolak" in json.dumps(self.panggil("screens"))

    def test_only_a_sound_layout_reaches_the_glass(self):
        site, screen = self.live_on_site()
        base = site / "layouts/dasar.json"
        good = base.read_text(encoding="utf-8")
        loaded = len(screen.lines("layout.loaded"))

        base.write_text(good.replace("SP4N", "SP4N", 1)[:-40], encoding="utf-8")  # cut off in the middle
        refused = screen.wait_for("layout.rejected")[0]
        self.assertIn("dasar.json:", refused["where"])
        until(self.is_refused, "the hub says why")
        self.assertEqual(len(screen.lines("layout.loaded")), loaded)

        beside = site / "layouts/dasar.json~"
        beside.write_text(good.replace("Siapkan KTP-el", "Bawalah KTP-el"), encoding="utf-8")
        beside.rename(base)
        screen.wait_for("layout.loaded", loaded + 1)

        # A call that comes after all this is shown as ever.
        self.call_is_shown(screen)

    def test_a_screen_that_starts_with_a_broken_layout_shows_the_last_good_one(self):
        site, screen = self.live_on_site()
        screen.wait_for("layout.shown")
        name = screen.lines("layout.shown")[-1]["name"]
        self.assertEqual(screen.stop(), 0)
        layout = site / "layouts/mpp-lanskap.json"
        layout.write_text(layout.read_text(encoding="utf-8")[:-50], encoding="utf-8")

        again = self.open_screen("tv", site=site)
        refused, = again.wait_for("layout.rejected")
        self.assertIn("mpp-lanskap.json:", refused["where"])
        again.wait_for("layout.shown", name=name)
        self.assertEqual(again.lines("layout.loaded"), [])
        again.wait_for("link.live")
        until(self.is_refused, "the hub says why")
        self.call_is_shown(again)
        # Another file that is sound takes nothing back: the broken one is still the hub's to know.
        theme = site / "layouts/themes/laut.json"
        theme.write_text(theme.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        again.wait_for("layout.shown", name=name)
        self.assertTrue(self.is_refused())

    def test_a_screen_that_starts_with_a_broken_schedule_follows_the_last_good_one(self):
        site, screen = self.live_on_site()
        self.assertEqual(screen.stop(), 0)
        schedule = site / "screens.json"
        rules = {"version": 1, "screens": {"tv": {"zones": ["gudang"]}},
                 "rules": [{"id": "gudang", "show": "layouts/tutup.json"}]}
        schedule.write_text(json.dumps(rules), encoding="utf-8")
        first = self.open_screen("tv", site=site)
        first.wait_for("layout.shown", rule="gudang")
        self.assertEqual(first.stop(), 0)
        schedule.write_text(json.dumps(rules)[:-9], encoding="utf-8")  # cut off, and then the power

        again = self.open_screen("tv", site=site)
        again.wait_for("layout.shown", rule="gudang")
        refused, = again.wait_for("layout.rejected")
        self.assertIn("screens.json:", refused["where"])
        until(self.is_refused, "the hub says why")
        self.assertEqual([screen["zones"] for screen in self.panggil("screens")], [["gudang"]])
        rules["rules"][0]["id"] = "baru"
        schedule.write_text(json.dumps(rules), encoding="utf-8")
        again.wait_for("layout.shown", rule="baru")
        until(lambda: not self.is_refused(), "the hub hears that all is well")

        # What is wrong with a layout is no fault of the screen once no rule names it.
        (site / "layouts/tutup.json").write_text("{", encoding="utf-8")
        until(self.is_refused, "the hub says why")
        rules["rules"][0]["show"] = "layouts/mpp-lanskap.json"
        schedule.write_text(json.dumps(rules), encoding="utf-8")
        until(lambda: not self.is_refused(), "the hub hears that all is well")

    def test_what_is_no_file_and_a_flood_of_files_hold_nothing_up(self):
        site, screen = self.live_on_site()
        base = site / "layouts/dasar.json"
        good = base.read_text(encoding="utf-8")
        shown = len(screen.lines("layout.shown"))
        for count, make in enumerate((lambda: base.mkdir(), lambda: os.mkfifo(base), lambda: base.symlink_to("nowhere.json")), 1):
            base.unlink() if count == 1 or not base.is_dir() else base.rmdir()
            screen.wait_for("layout.rejected", 2 * count - 1)  # it has gone
            make()
            screen.wait_for("layout.rejected", 2 * count if count < 3 else 2 * count - 1)
        self.assertEqual(len(screen.lines("layout.shown")), shown)
        base.unlink()
        for at in range(200):  # as fast as an editor gone wild
            beside = site / "layouts/dasar.json~"
            beside.write_text(good.replace("Siapkan KTP-el", f"Bawalah {at} KTP-el"), encoding="utf-8")
            beside.rename(base)
            time.sleep(0.005)
        until(lambda: screen.lines("layout.shown")[shown:], "a good one is on the glass")
        self.call_is_shown(screen)
        self.assertLess(len(screen.lines("layout.loaded")), 100)  # not each of them

    def test_a_mistake_in_the_layout_of_an_emergency_is_told_before_there_is_one(self):
        site, screen = self.live_on_site()
        layout = site / "layouts/darurat.json"
        good = layout.read_text(encoding="utf-8")
        for text, refused in ((good[:-50], True), (good, False), (good[:-50], True)):
            layout.write_text(text, encoding="utf-8")
            until(lambda wanted=refused: self.is_refused() == wanted, "the hub knows how it stands")
        self.assertIn("darurat.json:", screen.lines("layout.rejected")[-1]["where"])
        self.assertEqual(len(screen.lines("layout.shown")), 1)
        self.panggil("alert", "raise", "--kind", "tsunami", "--level", "siaga", "--drill")
        screen.wait_for("layout.shown", name=json.loads(good)["name"], rule="alert")

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

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""An emergency on two screens: on both as soon as it is raised, kept without the hub and over a restart, gone when it is
cleared or at its end, and then every pixel as before. And the hand that makes a screen dark and silent without the hub."""
import json
import os
import shutil
import signal
import unittest

from faked_clock import LIBRARY, FakedClock
from hall import PROGRAMS, TREE, HallTest, Recording, three_free_ports, until

# Nothing in it moves by itself but the clock, which the test has stopped.
LAYOUT = {
    "version": 2, "theme": "themes/laut.json", "root": {
        "widget": "grid", "rows": [100, 300, "1fr"], "areas": ["head", "call", "board"], "zones": {
            "head": {"widget": "clock", "format": "HH.mm"},
            "call": {"widget": "now-calling", "card": {"widget": "ticket", "font": "call-number"},
                     "idle": {"widget": "text", "text": "Belum ada"}},
            "board": {"widget": "counters-grid", "card": {"widget": "ticket", "font": "number"}}}}}


@unittest.skipIf(LIBRARY is None, "the package faketime is not installed")
class Alerts(FakedClock, HallTest):
    def open_hall(self, words):
        self.write_clock(words)
        self.hub = self.open_hub(listen=f"tcp://127.0.0.1:{three_free_ports()}", program=self.under_it(PROGRAMS / "panggil-hub"))
        site = self.folder / "site"
        for part in ("layouts", "fonts", "assets"):
            shutil.copytree(TREE / part, site / part)
        os.symlink(TREE / "audio", site / "audio")
        (site / "layouts/diam.json").write_text(json.dumps(LAYOUT), encoding="utf-8")
        (site / "screens.json").write_text(json.dumps(
            {"version": 1, "rules": [{"id": "biasa", "show": "layouts/diam.json"}]}), encoding="utf-8")
        self.site = site

    def screen(self, name, *words):
        return self.open_screen(name, *words, site=self.site, program=self.under_it(PROGRAMS / "panggil-screen"))

    def live(self, name, *words):
        screen = self.screen(name, *words)
        screen.wait_for("link.live")
        return screen

    def test_on_both_screens_and_gone_without_a_trace(self):
        self.open_hall("2026-11-20 02:00:00")  # stands still
        service, = self.open_counters("3")
        tv = [self.live("tv-1", "--shot", self.folder / "cleared.png"), self.live("tv-2")]
        ticket = self.panggil("issue", service)[0]["ticket"]
        self.panggil("call", "3", "--wait")
        for screen in tv:
            screen.wait_for("call.shown", ticket=ticket)

        raised = self.panggil("alert", "raise", "--kind", "tsunami", "--level", "siaga", "--drill")[0]["id"]
        committed = self.hub.lines("event.committed")[-1]["mono"]
        for screen in tv:
            shown = screen.wait_for("layout.shown", rule="alert")[0]
            print(f"{screen.name}: {shown['mono'] - committed} ms from the hub's disk to the frame")
            self.assertGreaterEqual(shown["mono"], committed)
        until(lambda: any(screen.lines("alert.started") for screen in tv), "it is said")
        words = next(line["words"] for screen in tv for line in screen.lines("alert.started"))
        self.assertTrue(words.startswith("ini latihan."), words)

        # A dead hub takes nothing down, nor does a screen that starts anew without it.
        self.hub.process.kill()
        self.hub.process.wait()
        tv[1].wait_for("link.stale")
        self.assertEqual(tv[1].stop(), 0)
        tv[1] = self.screen("tv-2")
        self.assertEqual(tv[1].wait_for("layout.shown")[0]["rule"], "alert")
        lives = len(tv[0].lines("link.live"))
        self.hub = self.open_hub(listen=self.hub_at, program=self.under_it(PROGRAMS / "panggil-hub"))
        tv[0].wait_for("link.live", lives + 1)
        tv[1].wait_for("link.live")
        self.assertEqual([line["rule"] for line in tv[0].lines("layout.shown")], ["biasa", "alert"])

        self.panggil("alert", "clear", raised)
        tv[0].wait_for("layout.shown", 2, rule="biasa")
        tv[1].wait_for("layout.shown", rule="biasa")
        self.assertEqual(tv[0].stop(), 0)
        # The same board on a glass that has never seen an alert.
        fresh = self.live("tv-3", "--shot", self.folder / "never.png", "--zones", "lain")
        self.assertEqual(fresh.stop(), 0)
        self.assertEqual((self.folder / "cleared.png").read_bytes(), (self.folder / "never.png").read_bytes())

    def test_it_ends_at_its_time(self):
        self.open_hall("+0")
        self.turn_clock("2026-11-20 02:00:00")
        tv = [self.live("tv-1"), self.live("tv-2")]
        self.panggil("alert", "raise", "--kind", "gempa", "--until", "10.05")
        for screen in tv:
            screen.wait_for("layout.shown", rule="alert")
        self.turn_clock("2026-11-20 02:04:59")
        for screen in tv:
            screen.wait_for("layout.shown", 2, rule="biasa")

    def test_a_hand_makes_it_dark_and_silent_though_the_hub_is_dead(self):
        self.open_hall("+0")
        service, = self.open_counters("3")
        screen = self.live("tv-1", "--audio-file", self.folder / "heard.wav", "--shot", self.folder / "dark.png")
        until(lambda: self.speaker_of("lobi") == "tv-1", "it has the voice")
        ticket = self.panggil("issue", service)[0]["ticket"]
        self.panggil("call", "3")
        screen.wait_for("announce.started", ticket=ticket)
        self.hub.process.kill()
        self.hub.process.wait()
        screen.process.send_signal(signal.SIGUSR1)
        screen.wait_for("screen.blanked")
        screen.wait_for("audio.lost")
        ended = screen.wait_for("announce.ended", ticket=ticket)[0]
        self.assertEqual(screen.stop(), 0)
        self.assertLess((self.folder / "dark.png").stat().st_size, 10_000)  # black compresses to nothing
        heard = Recording(self.folder / "heard.wav")
        begin, end = ended["first_sample"], ended["first_sample"] + ended["samples"]
        self.assertEqual(heard.peak(end - 2 * heard.rate, end), 0)  # two seconds in which it would have spoken
        self.assertGreater(end - begin, 4 * heard.rate)


if __name__ == "__main__":
    unittest.main()

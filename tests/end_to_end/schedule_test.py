#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A day by screens.json, with the clock turned: the wall changes by its rules and the log says which, `explain` says the
same, a number that is called is never hidden, and the anthem lets a call end and holds the next."""
import json
import subprocess
import unittest

from faked_clock import LIBRARY, FakedClock
from hall import PROGRAMS, HallTest, until

DAY = "2026-11-20"  # a Friday
SCHEDULE = {
    "version": 1,
    "dayparts": {"istirahat": {"mon-thu": ["12.00-13.00"], "fri": ["11.30-13.00"]}},
    "rules": [
        {"id": "lagu", "as": "overlay", "show": "layouts/lagu.json", "at": "10.00", "days": "work", "seconds": 6},
        {"id": "rehat", "show": "layouts/istirahat.json", "when": {"daypart": "istirahat", "waiting": 0}},
        {"id": "tutup", "show": "layouts/tutup.json", "when": {"from": "15.00", "to": "07.00"}},
        {"id": "biasa", "show": "layouts/mpp-lanskap.json"}]}


@unittest.skipIf(LIBRARY is None, "the package faketime is not installed")
class Schedule(FakedClock, HallTest):
    def set_hall_clock(self, clock):
        """On the wall of the hall, which is eight hours ahead."""
        hours, minutes, seconds = map(int, clock.split("."))
        self.turn_clock(f"{DAY} {hours - 8:02}:{minutes:02}:{seconds:02}")

    def open_hall(self, clock, schedule=SCHEDULE, **rules):
        self.set_hall_clock(clock)
        self.open_hub(program=self.under_it(PROGRAMS / "panggil-hub"), **rules)
        self.copy_site(schedule)
        self.screen = self.add_screen("tv-1")

    def add_screen(self, name):
        screen = self.open_screen(name, site=self.folder / "site", program=self.under_it(PROGRAMS / "panggil-screen"))
        screen.wait_for("link.live")
        return screen

    def rules(self):
        return [line["rule"] for line in self.screen.lines("layout.shown")]

    def wait_for_rule(self, rule):
        """Until this rule has put its layout on the glass once more; forgets it then."""
        times = self.seen.get(rule, 0) + 1
        line = self.screen.wait_for("layout.shown", times, rule=rule)[-1]
        self.seen[rule] = len(self.screen.lines("layout.shown", rule=rule))
        return line

    def explain(self, clock, *words):
        return subprocess.run([PROGRAMS / "panggil-screen", "explain", "--site", self.folder / "site", "--screen", "tv-1",
                               "--at", f"{DAY} {clock}", *words], capture_output=True, text=True, check=True).stdout

    def setUp(self):
        super().setUp()
        self.seen = {}

    def test_the_wall_goes_by_the_rules_and_hides_no_call(self):
        self.open_hall("11.29.58")
        self.wait_for_rule("biasa")
        shown = self.wait_for_rule("rehat")
        self.assertEqual(shown["name"], "Istirahat")
        said = self.explain("11.30")
        self.assertIn("-> rehat: its conditions hold: layouts/istirahat.json", said)
        self.assertIn("while a number is called: biasa: layouts/mpp-lanskap.json (rehat would hide it)", said)
        self.assertIn("-> biasa", self.explain("11.29"))

        # Somebody comes in the break, is the only one to wait, and is called.
        service, = self.open_counters("3")
        ticket = self.panggil("issue", service)[0]["ticket"]
        self.wait_for_rule("biasa")
        self.panggil("call", "3")
        self.screen.wait_for("call.shown", ticket=ticket)
        self.screen.wait_for("announce.ended", ticket=ticket)
        self.panggil("serve", "3")
        self.wait_for_rule("rehat")
        served = self.screen.lines("layout.shown", rule="rehat")[-1]["mono"]
        ended, = self.screen.lines("announce.ended", ticket=ticket)
        self.assertGreater(served, ended["mono"])
        self.assertEqual(self.rules(), ["biasa", "rehat", "biasa", "rehat"])

        self.set_hall_clock("14.59.58")
        self.wait_for_rule("biasa")
        self.assertEqual(self.wait_for_rule("tutup")["name"], "Tutup")
        self.assertIn("-> tutup", self.explain("15.00"))
        # Over midnight; whoever is called after hours is seen.
        self.assertIn("-> tutup", self.explain("06.59"))
        self.assertIn("-> biasa", self.explain("07.00"))
        self.panggil("finish", "3")
        late = self.panggil("issue", service)[0]["ticket"]
        self.panggil("call", "3")
        self.screen.wait_for("call.shown", ticket=late)
        self.assertEqual(self.rules()[-1], "biasa")

    def test_a_screen_speaks_for_its_zones_also_after_a_change(self):
        self.open_hall("09.00.00")
        def zones():
            return next((screen["zones"] for screen in self.panggil("screens")), [])

        self.assertNotEqual(until(zones, "it has told its zones"), ["gudang"])
        changed = SCHEDULE | {"screens": {"tv-1": {"zones": ["gudang"]}}}
        (self.folder / "screens.new").write_text(json.dumps(changed), encoding="utf-8")
        (self.folder / "screens.new").rename(self.folder / "site/screens.json")
        until(lambda: zones() == ["gudang"], "the hub hears of the new zones")

    def test_the_anthem_lets_a_call_end_and_holds_the_next(self):
        self.open_hall("09.58.00")
        first, second = self.open_counters("3", "4")
        one = self.panggil("issue", first)[0]["ticket"]
        two = self.panggil("issue", second)[0]["ticket"]
        self.assertIn("over it: lagu, for 6 seconds once the call on show has ended; new calls wait until it is over",
                      self.explain("10.00"))
        self.panggil("call", "3")
        self.screen.wait_for("announce.started", ticket=one)
        self.set_hall_clock("10.00.00")
        self.screen.wait_for("calls.held")
        waiting = self.panggil_begins("call", "4", "--wait")
        self.screen.wait_for("announce.postponed", ticket=two)
        self.assertEqual(self.panggil_ends(waiting)[-1]["ticket"], two)  # heard in the end

        order = [(line["event"], line.get("ticket") or line.get("rule")) for line in self.screen.lines()
                 if line["event"] in ("announce.started", "announce.ended", "layout.shown", "calls.held", "calls.released")]
        self.assertEqual(order, [
            ("layout.shown", "biasa"), ("announce.started", one), ("calls.held", None), ("announce.ended", one),
            ("layout.shown", "overlay lagu"), ("calls.released", None), ("layout.shown", "biasa"),
            ("announce.started", two), ("announce.ended", two)])
        self.assertEqual(self.screen.lines("announce.expired"), [])

    def test_a_call_that_is_held_beyond_its_time_is_told_as_shown(self):
        anthem = SCHEDULE["rules"][0] | {"seconds": 12}
        self.open_hall("09.58.00", SCHEDULE | {"rules": [anthem] + SCHEDULE["rules"][1:]}, announcement_ttl_s=5)
        service, = self.open_counters("3")
        ticket = self.panggil("issue", service)[0]["ticket"]
        self.set_hall_clock("10.00.00")
        self.wait_for_rule("overlay lagu")
        self.panggil("call", "3")
        self.screen.wait_for("announce.postponed", ticket=ticket)
        self.screen.wait_for("announce.ended", ticket=ticket)
        shown = self.screen.lines("call.shown", ticket=ticket)
        self.assertEqual(len(shown), 1)
        self.assertGreaterEqual(shown[0]["mono"], self.screen.lines("calls.released")[0]["mono"])

    def test_an_overlay_on_one_television_hides_no_call_that_another_says(self):
        message = {"id": "pesan", "as": "overlay", "screens": ["tv-2"], "show": "layouts/tutup.json", "at": "10.00",
                   "seconds": 600}
        self.open_hall("10.01.00", SCHEDULE | {"screens": {"tv-1": {}, "tv-2": {}}, "rules": [message] + SCHEDULE["rules"][3:]})
        until(lambda: self.speaker_of("lobi") == "tv-1", "the first has the voice")
        other = self.add_screen("tv-2")
        other.wait_for("layout.shown", rule="overlay pesan")
        service, = self.open_counters("3")
        ticket = self.panggil("issue", service)[0]["ticket"]
        self.panggil("call", "3", "--wait")
        shown, = other.wait_for("call.shown", ticket=ticket)
        ended, = self.screen.wait_for("announce.ended", ticket=ticket)
        self.assertLess(shown["t"], ended["t"])  # while it is heard
        other.wait_for("layout.shown", 2, rule="overlay pesan")
        self.assertEqual([line["rule"] for line in other.lines("layout.shown")][-3:],
                         ["overlay pesan", "biasa", "overlay pesan"])
        # Before it had heard who speaks it may have held calls for a moment.
        self.assertEqual(len(other.lines("calls.held")), len(other.lines("calls.released")))


if __name__ == "__main__":
    unittest.main()

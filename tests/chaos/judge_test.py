# SPDX-License-Identifier: MIT
"""The judge can say no: a short run without faults is green, and red for each thing that is changed in what it left."""
import asyncio
import argparse
import json
import pathlib
import shutil
import sqlite3
import tempfile
import unittest
from unittest import mock

import chaos
import diary
import judge
import voices
from nodes import read_lines


class Judge(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kept = pathlib.Path(tempfile.mkdtemp(prefix="panggil-judge-"))
        cls.run_folder = cls.kept / "run"
        cls.run_folder.mkdir()
        options = argparse.Namespace(events=300, seed=1, rate=60, minutes=None, screens=2, only=["none"], sweep=False, tmpfs=False, with_keys=False,
                                     no_netns=False, every=None)
        cls.hall = asyncio.run(chaos.play(options, cls.run_folder))
        cls.speaker = max((f"{screen}.log" for screen in cls.hall.screens),
                          key=lambda name: (cls.run_folder / name).read_text(encoding="utf-8").count("announce.ended"))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.kept)

    def setUp(self):
        self.folder = self.kept / "changed"
        shutil.copytree(self.run_folder, self.folder)

    def tearDown(self):
        shutil.rmtree(self.folder)

    def found(self):
        verdict = judge.judge(self.folder, self.hall.screens)
        return {kind for kind, found in verdict.found.items() if found}

    def change(self, name, event, change, at=-1):
        """Changes one line of this event in a log: the last one, or `at`."""
        path = self.folder / name
        lines = list(read_lines(path))
        places = [place for place, line in enumerate(lines) if event(line)]
        self.assertTrue(places, "there is such a line")
        made = change(lines[places[at]])
        lines[places[at]:places[at] + 1] = made if isinstance(made, list) else [made]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")

    def change_journal(self, *statements):
        base = sqlite3.connect(self.folder / "data/journal.sqlite")
        for statement in statements:
            base.execute(statement)
        base.commit()
        base.close()

    @staticmethod
    def live(line):
        return line["event"] == "glass" and line["health"] == "live" and any("called" in card for card in line["cards"])

    @staticmethod
    def an(event):
        return lambda line: line["event"] == event

    def test_as_it_was_it_is_right(self):
        self.assertEqual(self.hall.unexpected, [])
        self.assertEqual(self.found(), set())

    def test_another_number_on_a_card(self):
        def another(line):
            cards = [card.replace("0", "9") if "called" in card else card for card in line["cards"]]
            return line | {"cards": cards}
        self.change("tv-1.log", self.live, another, at=10)
        self.assertEqual(self.found(), {"wrong shown states"})

    def test_a_card_with_another_state(self):
        def another(line):
            return line | {"cards": [card.replace("called", "serving") for card in line["cards"]]}
        self.change("tv-2.log", self.live, another, at=10)
        self.assertEqual(self.found(), {"wrong shown states"})

    def test_a_number_on_the_panel_that_nobody_called(self):
        self.change("tv-1.log", self.live, lambda line: line | {"panel": "A0999 1 1"})
        self.assertEqual(self.found(), {"wrong shown states"})

    def test_another_digest_and_a_number_that_was_never_committed(self):
        self.change("tv-1.log", self.live, lambda line: line | {"state_digest": "0" * 16})
        self.change("tv-2.log", self.live, lambda line: line | {"seq": 100000}, at=5)
        self.assertEqual(self.found(), {"wrong shown states"})

    def test_numbers_on_a_screen_that_lost_its_hub(self):
        self.change("tv-1.log", self.live, lambda line: line | {"health": "lost"}, at=5)
        self.assertEqual(self.found(), {"wrong shown states"})

    def test_a_screen_that_stands_still_and_says_live(self):
        frames = [line for line in read_lines(self.folder / "tv-1.log") if line["event"] == "glass"]
        middle = frames[len(frames) // 2]["mono"]
        path = self.folder / "tv-1.log"
        lines = [line for line in read_lines(path) if line["event"] != "glass" or line["mono"] < middle]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        self.assertEqual(self.found() - {"missed"}, {"wrong final screens", "live on old data"})
        self.change("tv-1.log", self.an("glass"), lambda line: [line, frames[-1]])
        self.assertEqual(self.found() - {"missed"}, {"live on old data"})

    def test_a_call_that_is_said_twice_or_late_or_with_another_number(self):
        self.change(self.speaker, self.an("announce.ended"), lambda line: [line, line | {"mono": line["mono"] + 900}])
        self.assertEqual(self.found(), {"said twice"})
        self.change(self.speaker, self.an("announce.started"), lambda line: line | {"mono": line["mono"] + 21_000})
        self.assertEqual(self.found(), {"said twice", "said late"})
        self.change(self.speaker, self.an("announce.started"), lambda line: line | {"ticket": "A0999"})
        self.assertEqual(self.found(), {"said twice", "said late", "said wrong"})

    def test_a_call_that_the_clerk_was_told_of_and_nobody_heard(self):
        self.change_journal("INSERT INTO receipts (utc, call_id, screen, zone, phase, audible_ms) "
                            "SELECT utc, '1-1', screen, zone, phase, audible_ms FROM receipts WHERE phase = 'done' LIMIT 1")
        self.assertEqual(self.found(), {"told as heard, never begun"})

    def test_two_voices_at_once(self):
        self.change(self.speaker, self.an("announce.ended"), lambda line: line | {"mono": line["mono"] + 4000}, at=0)
        self.assertEqual(self.found(), {"said over another"})

    def test_a_call_that_is_missed(self):
        path = self.folder / self.speaker
        lines = [line for line in read_lines(path) if not line["event"].startswith("announce.")]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        self.assertEqual(self.found(), {"missed", "told as heard, never begun"})

    def test_what_a_screen_began_and_went_away_from_is_not_for_others_to_say(self):
        notes = mock.Mock(spec=diary.Diary)
        notes.stopped.return_value = [(3000, 9000)]
        notes.death_after.return_value = diary.NEVER

        def held(begun, ended):
            return voices.held_by_the_absent([(begun, "tv-1", {})], ended, [], notes, {"tv-1": None})
        self.assertEqual(held(2000, []), [(2000, 9000 + voices.MARGIN)])
        self.assertEqual(held(2000, [(2900, "tv-1")]), [], "it had ended before")
        self.assertEqual(held(9500, []), [], "it was back")
        notes.stopped.return_value = [(40_000, 50_000)]
        self.assertEqual(held(2000, []), [], "no voice is so long")

    def note(self, what, node, begin, end):
        with open(self.folder / "faults.jsonl", "a", encoding="utf-8") as notes:
            for phase, mono in (("begin", begin), ("end", end)):
                notes.write(json.dumps({"mono": mono, "what": what, "node": node, "phase": phase}) + "\n")

    def test_a_screen_whose_cable_was_pulled_and_that_says_live(self):
        frames = [line["mono"] for line in read_lines(self.folder / "tv-1.log") if self.live(line)]
        middle = frames[len(frames) // 2]
        self.note("unplug", "tv-1", middle - 4000, middle)
        self.assertEqual(self.found(), {"live on old data"})

    def test_what_was_said_and_the_hub_was_never_told(self):
        said = next(line for line in read_lines(self.folder / self.speaker) if line["event"] == "announce.ended")
        self.change_journal(f"DELETE FROM receipts WHERE phase = 'done' AND call_id = '{said['announce_id']}'")
        with mock.patch.object(voices, "TIME_TO_TELL", 3000):
            self.assertEqual(self.found(), {"shown or said, and the hub was never told"})
            # Shorter than the lease is no excuse; one that stands still for the rest of its life can't tell.
            screen = self.speaker.removesuffix(".log")
            self.note("screen_stop", screen, said["mono"], said["mono"] + 4000)
            self.assertEqual(self.found(), {"shown or said, and the hub was never told"})
            self.note("screen_stop", screen, said["mono"] + 1000, said["mono"] + 60_000)
            self.assertEqual(self.found(), set())

    def test_an_acknowledged_command_that_is_not_in_the_journal(self):
        self.change("acks.log", self.an("ack"), lambda line: line | {"rid": "c1-99999"}, at=7)
        self.assertEqual(self.found(), {"lost acknowledged commands"})

    def test_a_command_that_was_answered_in_two_ways(self):
        self.change("acks.log", self.an("ack"), lambda line: [line, line | {"event": "again", "dup": 1, "ticket": "A0999"}], at=7)
        self.assertEqual(self.found(), {"answered differently"})

    def test_a_command_that_was_refused_and_executed(self):
        self.change("acks.log", self.an("ack"), lambda line: line | {"ok": 0, "err": "conflict"}, at=7)
        self.assertEqual(self.found(), {"refused but executed"})

    def test_a_command_that_was_executed_twice(self):
        staff = [event for event in judge.Journal(self.folder / "data/journal.sqlite").events if event.actor.startswith("staff")]
        one, other = staff[10], staff[11]
        self.change_journal(f"UPDATE events SET json = replace(json, '\"{other.actor}\"', '\"{one.actor}\"') WHERE seq = {other.seq}")
        self.assertEqual(self.found(), {"executed twice", "lost acknowledged commands", "faults of the journal"})

    def test_a_journal_with_a_hole_or_with_other_records(self):
        self.change_journal("UPDATE records SET json = '{}' WHERE key = 'counter/1'")
        self.assertEqual(self.found(), {"faults of the journal"})


if __name__ == "__main__":
    unittest.main()

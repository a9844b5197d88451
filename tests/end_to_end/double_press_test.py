# SPDX-License-Identifier: MIT
"""Two clerks press the key of one counter at the same moment, a thousand times: as many numbers are called as were
acknowledged, none is skipped, none is called twice; also while the hub is killed, again and again."""
import collections
import json
import os
import random
import sqlite3
import subprocess
import time
import unittest

from hall import PROGRAMS, HallTest, three_free_ports

TWO_CONSOLES = os.environ.get("PANGGIL_TWO_CONSOLES", "")


class DoublePress(HallTest):
    def begin(self, presses, manner):
        service, = self.open_counters("3")
        return subprocess.Popen([TWO_CONSOLES, self.hub_at, "3", service, str(presses), manner], text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def end(self, clerks):
        """What the clerks were told, by verdict and operation: lists of the words behind these two."""
        said, complained = clerks.communicate(timeout=500)
        self.assertEqual(clerks.returncode, 0, complained)
        told = collections.defaultdict(list)
        for line in said.splitlines():
            verdict, op, *rest = line.split()
            told[verdict, op].append(rest)
        return told

    def compare_with_journal(self, told):
        """Every answer is in the journal once, the journal holds nothing else, and no number was skipped."""
        with sqlite3.connect(self.folder / "data/journal.sqlite") as journal:
            replies = dict(journal.execute("SELECT request_id, ack FROM replies WHERE request_id LIKE 't_n_-%'"))
            calls = [ticket for ticket, in journal.execute(
                "SELECT json_extract(json, '$.announce.ticket') FROM events "
                "WHERE json_extract(json, '$.cause') = 'call' ORDER BY seq")]
            done = [seq for seq, in journal.execute(
                "SELECT seq FROM events WHERE json_extract(json, '$.actor') LIKE 'staff:t_n_' ORDER BY seq")]
        acknowledged = [rest for (verdict, _), all_of_it in told.items() if verdict == "ok" for rest in all_of_it]
        self.assertEqual(sorted(int(seq) for _, seq, *_ in acknowledged), done)
        self.assertEqual({rid for rid, *_ in acknowledged}, set(replies))
        called = sorted((int(seq), ticket) for _, seq, ticket in told["ok", "call"])
        self.assertEqual([ticket for _, ticket in called], calls)
        self.assertEqual([int(ticket[1:]) for ticket in calls], list(range(1, len(calls) + 1)))
        return len(calls)

    def report(self, day, **counted):
        """What panggil-hub tells of the day, beside the running hub."""
        said = subprocess.run([PROGRAMS / "panggil-hub", "report", "--data", self.folder / "data", "--day", day, "--json"],
                              capture_output=True, text=True, check=True).stdout
        lines = [json.loads(line) for line in said.splitlines()]
        service, = (line for line in lines if line["kind"] == "service" and "issued" in line)
        self.assertEqual({field: service.get(field, 0) for field in counted}, counted)
        calls = [line for line in lines if line["kind"] == "deed" and line["cause"] == "call"]
        self.assertEqual(len(calls), counted["called"])
        self.assertEqual({line["actor"] for line in calls} - {"staff:tono", "staff:tini"}, set())

    def test_by_what_both_have_seen(self):
        hub = self.open_hub(call_spacing_ms=0)
        told = self.end(self.begin(1000, "seen"))
        self.assertEqual(hub.stop(), 0)
        self.assertEqual(self.compare_with_journal(told), 1000)
        self.assertEqual(collections.Counter(code for _, code in told["refused", "call"]), {"conflict": 1000})

    def test_by_the_rule_of_the_hall(self):
        hub = self.open_hub(call_spacing_ms=10000)
        clerks = self.begin(200, "blind")
        day = self.board()["state"]["hall"]["day"]
        told = self.end(clerks)
        self.assertEqual(self.compare_with_journal(told), 200)
        self.report(day, called=200, served=199, left_over=3, issued=202)
        self.assertEqual(hub.stop(), 0)
        self.assertEqual(collections.Counter(code for _, code in told["refused", "call"]), {"rate": 200})

    def test_while_the_hub_is_killed(self):
        chance = random.Random(5)
        at = f"tcp://127.0.0.1:{three_free_ports()}"
        hub, start = self.open_hub(listen=at, call_spacing_ms=0), 0.0
        clerks = self.begin(600, "seen")
        kills = 0
        while clerks.poll() is None:
            try:
                # On a slow machine, or built with a sanitizer, it lives for longer as well.
                clerks.wait(timeout=chance.uniform(0.05, 0.5) + chance.uniform(0, 2) * start)
            except subprocess.TimeoutExpired:
                hub.process.kill()
                hub.process.wait()
                begun = time.monotonic()
                hub = self.open_hub(listen=at, call_spacing_ms=0)
                start = time.monotonic() - begun
                kills += 1
        told = self.end(clerks)
        self.assertEqual(hub.stop(), 0)
        self.assertGreater(kills, 5)
        self.assertNotIn("lost", {verdict for verdict, _ in told})
        given = self.compare_with_journal(told)
        print(f"{given} numbers called, the hub killed {kills} times")
        self.assertGreater(given, 540)
        self.assertLessEqual(given, 600)


if __name__ == "__main__":
    unittest.main()

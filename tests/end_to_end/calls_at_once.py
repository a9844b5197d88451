# SPDX-License-Identifier: MIT
"""Many counters call at the same moment: as many announcements, in the order of the hub's log, none over another, each shown;
and the recording of the hall holds exactly what `say` makes of them, where the log says, and silence between them."""
import os
import subprocess

from hall import PROGRAMS, TREE, HallTest, Recording

TEN_CALLS = os.environ.get("PANGGIL_TEN_CALLS", "")


class CallsAtOnce(HallTest):
    def said(self, started):
        """What `panggil-screen say` makes of this call: in the form of these words, with and without a chime."""
        hall = self.folder / "hall.json"
        out = self.folder / "say.wav"
        for form in ("full", "compact", "merged"):
            for chime in ([], ["--no-chime"]):
                done = subprocess.run([PROGRAMS / "panggil-screen", "say", "--pack", self.pack, "--hall", hall, "--ticket",
                                       started["ticket"], "--counter", started["counter"], "--form", form, *chime, "--words",
                                       "--out", out], capture_output=True, text=True, check=True)
                if done.stdout.strip() == started["words"]:
                    yield Recording(out).samples

    def assert_same(self, heard, started):
        """Sample by sample; both files round to their own number of bits."""
        for meant in self.said(started):
            if len(meant) == len(heard):
                furthest = max(abs(one - other) for one, other in zip(meant, heard))
                self.assertLessEqual(furthest, 1, f"{started['ticket']} is heard otherwise than it is said")
                return
        self.fail(f"{started['ticket']}: say never takes {len(heard)} samples for \"{started['words']}\"")

    def call_at_once(self, many, pack, **rules):
        self.pack = pack
        self.open_hub(counters=many, **rules)
        wav = self.folder / "hall.wav"
        screen = self.live_screen("tv-1", "--audio-file", wav, "--pack", pack)
        counters = [str(number) for number in range(1, many + 1)]
        for service in self.open_counters(*counters):
            self.panggil("issue", service)

        # One connection sends all commands in one breath: a process for each would take longer than ten milliseconds.
        sent = subprocess.run([TEN_CALLS, self.hub_at, *counters], capture_output=True, text=True, check=False)
        self.assertEqual(sent.returncode, 0, sent.stderr)
        milliseconds, *calls = sent.stdout.split()
        self.assertEqual(len(set(calls)), many)
        print(f"the {many} commands left within {milliseconds} ms")  # 10 on a quiet machine; a busy one may take longer

        for at in range(1, many + 1):  # each has a whole patience
            ended = screen.wait_for("announce.ended", count=at)
        # All of them wait before the second voice is over, however long the machine took to send them: a call stays for four seconds.
        self.assertLess(screen.lines("event.applied", cause="call")[many - 1]["mono"], ended[1]["mono"])
        started = screen.lines("announce.started")
        shown = screen.wait_for("call.shown", count=many)
        self.assertEqual(screen.stop(), 0)

        order = [line["announce_id"] for line in sorted(started, key=lambda line: line["seq"])]
        self.assertEqual([line["announce_id"] for line in started], order)
        self.assertEqual([line["announce_id"] for line in ended], order)
        self.assertEqual(sorted(order), sorted(calls))
        self.assertEqual({line["announce_id"] for line in shown}, set(calls))

        # Strictly one after the other, in the log ...
        spoken = [line["event"] for line in screen.lines() if line["event"] in ("announce.started", "announce.ended")]
        self.assertEqual(spoken, ["announce.started", "announce.ended"] * many)
        # ... and in the recording: a voice where the log says, silence everywhere else.
        recording = Recording(wav)
        by_id = {line["announce_id"]: line for line in started}
        at = 0
        for line in ended:
            begin, end = line["first_sample"], line["first_sample"] + line["samples"]
            self.assertLessEqual(at, begin, f"{line['ticket']} begins before the one before it has ended")
            self.assertEqual(recording.peak(at, begin), 0, f"something is heard before {line['ticket']}")
            self.assertGreater(recording.peak(begin, end), 1000, f"{line['ticket']} is not heard")
            self.assert_same(recording.samples[begin:end], by_id[line["announce_id"]])
            at = end
        self.assertLessEqual(at, len(recording.samples))
        self.assertEqual(recording.peak(at, len(recording.samples)), 0, "something is heard after the last one")

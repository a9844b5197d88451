# SPDX-License-Identifier: MIT
"""What is seen and what is heard of one call, compared in the recording: the number comes on the panel with the first
sample and stays until after the last, each clause is on the glass while it is said, and in quiet hours the same call is
quieter by as much as the hall's file says."""
import math
import shutil
import unittest

from hall import HallTest, Recording, until


class EyeAndEar(HallTest):
    def one_call(self, name, **hall):
        """A call by a screen of its own hub: the screen, the line of its end, and the recording."""
        hub = self.open_hub(**hall)
        wav = self.folder / f"{name}.wav"
        screen = self.live_screen(name, "--audio-file", wav, "--log-shown")
        until(lambda: self.speaker_of("lobi") == name, f"{name} speaks")
        service, = self.open_counters("3")
        self.panggil("issue", service)
        call = self.panggil("call", "3", "--wait")[-1]
        ended, = screen.lines("announce.ended", announce_id=call["call_id"])
        self.panggil("finish", "3")
        self.wait_for_same_board(screen)
        self.assertEqual(screen.stop(), 0)
        hub.stop()
        shutil.rmtree(self.folder / "data")  # the next hub's first ticket is the same one
        return screen, ended, Recording(wav)

    def test_the_eye_follows_the_ear(self):
        screen, ended, recording = self.one_call("tv-1")
        first, last = ended["first_sample"], ended["first_sample"] + ended["samples"]
        glass = screen.lines("glass")
        shown = [line for line in glass if line.get("on_air") == ended["ticket"]]
        # The call comes on the panel within the voice, not before it, and outlives it.
        self.assertIn("heard", shown[0])
        self.assertGreater(shown[0]["heard"], 0)
        clauses = self.clauses(recording, first, last)
        self.assertLess(first + shown[0]["heard"], clauses[0][1])
        self.assertNotIn("heard", shown[-1])
        # Each clause is on the glass after it has begun to be heard, and before the next one begins.
        captions = []
        for line in shown:
            if line.get("said") and (not captions or captions[-1]["said"] != line["said"]):
                captions.append(line)
        self.assertEqual(" ".join(line["said"] for line in captions), ended["words"])
        self.assertEqual(len(clauses), len(captions))
        for line, (begin, end) in zip(captions, clauses):
            at = first + line["heard"]
            self.assertGreaterEqual(at, begin - recording.rate // 20, line["said"])  # an onset is soft
            self.assertLess(at, end, line["said"])

    def clauses(self, recording, first, last):
        """Where each clause stands, in samples: (begin, end). Silence parts them, and the chime before the first one."""
        step = recording.rate // 100
        after_chime, comma = 16, 24  # hundredths of a second; between the words of a clause there are 15 at most
        spans, quiet, sounding = [], 0, False
        for at in range(first, last, step):
            if recording.peak(at, at + step) <= 120:
                quiet += 1
                continue
            if sounding and quiet >= (comma if spans else after_chime):
                spans.append([at, at])
            if spans:
                spans[-1][1] = at + step
            quiet, sounding = 0, True
        return spans

    def test_quiet_hours_are_quieter_by_as_much_as_the_hall_says(self):
        full = self.loudness(*self.one_call("tv-loud")[1:])
        quiet = self.loudness(*self.one_call("tv-quiet", volume=["00.00-24.00 -12"])[1:])
        self.assertAlmostEqual(full - quiet, 12, delta=0.1)

    def loudness(self, ended, recording):
        """dB of the whole call."""
        first = ended["first_sample"]
        samples = recording.samples[first:first + ended["samples"]]
        return 10 * math.log10(sum(sample * sample for sample in samples) / len(samples))


if __name__ == "__main__":
    unittest.main()

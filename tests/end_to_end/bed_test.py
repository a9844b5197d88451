# SPDX-License-Identifier: MIT
"""What sounds under the voice, through the real programs: music and films give way before the chime, stay low until the
last call that waits has been said, and return. Measured in the recording of what the device was given."""
import json
import math
import os
import shutil
import statistics
import struct
import subprocess
import unittest
import wave

from hall import TREE, HallTest, Recording, until

RATE = 48000
BEFORE, ATTACK, HOLD, RELEASE = (int(seconds * RATE) for seconds in (0.24, 0.12, 1.5, 0.7))


def decibels(samples):
    """The level of a sine in a stretch, below full; a moment in which the bed is missing does not make it quieter."""
    peak = max(map(abs, samples))
    return 20 * math.log10(peak / 32768 / math.sqrt(2)) if peak else -120.0


class Bed(HallTest):
    def hear_calls(self, *words, site="."):
        """Two counters call at once while the bed sounds; the recording, the two voices, and the screen that said them."""
        wav = self.folder / "heard.wav"
        self.open_hub()
        screen = self.open_screen("tv", "--audio-file", wav, *words, site=site)
        screen.wait_for("link.live")
        until(lambda: self.speaker_of("lobi") == "tv", "tv speaks in the hall")
        services = self.open_counters("3", "4")
        for service in services:
            self.panggil("issue", service)
        self.record(wav, 2)
        calls = [self.panggil("call", counter)[-1]["call_id"] for counter in ("3", "4")]
        ended = [screen.wait_for("announce.ended", announce_id=call)[0] for call in calls]
        after = (ended[1]["first_sample"] + ended[1]["samples"] + HOLD + RELEASE) / RATE + 2
        self.record_until(wav, after)
        self.assertEqual(screen.stop(), 0)
        voices = [(line["first_sample"], line["first_sample"] + line["samples"]) for line in ended]
        return Recording(wav), voices, screen

    def record_until(self, wav, seconds):
        """The recording is so long."""
        until(lambda: wav.exists() and wav.stat().st_size > seconds * RATE * 2, f"{seconds} s are recorded")

    def record(self, wav, seconds):
        """The recording goes on for so long."""
        self.record_until(wav, (wav.stat().st_size if wav.exists() else 0) / RATE / 2 + seconds)

    def judge(self, heard, voices, full, depth):
        """`full`: the level of the bed alone; `depth`: how far it goes down, both in decibels."""
        (first, first_end), (second, second_end) = voices
        moment = RATE // 20
        at = lambda begin, length=moment: decibels(heard.samples[begin:begin + length])
        # Before: whole, until the ramp begins; the ramp is over when the chime begins.
        self.assertAlmostEqual(at(first - BEFORE - RATE // 2, RATE // 2), full, delta=0.5)
        self.assertLess(at(first - BEFORE + ATTACK // 2), full - 3)
        self.assertAlmostEqual(at(first - 2 * moment, 2 * moment), full + depth, delta=0.5)
        # Between the two calls nothing is said, and the bed stays low all the time. A film on a machine that is busy with
        # other things may be late for a moment, and is not heard then.
        between = [at(begin) for begin in range(first_end, second - moment, moment)]
        self.assertLess(max(between), full + depth + 0.5)
        self.assertAlmostEqual(statistics.median(between), full + depth, delta=0.5)
        # After the last one: low, and then as before.
        self.assertAlmostEqual(at(second_end + HOLD - RATE // 2, RATE // 2), full + depth, delta=0.5)
        self.assertAlmostEqual(at(second_end + HOLD + RELEASE + moment, RATE // 2), full, delta=0.5)

    def test_music_gives_way_until_the_last_call_is_said(self):
        music = self.folder / "musik.wav"
        with wave.open(str(music), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(b"".join(
                struct.pack("<h", round(8192 * math.sin(2 * math.pi * 480 * at / RATE))) for at in range(RATE * 2)))
        heard, voices, _ = self.hear_calls("--music", music, "--music-db", "-6")
        self.judge(heard, voices, full=-15.05 - 6, depth=-18)

    def film_site(self, film, **properties):
        """A copy of our site with one layout: the call, and a film."""
        site = self.folder / "site"
        for part in ("layouts", "fonts", "assets"):
            shutil.copytree(TREE / part, site / part)
        os.symlink(TREE / "audio", site / "audio")
        subprocess.run([os.environ["PANGGIL_MAKE_FILM"], site / "assets" / film, "4", "480"], check=True)
        (site / "layouts/film.json").write_text(json.dumps({
            "theme": "themes/laut.json", "root": {"widget": "grid", "rows": ["1fr", "1fr"], "areas": ["call", "film"], "zones": {
                "call": {"widget": "now-calling", "card": {"widget": "ticket", "font": "call-number"}},
                "film": {"widget": "video", "src": f"assets/{film}", **properties}}}}), encoding="utf-8")
        return site

    def test_a_film_is_heard_under_the_calls(self):
        site = self.film_site("film.mkv", volume=0.5, duckDb=-24)
        heard, voices, screen = self.hear_calls("--layout", site / "layouts/film.json", site=site)
        self.assertEqual(screen.lines("media.no_sound"), [])
        self.judge(heard, voices, full=-15.05 - 6.02, depth=-24)

    def test_a_film_is_not_heard_where_the_voice_is_not(self):
        site = self.film_site("film.mkv", volume=0.5)
        first, second = self.folder / "first.wav", self.folder / "second.wav"
        self.open_hub()
        speaker = self.open_screen("tv-1", "--audio-file", first, "--layout", site / "layouts/film.json", site=site)
        speaker.wait_for("link.live")
        until(lambda: self.speaker_of("lobi") == "tv-1", "tv-1 speaks in the hall")
        other = self.open_screen("tv-2", "--audio-file", second, "--layout", site / "layouts/film.json", site=site)
        other.wait_for("link.live")
        self.record(first, 3)
        self.record(second, 3)
        heard_until, silent_until = (wav.stat().st_size // 2 for wav in (first, second))
        speaker.process.send_signal(10)  # dark and silent: its film is not on the glass
        speaker.wait_for("screen.blanked")
        self.record(first, 3)  # what was on its way to the file
        dark_from = first.stat().st_size // 2
        self.record(first, 1)
        self.assertEqual((other.stop(), speaker.stop()), (0, 0))
        heard = Recording(first)
        self.assertGreater(heard.peak(heard_until - 2 * RATE, heard_until), 2000)
        self.assertEqual(heard.peak(dark_from, len(heard.samples)), 0)
        self.assertEqual(Recording(second).peak(0, silent_until), 0)


if __name__ == "__main__":
    unittest.main()

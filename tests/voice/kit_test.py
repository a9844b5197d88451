#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The recording kit on a take that espeak-ng reads from the script, with one wrong and one missing word."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import wave

TREE = pathlib.Path(__file__).resolve().parents[2]
TOOLS = TREE / "tools" / "voice"
PROGRAMS = pathlib.Path(os.environ.get("PANGGIL_PROGRAMS", TREE / "build"))
sys.path.insert(0, str(TOOLS))
sys.dont_write_bytecode = True
try:
    import numpy
except ImportError:
    numpy = None
import recogniser  # noqa: E402
from build_pack import Speller, read_lexicon  # noqa: E402

BASE = TREE / "audio" / "id-ID"
RATE = 22050
WRONG, MISSING = ("num.4", "m"), ("num.6", "c")
SLOW, LOUD, RISING = ("num.2", "m"), ("num.5", "c"), ("num.3", "f")
EVENLY = {("num.0", "m"): 1.3, **{("num.7", variant): 1.7 for variant in "mcf"}}  # nol, tujuh


class Reader:
    """Reads the lines of a script aloud, as a careful speaker would."""

    def __init__(self):
        self.speller = Speller(read_lexicon(BASE / "lexicon.tsv"), json.loads((BASE / "recipe.json").read_text())["phones"])

    def line(self, line, text, speed=130, louder=1.0, rises=False):
        spoken = self.speller.sentence(line["carrier"].replace("*", text)).replace(" _: ", " _: _: _: ")
        sound = subprocess.run(["espeak-ng", "-v", "id", "-s", str(speed), "-a", "60", "--stdout", spoken], check=True,
                               capture_output=True).stdout
        samples = numpy.frombuffer(sound[44:], dtype="<i2") * (louder * self.evenly(line))
        return self.rising(samples) if rises else samples

    @staticmethod
    def rising(samples):
        """The last word as in a question: read ever faster from its first sample on, its pitch rises."""
        loud = numpy.flatnonzero(numpy.abs(samples) > 50)
        first = loud[numpy.flatnonzero(numpy.diff(loud) > RATE // 8)[-1] + 1]
        word = samples[first : loud[-1]]
        speed = numpy.linspace(0.7, 1.6, len(word))
        at = numpy.cumsum(speed)
        return numpy.concatenate([samples[:first], numpy.interp(at[at < len(word)], numpy.arange(len(word)), word)])

    @staticmethod
    def evenly(line):
        """A speaker brings a word that sounds soft by itself to the level of the others."""
        return EVENLY.get((line["key"], line["variant"]), 1.0)

    def take(self, lines, path, read=None):
        """`read` says how a line is read otherwise than written: its text, or None for not at all, and how."""
        read = read or {}
        silence = numpy.zeros(RATE * 3 // 2)
        whole = [silence]
        for line in lines:
            text, how = read.get((line["key"], line["variant"]), (line["text"], {}))
            if text is not None:
                whole += [self.line(line, text, **how), silence]
        room = numpy.random.default_rng(1).normal(0, 3, sum(map(len, whole)))  # a quiet room: -80 dB
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(numpy.clip(numpy.concatenate(whole) + room, -32768, 32767).astype("<i2").tobytes())


class Kit(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="panggil-kit-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.kit = self.folder / "rahma"
        self.audio = self.folder / "audio"
        self.audio.mkdir()
        shutil.copytree(BASE, self.audio / "id-ID")
        self.run_kit("new", self.kit, "--from", self.audio / "id-ID", "--speaker", "Ibu Rahma", "--only", "num.")

    def run_kit(self, *words, status=0, **more):
        done = subprocess.run(["/usr/bin/python3", TOOLS / "panggil-voice", *words], capture_output=True, text=True, check=False, **more)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def lines(self):
        return json.loads((self.kit / "kit.json").read_text())["lines"]

    def test_the_script_is_for_people(self):
        page = (self.kit / "script.html").read_text()
        self.assertEqual(page.count("<li"), len(self.lines()))
        self.assertIn("<b>tujuh</b>", page)
        self.assertIn("@page { size: A4", page)
        self.assertIn("Ibu Rahma", (self.kit / "consent.html").read_text())

    def test_what_cannot_be_used_is_refused_with_a_remedy(self):
        take = self.folder / "take.wav"
        take.write_bytes(b"no sound")
        self.assertIn("cannot be read", self.run_kit("take", self.kit, "--sheet", "1", take, status=1))
        subprocess.run(["sox", "-n", "-r", "48000", "-b", "16", take, "synth", "3", "sine", "300", "gain", "12"], check=True, capture_output=True)
        self.assertIn("clipped", self.run_kit("take", self.kit, "--sheet", "1", take, status=1))
        subprocess.run(["sox", "-n", "-r", "48000", "-b", "16", take, "synth", "3", "whitenoise", "vol", "0.05"], check=True)
        self.assertIn("too loud", self.run_kit("take", self.kit, "--sheet", "1", take, status=1))
        self.assertIn("no sheet 99", self.run_kit("take", self.kit, "--sheet", "99", take, status=1))
        self.assertIn("tidak ada lembar 99", self.run_kit("--lang", "id", "take", self.kit, "--sheet", "99", take, status=1))
        self.assertIn("nothing is recorded", self.run_kit("pack", self.kit, "--into", self.audio / "new", status=1))

    def test_a_wrong_and_a_missing_word_are_named_and_the_rest_becomes_a_pack(self):
        reader = Reader()
        sheet = self.lines()[:24]
        take = self.folder / "take.wav"
        reader.take(sheet, take, {WRONG: ("lima", {}), MISSING: (None, {})})
        said = self.run_kit("take", self.kit, "--sheet", "1", take, status=1)
        number = {(line["key"], line["variant"]): at for at, line in enumerate(sheet, 1)}
        self.assertRegex(said, rf'line {number[WRONG]}: expected "empat", heard "lima"')
        self.assertRegex(said, rf'line {number[MISSING]}: "enam" is missing')
        named = {int(line) for line in re.findall(r"^line (\d+):", said, re.MULTILINE)}
        self.assertEqual(named, {number[WRONG], number[MISSING]}, said)
        self.assertIn("22 of 24", said)
        self.assertIn("<li class='done'>", (self.kit / "script.html").read_text())
        self.assertIn("next: sheet 1", self.run_kit("status", self.kit, status=1))  # it goes on where it was

        into = self.audio / "id-ID-rahma"
        self.assertIn("has not agreed", self.run_kit("pack", self.kit, "--into", into, status=1))
        self.pack(into)
        pack = json.loads((into / "pack.json").read_text())
        self.assertEqual(pack["falls_back_to"], "id-ID")
        self.assertEqual(sum(len(clip["files"]) for clip in pack["clips"].values()), 22)

        # Another day: only what was missing is read, and the sheet is complete.
        reader.take([line for line in sheet if (line["key"], line["variant"]) in (WRONG, MISSING)], take)
        self.assertIn("24 of 24", self.run_kit("take", self.kit, "--sheet", "1", take))
        self.assertIn("next: sheet 2", self.run_kit("status", self.kit, status=1))
        shutil.rmtree(into)
        self.pack(into)
        pack = json.loads((into / "pack.json").read_text())
        self.assertEqual(sum(len(clip["files"]) for clip in pack["clips"].values()), 24)
        self.assert_speaks(into)

    def pack(self, into):
        scan = self.folder / "scan.pdf"
        scan.write_bytes(b"signed")
        agreed = ("pack", self.kit, "--into", into, "--consent", scan, "--agreed-on", "2026-11-24", "--scope", "MPP Boroko")
        self.assertIn("is no date", self.run_kit(*agreed, "--until", "besok", status=1))
        self.assertIn("ended on 2020-01-31", self.run_kit(*agreed, "--until", "2020-01-31", status=1))
        self.assertIn("--scope", self.run_kit(*agreed[:-2], status=1))
        self.run_kit(*agreed)
        consent = json.loads((into / json.loads((into / "pack.json").read_text())["consent"]).read_text())
        self.assertEqual(consent, {"speaker": "Ibu Rahma", "agreed_on": "2026-11-24", "scope": "MPP Boroko", "until": None,
                                   "scan": "consent-scan.pdf"})
        self.assertEqual((into / consent["scan"]).read_bytes(), b"signed")
        self.assert_blind((into / "listen.html").read_text())

    def assert_blind(self, page):
        """Nothing that is read before the key is opened tells which side is new; the sides and rows are mixed."""
        self.assertIn("clips/num/7-f.flac", page)
        rows = re.findall(r"<tr data-new='([12])'>(.*?)</tr>", page)
        for new, row in rows:
            one, two = re.findall(r"src='([^']*)'", row)
            self.assertIn("id-ID/clips", two if new == "1" else one)
            self.assertNotIn("id-ID/clips", one if new == "1" else two)
            self.assertNotIn("baru", re.sub(r"<[^>]*>", "", row))
        self.assertEqual({new for new, _ in rows}, {"1", "2"})
        words = [re.search(r"<td>(.*?)</td>", row).group(1) for _, row in rows]
        self.assertNotEqual(words, [line["text"] for line in self.lines() if line["good"]])

    def assert_speaks(self, pack):
        """The programs of the hall take the pack as it is."""
        screen = PROGRAMS / "panggil-screen"
        hall = TREE / "hub/halls/mpp-bolmut.json"
        checked = subprocess.run([screen, "check", pack, "--site", TREE, "--hall", hall], capture_output=True, text=True, check=False)
        self.assertEqual((checked.returncode, checked.stdout), (0, ""))
        call = self.folder / "call.wav"
        said = subprocess.run([screen, "say", "--pack", pack, "--hall", hall, "--ticket", "K246", "--counter", "6", "--style", "digits",
                               "--words", "--out", call], capture_output=True, text=True, check=False)
        self.assertEqual((said.returncode, said.stderr), (0, ""))
        self.assertTrue(said.stdout.startswith("nomor antrean ka dua empat enam, "), said.stdout)
        self.assertGreater(call.stat().st_size, 48000 * 3 * 4)

    def test_a_line_that_is_slow_loud_or_rising_is_named(self):
        take = self.folder / "take.wav"
        sheet = self.lines()[:24]
        Reader().take(sheet, take, {SLOW: ("dua", {"speed": 80}), LOUD: ("lima", {"louder": 2.0}), RISING: ("tiga", {"rises": True})})
        said = self.run_kit("take", self.kit, "--sheet", "1", take, status=1)
        number = {(line["key"], line["variant"]): at for at, line in enumerate(sheet, 1)}
        self.assertRegex(said, rf'line {number[SLOW]}: "dua" is 1[3-9]\d% as long as the others')
        self.assertRegex(said, rf'line {number[LOUD]}: "lima" is \+\d.\d LU from its like')
        self.assertRegex(said, rf'line {number[RISING]}: "tiga" ends the sentence, let the voice fall')
        named = {int(line) for line in re.findall(r"^line (\d+):", said, re.MULTILINE)}
        self.assertEqual(named, {number[SLOW], number[LOUD], number[RISING]}, said)
        self.assertIn("21 of 24", said)

    def test_a_recording_shows_its_time_and_level_and_is_judged_like_a_take(self):
        take = self.folder / "take.wav"
        Reader().take(self.lines()[:24], take)
        # The stand-in gives what a microphone would: samples of 24 bits on its standard output.
        microphone = self.folder / "bin"
        microphone.mkdir()
        (microphone / "arecord").write_text(f"#!/bin/sh\nexec sox '{take}' -t raw -e signed -b 24 -L -r 48000 -c 1 -\n")
        (microphone / "arecord").chmod(0o755)
        path = {**os.environ, "PATH": f"{microphone}:{os.environ['PATH']}"}
        said = self.run_kit("record", self.kit, "--sheet", "1", env=path)
        self.assertIn("24 of 24", said)
        self.assertRegex(said, r"(?m)^0:05  [#.]{30}  +-?\d+ dB")
        with wave.open(str(self.kit / "sheet-1-1.wav")) as kept, wave.open(str(take)) as read:
            self.assertAlmostEqual(kept.getnframes() / kept.getframerate(), read.getnframes() / read.getframerate(), delta=0.1)
        (microphone / "arecord").write_text("#!/bin/sh\nexit 1\n")
        self.assertIn("microphone plugged in", self.run_kit("record", self.kit, "--sheet", "1", env=path, status=1))
        self.assertFalse((self.kit / "sheet-1-2.wav").exists())


if __name__ == "__main__":
    if numpy is None or not recogniser.is_installed() or not shutil.which("espeak-ng") or not shutil.which("sox"):
        print("skipped: needs python3-numpy, pocketsphinx, pocketsphinx-en-us, espeak-ng and sox")
        sys.exit(77)
    unittest.main()

#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The recording kit on a take that espeak-ng reads from the script, with one wrong and one missing word."""
import json
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


class Reader:
    """Reads the lines of a script aloud, as a careful speaker would."""

    def __init__(self):
        self.speller = Speller(read_lexicon(BASE / "lexicon.tsv"), json.loads((BASE / "recipe.json").read_text())["phones"])

    def line(self, carrier, text):
        spoken = self.speller.sentence(carrier.replace("*", text)).replace(" _: ", " _: _: _: ")
        sound = subprocess.run(["espeak-ng", "-v", "id", "-s", "130", "-a", "60", "--stdout", spoken], check=True,
                               capture_output=True).stdout
        return numpy.frombuffer(sound[44:], dtype="<i2")

    def take(self, lines, path):
        silence = numpy.zeros(RATE * 3 // 2, dtype="<i2")
        whole = [silence]
        for line in lines:
            at = (line["key"], line["variant"])
            if at != MISSING:
                whole += [self.line(line["carrier"], "lima" if at == WRONG else line["text"]), silence]
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

    def run_kit(self, *words, status=0):
        done = subprocess.run(["/usr/bin/python3", TOOLS / "panggil-voice", *words], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def lines(self):
        return json.loads((self.kit / "kit.json").read_text())["lines"]

    def test_the_script_is_for_people(self):
        page = (self.kit / "script.html").read_text()
        self.assertEqual(page.count("<li"), len(self.lines()))
        self.assertIn("<b>tujuh</b>", page)
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
        reader.take(sheet, take)
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
        scan = self.folder / "scan.pdf"
        scan.write_bytes(b"signed")
        self.run_kit("pack", self.kit, "--into", into, "--consent", scan)
        pack = json.loads((into / "pack.json").read_text())
        self.assertEqual(pack["falls_back_to"], "id-ID")
        self.assertEqual((into / pack["consent"]).read_bytes(), b"signed")
        self.assertEqual(sum(len(clip["files"]) for clip in pack["clips"].values()), 22)
        self.assertIn("clips/num/7-f.flac", (into / "listen.html").read_text())


if __name__ == "__main__":
    if numpy is None or not recogniser.is_installed() or not shutil.which("espeak-ng") or not shutil.which("sox"):
        print("skipped: needs python3-numpy, pocketsphinx, pocketsphinx-en-us, espeak-ng and sox")
        sys.exit(77)
    unittest.main()

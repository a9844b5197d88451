#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes every clip of a synthetic voice pack: words from pack.json, sounds from lexicon.tsv, manner from recipe.json.

A word spoken alone sounds like the end of a list, so each clip is cut out of a whole sentence, its carrier, between
two pauses. The phonemes that espeak-ng reports between those pauses must be exactly those of the clip; a cut that
misses or gains a sound stops the build. Nothing here depends on time, order or chance: same tools, same bytes.
"""
import argparse
import array
import concurrent.futures
import fnmatch
import json
import math
import pathlib
import re
import subprocess
import sys

RATE = 48000
CUT_BELOW_DB = 55  # sound weaker than this, against the clip's own peak, counts as silence


class Broken(Exception):
    """The pack's own data cannot be built; the text says where and why."""


def read_lexicon(path):
    words = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) < 3 or fields[2] not in ("rule", "native"):
            raise Broken(f"{path}:{number}: expected word, syllables, rule|native, note")
        words[fields[0]] = fields[1]
    return words


class Speller:
    """Turns words into the phoneme names of espeak-ng. Without `phones` the lexicon holds those names already."""

    def __init__(self, lexicon, phones):
        self.lexicon = lexicon
        self.phones = phones
        if phones is None:
            return
        longest_first = sorted(phones, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, longest_first)))

    def word(self, word):
        if word not in self.lexicon:
            raise Broken(f"lexicon.tsv: the word '{word}' is missing")
        if self.phones is None:
            return self.lexicon[word]
        spoken = ""
        for syllable in self.lexicon[word].split("-"):
            letters = syllable.lstrip("'")
            sounds = self.pattern.findall(letters)
            if "".join(sounds) != letters:
                raise Broken(f"lexicon.tsv: '{word}' has a sound that recipe.json does not list: {letters}")
            stress = "'" if syllable != letters else ""
            spoken += stress + "".join(self.phones[sound] for sound in sounds)
        return spoken

    def words(self, text):
        return " ".join(self.word(word) for word in text.lower().split())

    def sentence(self, text):
        """Phoneme input keeps a clause together: [[a _: b]], [[c]]. The pause _: does not restart the melody."""
        spoken = ""
        for clause, mark in re.findall(r"([^,.]+)([,.])", text):
            parts = [self.words(part) for part in clause.split("/")]
            spoken += "[[" + " _: ".join(parts) + "]]" + mark + " "
        return spoken.strip()


def carrier_for(recipe, key, variant):
    for pattern, of_variant, text in recipe["carriers"]:
        if of_variant == variant and fnmatch.fnmatch(key, pattern):
            return text
    raise Broken(f"recipe.json: no carrier for clip {key}, variant {variant}")


def first_match(table, key, otherwise):
    """The value of the first [pattern, value] whose pattern fits the clip key."""
    return next((value for pattern, value in table if fnmatch.fnmatch(key, pattern)), otherwise)


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    if done.returncode != 0:
        raise Broken(f"{command[0]} failed: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode()


def segments(report):
    """The stretches of speech between pauses, as [first_ms, last_ms, phonemes], from the report of espeak_cut."""
    found = []
    open_stretch = None
    for line in report.splitlines()[1:]:
        at, name = line.split(" ", 1)
        if name == "_|":  # a mark between two like vowels (ka-an), without length
            continue
        if name.startswith("_") or name == "end":
            if open_stretch is not None:
                open_stretch[1] = int(at)
                found.append(open_stretch)
                open_stretch = None
        elif open_stretch is None:
            open_stretch = [int(at), 0, name]
        else:
            open_stretch[2] += name
    return found


def speak(tools, recipe, speller, work, key, variant, text):
    """The mastered carrier as samples, and where the clip lies in it: from the pause before to the pause after."""
    carrier = carrier_for(recipe, key, variant)
    stem = work / f"{key}-{variant}"
    speed = first_match(recipe.get("speeds", []), f"{key}-{variant}", recipe["speed"])
    report = run(tools / "espeak_cut", recipe["voice"], speed,
                 speller.sentence(carrier.replace("*", text)), f"{stem}.raw")
    rate = report.split()[1]
    run("sox", "-R", "-D", "-t", "raw", "-r", rate, "-e", "signed", "-b", "16", "-c", "1", f"{stem}.raw",
        "-t", "raw", "-e", "signed", "-b", "32", f"{stem}.s32", *recipe["master"].split())
    samples = array.array("i")
    samples.frombytes(pathlib.Path(f"{stem}.s32").read_bytes())

    stretches = segments(report)
    parts = [part for part in re.split(r"[/,.]", carrier) if part.strip()]
    if len(stretches) != len(parts):
        raise Broken(f"{key}-{variant}: {len(parts)} parts in the carrier, {len(stretches)} heard")
    place = next(index for index, part in enumerate(parts) if "*" in part)
    first, last, heard = stretches[place]
    meant = re.sub("[', ;]", "", speller.words(text))
    heard = re.sub("r-|;", "", heard)  # English links two words by a sound of its own
    if heard != meant:
        raise Broken(f"{key}-{variant}: meant {meant}, heard {heard}")
    before = stretches[place - 1][1] if place > 0 else first
    after = stretches[place + 1][0] if place + 1 < len(stretches) else len(samples) * 1000 // RATE
    return samples, (before + first) // 2 * RATE // 1000, (last + after) // 2 * RATE // 1000


def cut(samples, begin, end, edges, gain_db, ceiling_db, below_db=CUT_BELOW_DB):
    """The clip as 16 bit samples: trimmed to its sound, with short silent edges and raised-cosine fades."""
    quiet = max(abs(sample) for sample in samples[begin:end]) * 10 ** (-below_db / 20)
    loud = [index for index in range(begin, end) if abs(samples[index]) > quiet]
    first = loud[0] - edges["pre_roll"] * RATE // 1000
    last = loud[-1] + 1 + edges["post_roll"] * RATE // 1000
    fade_in = edges["fade_in"] * RATE // 1000
    fade_out = edges["fade_out"] * RATE // 1000
    scale = 10 ** (gain_db / 20) / 65536
    clip = [0.0] * (last - first)
    for index in range(last - first):
        place = first + index
        value = samples[place] * scale if begin <= place < end else 0.0
        if index < fade_in:
            value *= 0.5 - 0.5 * math.cos(math.pi * index / fade_in)
        left = last - first - 1 - index
        if left < fade_out:
            value *= 0.5 - 0.5 * math.cos(math.pi * left / fade_out)
        clip[index] = value
    soften(clip, ceiling_db)
    return array.array("h", map(round, clip))


def soften(clip, ceiling_db):
    """Takes single pulses down to the ceiling with a smooth dip of 4 ms each way; the speech around keeps its level."""
    ceiling = 32767 * 10 ** (ceiling_db / 20)
    reach = 4 * RATE // 1000
    while True:
        peak = max(range(len(clip)), key=lambda index: abs(clip[index]))
        if abs(clip[peak]) <= ceiling:
            return
        depth = 1 - (ceiling - 1) / abs(clip[peak])
        for index in range(max(0, peak - reach), min(len(clip), peak + reach + 1)):
            clip[index] *= 1 - depth * (0.5 + 0.5 * math.cos(math.pi * (index - peak) / reach))


def chime(gain_db):
    """Two soft bells, a falling third (E5, C5): each a few partials, the higher ones dying sooner."""
    length = 1.05
    total = [0.0] * int(length * RATE)
    partials = ((1.0, 1.0, 0.38), (2.0, 0.35, 0.22), (3.0, 0.12, 0.14), (4.16, 0.06, 0.08))
    for start, pitch in ((0.0, 659.26), (0.28, 523.25)):
        offset = int(start * RATE)
        for index in range(len(total) - offset):
            t = index / RATE
            attack = 0.5 - 0.5 * math.cos(math.pi * min(t / 0.006, 1.0))
            total[offset + index] += attack * sum(
                level * math.exp(-t / decay) * math.sin(2 * math.pi * pitch * ratio * t)
                for ratio, level, decay in partials)
    scale = 32767 * 10 ** (gain_db / 20) / 1.5
    tail = int(0.1 * RATE)
    for index in range(tail):
        total[len(total) - 1 - index] *= 0.5 - 0.5 * math.cos(math.pi * index / tail)
    return array.array("h", (round(value * scale) for value in total))


def alarm(gain_db):
    """Three rising whoops: heard at once as something else than the chime that calls a ticket."""
    whoop, pause, count = 0.45, 0.12, 3
    total = [0.0] * int((whoop + pause) * count * RATE)
    edge = int(0.015 * RATE)
    for number in range(count):
        offset = int(number * (whoop + pause) * RATE)
        length = int(whoop * RATE)
        phase = 0.0
        for index in range(length):
            phase += 2 * math.pi * 520.0 * 2 ** (1.2 * index / length) / RATE
            swell = min(1.0, index / edge, (length - 1 - index) / edge)
            total[offset + index] = swell * (math.sin(phase) + 0.4 * math.sin(2 * phase) + 0.2 * math.sin(3 * phase))
    scale = 32767 * 10 ** (gain_db / 20) / 1.6
    return array.array("h", (round(value * scale) for value in total))


EARCONS = {"chime": chime, "alarm": alarm}


def write_flac(clip, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = path.with_suffix(".raw")
    raw.write_bytes(clip.tobytes())
    run("sox", "-R", "-D", "-t", "raw", "-r", RATE, "-e", "signed", "-b", "16", "-c", "1", raw,
        "--comment", "LICENSE=CC0-1.0", "-C", "8", path)
    raw.unlink()


def build(pack_dir, out, tools, work):
    pack = json.loads((pack_dir / "pack.json").read_text(encoding="utf-8"))
    recipe = json.loads((pack_dir / "recipe.json").read_text(encoding="utf-8"))
    speller = Speller(read_lexicon(pack_dir / "lexicon.tsv"), recipe.get("phones"))
    jobs = [(key, variant, clip["text"], file)
            for key, clip in pack["clips"].items() for variant, file in clip["files"].items()]

    def make(job):
        key, variant, text, file = job
        if key in EARCONS:
            clip = EARCONS[key](recipe[f"{key}_gain_db"])
        else:
            samples, begin, end = speak(tools, recipe, speller, work, key, variant, text)
            gain_db = recipe["gain_db"] + first_match(recipe["lift_db"], key, 0.0)
            gain_db += first_match(recipe.get("emphasis_db", []), key, 0.0)
            clip = cut(samples, begin, end, recipe["edges_ms"], gain_db, recipe["ceiling_db"])
        write_flac(clip, out / file)

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for done, _ in enumerate(pool.map(make, jobs), 1):
            if done % 25 == 0 or done == len(jobs):
                print(f"  {done} of {len(jobs)} clips", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pack", type=pathlib.Path, help="folder with pack.json, lexicon.tsv and recipe.json")
    parser.add_argument("--into", type=pathlib.Path, required=True, help="folder that receives the clips")
    parser.add_argument("--tools", type=pathlib.Path, required=True, help="folder with the compiled espeak_cut")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="scratch folder")
    args = parser.parse_args()
    try:
        build(args.pack, args.into, args.tools, args.work)
    except Broken as problem:
        sys.exit(f"build_pack: {problem}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures a voice pack: edges and level of every clip, loudness and true peak of whole announcements.

It puts announcements together itself, from templates, joins and variants of pack.json, so it also serves as a second
reading of the manifest beside the composer in core/. Needs sox and the compiled loudness tool.
"""
import argparse
import array
import fnmatch
import json
import math
import pathlib
import re
import statistics
import subprocess
import sys

RATE = 48000
MOST_LEVELLED_DB = 2  # a pack whose announcements differ by more limps


def spoken_number(rules, number):
    """Rule [base, template, divisor?]: << is the quotient, >> the remainder, [...] is left out when it is zero."""
    base, template, *divisor = max((rule for rule in rules if rule[0] <= number), key=lambda rule: rule[0])
    divisor = divisor[0] if divisor else 10 ** (len(str(base)) - 1) if base else 1
    quotient, remainder = divmod(number, divisor)
    keys = []
    for token in re.sub(r"\[.*?\]", "" if remainder == 0 else lambda found: found[0][1:-1], template).split():
        if token == ">>":
            keys += spoken_number(rules, remainder)
        elif token == "<<":
            keys += spoken_number(rules, quotient)
        else:
            keys.append(token)
    return keys


class Pack:
    def __init__(self, folder):
        self.folder = folder
        self.data = json.loads((folder / "pack.json").read_text(encoding="utf-8"))
        self.own = set(self.data["clips"])  # the rest is borrowed
        self.sounds = {}
        if "falls_back_to" in self.data:
            self.borrow(Pack(folder.resolve().parent / self.data["falls_back_to"]))

    def borrow(self, base):
        """What this pack lacks comes from the one it falls back to, whose files are named from where they are."""
        for key, clip in base.data["clips"].items():
            files = {variant: str(base.folder / file) for variant, file in clip["files"].items()}
            self.data["clips"].setdefault(key, dict(clip, files=files))
        for part in ("letters", "ticket", "destinations", "templates"):
            self.data[part] = {**base.data[part], **self.data.get(part, {})}
        self.data.setdefault("variants", base.data["variants"])
        self.data.setdefault("numbers", base.data["numbers"]).setdefault("auto", base.data["numbers"]["auto"])

    def sound(self, file):
        if file not in self.sounds:
            raw = subprocess.run(["sox", self.folder / file, "-t", "raw", "-e", "signed", "-b", "16", "-"],
                                 capture_output=True, check=True).stdout
            self.sounds[file] = array.array("h", raw)
        return self.sounds[file]

    def number(self, text, style):
        numbers = self.data["numbers"]
        if style == "auto":
            leading = len(text) > 1 and text.startswith("0")
            style = numbers["auto"]["leading_zero" if leading else "else"]
        if style == "digits":
            return [numbers["digits"]["each"].format(d=digit) for digit in text]
        return spoken_number(numbers["cardinal"]["rules"], int(text))

    def tokens(self, template, ticket, counter, kind, opd, style="auto"):
        """Clip keys and marks, in the order in which they are heard. ticket is as printed: F018 or 4K-10."""
        prefix, hyphen, number = re.fullmatch(r"(\d?[A-Z]*)(-?)(\d+)", ticket).groups()
        parts = {
            "{prefix}": [self.data["letters"].get(sign) or f"num.{sign}" for sign in prefix],
            "{number}": self.number(number, style),
            "{n:cardinal}": self.number(str(counter), "cardinal"),
            "{opd}": [f"opd.{opd}"],
        }
        text = template.replace("{dest}", self.data["destinations"][f"opd_{kind}" if opd else kind])
        text = text.replace("{ticket}", self.data["ticket"]["hyphen" if hyphen else "plain"])
        keys = []
        for token in re.findall(r"<\w+>|\{[\w:]+\}|[\w.]*\w|[,.]", text):
            keys += parts.get(token, [token])
        return keys

    def play_list(self, keys):
        """(clip key, variant, silence after it in ms) for each clip. Punctuation chooses the variant and the gap."""
        joins = self.data["joins"]
        heard = []
        for place, key in enumerate(keys):
            if key in ",.":
                continue
            after = keys[place + 1] if place + 1 < len(keys) else ""
            if key == "<chime>":
                heard.append(("chime", "m", joins["chime"]["gap_ms"]))
                continue
            gap = joins[after if after in joins else "word"]["gap_ms"]
            for rule in joins["rules"]:
                if fnmatch.fnmatch(key, rule["after"]) and fnmatch.fnmatch(after, rule["before"]):
                    gap = rule["gap_ms"]
            files = self.data["clips"][key]["files"]
            wanted = {",": "c", ".": "f"}.get(after, "m")
            variant = next(name for name in self.data["variants"][wanted] if name in files)
            heard.append((key, variant, gap))
        return heard

    def mix(self, play_list):
        whole = array.array("h")
        for key, variant, gap in play_list:
            whole.extend(self.sound(self.data["clips"][key]["files"][variant]))
            whole.extend(array.array("h", bytes(2 * (gap * RATE // 1000))))
        return whole

    def words(self, play_list):
        return " ".join(self.data["clips"][key]["text"] for key, _, _ in play_list).strip()


def loudness(tools, sound):
    out = subprocess.run([tools / "loudness"], input=sound.tobytes(), capture_output=True, check=True).stdout
    return [float(field) for field in out.split()]


def decibels(value):
    return 20 * math.log10(value / 32768) if value else -math.inf


def edge_problems(pack):
    """The first and last 5 ms of a clip are near silence; nothing is empty; the variants of a clip are alike in length."""
    edge = 5 * RATE // 1000
    for key, clip in pack.data["clips"].items():
        if key not in pack.own:
            continue
        lengths = []
        for file in clip["files"].values():
            sound = pack.sound(file)
            lengths.append(len(sound))
            ends = sound[-edge:] if key in ("chime", "alarm") else sound[:edge] + sound[-edge:]
            if decibels(max(map(abs, ends))) > -60:
                yield f"{file}: its edge is not silent"
            if len(sound) < RATE // 5 or decibels(max(map(abs, sound))) < -30:
                yield f"{file}: empty or too weak"
        if max(lengths) > 1.45 * min(lengths):
            yield f"{key}: lengths differ too much between variants: {[n * 1000 // RATE for n in lengths]} ms"


def level_problems(pack, tools):
    """No clip stands out of its class. Clips are shorter than a loudness gate, so their loudest moment is compared."""
    silence = array.array("h", bytes(2 * 4 * RATE // 10))
    classes = {}
    for key, clip in pack.data["clips"].items():
        if key not in ("chime", "alarm") and key in pack.own:
            group = classes.setdefault(key.split(".")[0] if "." in key else "phrases", [])
            group += [(loudness(tools, silence + pack.sound(file) + silence)[1], file) for file in clip["files"].values()]
    for name, group in classes.items():
        middle = statistics.median(level for level, _ in group)
        print(f"{name}: {len(group)} clips, loudest moments {min(group)[0]:.2f} to {max(group)[0]:.2f} LUFS, "
              f"median {middle:.2f}")
        for level, file in group:
            if abs(level - middle) > 1.5:
                yield f"{file}: {level - middle:+.2f} LU from the median of its class"


CALLS = [
    # template, index in its list, ticket, counter, kind, agency, style
    ("call", 0, "F018", 3, "loket", None, "auto"),
    ("call", 0, "F018", 3, "loket", "dukcapil", "auto"),
    ("recall", 0, "F018", 3, "loket", None, "auto"),
    ("recall", 1, "P099", 10, "loket", "sosial", "auto"),
    ("call", 0, "L412", 7, "loket", "kesehatan", "cardinal"),
    ("call", 0, "4K-10", 2, "gerai", None, "auto"),
    ("call.compact", 0, "A7", 1, "loket", None, "auto"),
    ("priority", 0, "U9999", 5, "loket", "pupr", "auto"),
    ("repeat", 0, "B120", 12, "gerai", "keuangan", "digits"),
    ("call", 0, "X777", 7, "loket", None, "digits"),
    ("call", 0, "H222", 2, "loket", "nakertrans", "digits"),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pack", type=pathlib.Path)
    parser.add_argument("--tools", type=pathlib.Path, required=True, help="folder with the compiled loudness tool")
    parser.add_argument("--keep", type=pathlib.Path, help="folder that receives the announcements as WAV")
    args = parser.parse_args()
    pack = Pack(args.pack)
    problems = [*edge_problems(pack), *level_problems(pack, args.tools)]
    target = pack.data["audio"]

    voices = []
    for number, (name, index, ticket, counter, kind, opd, style) in enumerate(CALLS, 1):
        template = pack.data["templates"][name]
        template = template[index] if isinstance(template, list) else template
        heard = pack.play_list(pack.tokens(template, ticket, counter, kind, opd, style))
        whole = pack.mix(heard)
        voice = pack.mix([item for item in heard if item[0] != "chime"])
        all_lufs, _, peak = loudness(args.tools, whole)
        lufs, momentary, _ = loudness(args.tools, voice)
        # The screen lays one gain on each announcement, as far as its peaks allow (renderer/sound/level.hpp).
        wanted = target["loudness_lufs"] - lufs
        gain = min(wanted, max(target["true_peak_dbtp"] - peak, 0.0))
        voices.append(lufs + gain)
        print(f"{len(whole) / RATE:5.2f} s  voice {lufs:6.2f} LUFS (max momentary {momentary:6.2f}), "
              f"with chime {all_lufs:6.2f} LUFS, true peak {peak:5.2f} dBTP; levelled by {gain:+.2f} dB\n"
              f"         {pack.words(heard)}\n"
              f"         {' '.join(f'{key}-{variant}' for key, variant, _ in heard)}")
        if abs(wanted - gain) > 0.5 or abs(gain) > MOST_LEVELLED_DB:
            problems.append(f"{name} {ticket}: {lufs} LUFS cannot be brought to {target['loudness_lufs']}")
        if peak + gain > target["true_peak_dbtp"]:
            problems.append(f"{name} {ticket}: true peak {peak + gain:.2f} dBTP is above {target['true_peak_dbtp']}")
        if args.keep:
            args.keep.mkdir(parents=True, exist_ok=True)
            subprocess.run(["sox", "-D", "-t", "raw", "-r", str(RATE), "-e", "signed", "-b", "16", "-c", "1", "-",
                            args.keep / f"{number:02d}-{name}-{ticket}.wav"], input=whole.tobytes(), check=True)
    bell = loudness(args.tools, pack.sound(pack.data["clips"]["chime"]["files"]["m"]))[1]
    print(f"chime {bell:.2f} LUFS momentary; voice median {statistics.median(voices):.2f} LUFS")
    for problem in problems:
        print(f"problem: {problem}", file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()

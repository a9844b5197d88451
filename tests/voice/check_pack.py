#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks voice packs without sound tools: every clip a template or a number can ask for exists, in the stated format,
and the numbers 0 to 9999 of an Indonesian or English pack read as an independent speller says. Arguments: pack folders."""
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "tools" / "voice"))
sys.dont_write_bytecode = True
from build_pack import read_lexicon  # noqa: E402
from measure_pack import Pack  # noqa: E402


def spelled(number):
    """Indonesian cardinals, written without a look at the pack's rules."""
    ones = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()
    if number < 12:
        return ones[number]
    for unit, name, single in ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "")):
        if number >= unit and not (unit == 10 and number < 20):
            many, rest = divmod(number, unit)
            head = single if many == 1 and single else f"{spelled(many)} {name}"
            return head + (f" {spelled(rest)}" if rest else "")
    return f"{ones[number - 10]} belas"


def stream_info(data):
    """(sample rate, channels, bits, samples) of a FLAC file; None when it is not one."""
    if data[:4] != b"fLaC" or data[4] & 127 != 0:
        return None
    packed = int.from_bytes(data[18:26], "big")
    return packed >> 44, (packed >> 41 & 7) + 1, (packed >> 36 & 31) + 1, packed & (1 << 36) - 1


def check_files(pack):
    data, folder = pack.data, pack.folder
    named = {"pack.json"}
    for key, clip in data["clips"].items():
        if key not in pack.own:
            continue
        if (clip["text"] == "") != (key in ("chime", "alarm")):
            yield f"clips/{key}: only chime and alarm have an empty text"
        if not clip["files"] or not set(clip["files"]) <= set(data["variants"]):
            yield f"clips/{key}: variants must be some of {sorted(data['variants'])}"
        for file in clip["files"].values():
            named.add(file)
            path = folder / file
            info = stream_info(path.read_bytes()) if path.is_file() else None
            if info is None:
                yield f"{file}: missing or not FLAC"
                continue
            if info[:3] != (data["audio"]["rate"], data["audio"]["channels"], 16):
                yield f"{file}: {info[:3]} instead of the rate, channels and bits of pack.json"
            if not 0.2 <= info[3] / info[0] <= 4.0:
                yield f"{file}: {info[3] / info[0]:.2f} s is not the length of one clip"
    for path in folder.rglob("*.flac"):
        if path.relative_to(folder).as_posix() not in named:
            yield f"{path}: not named by pack.json"


def check_phrases(pack):
    """Every template can be said, for every kind of place, with and without an agency."""
    data = pack.data
    agencies = [key[4:] for key in data["clips"] if key.startswith("opd.")]
    prefixes = sorted(data["letters"]) + ["4K"]
    for name, forms in data["templates"].items():
        for template in forms if isinstance(forms, list) else [forms]:
            for kind in [kind for kind in data["destinations"] if not kind.startswith("opd")]:
                for place, prefix in enumerate(prefixes):
                    for agency in [None, agencies[place % len(agencies)]]:
                        ticket = f"{prefix}{'-' if len(prefix) > 1 else ''}{place:03d}"
                        keys = pack.tokens(template, ticket, place + 1, kind, agency)
                        for key in keys:
                            if key not in data["clips"] and key not in (",", ".", "<chime>"):
                                yield f"templates/{name}: no clip {key}"
                                return
                        pack.play_list(keys)


def spelled_english(number):
    """English cardinals as CLDR's spellout-cardinal has them, with a space for the hyphen."""
    ones = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen").split()
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
    if number < 20:
        return ones[number]
    for unit, name in ((1000, "thousand"), (100, "hundred")):
        if number >= unit:
            many, rest = divmod(number, unit)
            return f"{spelled_english(many)} {name}" + (f" {spelled_english(rest)}" if rest else "")
    return tens[number // 10 - 2] + (f" {ones[number % 10]}" if number % 10 else "")


SPELLERS = {"id-ID": (spelled, "empat ka , sepuluh ,"), "en-US": (spelled_english, "four K , ten ,")}


def check_numbers(pack):
    if pack.data["lang"] not in SPELLERS:
        return
    spell, hyphened = SPELLERS[pack.data["lang"]]
    text = {key: clip["text"] for key, clip in pack.data["clips"].items()}
    digits = [spell(digit) for digit in range(10)]
    for number in range(10000):
        if " ".join(text[key] for key in pack.number(str(number), "cardinal")) != spell(number):
            yield f"{number}: cardinal differs from {spell(number)}"
        printed = f"{number:04d}"
        if " ".join(text[key] for key in pack.number(printed, "digits")) != " ".join(digits[int(d)] for d in printed):
            yield f"{printed}: wrong digit by digit"
    keys = pack.tokens(pack.data["templates"]["call"], "4K-10", 2, "loket", None)
    said = " ".join(key if key in ",." else text.get(key, "") for key in keys)
    if not re.search(hyphened, said):
        yield f"4K-10 is read as: {said}"


def check_lexicon(pack):
    path = pack.folder / "lexicon.tsv"
    if not path.exists():  # a recorded pack has none
        return
    words = read_lexicon(path)
    for key in sorted(pack.own):
        clip = pack.data["clips"][key]
        for word in clip["text"].lower().split():
            if word not in words:
                yield f"clips/{key}: the lexicon lacks '{word}'"


def main():
    problems = []
    for folder in sys.argv[1:]:
        pack = Pack(pathlib.Path(folder))
        found = [problem for check in (check_files, check_phrases, check_numbers, check_lexicon) for problem in check(pack)]
        problems += [f"{folder}: {problem}" for problem in found]
        print(f"{folder}: {len(pack.data['clips'])} clips, "
              f"{sum(len(clip['files']) for clip in pack.data['clips'].values())} files, {len(found)} problems")
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems or len(sys.argv) < 2 else 0)


if __name__ == "__main__":
    main()

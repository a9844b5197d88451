# SPDX-License-Identifier: MIT
"""One take of one sheet: cut at its silences, matched to the script, and judged line by line. A good line is kept, mastered;
the others are named with what to do."""
import pathlib
import re
import tempfile

import numpy

import recogniser
from build_pack import read_lexicon

from . import sound

LEAST_SNR_DB = 45
BETWEEN_PARTS = 13  # frames of 10 ms: shorter silences belong to a word (the t of satu)
BETWEEN_LINES = 90
SHORTEST_PART = 4
AROUND = 8  # frames of silence kept on each side
ALIKE_LENGTH = (0.75, 1.33)
ALIKE_LU = 1.5  # as `panggil-screen check` wants it
FEWEST_ALIKE = 3
RISES_AT_END, FALLS_BEFORE_COMMA = 1.0, -7.0  # half-tones


class Spoken:
    """A line as it was read: its parts as (first frame, last frame); and, when somebody listened, in which carrier which
    words were heard."""

    def __init__(self, parts):
        self.parts = parts
        self.carrier = None
        self.heard = ""

    @property
    def second(self):
        return self.parts[0][0] / 100


def split(levels):
    """The lines of a take. Loud is what stands 35 dB below the voice or nearer, and clearly above the room."""
    voice = numpy.percentile(levels, 95)
    floor = numpy.percentile(levels, 5)
    loud = levels > max(voice - 35, floor + 8)
    parts, first, quiet = [], None, 0
    for frame, is_loud in enumerate([*loud, *[False] * BETWEEN_LINES]):
        if is_loud:
            first = frame if first is None else first
            quiet = 0
        elif first is not None:
            quiet += 1
            if quiet >= BETWEEN_PARTS:
                parts.append((first, frame - quiet + 1))
                first = None
    parts = [part for part in parts if part[1] - part[0] >= SHORTEST_PART]
    lines = []
    for part in parts:
        if lines and part[0] - lines[-1][-1][1] < BETWEEN_LINES:
            lines[-1].append(part)
        else:
            lines.append([part])
    return [Spoken(line) for line in lines], voice - floor


def parts_of(line):
    """(the parts of the carrier as words, the place of the clip among them)."""
    parts = [part.strip() for part in re.split(r"[/,.]", line["carrier"]) if part.strip()]
    return [part.replace("*", line["text"]).lower() for part in parts], next(at for at, part in enumerate(parts) if "*" in part)


def words_around(carrier):
    """The words of a carrier before and after the clip."""
    before, after = (re.findall(r"[^\s/,.]+", part.lower()) for part in carrier.split("*"))
    return before, after


class Ear:
    """Writes down each line, chosen among all carriers of the sheet with any of its clips in them. It hears whole lines: a
    word alone is too short for it to get used to the voice."""

    def __init__(self, kit, lines):
        self.lexicon = read_lexicon(kit.base / "lexicon.tsv") if (kit.base / "lexicon.tsv").is_file() else {}
        self.carriers = sorted({line["carrier"] for _, line in lines})
        self.texts = sorted({line["text"].lower() for _, line in lines})
        words = {word for text in self.texts for word in text.split()}
        for carrier in self.carriers:
            words.update(*words_around(carrier))
        self.words = words if words <= set(self.lexicon) else None

    @property
    def can_hear(self):
        # The sounds of the lexicon are Indonesian.
        return self.words is not None and recogniser.is_installed()

    def grammar(self):
        lines = [" ".join([*before, "<clip>", *after]) for before, after in map(words_around, self.carriers)]
        return ("#JSGF V1.0;\ngrammar line;\n<clip> = " + " | ".join(self.texts) + ";\npublic <line> = "
                + " | ".join(lines) + ";\n")

    def understand(self, spoken, words):
        for carrier in self.carriers:
            before, after = words_around(carrier)
            inside = words[len(before) : len(words) - len(after)]
            if inside and words == [*before, *inside, *after] and " ".join(inside) in self.texts:
                spoken.carrier, spoken.heard = carrier, " ".join(inside)

    def listen(self, samples, spoken):
        with tempfile.TemporaryDirectory() as folder:
            work = pathlib.Path(folder)
            recogniser.write_dictionary(work / "words.dict", self.words, self.lexicon)
            (work / "call.gram").write_text(self.grammar(), encoding="utf-8")
            low = sound.through(samples, rate=recogniser.RATE)
            low = low / max(numpy.abs(low).max(), 1e-6) * 0.5
            step = recogniser.RATE // 100
            names = [f"line-{number}" for number in range(len(spoken))]
            for name, line in zip(names, spoken):
                part = low[max(0, (line.parts[0][0] - 30) * step) : (line.parts[-1][1] + 30) * step]
                (work / f"{name}.raw").write_bytes((part * 32767).astype("<i2").tobytes())
            for line, words in zip(spoken, recogniser.listen(work, names)):
                self.understand(line, words)


def cost(line, spoken, can_hear):
    if len(parts_of(line)[0]) != len(spoken.parts):
        return 1.2
    if not can_hear:
        return 0.0
    return (0.3 if spoken.carrier != line["carrier"] else 0.0) + (0.6 if not same(line, spoken.heard) else 0.0)


def same(line, heard):
    """Letters are too short for a recogniser to tell one from another."""
    return heard == line["text"].lower() or (line["key"].startswith("let.") and len(heard.split()) == 1)


def align(lines, spoken, can_hear):
    """Pairs of (line or None, spoken or None), in order, that explain the take with the fewest faults."""
    absent = 0.9
    rows, columns = len(lines) + 1, len(spoken) + 1
    best = numpy.zeros((rows, columns))
    best[:, 0] = numpy.arange(rows) * absent
    best[0, :] = numpy.arange(columns) * absent
    costs = [[cost(line, each, can_hear) for each in spoken] for _, line in lines]
    for row in range(1, rows):
        for column in range(1, columns):
            best[row, column] = min(best[row - 1, column - 1] + costs[row - 1][column - 1], best[row - 1, column] + absent,
                                    best[row, column - 1] + absent)
    pairs, row, column = [], rows - 1, columns - 1
    while row or column:
        if row and column and best[row, column] == best[row - 1, column - 1] + costs[row - 1][column - 1]:
            row, column = row - 1, column - 1
            pairs.append((lines[row], spoken[column]))
        elif row and (not column or best[row, column] == best[row - 1, column] + absent):
            row -= 1
            pairs.append((lines[row], None))
        else:
            column -= 1
            pairs.append((None, spoken[column]))
    return pairs[::-1]


class Judge:
    """What is wrong with a line that was read as written."""

    def __init__(self, kit, mastered):
        self.kit = kit
        self.speech = kit.speech
        self.mastered = mastered
        self.meter = sound.Meter()
        self.read = []  # (number, line, samples, length against the base's clip, loudness, pitch)

    def add(self, number, line, spoken):
        first, last = spoken.parts[parts_of(line)[1]]
        clip = self.mastered[max(0, first - AROUND) * sound.FRAME : (last + AROUND) * sound.FRAME]
        core = self.mastered[first * sound.FRAME : last * sound.FRAME]
        base = sound.decoded(self.kit.base / self.base_file(line), self.speech)
        self.read.append((number, line, clip, len(core) / len(base), self.meter.loudest_moment(core), sound.pitch_step(core)))

    def base_file(self, line):
        return self.kit.base_clips[line["key"]]["files"][line["variant"]]

    def verdicts(self):
        """(number, line, samples, complaints)."""
        known = {(line["key"], line["variant"]): (line, line["length"], line["loudness"]) for line in self.kit.good() if "loudness" in line}
        known.update({(line["key"], line["variant"]): (line, length, loudness) for _, line, _, length, loudness, _ in self.read})
        lengths = numpy.median([length for _, length, _ in known.values()]) if known else 1
        for number, line, clip, length, loudness, step in self.read:
            like = [other for one, _, other in known.values() if group_of(one) == group_of(line)]
            off = loudness - numpy.median(like)
            said = {"line": number, "meant": line["text"]}
            complaints = []
            if not ALIKE_LENGTH[0] <= length / lengths <= ALIKE_LENGTH[1]:
                complaints.append(self.speech.text("length", ratio=length / lengths, **said))
            if abs(off) > ALIKE_LU and len(like) >= FEWEST_ALIKE:
                complaints.append(self.speech.text("loudness", off=off, **said))
            if line["variant"] == "f" and step is not None and step > RISES_AT_END:
                complaints.append(self.speech.text("melody_f", **said))
            if line["variant"] == "c" and step is not None and step < FALLS_BEFORE_COMMA:
                complaints.append(self.speech.text("melody_c", **said))
            if not complaints:
                line["length"], line["loudness"] = float(length), float(loudness)
            yield number, line, clip, complaints


def group_of(line):
    """Clips that stand in for each other at the same place of a sentence. What an earlier take holds counts, too: the voice is
    to sound as on one day."""
    return line["key"].rpartition(".")[0], line["variant"]


def clock(second):
    return f"{int(second) // 60}:{second % 60:04.1f}"


def take(kit, number, path):
    """Judges a take of one sheet and keeps its good lines. Answers the complaints."""
    speech = kit.speech
    lines = kit.sheet(number)
    samples = sound.decoded(path, speech)
    if len(samples) < sound.RATE // 2 or numpy.abs(samples).max() < 1e-4:
        raise speech.broken("empty", path=path)
    at = sound.clipped_at(samples)
    if at is not None:
        raise speech.broken("clipped", at=clock(at))
    spoken, snr = split(sound.levels(samples))
    if snr < LEAST_SNR_DB:
        raise speech.broken("noisy", db=snr, wanted=LEAST_SNR_DB)
    ear = Ear(kit, lines)
    complaints = []
    if ear.can_hear:
        ear.listen(samples, spoken)
    else:
        complaints.append(speech.text("not_heard"))
    judge = Judge(kit, sound.through(samples, *kit.recipe["master"].split()))
    for line, each in align(lines, spoken, ear.can_hear):
        if line is None:
            complaints.append(speech.text("extra", at=clock(each.second), heard=each.heard or "?"))
            continue
        at, wanted = line
        parts = parts_of(wanted)[0]
        if each is None:
            if not wanted["good"]:
                complaints.append(speech.text("missing", line=at, meant=wanted["text"]))
        elif len(each.parts) != len(parts):
            complaints.append(speech.text("parts", line=at, found=len(each.parts), wanted=len(parts)))
        elif ear.can_hear and not same(wanted, each.heard):
            complaints.append(speech.text("wrong", line=at, meant=wanted["text"], heard=each.heard or "?"))
        else:
            judge.add(at, wanted, each)
    for _, line, clip, wrong in judge.verdicts():
        complaints += wrong
        if not wrong:
            kit.take_of(line).write_bytes((numpy.clip(clip, -1, 1 - 1e-9) * sound.FULL_SCALE).astype("<i4").tobytes())
            line["good"] = True
            kit.save()
    return complaints


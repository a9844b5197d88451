# SPDX-License-Identifier: MIT
"""The folder of one recording: what is to be read, what was read well, and who speaks. Every step is on disk at once, so
that a stop, or a week, costs nothing."""
import datetime
import functools
import json
import pathlib
import shutil

from build_pack import carrier_for

from .words import Broken

LINES_ON_SHEET = 24


class Kit:
    """kit.json: {"base": folder, "speaker": name, "consent": null or what consent.json of the pack will hold, "lines":
    [{"key", "variant", "text", "carrier", "good": bool, "length", "loudness"}]}; takes/KEY-VARIANT.s32 holds the good ones, mastered, 48 kHz."""

    def __init__(self, path, speech):
        self.path = pathlib.Path(path)
        self.speech = speech
        if not (self.path / "kit.json").is_file():
            raise speech.broken("lacks_kit", path=path)
        self.data = json.loads((self.path / "kit.json").read_text(encoding="utf-8"))

    @classmethod
    def begin(cls, path, base, speaker, only, speech):
        path, base = pathlib.Path(path), pathlib.Path(base)
        if path.exists():
            raise speech.broken("exists", path=path)
        lines = lines_of(base, only)
        (path / "takes").mkdir(parents=True)
        kit = cls.__new__(cls)
        kit.path, kit.speech = path, speech
        kit.data = {"base": str(base.resolve()), "speaker": speaker, "consent": None, "lines": lines}
        kit.save()
        return kit

    def save(self):
        fresh = self.path / "kit.json.new"
        fresh.write_text(json.dumps(self.data, ensure_ascii=False, indent=1), encoding="utf-8")
        fresh.replace(self.path / "kit.json")

    @property
    def base(self):
        return pathlib.Path(self.data["base"])

    @functools.cached_property
    def recipe(self):
        return json.loads((self.base / "recipe.json").read_text(encoding="utf-8"))

    @functools.cached_property
    def base_pack(self):
        return json.loads((self.base / "pack.json").read_text(encoding="utf-8"))

    @property
    def base_clips(self):
        return self.base_pack["clips"]

    @property
    def lines(self):
        return self.data["lines"]

    @property
    def sheets(self):
        return (len(self.lines) + LINES_ON_SHEET - 1) // LINES_ON_SHEET

    def sheet(self, number):
        """(line number, line) of one sheet; both count from 1."""
        if not 1 <= number <= self.sheets:
            raise self.speech.broken("no_sheet", sheet=number, sheets=self.sheets)
        first = (number - 1) * LINES_ON_SHEET
        return list(enumerate(self.lines[first : first + LINES_ON_SHEET], first + 1))

    def next_sheet(self):
        """The first sheet that has a line to be read; 0 when there is none."""
        return next((at // LINES_ON_SHEET + 1 for at, line in enumerate(self.lines) if not line["good"]), 0)

    def good(self):
        return [line for line in self.lines if line["good"]]

    def take_of(self, line):
        return self.path / "takes" / f"{line['key']}-{line['variant']}.s32"

    def keep_consent(self, scan, agreed_on, scope, until):
        """`until` is the last day, or None for without end."""
        for what, given in (("--agreed-on", agreed_on), ("--scope", scope)):
            if not given:
                raise self.speech.broken("consent_data", what=what)
        for day in filter(None, (agreed_on, until)):
            self.day(day)
        kept = self.path / ("consent-scan" + pathlib.Path(scan).suffix)
        shutil.copyfile(scan, kept)
        self.data["consent"] = {"speaker": self.data["speaker"], "agreed_on": agreed_on, "scope": scope, "until": until,
                                "scan": kept.name}
        self.save()

    def day(self, text):
        try:
            return datetime.datetime.strptime(text, "%Y-%m-%d").date()
        except ValueError:
            raise self.speech.broken("no_day", day=text) from None

    def check_consent(self, today):
        """Nothing is packed without one that holds."""
        consent = self.data["consent"]
        if not isinstance(consent, dict):
            raise self.speech.broken("consent")
        if consent["until"] and self.day(consent["until"]) < today:
            raise self.speech.broken("consent_over", day=consent["until"])


def lines_of(base, only):
    """One line for each clip and melody of the base pack: earcons are not read by people."""
    pack = json.loads((base / "pack.json").read_text(encoding="utf-8"))
    recipe_file = base / "recipe.json"
    if not recipe_file.is_file():
        raise Broken(f"{recipe_file}: is missing; it holds the sentences to be read")
    recipe = json.loads(recipe_file.read_text(encoding="utf-8"))
    wanted = [(key, variant, clip["text"]) for key, clip in pack["clips"].items() if clip["text"]
              for variant in clip["files"] if not only or any(key.startswith(start) for start in only)]
    return [{"key": key, "variant": variant, "text": text, "carrier": carrier_for(recipe, key, variant), "good": False}
            for key, variant, text in wanted]

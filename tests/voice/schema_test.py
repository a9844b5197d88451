#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The schemas of voice packs and of their speakers' consent, as an editor uses it: they take what is here, and refuse what a slip makes of it."""
import copy
import json
import pathlib
import sys
import unittest

TREE = pathlib.Path(__file__).resolve().parents[2]
try:
    import jsonschema
except ImportError:
    print("skipped: needs python3-jsonschema")
    sys.exit(77)


def validator(name):
    return jsonschema.Draft7Validator(json.loads((TREE / "schema" / name).read_text(encoding="utf-8")))


VALIDATOR = validator("pack-1.schema.json")
PACKS = [TREE / path for path in ("audio/id-ID", "audio/en-US", "audio/mog", "audio/kzp", "tests/data/voice/en-small")]


class PackSchema(unittest.TestCase):
    def test_it_takes_every_pack(self):
        for folder in PACKS:
            with self.subTest(folder.name):
                VALIDATOR.validate(json.loads((folder / "pack.json").read_text(encoding="utf-8")))

    def test_it_refuses_what_a_slip_makes_of_one(self):
        good = json.loads((PACKS[0] / "pack.json").read_text(encoding="utf-8"))

        def refuses(change):
            bad = copy.deepcopy(good)
            change(bad)
            self.assertFalse(VALIDATOR.is_valid(bad))

        refuses(lambda pack: pack.pop("lang"))
        refuses(lambda pack: pack.update(templetes={}))
        refuses(lambda pack: pack["templates"].update(call=7))
        refuses(lambda pack: pack["numbers"].update(default="roman"))
        refuses(lambda pack: pack["numbers"]["cardinal"]["rules"].append(["20", "num.20"]))
        refuses(lambda pack: pack["numbers"]["cardinal"]["rules"].append([20]))
        refuses(lambda pack: pack["clips"]["num.7"].update(file="7.flac"))
        refuses(lambda pack: pack["clips"]["num.7"]["files"].update(x="7.flac"))
        refuses(lambda pack: pack["joins"]["word"].update(gap_ms=-1))
        refuses(lambda pack: pack["audio"].update(channels=2))


class ConsentSchema(unittest.TestCase):
    good = {"speaker": "Ibu Rahma", "agreed_on": "2026-11-24", "scope": "MPP Boroko", "until": None, "scan": "consent-scan.pdf"}

    def test_it_takes_what_the_kit_writes(self):
        schema = validator("consent-1.schema.json")
        schema.validate(self.good)
        schema.validate({"$schema": "../../schema/consent-1.schema.json", **self.good, "until": "2028-11-24"})

    def test_it_refuses_what_a_slip_makes_of_it(self):
        schema = validator("consent-1.schema.json")
        for slip in ({"speaker": None}, {"scan": 7}, {"agreed_on": "24 November"}, {"untill": "2028-11-24"}):
            self.assertFalse(schema.is_valid({**self.good, **slip}), slip)
        for member in ("speaker", "agreed_on", "scope", "scan"):
            self.assertFalse(schema.is_valid({key: value for key, value in self.good.items() if key != member}), member)


if __name__ == "__main__":
    unittest.main()
